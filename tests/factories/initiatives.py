"""Needs and initiatives, walked to any state through the real services."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from foundation.text.dates import today
from initiatives import services
from initiatives.models import (
    Initiative,
    Need,
)
from tests.factories.world import World

LONG = (
    "Den som vårdar en anhörig hemma kan bli sjuk själv. Då finns ingen plan, och besluten "
    "fattas i all hast. Vi har sett det i fyra kommuner under det senaste året, och "
    "biståndshandläggarna beskriver samma sak. Underlaget kommer från behovsinventeringen."
)


def complete_answers(world: World) -> dict[str, Any]:
    """Answers to everything that handing in requires."""
    return {
        "A1": "Reservplan när en anhörig blir sjuk",
        "A4": [str(world.region.pk), str(world.north.pk)],
        "A5": [str(world.group_a.pk)],
        "A6": "En plan som gäller samma dag som den behövs.",
        "B1": LONG,
        "B3": "verksamhet",
        "B4": [str(world.target_group.pk)],
        "B5": [str(world.goal_area.pk)],
        "B6": [str(world.focus_area.pk)],
        "B8": True,
        "C1": "att ge grupp A i uppdrag att prova reservplaner",
        "C2": str(world.people["member_a"].pk),
        "C4": [{"item": "Arbetstid", "cost": "400000", "financing": "400000"}],
        "C6": "Anhörigrådet läser planen i mars.",
        "D1": [{"what": "Start", "start": "2026-10-01", "end": "2027-03-31"}],
        "D2": "Två hemtjänstområden under sex månader.",
        "D3": "Grupp A följer upp i mars och i september.",
        "D4": [{"measure": "Personalkontinuitet", "indicator": str(world.indicator.pk)}],
        "D10": True,
    }


def make_need(**changes: Any) -> Need:
    """A need from the public."""
    facts = {"title": "Reservplan när anhörigvårdare blir sjuk", "text": LONG}
    return services.create_need(**(facts | changes))


def make_initiative(
    world: World,
    *,
    title: str = "Reservplan när en anhörig blir sjuk",
    needs: Iterable[Need] = (),
    complete: bool = True,
) -> Initiative:
    """A draft by `author` for group B, prepared by group A; all filled in or nearly empty."""
    initiative = services.start_initiative(
        title=title, originating_body=world.group_b, actor=world.author, needs=list(needs)
    )
    answers = complete_answers(world) | {"A1": title}
    if not complete:
        answers = {code: answers[code] for code in ("A1", "A5", "B1", "B5")}
    return services.save_section(
        initiative_id=initiative.pk,
        version=initiative.version,
        answers=answers,
        actor=world.author,
    )


def complete_directive(world: World) -> dict[str, str]:
    """Text for every part of a directive."""
    from initiatives.directive import PARTS

    return {part.key: "2027-06-30" if part.key == "ends_on" else part.label for part in PARTS}


def initiative_in(world: World, state: str, **changes: Any) -> Initiative:
    """An initiative that has walked to `state` through the services."""
    initiative = make_initiative(world, **changes)
    for step in _WAYS[state]:
        _STEPS[step](world, initiative.pk)
    return Initiative.objects.get(pk=initiative.pk)


def _save_and_hand_in_directive(world: World, pk: int) -> None:
    draft = services.save_directive(
        initiative_id=pk, version=None, content=complete_directive(world),
        measures=[world.measure], actor=world.member_a,
    )  # fmt: skip
    services.hand_in_directive(initiative_id=pk, version=draft.version, actor=world.member_a)


_STEPS = {
    "send": lambda w, pk: services.send_to_preparation(
        initiative_id=pk, version=None, actor=w.author
    ),
    "submit": lambda w, pk: services.submit(initiative_id=pk, version=None, actor=w.convener_a),
    "complete": lambda w, pk: services.request_completion(
        initiative_id=pk, version=None, reason="Beskriv testet.", fields=["D2"], actor=w.receiver
    ),
    "schedule": lambda w, pk: services.schedule(initiative_id=pk, actor=w.registrar),
    "table": lambda w, pk: services.table(initiative_id=pk, actor=w.decider),
    "remit": lambda w, pk: services.remit(
        initiative_id=pk, actor=w.decider, reason="Kostnaden är oklar.", to=w.group_b,
        due_on=today() + timedelta(days=30),
    ),
    "reject": lambda w, pk: services.reject(
        initiative_id=pk, actor=w.decider, reason="Pågår redan i regionen."
    ),
    "approve": lambda w, pk: services.approve(
        initiative_id=pk, actor=w.decider, lead=w.group_a, contributing=[w.group_b],
        responsible=w.member_a, principals=[w.region, w.north],
    ),
    "publish": lambda w, pk: services.publish(pk, actor=w.registrar),
    "directive": _save_and_hand_in_directive,
    "approve_directive": lambda w, pk: services.approve_directive(
        initiative_id=pk, edition=1, actor=w.decider
    ),
    "withdraw": lambda w, pk: services.withdraw(
        initiative_id=pk, version=None, reason="Vi väntar.", actor=w.author
    ),
}  # fmt: skip

_RECEIVED = ["send", "submit"]
_ON_THE_TABLE = [*_RECEIVED, "schedule"]
_JOINT = [*_ON_THE_TABLE, "approve"]
_WAYS: dict[str, list[str]] = {
    "draft": [],
    "preparing": ["send"],
    "submitted": _RECEIVED,
    "needs_completion": [*_RECEIVED, "complete"],
    "scheduled": _ON_THE_TABLE,
    "tabled": [*_ON_THE_TABLE, "table"],
    "remitted": [*_ON_THE_TABLE, "remit"],
    "rejected": [*_ON_THE_TABLE, "reject"],
    "withdrawn": ["withdraw"],
    "withdrawn_late": [*_RECEIVED, "withdraw"],
    "approved": _JOINT,
    "published": [*_JOINT, "publish"],
    "directive_review": [*_JOINT, "directive"],
    "trial": [*_JOINT, "directive", "approve_directive"],
}
