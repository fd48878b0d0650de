"""The same pages for the other county: its own words, its own parts, no empty headings."""

import pytest
import time_machine
from django.core.exceptions import ValidationError

from county.models import Approval, County, NationalDependency, YearlyPriority
from foundation.publishing.marking import every_path
from initiatives.models import Project
from roadmap.answers import how_the_plan_looks
from tests.support.front_page import QUESTIONS, TODAY, numbers_in, page, section, text


@time_machine.travel(TODAY)
def test_the_other_county_answers_from_its_own_registers(client, vasternorrland):
    tree = page(client)
    assert [each.text_content().strip() for each in tree.iter("h2")][:3] == QUESTIONS
    going, done, ahead = (section(tree, question) for question in QUESTIONS)
    assert numbers_in(going.findtext("p")) == [5, 1]
    assert len(going.findall("ul/li")) == Project.objects.count() == 6
    assert done.findtext("p") == "Inga resultat är redovisade än."
    assert YearlyPriority.objects.count() == 4
    assert numbers_in(ahead.findtext("p")) == [4]
    assert len(ahead.findall("ul")[1]) == NationalDependency.objects.count() == 6
    years = [each.text_content().split("·")[-1].strip() for each in ahead.findall("ul")[1]]
    assert years[0] == "2027" or "2027" in years[0]
    assert "Dit vi ska" not in tree.text_content()


def test_the_plan_sentence_joins_its_parts(vasternorrland):
    from county.models import County

    said = how_the_plan_looks(County.objects.get(), TODAY).sentence
    assert said == "Fyra områden är prioriterade 2026 och färdplanen pekar mot 2030."


def test_an_edition_is_not_in_force_until_every_required_step_is_taken(client, vasternorrland):
    assert "2025 Gällande" in text(client, "/fardplan/")
    Approval.objects.filter(step__action="approves").delete()
    assert "Gällande" not in text(client, "/fardplan/?osparad")


def test_the_other_countys_plan_has_its_own_parts_only(client, vasternorrland):
    shown = text(client, "/fardplan/")
    assert "Förflyttningen vi behöver göra" in shown
    assert "De som arbetet främst är till för" in shown
    assert "Saknas Projektplan" in shown.replace("Saknas: ", "Saknas ")
    for missing in ("Fokusområden", "Vad som krävs för att lyckas"):
        assert missing not in shown


def test_a_county_without_indicators_has_a_page_and_no_link_to_it(client, vasternorrland):
    assert "Länet följer inga gemensamma indikatorer än" in text(client, "/indikatorer/")
    assert 'href="/indikatorer/"' not in client.get("/").content.decode()


def test_every_published_address_answers_without_cookie(client, vasternorrland):
    paths = every_path()
    assert len(paths) > 15
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200, path
        assert not response.cookies, path


def test_the_county_sets_its_own_tone(client, vasternorrland):
    page = client.get("/").content.decode()
    assert '<html lang="sv" data-tone="skog">' in page


def test_a_tone_that_no_stylesheet_knows_is_refused(vasternorrland):
    county = County.objects.get()
    county.tone = "rosa"
    with pytest.raises(ValidationError, match="rosa"):
        county.full_clean()
