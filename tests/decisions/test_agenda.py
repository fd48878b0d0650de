"""What a meeting takes up, in which order, and when it is too late."""

from datetime import time, timedelta

import pytest

from decisions import services
from decisions.models import AgendaItem, Meeting
from foundation.errors import NotAllowed, Refused, StaleVersion, WrongState
from foundation.text.dates import today
from initiatives.models import Initiative
from tests.decisions.support import TITLES


def order(meeting):
    return list(meeting.items.order_by("paragraph").values_list("paragraph", "initiative__title"))


def test_a_received_initiative_is_taken_up_last(at):
    meeting = at.plan()
    at.put(meeting, at.matter(TITLES[0]))
    item = at.put(meeting, at.matter(TITLES[1]))
    assert item.paragraph == 2
    assert str(item) == f"§ 2 {TITLES[1]}"
    assert item.initiative.pk
    assert Initiative.objects.get(pk=item.initiative_id).state == "scheduled"


@pytest.mark.parametrize("state", ["draft", "preparing", "needs_completion", "remitted", "trial"])
def test_only_what_waits_for_the_body_is_taken_up(at, state):
    meeting = at.plan()
    initiative = at.matter(state=state)
    with pytest.raises(WrongState, match="kan inte tas upp"):
        at.put(meeting, initiative)
    assert not AgendaItem.objects.exists()


def test_a_directive_item_names_the_version_handed_in(at):
    initiative = at.matter(state="directive_review")
    item = at.put(at.plan(), initiative)
    assert item.directive == initiative.directives.get()


def test_the_same_matter_stands_on_one_agenda_at_a_time(at):
    initiative = at.matter()
    at.put(at.plan(), initiative)
    with pytest.raises(Refused, match="står redan på föredragningslistan"):
        at.put(at.plan(today() + timedelta(days=7)), initiative)


@pytest.mark.parametrize("role", ["author", "decider", "operator", "convener_a"])
def test_others_do_not_touch_the_agenda(at, role):
    person = getattr(at.world, role)
    meeting, initiative = at.plan(), at.matter()
    with pytest.raises(NotAllowed):
        services.put_on_agenda(
            meeting_id=meeting.pk, initiative_id=initiative.pk, version=None, actor=person
        )
    item = at.put(meeting, initiative)
    for service in (services.take_off_agenda, services.renew_directive):
        with pytest.raises(NotAllowed):
            service(item_id=item.pk, version=None, actor=person)
    with pytest.raises(NotAllowed):
        services.move_item(item_id=item.pk, direction="up", version=None, actor=person)


def test_after_the_papers_a_matter_is_urgent_with_a_reason(at):
    meeting = at.plan(today() + timedelta(days=3), dispatch_on=today() - timedelta(days=1))
    initiative = at.matter()
    with pytest.raises(Refused) as refusal:
        at.put(meeting, initiative)
    assert "skickades ut" in refusal.value.message
    assert refusal.value.problems[0].field == "urgent_reason"
    item = at.put(meeting, initiative, urgent_reason="Statsbidraget söks i veckan.")
    assert item.urgent_reason == "Statsbidraget söks i veckan."


def test_the_day_of_the_papers_is_in_time(at):
    meeting = at.plan(today() + timedelta(days=3), dispatch_on=today())
    assert at.put(meeting, at.matter()).urgent_reason == ""


def test_a_meeting_that_goes_on_takes_up_only_what_is_urgent(at):
    meeting = at.opened(at.matter(TITLES[1]))
    initiative = at.matter()
    with pytest.raises(Refused, match="Mötet pågår"):
        at.put(meeting, initiative)
    assert at.put(meeting, initiative, urgent_reason="Beslut krävs i dag.").paragraph == 2


def test_a_closed_meeting_takes_up_nothing(at):
    meeting = at.opened()
    at.decide(at.item(meeting), "rejected")
    services.close_meeting(meeting_id=meeting.pk, version=None, actor=at.world.registrar)
    with pytest.raises(WrongState, match="avslutat"):
        at.put(meeting, at.matter(TITLES[1]), urgent_reason="Brådskar.")


