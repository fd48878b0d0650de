"""A decision on the set: only a registered one counts, and a mistake can be taken back."""

import pytest
from django.db import IntegrityError, connection, transaction

from diary import services as diary
from foundation.errors import NotAllowed, Refused, WrongState
from foundation.models import PageTouch, StatusChange
from indicators.models import AdoptedRow, Adoption, Indicator, Measure
from indicators.services.adoption import record_adoption, undo_adoption
from tests.diary.making import document, person

WHY = "Fel beslut valdes."


def statuses(made):
    return [
        type(each).objects.get(pk=each.pk).status
        for each in (made.indicator, made.measure, made.other)
    ]


def record(made, decision, *, adopted=None, retired=(), actor=None, number=None):
    rows = [made.indicator, made.measure] if adopted is None else adopted
    return record_adoption(
        number=number or decision.number, adopted=rows, retired=retired,
        actor=actor or made.steward,
    )  # fmt: skip


def undo(found, made, **given):
    facts = {"adoption_id": found.pk, "reason": WHY, "actor": made.steward}
    return undo_adoption(**(facts | given))


def test_what_is_chosen_is_decided_and_nothing_else(made, decision):
    PageTouch.objects.all().delete()
    found = record(made, decision)
    assert statuses(made) == ["decided", "decided", "proposed"]
    assert found.document == decision
    assert {(str(row.subject), row.outcome, row.before) for row in found.rows.all()} == {
        ("Kontinuitet", "adopted", "proposed"),
        ("Personalkontinuitet", "adopted", "proposed"),
    }
    change = StatusChange.of(made.indicator).get()
    assert (change.source, change.target, change.reason) == ("proposed", "decided", str(decision))
    assert change.actor == made.steward
    touched = PageTouch.objects.get().tags
    assert set(touched) == {"figures", "indicator:kontinuitet", "measure:personal"}


@pytest.mark.parametrize("written", ["prv26-0001-1", " PRV 26–0001-1 ", "PRV26-0001-1"])
def test_the_number_is_read_as_people_write_it(made, decision, written):
    assert record(made, decision, number=written).document == decision


@pytest.mark.parametrize("who", ["convener", "member", "decider", "outsider"])
def test_only_a_steward_records_and_undoes(made, decision, who):
    with pytest.raises(NotAllowed):
        record(made, decision, actor=getattr(made, who))
    found = record(made, decision)
    with pytest.raises(NotAllowed):
        undo(found, made, actor=getattr(made, who))
    assert statuses(made) == ["decided", "decided", "proposed"]


@pytest.mark.parametrize("number", ["", "PRV26-0099-1", "PRV26-0001", "inget nummer"])
def test_a_decision_that_the_diary_does_not_hold(made, decision, number):
    with pytest.raises(Refused) as caught:
        record_adoption(number=number, adopted=[made.indicator], actor=made.steward)
    assert caught.value.problems[0].field == "number"
    assert statuses(made) == ["proposed"] * 3
    assert not Adoption.objects.exists()


def test_a_letter_is_no_decision(made, decision):
    letter = document(case=decision.case, category="Skrivelse")
    with pytest.raises(Refused) as caught:
        record(made, letter)
    assert "är inte ett beslut utan registrerad som skrivelse" in caught.value.problems[0].message


@pytest.mark.parametrize("hidden", ["secret", "void", "withheld"])
def test_a_decision_that_the_public_cannot_read_does_not_count(made, decision, hidden):
    registrar = person("registrator", "register")
    if hidden == "secret":
        diary.mark_secret(
            document=decision, provision="OSL 25 kap. 1 §", authority="X", note="", actor=registrar
        )
    elif hidden == "void":
        diary.void(document=decision, reason="Dubblett.", actor=registrar)
    else:
        decision = document(case=decision.case, category="Beslut", public_title="")
    with pytest.raises(Refused):
        record(made, decision)


def test_something_has_to_be_chosen(made, decision):
    with pytest.raises(Refused, match="Inget är infört"):
        record(made, decision, adopted=[])


def test_the_second_of_two_is_told_and_all_of_hers_is_left(made, decision):
    record(made, decision, adopted=[made.measure])
    with pytest.raises(WrongState):
        record(made, decision, adopted=[made.other, made.measure])
    assert statuses(made) == ["proposed", "decided", "proposed"]
    assert Adoption.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "can"),
    [
        ("proposed", True),
        ("developing", True),
        ("decided", False),
        ("missing", False),
        ("retired", False),
    ],
)
def test_which_measures_can_be_adopted(made, decision, status, can):
    Measure.objects.filter(pk=made.measure.pk).update(status=status)
    if can:
        record(made, decision, adopted=[made.measure])
        assert statuses(made)[1] == "decided"
    else:
        with pytest.raises(WrongState):
            record(made, decision, adopted=[made.measure])
        assert statuses(made)[1] == status


@pytest.mark.parametrize("status", ["proposed", "developing", "missing", "retired"])
def test_only_what_is_decided_is_given_up(made, decision, status):
    Measure.objects.filter(pk=made.measure.pk).update(status=status)
    with pytest.raises(WrongState):
        record(made, decision, adopted=[], retired=[made.measure])
    assert statuses(made)[1] == status


@pytest.mark.parametrize("before", ["proposed", "developing"])
def test_a_mistake_is_taken_back_to_exactly_what_was(made, decision, before):
    Measure.objects.filter(pk=made.measure.pk).update(status=before)
    found = record(made, decision)
    undone = undo(found, made)
    assert statuses(made) == ["proposed", before, "proposed"]
    assert (undone.undone_by, undone.undone_reason) == (made.steward, WHY)
    with pytest.raises(WrongState, match="redan ångrat"):
        undo(found, made)
    assert statuses(made) == ["proposed", before, "proposed"]


def test_giving_up_is_taken_back_too(made, decision):
    record(made, decision)
    found = record(made, decision, adopted=[], retired=[made.measure])
    assert statuses(made)[1] == "retired"
    undo(found, made)
    assert statuses(made)[1] == "decided"


def test_what_a_later_decision_has_moved_is_not_undone(made, decision):
    first = record(made, decision)
    record(made, decision, adopted=[], retired=[made.measure])
    with pytest.raises(WrongState):
        undo(first, made)
    assert statuses(made) == ["decided", "retired", "proposed"]
    first.refresh_from_db()
    assert first.undone_at is None


def test_taking_back_needs_a_reason(made, decision):
    found = record(made, decision)
    with pytest.raises(Refused):
        undo(found, made, reason="  ")
    assert statuses(made)[0] == "decided"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE indicators_adoption SET recorded_at = now()",
        "DELETE FROM indicators_adoption",
        "UPDATE indicators_adoptedrow SET outcome = 'retired'",
        "DELETE FROM indicators_adoptedrow",
    ],
)
def test_what_was_recorded_is_not_changed_by_anybody(made, decision, sql):
    record(made, decision)
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert AdoptedRow.objects.filter(outcome="adopted").count() == 2


def test_every_status_has_its_way_back():
    """No status that a decision gives is a dead end for a row recorded by mistake."""
    from indicators.workflow import INDICATOR, MEASURE

    for table, model in ((INDICATOR, Indicator), (MEASURE, Measure)):
        for row in table:
            back = [each for each in table if row.target in each.sources]
            assert any(source in {each.target for each in back} for source in row.sources), row.key
            assert model._meta.get_field(table.column).choices
