"""Reflections: written as drafts, published for a body, withdrawn with a reason."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from county.models import Body, User
from foundation.errors import NotAllowed, Problem, Refused, WrongState
from foundation.text.dates import today
from foundation.text.personnummer import find_personnummer
from foundation.versions import lock
from foundation.workflow import apply
from indicators.models import Indicator, Measure, Reflection
from indicators.reflections import bodies_for
from indicators.rules import reflects, writes_reflection
from indicators.sources.base import Period
from indicators.touching import touch_rows
from indicators.workflow import REFLECTION

LONGEST = 4000
NOT_YOURS = "Du skriver bara reflektioner för organ som du sitter i."


@transaction.atomic
def write_reflection(
    *,
    indicator: Indicator,
    measure: Measure | None,
    body: Body,
    period: Period,
    text: str,
    actor: User,
) -> Reflection:
    """A new draft on behalf of `body`. Raises NotAllowed, or Refused with the fields to mend."""
    if not reflects(actor) or body not in bodies_for(actor):
        raise NotAllowed(NOT_YOURS)
    reflection = Reflection(written_by=actor, changed_by=actor, changed_at=timezone.now())
    return _save(
        reflection,
        indicator=indicator,
        measure=measure,
        body=body,
        period=period,
        text=text,
        actor=actor,
    )


@transaction.atomic
def change_reflection(
    *,
    reflection_id: int,
    version: int | None,
    indicator: Indicator,
    measure: Measure | None,
    body: Body,
    period: Period,
    text: str,
    actor: User,
) -> Reflection:
    """Change a draft. Raises StaleVersion, NotAllowed, WrongState or Refused."""
    reflection = lock(Reflection, reflection_id, version=version)
    if not writes_reflection(actor, reflection) or body not in bodies_for(actor):
        raise NotAllowed(NOT_YOURS)
    if reflection.state != Reflection.State.DRAFT:
        raise WrongState(
            "Bara ett utkast kan ändras. Skriv en ny reflektion och dra tillbaka den gamla."
        )
    reflection.version += 1
    reflection.changed_at, reflection.changed_by = timezone.now(), actor
    return _save(
        reflection,
        indicator=indicator,
        measure=measure,
        body=body,
        period=period,
        text=text,
        actor=actor,
    )


@transaction.atomic
def move_reflection(
    *, reflection_id: int, key: str, version: int | None, actor: Any, reason: str = ""
) -> Reflection:
    """Publish, discard or withdraw. The public pages of indicators follow at once."""
    seen = Reflection(pk=reflection_id)
    moved = apply(REFLECTION, seen, key, actor=actor, version=version, reason=reason)
    if key != "discard":
        _touch(moved)
    return moved


def _touch(reflection: Reflection) -> None:
    """The pages where it stands: one on an indicator as a whole stands at all its measures."""
    whole = reflection.measure is None
    measures = reflection.indicator.measures.all() if whole else [reflection.measure]
    touch_rows([reflection.indicator, *(each for each in measures if each)])


def _save(
    reflection: Reflection,
    *,
    indicator: Indicator,
    measure: Measure | None,
    body: Body,
    period: Period,
    text: str,
    actor: User,
) -> Reflection:
    problems = list(_problems(indicator, measure, period, text))
    if problems:
        raise Refused("Reflektionen är inte sparad. Rätta det som listas.", problems)
    reflection.indicator, reflection.measure, reflection.body = indicator, measure, body
    reflection.year, reflection.month = period.year, period.month
    reflection.text = text.strip()
    vars(reflection)["_history_user"] = actor
    reflection.save()
    return reflection


def _problems(
    indicator: Indicator, measure: Measure | None, period: Period, text: str
) -> "list[Problem]":
    found = []
    if measure and not measure.indicators.filter(pk=indicator.pk).exists():
        found.append(Problem(f"Måttet hör inte till indikatorn ”{indicator}”.", "subject"))
    if (period.year, period.month) > (today().year, today().month):
        found.append(Problem(f"Perioden {period} har inte börjat.", "period"))
    if not text.strip():
        found.append(Problem("Skriv något i ”Reflektion”.", "text"))
    if len(text) > LONGEST:
        found.append(Problem(f"Texten är för lång. Skriv högst {LONGEST} tecken.", "text"))
    if numbers := find_personnummer(text):
        found.append(Problem(f"Ta bort personnumret ({', '.join(numbers)}).", "text"))
    return found
