"""Reports ordered, made once, published and withdrawn; what the public gets and does not."""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation import outbox
from foundation.errors import NotAllowed, Refused, StaleVersion, WrongState
from foundation.models import OutboxEvent, PageTouch
from foundation.text.dates import today
from indicators.models import GoalAreaReport, Indicator
from indicators.reporting import document
from indicators.services import reports
from indicators.services.reports import make_report, move_report, order_report
from tests.factories import log_in

YEAR = 2025


@pytest.fixture
def drawn(monkeypatch):
    """The file is made of little: what stands in it is tried in test_report_file.py."""
    calls = []

    def render(report, *, made_at):
        calls.append(report.pk)
        return document.Made(f"%PDF-1.7 {report.pk}".encode(), synthetic=False)

    monkeypatch.setattr(document, "render", render)
    return calls


def order(made, actor=None, year=YEAR):
    report = order_report(goal_area=made.goal_area, year=year, actor=actor or made.steward)
    outbox.drain()
    return GoalAreaReport.objects.get(pk=report.pk)


def move(report, key, actor, **given):
    return move_report(report_id=report.pk, key=key, version=None, actor=actor, **given)


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def public(client, name=f"nara-{YEAR}"):
    return client.get(reverse("report_pdf", args=[name]))


def test_an_ordered_report_is_made_once_by_the_worker(made, drawn):
    report = order(made)
    assert (report.state, report.edition) == ("made", 1)
    make_report(report.pk)
    OutboxEvent.objects.update(done_at=None)
    outbox.drain()
    assert drawn == [report.pk]
    assert GoalAreaReport.objects.get().version == report.version


@pytest.mark.parametrize("who", ["member", "decider", "outsider"])
def test_only_stewards_order_publish_and_see_unpublished(made, drawn, who):
    person = getattr(made, who)
    with pytest.raises(NotAllowed):
        order(made, person)
    report = order(made)
    with pytest.raises(NotAllowed):
        move(report, "publish", person)
    assert not GoalAreaReport.objects.visible_to(person).exists()
    move(report, "publish", made.steward)
    assert GoalAreaReport.objects.visible_to(person).exists()


def test_a_year_that_cannot_be_told_of(made):
    for year in (1999, today().year + 1):
        with pytest.raises(Refused) as refusal:
            order(made, year=year)
        assert refusal.value.problems[0].field == "year"


def test_an_area_without_indicators_and_an_order_under_way_are_refused(made, drawn):
    order_report(goal_area=made.goal_area, year=YEAR, actor=made.steward)
    with pytest.raises(Refused, match="inte beställd"):
        order_report(goal_area=made.goal_area, year=YEAR, actor=made.other_steward)
    made.indicator.measures.clear()
    Indicator.objects.all().delete()
    with pytest.raises(Refused) as refusal:
        order_report(goal_area=made.goal_area, year=2024, actor=made.steward)
    assert refusal.value.problems[0].field == "goal_area"


def test_publishing_replaces_the_earlier_edition_and_both_are_kept(made, drawn, client):
    first, second = order(made), order(made)
    assert (first.edition, second.edition) == (1, 2)
    assert public(client).status_code == 404
    move(first, "publish", made.steward)
    assert public(client).content == bytes(first.content)
    PageTouch.objects.all().delete()
    move(second, "publish", made.steward)
    assert public(client).content == bytes(second.content)
    assert PageTouch.objects.get().tags == ["reports"]
    first.refresh_from_db()
    assert (first.state, bytes(first.content)) == ("replaced", f"%PDF-1.7 {first.pk}".encode())
    with pytest.raises(WrongState):
        move(first, "publish", made.steward)


def test_a_withdrawn_report_is_gone_with_no_older_one_in_its_place(made, drawn, client):
    first, second = order(made), order(made)
    move(first, "publish", made.steward)
    move(second, "publish", made.steward)
    with pytest.raises(Refused):
        move(second, "withdraw", made.steward)
    move(second, "withdraw", made.steward, reason="Fel siffra.")
    assert public(client).status_code == 404
    assert "Inga rapporter är publicerade än" in text(client.get(reverse("reports")))


def test_an_order_that_never_gets_made_can_be_withdrawn_and_ordered_anew(made, drawn):
    stuck = order_report(goal_area=made.goal_area, year=YEAR, actor=made.steward)
    move(stuck, "withdraw", made.steward, reason="Arbetaren kom inte igång.")
    outbox.drain()
    stuck.refresh_from_db()
    assert (stuck.state, stuck.content) == ("withdrawn", None)
    assert order(made).edition == 2
    assert drawn != [stuck.pk]


