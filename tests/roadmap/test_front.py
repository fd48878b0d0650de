"""The roadmap page: three questions, answered with figures that equal the registers'."""

from datetime import date

import time_machine

from county.models import FocusArea, YearlyResult
from initiatives.models import Project
from roadmap.answers import what_is_done
from tests.support.front_page import QUESTIONS, TODAY, numbers_in, page, section


def test_the_three_questions_are_headings_in_order(client, sormland):
    headings = [each.text_content().strip() for each in page(client).iter("h2")]
    assert headings[:3] == QUESTIONS


def test_what_goes_on_equals_the_register(client, sormland):
    going = section(page(client), QUESTIONS[0])
    joint = Project.objects.filter(scope="joint")
    ongoing = joint.filter(state="ongoing").count()
    in_operation = joint.filter(state="in_operation").count()
    assert (ongoing, in_operation) == (10, 1)
    assert numbers_in(going.findtext("p")) == [ongoing, in_operation]
    assert len(going.findall("ul/li")) == joint.exclude(state="completed").count()


def test_what_is_done_equals_the_register_and_part_is_not_called_done(client, sormland):
    done = section(page(client), QUESTIONS[1])
    results = YearlyResult.objects.filter(year=2023)
    assert results.count() == 11
    assert numbers_in(done.findtext("p")) == [11, 1]
    rows = [" ".join(each.text_content().split()) for each in done.findall("ul")[0]]
    assert len(rows) == 11
    assert "Beslutspunkter HSV 6 av 9 antagna 6 av 9 har antagit" in rows


def test_a_year_without_partial_results_says_nothing_of_them(sormland):
    YearlyResult.objects.exclude(adopted=None).delete()
    assert what_is_done().sentence == "För 2023 redovisas tio resultat."


@time_machine.travel(TODAY)
def test_what_lies_ahead_equals_the_register(client, sormland):
    ahead = section(page(client), QUESTIONS[2])
    valid = [area.name for area in FocusArea.objects.all() if area.is_valid_on(TODAY)]
    assert numbers_in(ahead.findtext("p")) == [len(valid)] == [2]
    assert [each.findtext("a") for each in ahead.findall("ul/li")] == valid


@time_machine.travel(date(2028, 1, 2))
def test_a_focus_area_that_has_ended_is_no_longer_ahead(client, sormland):
    ahead = section(page(client), QUESTIONS[2])
    assert "fokusområde" not in ahead.findtext("p")
    assert "2035" in ahead.findtext("p")


def test_gaps_are_shown_beside_the_goal_areas(client, sormland):
    text = " ".join(page(client).text_content().split())
    assert "rehabiliterande (ej klart)" in text


def test_the_front_page_takes_the_same_number_of_queries_however_much(
    client, sormland, django_assert_max_num_queries
):
    for number in range(60):
        Project.objects.create(key=f"p{number}", name=f"Arbete {number}")
        YearlyResult.objects.create(key=f"r{number}", name=f"R {number}", year=2024, status="klart")
    with django_assert_max_num_queries(25):
        client.get("/?osparad")