def test_striking_closes_the_gap_and_frees_the_matter(at):
    meeting = at.plan()
    for title in TITLES[:3]:
        at.put(meeting, at.matter(title))
    services.take_off_agenda(item_id=at.item(meeting, 2).pk, version=None, actor=at.world.registrar)
    assert order(meeting) == [(1, TITLES[0]), (2, TITLES[2])]
    assert Initiative.objects.get(title=TITLES[1]).state == "submitted"
    assert at.put(meeting, Initiative.objects.get(title=TITLES[1])).paragraph == 3


def test_a_directive_is_struck_without_moving_the_initiative(at):
    item = at.put(at.plan(), at.matter(state="directive_review"))
    services.take_off_agenda(item_id=item.pk, version=None, actor=at.world.registrar)
    assert Initiative.objects.get().state == "directive_review"
    assert not AgendaItem.objects.exists()


def test_neighbours_change_places_and_the_edge_holds(at):
    meeting = at.plan()
    for title in TITLES[:3]:
        at.put(meeting, at.matter(title))

    def move(paragraph, direction):
        item = at.item(meeting, paragraph)
        return services.move_item(
            item_id=item.pk, direction=direction, version=None, actor=at.world.registrar
        )

    move(3, "up")
    assert order(meeting) == [(1, TITLES[0]), (2, TITLES[2]), (3, TITLES[1])]
    move(1, "down")
    assert order(meeting) == [(1, TITLES[2]), (2, TITLES[0]), (3, TITLES[1])]
    version = Meeting.objects.get(pk=meeting.pk).version
    assert move(1, "up").version == version, "at the edge nothing happens"
    assert move(3, "down").version == version


def test_the_agenda_is_fixed_when_the_meeting_opens(at):
    meeting = at.opened(at.matter(), at.matter(TITLES[1]))
    with pytest.raises(WrongState, match="ligger fast"):
        services.move_item(
            item_id=at.item(meeting).pk, direction="down", version=None, actor=at.world.registrar
        )
    with pytest.raises(WrongState, match="ligger fast"):
        services.take_off_agenda(
            item_id=at.item(meeting).pk, version=None, actor=at.world.registrar
        )


def test_two_who_change_the_same_agenda(at):
    meeting = at.plan()
    seen = meeting.version
    services.put_on_agenda(
        meeting_id=meeting.pk, initiative_id=at.matter().pk, version=seen, actor=at.world.registrar
    )
    other = at.matter(TITLES[1])
    with pytest.raises(StaleVersion):
        services.put_on_agenda(
            meeting_id=meeting.pk, initiative_id=other.pk, version=seen, actor=at.world.registrar
        )
    assert Initiative.objects.get(pk=other.pk).state == "submitted"


def test_a_tabled_matter_stands_unchanged_on_the_next_agenda_and_stays(at):
    """R27: the content is locked, and the next meeting takes it up by itself."""
    meeting = at.opened()
    later = at.plan(today() + timedelta(days=14), starts_at=time(9))
    before = Initiative.objects.get()
    at.decide(at.item(meeting), "tabled", target_meeting=later)
    carried = at.item(later)
    after = Initiative.objects.get()
    assert carried.initiative == before
    assert carried.carried_from == at.item(meeting)
    assert (after.state, after.answers, after.summary) == ("tabled", before.answers, before.summary)
    with pytest.raises(Refused, match="kan inte strykas"):
        services.take_off_agenda(item_id=carried.pk, version=None, actor=at.world.registrar)
    Meeting.objects.filter(pk=later.pk).update(held_on=today())
    at.open(Meeting.objects.get(pk=later.pk))
    assert Initiative.objects.get().state == "scheduled"
    decision = at.decide(carried)
    assert decision.outcome == "approved"


def test_only_a_directive_that_waits_is_renewed(at):
    meeting = at.plan()
    item = at.put(meeting, at.matter())
    with pytest.raises(WrongState, match="inte ett direktiv"):
        services.renew_directive(item_id=item.pk, version=None, actor=at.world.registrar)