def test_one_that_is_not_made_is_not_published_and_replaces_nothing(made, drawn, client):
    first = order(made)
    move(first, "publish", made.steward)
    waiting = order_report(goal_area=made.goal_area, year=YEAR, actor=made.steward)
    with pytest.raises(WrongState):
        move(waiting, "publish", made.steward)
    assert public(client).status_code == 200
    with pytest.raises(StaleVersion):
        move_report(report_id=first.pk, key="withdraw", version=1, actor=made.steward, reason="x")


@pytest.mark.parametrize("name", ["nara", "nara-2024", "finns-inte-2025", "nara-20255", "2025"])
def test_other_addresses_have_no_report(made, drawn, client, name):
    move(order(made), "publish", made.steward)
    assert public(client, name).status_code == 404


def test_the_public_file_has_its_sum_as_tag_and_no_cookie(made, drawn, client):
    report = order(made)
    move(report, "publish", made.steward)
    answer = public(client)
    assert answer.headers["ETag"] == f'"{report.sha256}"'
    assert answer.headers["Content-Type"] == "application/pdf"
    assert not answer.cookies
    again = client.get(answer.request["PATH_INFO"], headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_invented_figures_are_said_in_the_name_and_the_list(made, drawn, client):
    report = order(made)
    GoalAreaReport.objects.update(synthetic=True)
    move(report, "publish", made.steward)
    assert f'"DEMO_rapport-nara-{YEAR}.pdf"' in public(client).headers["Content-Disposition"]
    page = text(client.get(reverse("reports")))
    assert "Demo: innehåller påhittade siffror" in page
    assert f'href="/indikatorer/rapporter/nara-{YEAR}.pdf"' in page


def test_the_walk_of_a_report_through_the_pages(made, drawn, client):
    browser = log_in(made.steward)
    address = reverse("reports_work")
    assert "Inga rapporter är gjorda än" in text(browser.get(address))
    refused = browser.post(address, {"goal_area": made.goal_area.pk, "year": "i år"})
    assert refused.status_code == 422
    assert "Skriv ”År” med siffror" in text(refused)
    assert 'value="i år"' in text(refused)
    assert browser.post(address, {"goal_area": made.goal_area.pk, "year": "2025"}).url == address
    report = GoalAreaReport.objects.get()
    assert "Visa läget nu" in text(browser.get(address))
    assert browser.get(reverse("report_read", args=[report.pk])).status_code == 404
    outbox.drain()
    read = browser.get(reverse("report_read", args=[report.pk]))
    assert f"rapport-nara-{YEAR}-utgava-1.pdf" in read.headers["Content-Disposition"]
    step = reverse("report_step", args=[report.pk, "publicera"])
    assert browser.post(step, {"version": 1}).status_code == 409
    assert browser.post(step, {"version": 2}).url == address
    assert public(client).status_code == 200
    withdraw = reverse("report_step", args=[report.pk, "dra-tillbaka"])
    assert browser.post(withdraw, {"version": 3, "reason": " "}).status_code == 422
    assert browser.post(withdraw, {"version": 3, "reason": "Fel."}).status_code == 302
    assert public(client).status_code == 404
    assert browser.get(reverse("report_step", args=[report.pk, "x"])).status_code == 404


def test_a_county_without_indicators_is_told_so(made, client):
    made.indicator.measures.clear()
    Indicator.objects.all().delete()
    page = text(log_in(made.steward).get(reverse("reports_work")))
    assert "Inget målområde har indikatorer" in page
    assert "Beställ en rapport" not in page


def test_work_pages_are_for_stewards(made, drawn, client):
    report = order(made)
    browser = log_in(made.member)
    places = [
        ("reports_work", []),
        ("report_read", [report.pk]),
        ("report_step", [report.pk, "publicera"]),
    ]
    for name, rest in places:
        assert client.get(reverse(name, args=rest)).status_code == 302
        assert browser.get(reverse(name, args=rest)).status_code == 403


def test_lists_take_the_same_queries_however_long(made, drawn, django_assert_max_num_queries):
    for year in range(2005, 2025):
        move(order(made, year=year), "publish", made.steward)
    browser = log_in(made.steward)
    with django_assert_max_num_queries(14):
        browser.get(reverse("reports_work"))


def test_an_order_that_comes_between_the_look_and_the_writing_is_told(made, monkeypatch):
    """Whoever else was first: the table holds one order, and the second is told."""

    def somebody_else_first():
        now = timezone.now()
        GoalAreaReport.objects.create(
            goal_area=made.goal_area, year=YEAR, edition=2, asked_by=made.other_steward,
            asked_at=now, changed_by=made.other_steward, changed_at=now,
        )  # fmt: skip
        return now

    monkeypatch.setattr(reports, "timezone", SimpleNamespace(now=somebody_else_first))
    with pytest.raises(Refused, match="Någon annan beställde samma rapport just nu"):
        order_report(goal_area=made.goal_area, year=YEAR, actor=made.steward)
    assert not OutboxEvent.objects.exists()
