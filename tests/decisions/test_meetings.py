"""Plan, change, open and close: rights, dates, attendance as it was."""

from datetime import date, time, timedelta

import pytest
import time_machine

from county.models import Membership
from decisions import services
from decisions.models import Attendance, Meeting
from decisions.rules import decides_at
from foundation.errors import NotAllowed, Refused, StaleVersion, WrongState
from foundation.models import StatusChange
from foundation.text.dates import today
from tests.factories import add_membership, fresh, make_body, make_user


def test_a_meeting_is_planned_for_a_body_that_decides(at):
    meeting = at.plan(date(2027, 3, 4), starts_at=time(13), place=" Rådhuset ")
    assert meeting.state == Meeting.State.PLANNED
    assert str(meeting) == "Styrgruppen i Provlandet 2027-03-04"
    assert meeting.place == "Rådhuset"
    assert meeting.changed_by == at.world.registrar


def test_a_body_without_the_mandate_holds_no_meetings_here(at):
    network = make_body("natverk", "Nätverket", kind="network")
    with pytest.raises(Refused) as refusal:
        at.plan(body=network)
    assert "Nätverket fattar inte beslut" in refusal.value.message
    assert refusal.value.problems[0].field == "body"
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("role", ["author", "decider", "receiver", "operator", "convener_a"])
def test_only_who_arranges_plans(at, role):
    person = getattr(at.world, role)
    with pytest.raises(NotAllowed):
        services.plan_meeting(body=at.world.steering, held_on=today(), actor=person)
    meeting = at.plan()
    with pytest.raises(NotAllowed):
        services.change_meeting(
            meeting_id=meeting.pk, held_on=today(), version=meeting.version, actor=person
        )


def test_papers_go_out_before_the_meeting(at):
    with pytest.raises(Refused) as refusal:
        at.plan(date(2027, 3, 4), dispatch_on=date(2027, 3, 5))
    assert refusal.value.problems[0].field == "dispatch_on"


def test_the_same_meeting_is_not_planned_twice(at):
    at.plan(date(2027, 3, 4))
    with pytest.raises(Refused, match="finns redan ett möte"):
        at.plan(date(2027, 3, 4))
    at.plan(date(2027, 3, 4), starts_at=time(15))
    assert Meeting.objects.count() == 2


def test_a_planned_meeting_is_changed_and_an_old_version_is_told(at):
    meeting = at.plan(date(2027, 3, 4))
    seen = meeting.version
    changed = services.change_meeting(
        meeting_id=meeting.pk, held_on=date(2027, 3, 11), starts_at=time(9), place="Digitalt",
        dispatch_on=date(2027, 3, 1), version=seen, actor=at.world.registrar,
    )  # fmt: skip
    assert (changed.held_on, changed.place, changed.version) == (
        date(2027, 3, 11), "Digitalt", seen + 1,
    )  # fmt: skip
    with pytest.raises(StaleVersion, match="Person registrar"):
        services.change_meeting(
            meeting_id=meeting.pk, held_on=date(2027, 4, 1), version=seen, actor=at.world.registrar
        )


def test_an_opened_meeting_is_not_changed(at):
    meeting = at.opened()
    with pytest.raises(WrongState, match="redan öppnats"):
        services.change_meeting(
            meeting_id=meeting.pk, held_on=today(), version=meeting.version,
            actor=at.world.registrar,
        )  # fmt: skip


def test_opening_notes_who_is_there_as_they_were(at):
    meeting = at.opened()
    assert meeting.state == Meeting.State.OPEN
    seats = {
        (each.name, each.role, each.organisation)
        for each in Attendance.objects.filter(meeting=meeting)
    }
    assert ("Person chair", "Ledamot, ordförande", "Provregionen") in seats
    chair = at.world.chair
    chair.name = "Nytt namn"
    chair.save()
    assert Attendance.objects.filter(meeting=meeting, name="Person chair").exists()
    change = StatusChange.of(meeting).get()
    assert (change.source, change.target, change.actor_name) == (
        "planned", "open", "Person registrar",
    )  # fmt: skip


def test_opening_needs_its_day_a_matter_and_somebody_present(at):
    meeting = at.plan(today() + timedelta(days=1))
    with pytest.raises(Refused) as refusal:
        services.open_meeting(
            meeting_id=meeting.pk, present=[], version=meeting.version, actor=at.world.registrar
        )
    messages = " ".join(problem.message for problem in refusal.value.problems)
    assert "kan öppnas tidigast den dagen" in messages
    assert "Föredragningslistan är tom" in messages
    assert "Markera vilka ledamöter" in messages
    assert Meeting.objects.get(pk=meeting.pk).state == Meeting.State.PLANNED


