"""Sekretessmarkera, häv, makulera, rätta: who may, when, and what stays."""

from datetime import date

import pytest

from diary import rules, services
from diary.models import DiaryDocument, RegisterEntry, SecrecyMark
from diary.querysets import DISCLOSED, SECRET, VOIDED, WITHHELD
from foundation.errors import NotAllowed, Refused, StaleVersion, WrongState
from tests.diary.making import DAY, document

pytestmark = pytest.mark.django_db


def standing(registered):
    return DiaryDocument.objects.with_marks().get(pk=registered.pk).standing


def mark(registered, actor, **changes):
    facts = {"provision": "OSL 25 kap. 1 §", "authority": "Provregionen"}
    return services.mark_secret(document=registered, actor=actor, **{**facts, **changes})


def test_a_mark_hides_and_its_lifting_shows_again(series, registrar):
    registered = document()
    assert standing(registered) == DISCLOSED
    made = mark(registered, registrar, marked_on=date(2026, 5, 8), note="Prövas varje gång")
    assert standing(registered) == SECRET
    assert (made.made_by_name, made.marked_on) == ("Prov registrator", date(2026, 5, 8))
    lifting = services.lift_secrecy(document=registered, note="Prövad", actor=registrar)
    assert lifting.lifts == made
    assert standing(registered) == DISCLOSED
    mark(registered, registrar)
    assert standing(registered) == SECRET
    assert SecrecyMark.objects.filter(document=registered).count() == 3
    assert services.verify() == []
    kinds = list(RegisterEntry.objects.values_list("kind", flat=True))
    assert kinds[2:] == ["secrecy_marked", "secrecy_lifted", "secrecy_marked"]


def test_marking_twice_and_lifting_nothing_are_refused(series, registrar):
    registered = document()
    with pytest.raises(WrongState, match="är inte sekretessmarkerad"):
        services.lift_secrecy(document=registered, note="Prövad", actor=registrar)
    mark(registered, registrar)
    with pytest.raises(WrongState, match="är redan sekretessmarkerad"):
        mark(registered, registrar)


def test_voiding_keeps_the_number_with_its_reason(series, registrar):
    registered = document()
    services.void(document=registered, reason="Dubbelt diarieförd", actor=registrar)
    assert standing(registered) == VOIDED
    assert registered.voiding.reason == "Dubbelt diarieförd"
    assert str(registered.voiding) == f"{registered.number} makulerad"
    with pytest.raises(WrongState, match="är redan makulerad"):
        services.void(document=registered, reason="Igen", actor=registrar)
    assert document(registered.case).serial == registered.serial + 1


def test_a_secret_document_that_is_voided_stays_secret(series, registrar):
    registered = document()
    mark(registered, registrar)
    services.void(document=registered, reason="Fel ärende", actor=registrar)
    assert standing(registered) == SECRET


def test_without_a_public_title_nothing_is_disclosed(series):
    assert standing(document(public_title="")) == WITHHELD


@pytest.mark.parametrize("field", ["provision", "authority"])
def test_a_mark_names_provision_and_authority(series, registrar, field):
    with pytest.raises(Refused) as refusal:
        mark(document(), registrar, **{field: " "})
    assert [problem.field for problem in refusal.value.problems] == [field]


def test_reasons_are_required_and_hold_no_personnummer(series, registrar):
    registered = document()
    for reason in ("", "Gäller 811228-9874"):
        with pytest.raises(Refused):
            services.void(document=registered, reason=reason, actor=registrar)
    assert standing(registered) == DISCLOSED


ACTIONS = {
    "mark": mark,
    "lift": lambda d, who: services.lift_secrecy(document=d, note="x", actor=who),
    "void": lambda d, who: services.void(document=d, reason="x", actor=who),
    "correct": lambda d, who: services.correct(
        document=d, title="x", public_title="", party="", public_party="", dated=DAY, actor=who
    ),
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("who", ["receiver", "operator", "outsider"])
def test_only_registrars_touch_what_is_registered(series, action, who, request):
    registered = document()
    with pytest.raises(NotAllowed, match="Bara den som diarieför"):
        ACTIONS[action](registered, request.getfixturevalue(who))
    assert services.version_of(registered) == 0


def test_somebody_elses_change_is_told(series, registrar, other_registrar):
    registered = document()
    seen = services.version_of(registered)
    mark(registered, other_registrar)
    with pytest.raises(StaleVersion, match="Prov registrator-2") as refusal:
        services.void(document=registered, reason="Fel", actor=registrar, version=seen)
    assert refusal.value.changed_at is not None
    services.void(
        document=registered, reason="Fel", actor=registrar, version=services.version_of(registered)
    )


def test_a_correction_is_a_document_of_its_own_that_refers_back(series, registrar):
    first = document(direction="outgoing", category="Beslut")
    second = services.correct(
        document=first, title="Rätt rubrik", public_title="Rätt", party="", public_party="",
        dated=DAY, actor=registrar,
    )  # fmt: skip
    assert (second.corrects, second.case, second.serial) == (first, first.case, 2)
    assert (second.category, second.direction) == ("Beslut", "outgoing")
    first.refresh_from_db()
    assert first.title == "Intern rubrik"
    assert list(first.corrections.all()) == [second]


def test_predicate_and_queryset_agree_on_who_may_read(
    series, registrar, receiver, operator, outsider
):
    open_one, secret, lifted, voided = (document() for _ in range(4))
    for each in (secret, lifted):
        mark(each, registrar)
    services.lift_secrecy(document=lifted, note="Prövad", actor=registrar)
    services.void(document=voided, reason="Fel", actor=registrar)
    expected = {
        registrar: {open_one, secret, lifted, voided},
        receiver: {open_one, lifted, voided},
        operator: {open_one, lifted, voided},
        outsider: set(),
        None: set(),
    }
    for who, readable in expected.items():
        assert set(DiaryDocument.objects.visible_to(who)) == readable
        for each in DiaryDocument.objects.all():
            assert rules.may_read(who, each) == (each in readable)
