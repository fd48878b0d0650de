"""The other public pages: they say what the registers hold, honestly, for both counties."""

from lxml import html

from county.models import FocusArea, GoalArea, RoadmapEdition, Shift, SteeringDocument, Term
from foundation.publishing.marking import every_path
from tests.support.front_page import text


def test_the_plan_names_the_edition_in_force_and_who_decided_it(client, sormland):
    shown = text(client, "/fardplan/")
    assert "2026 Gällande" in shown
    assert (
        "Beslutad den 17 april 2026 av Nämnden för samverkan kring socialtjänst och vård." in shown
    )
    assert "Antagen den 9 februari 2024. Vem som beslutade framgår inte av källorna." in shown
    assert "Vem som beslutade och när framgår inte av källorna." in shown
    for shift in Shift.objects.all():
        assert shift.name in shown
    assert RoadmapEdition.objects.count() == 3


def test_every_goal_area_has_its_page_with_indicators_and_gaps(client, sormland):
    for area in GoalArea.objects.all():
        shown = text(client, f"/malomraden/{area.key}/")
        for indicator in area.indicators.all():
            assert indicator.name in shown
    assert "Ej klart" in text(client, "/malomraden/god-halsa/")
    assert "Våldsutsatthet Mått saknas" in text(client, "/malomraden/god-halsa/")


def test_objectives_without_work_are_said_to_be_without(client, sormland):
    area = FocusArea.objects.get(key="personcentrering")
    shown = text(client, f"/fokusomraden/{area.key}/")
    assert shown.count("Inget arbete än") == 3
    assert "Egenmonitorering" in shown
    assert "Beslutat den 8 april 2022 av Länsstyrgruppen." in shown


def test_results_show_the_fraction_and_never_a_tick(client, sormland):
    shown = text(client, "/resultat/2023/")
    assert "Beslutspunkter HSV 6 av 9 antagna Delvis 6 av 9 har antagit" in shown
    assert client.get("/resultat/1999/").status_code == 404


def test_steering_documents_in_force_come_first(client, sormland):
    shown = text(client, "/styrdokument/")
    in_force = SteeringDocument.objects.filter(status="in_force")
    assert shown.startswith("Sju styrdokument gäller")
    assert in_force.count() == 7
    assert "NSV22-0026" in shown


def test_seven_indicators_and_26_measures_with_the_gaps_first(client, sormland):
    shown = text(client, "/indikatorer/")
    assert shown.startswith("Sju indikatorer med 26 mått")
    assert "Rehabiliterande: Ej klart" in shown
    assert "Våldsutsatthet: Mått saknas" in shown


def test_words_are_explained_in_swedish_order(client, sormland):
    tree = html.fromstring(client.get("/om/begrepp/").content.decode())
    assert len(tree.findall(".//dt")) == Term.objects.exclude(explanation="").count()


def test_machines_find_their_files(client, sormland):
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /arbete/" in robots
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "/malomraden/nara/</loc>" in sitemap
    assert "/diarium/" not in sitemap
    assert "/arbete/" not in sitemap
    security = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:" in security
    assert "Expires: 20" in security


def test_every_published_address_answers_without_cookie(client, sormland):
    paths = every_path()
    assert len(paths) > 15
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200, path
        assert not response.cookies, path
