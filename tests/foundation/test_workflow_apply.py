"""The one way a state changes: right, version, state and guards checked, and all of it recorded.

Tried on needs, with a table of this test's own.
"""

import threading
from datetime import date

import pytest
from django.db import connection, transaction
from django.http import Http404

from decisions.models import Meeting
from foundation.errors import NotAllowed, Problem, Refused, StaleVersion, WrongState
from foundation.models import StatusChange
from foundation.versions import lock
from foundation.workflow import Transition, TransitionTable, apply, apply_all
from initiatives.models import Need
from tests.factories import make_body, make_county, make_need, make_user

pytestmark = pytest.mark.django_db
effects = []


def titled(need, _context):
    """Rubriken är ifylld."""
    if not need.title:
        yield Problem("Fyll i rubriken.", "title")


def placed(meeting, _context):
    """Platsen är ifylld."""
    if not meeting.place:
        yield Problem("Fyll i platsen.", "place")


def by_name(user, _need):
    return user is None or user.name == "Får"


def note(need, context):
    effects.append((need.pk, need.state, context.reason, context.data.get("vikt")))


def fail(_need, _context):
    raise RuntimeError("the effect broke")


def row(key, source, target, **more):
    return Transition(
        key=key,
        sources=(source,),
        target=target,
        label=key.capitalize(),
        who=by_name,
        who_label="den som får",
        **more,
    )


TABLE = TransitionTable(
    "Behov",
    Need.State,
    [
        row("bedöm", "received", "assessing", guards=(titled,), effects=(note,)),
        row("avsluta", "assessing", "closed", reason_required="Skriv varför."),
        row("brist", "received", "closed", effects=(note, fail)),
        row("åter", "assessing", "received"),
    ],
)


@pytest.fixture(autouse=True)
def _no_effects_yet():
    effects.clear()


@pytest.fixture
def need(db):
    make_county()
    return make_need()


@pytest.fixture
def person(need):
    return make_user("far", name="Får")


def changes(need):
    return StatusChange.of(need).count()


def unchanged(need):
    again = Need.objects.get(pk=need.pk)
    return (again.state, again.version) == (need.state, need.version) and not changes(need)


def test_the_state_changes_and_the_change_is_recorded(need, person):
    moved = apply(TABLE, need, "bedöm", actor=person, version=need.version, reason=" Viktigt ")
    assert moved.state == "assessing"
    assert moved.version == need.version + 1
    assert moved.changed_by == person
    assert moved.changed_at is not None
    record = StatusChange.of(need).get()
    assert (record.source, record.target, record.transition) == ("received", "assessing", "bedöm")
    assert (record.actor, record.actor_name, record.reason) == (person, "Får", "Viktigt")
    assert record.at is not None


def test_effects_run_after_the_new_state_with_reason_and_data(need, person):
    apply(TABLE, need, "bedöm", actor=person, reason="Skäl", data={"vikt": 2})
    assert effects == [(need.pk, "assessing", "Skäl", 2)]


def test_an_effect_that_breaks_undoes_everything(need, person):
    with pytest.raises(RuntimeError), transaction.atomic():
        apply(TABLE, need, "brist", actor=person)
    assert unchanged(need)


def test_the_wrong_state_is_said_in_words(need, person):
    with pytest.raises(WrongState, match="inte att välja ”Avsluta” när läget är ”Inkommet”"):
        apply(TABLE, need, "avsluta", actor=person, reason="Skäl")
    assert unchanged(need)


def test_without_the_right_nothing_happens(need):
    other = make_user("annan", name="Annan")
    with pytest.raises(NotAllowed, match="inte rätt att välja ”Bedöm”"):
        apply(TABLE, need, "bedöm", actor=other)
    assert unchanged(need)
    assert effects == []


def test_a_guard_that_says_no_lists_why(need, person):
    Need.objects.filter(pk=need.pk).update(title="")
    need.refresh_from_db()
    with pytest.raises(Refused) as refused:
        apply(TABLE, need, "bedöm", actor=person)
    assert refused.value.problems == (Problem("Fyll i rubriken.", "title"),)
    assert unchanged(need)


def test_a_missing_reason_is_a_problem_of_its_field(need, person):
    apply(TABLE, need, "bedöm", actor=person)
    with pytest.raises(Refused) as refused:
        apply(TABLE, need, "avsluta", actor=person, reason="  ")
    assert refused.value.problems == (Problem("Skriv varför.", "reason"),)


def test_what_the_caller_holds_in_memory_does_not_count(need, person):
    """Guards and states are asked of the row as it stands, under the lock."""
    apply(TABLE, need, "bedöm", actor=person)
    assert need.state == "received"
    with pytest.raises(WrongState):
        apply(TABLE, need, "bedöm", actor=person)


def test_an_old_version_is_told_who_changed_what_and_when(need, person):
    seen = need.version
    apply(TABLE, need, "bedöm", actor=person, version=seen)
    with pytest.raises(StaleVersion, match="har ändrats av Får den") as stale:
        apply(TABLE, need, "åter", actor=person, version=seen)
    assert stale.value.changed_by == "Får"
    assert stale.value.status == 409
    assert "Det du skrev finns kvar här." in stale.value.message