@pytest.mark.parametrize("role", ["decider", "receiver", "operator", "author"])
def test_opening_and_closing_is_for_arrangers_and_secretaries(at, role):
    meeting = at.plan()
    at.put(meeting, at.matter())
    with pytest.raises(NotAllowed):
        services.open_meeting(
            meeting_id=meeting.pk, present=[1], version=None, actor=getattr(at.world, role)
        )
    at.open(meeting)
    with pytest.raises(NotAllowed):
        services.close_meeting(meeting_id=meeting.pk, version=None, actor=getattr(at.world, role))


def test_a_stranger_cannot_be_noted_as_present(at):
    meeting = at.plan()
    at.put(meeting, at.matter())
    elsewhere = Membership.objects.get(user=at.world.member_a)
    with pytest.raises(Refused, match="ingen plats"):
        services.open_meeting(
            meeting_id=meeting.pk, present=[elsewhere.pk], version=None, actor=at.world.registrar
        )
    assert Meeting.objects.get(pk=meeting.pk).state == Meeting.State.PLANNED
    assert not Attendance.objects.exists()


def test_who_comes_late_is_noted_while_the_meeting_goes_on(at):
    meeting = at.plan()
    at.put(meeting, at.matter())
    first, second, *_ = services.members_on_the_day(meeting)
    services.open_meeting(
        meeting_id=meeting.pk, present=[first.pk], version=None, actor=at.world.registrar
    )
    meeting = Meeting.objects.get(pk=meeting.pk)
    services.note_late_arrival(
        meeting_id=meeting.pk, membership_id=second.pk, version=meeting.version,
        actor=at.world.registrar,
    )  # fmt: skip
    assert meeting.attendance.count() == 2
    with pytest.raises(StaleVersion):
        services.note_late_arrival(
            meeting_id=meeting.pk, membership_id=second.pk, version=meeting.version,
            actor=at.world.registrar,
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        services.note_late_arrival(
            meeting_id=meeting.pk, membership_id=second.pk, version=meeting.version + 1,
            actor=at.world.decider,
        )  # fmt: skip


def test_nobody_comes_late_to_a_meeting_that_is_not_going_on(at):
    meeting = at.plan()
    seat = services.members_on_the_day(meeting)[0]
    with pytest.raises(WrongState, match="medan mötet pågår"):
        services.note_late_arrival(
            meeting_id=meeting.pk, membership_id=seat.pk, version=meeting.version,
            actor=at.world.registrar,
        )  # fmt: skip


def test_closing_needs_a_decision_on_every_matter(at):
    meeting = at.opened()
    with pytest.raises(Refused) as refusal:
        services.close_meeting(meeting_id=meeting.pk, version=None, actor=at.world.registrar)
    assert refusal.value.problems[0].message.startswith("§ 1 har inget beslut")
    at.decide(at.item(meeting))
    closed = services.close_meeting(meeting_id=meeting.pk, version=None, actor=at.world.registrar)
    assert closed.state == Meeting.State.CLOSED


def test_a_member_who_leaves_on_31_march_is_listed_on_the_21st_and_not_on_1_april(at):
    """R68 and J14: rights and lists follow the day of the meeting."""
    leaver = make_user("leaver", name="Avgående ledamot")
    seat = add_membership(
        leaver, body=at.world.steering, organisation=at.world.south, valid_to=date(2027, 3, 31)
    )
    before, after = at.plan(date(2027, 3, 21)), at.plan(date(2027, 4, 1))
    assert seat in services.members_on_the_day(before)
    assert seat not in services.members_on_the_day(after)
    assert decides_at(fresh(leaver), before)
    assert not decides_at(fresh(leaver), after)


def test_the_last_day_of_a_seat_counts_and_old_records_keep_the_name(at):
    leaver = make_user("leaver", name="Avgående ledamot")
    add_membership(
        leaver, body=at.world.steering, organisation=at.world.north, valid_to=date(2027, 3, 31)
    )
    initiative = at.matter()
    later = at.matter("Gemensamt hembesök inom tre dygn")
    with time_machine.travel("2027-03-31 10:00+02:00", tick=False):
        meeting = at.opened(initiative)
        decision = at.decide(at.item(meeting), actor=fresh(leaver))
        assert decision.recorded_by == leaver
    with time_machine.travel("2027-04-01 10:00+02:00", tick=False):
        meeting = at.opened(later)
        with pytest.raises(NotAllowed):
            at.decide(at.item(meeting), actor=fresh(leaver))
        assert not meeting.attendance.filter(name="Avgående ledamot").exists()
    names = [each["name"] for each in decision.facts["attendance"]]
    assert "Avgående ledamot" in names
