"""Reflections: written as drafts, published for a body, withdrawn with a reason."""

from collections.abc import Iterator
from typing import Any, NamedTuple

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


class _Content(NamedTuple):
    """What a note says, of what, for whom."""

    indicator: Indicator
    measure: Measure | None
    body: Body
    period: Period
    text: str


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
    return _save(reflection, _Content(indicator, measure, body, period, text), actor)


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
    return _save(reflection, _Content(indicator, measure, body, period, text), actor)


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


def _save(reflection: Reflection, content: _Content, actor: User) -> Reflection:
    problems = list(_problems(content))
    if problems:
        raise Refused("Reflektionen är inte sparad. Rätta det som listas.", problems)
    reflection.indicator, reflection.measure = content.indicator, content.measure
    reflection.body, reflection.text = content.body, content.text.strip()
    reflection.year, reflection.month = content.period.year, content.period.month
    vars(reflection)["_history_user"] = actor
    reflection.save()
    return reflection


def _problems(content: _Content) -> Iterator[Problem]:
    indicator, measure, period, text = (
        content.indicator, content.measure, content.period, content.text
    )  # fmt: skip
    if measure and not measure.indicators.filter(pk=indicator.pk).exists():
        yield Problem(f"Måttet hör inte till indikatorn ”{indicator}”.", "subject")
    if (period.year, period.month) > (today().year, today().month):
        yield Problem(f"Perioden {period} har inte börjat.", "period")
    if not text.strip():
        yield Problem("Skriv något i ”Reflektion”.", "text")
    if len(text) > LONGEST:
        yield Problem(f"Texten är för lång. Skriv högst {LONGEST} tecken.", "text")
    if numbers := find_personnummer(text):
        yield Problem(f"Ta bort personnumret ({', '.join(numbers)}).", "text")