def test_the_version_is_asked_before_the_right(need, person):
    """Somebody who saw an old page learns that first: the right may have changed with it."""
    other = make_user("annan", name="Annan")
    with pytest.raises(StaleVersion):
        apply(TABLE, need, "bedöm", actor=other, version=need.version + 5)


def test_the_system_itself_acts_without_a_name(need):
    apply(TABLE, need, "bedöm", actor=None)
    record = StatusChange.of(need).get()
    assert (record.actor, record.actor_name) == (None, "")


def test_the_record_keeps_the_name_as_it_was(need, person):
    apply(TABLE, need, "bedöm", actor=person)
    person.name = "Bytt Namn"
    person.save()
    assert StatusChange.of(need).get().actor_name == "Får"


def test_one_things_changes_are_not_anothers(need, person):
    other = make_need(title="Ett annat behov")
    apply(TABLE, need, "bedöm", actor=person)
    apply(TABLE, need, "åter", actor=person)
    assert [change.transition for change in StatusChange.of(need)] == ["bedöm", "åter"]
    assert changes(other) == 0


def test_a_row_that_is_gone_is_404(need):
    pk = need.pk
    need.delete()
    with transaction.atomic(), pytest.raises(Http404):
        lock(Need, pk, version=1)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_on_one_version_the_second_is_told():
    make_county()
    need, person = make_need(), make_user("far", name="Får")
    outcomes = []
    start = threading.Barrier(8)

    def press():
        start.wait()
        try:
            apply(TABLE, need, "bedöm", actor=person, version=need.version)
            outcomes.append("moved")
        except StaleVersion:
            outcomes.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["moved"] + ["stale"] * 7
    assert changes(need) == 1
    assert Need.objects.get().version == need.version + 1


MEETINGS = TransitionTable(
    "Möte",
    Meeting.State,
    [
        row("öppna", "planned", "open", reason_required="Skriv varför.", guards=(placed,)),
        row("märk", "planned", "closed", effects=(note,)),
    ],
)


def three_planned():
    body = make_body("mote-organ", "Mötande organet")
    for day in range(1, 4):
        Meeting.objects.create(body=body, held_on=date(2026, 5, day), place="Flen")
    return Meeting.objects.all()


def test_many_rows_share_one_fate_and_each_is_recorded(need, person):
    rows = three_planned()
    moved = apply_all(
        MEETINGS, rows, "öppna", actor=person, reason=" Klart. ", also={"place": "Samma"}
    )
    assert moved == 3
    for each in rows:
        assert (each.state, each.place, each.changed_by) == ("open", "Samma", person)
        assert (each.version, bool(each.changed_at)) == (2, True)
        record = StatusChange.of(each).get()
        assert (record.source, record.target, record.reason) == ("planned", "open", "Klart.")
        assert (record.transition, record.actor_name) == ("öppna", "Får")


@pytest.mark.parametrize(
    ("odd", "refusal"),
    [({"state": "closed"}, WrongState), ({"place": ""}, Refused)],
)
def test_one_row_that_cannot_stops_all(need, person, odd, refusal):
    rows = three_planned()
    Meeting.objects.filter(held_on=date(2026, 5, 3)).update(**odd)
    before = list(rows.values_list("state", "version"))
    with pytest.raises(refusal):
        apply_all(MEETINGS, rows, "öppna", actor=person, reason="Klart.")
    assert list(rows.values_list("state", "version")) == before
    assert not StatusChange.objects.filter(subject_type="decisions.Meeting").exists()


def test_right_and_reason_are_asked_for_all_too(need, person):
    rows = three_planned()
    other = make_user("annan", name="Annan")
    with pytest.raises(NotAllowed):
        apply_all(MEETINGS, rows, "öppna", actor=other, reason="Klart.")
    with pytest.raises(Refused, match="Det går inte än"):
        apply_all(MEETINGS, rows, "öppna", actor=person)
    assert set(rows.values_list("state", flat=True)) == {"planned"}


def test_no_rows_are_no_change(need, person):
    rows = Meeting.objects.none()
    assert apply_all(MEETINGS, rows, "öppna", actor=person, reason="Klart.") == 0


def test_effects_and_history_are_for_one_row_at_a_time(need, person):
    with pytest.raises(ValueError, match="has effects"):
        apply_all(MEETINGS, three_planned(), "märk", actor=person)
    with pytest.raises(ValueError, match="keeps history"):
        apply_all(TABLE, Need.objects.all(), "åter", actor=person)
    need.refresh_from_db()
    assert need.state == "received"


def test_the_state_may_be_kept_in_another_column(need, person):
    table = TransitionTable("Plats", Meeting.State, [row("byt", "open", "closed")], column="place")
    rows = three_planned()
    rows.update(place="open")
    first = rows.first()
    assert [each.key for each in table.available(person, first)] == ["byt"]
    moved = apply(table, first, "byt", actor=person)
    assert (moved.place, moved.state) == ("closed", "planned")
    with pytest.raises(WrongState):
        apply_all(table, rows, "byt", actor=person)
    assert apply_all(table, rows.exclude(pk=first.pk), "byt", actor=person) == 2
    assert set(rows.values_list("place", "state")) == {("closed", "planned")}
