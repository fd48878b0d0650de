"""The set: what is proposed, decided and given up, and by which decision."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import JSONField, Prefetch, QuerySet
from django.db.models.expressions import RawSQL

from indicators.models import AdoptedRow, Adoption, Indicator, Measure

# Written by hand for the reason that `measures` gives.
_DECISION = """
    (SELECT jsonb_build_object('number', d.number, 'dated', d.dated)
    FROM indicators_adoptedrow r
        JOIN indicators_adoption a ON a.id = r.adoption_id AND a.undone_at IS NULL
        JOIN diary_diarydocument d ON d.id = a.document_id
    WHERE r.{column}_id = indicators_{column}.id ORDER BY r.id DESC LIMIT 1)
"""


def decided_by(column: Literal["indicator", "measure"]) -> RawSQL:
    """The decision that an indicator or a measure rests on, as `number` and `dated`.

    The register shows a number and its date also of what is marked secret or voided afterwards,
    so nothing more is told here.
    """
    return RawSQL(_DECISION.format(column=column), [], output_field=JSONField())  # noqa: S611 - of two constants


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision that stands behind a row. `dated` is None where the register has no day."""

    number: str
    dated: date | None


def decision_of(row: Any) -> Decided | None:
    """What `decided_by` found for a row that was read with it as `decision`."""
    found = row.decision
    if found is None:
        return None
    dated = date.fromisoformat(found["dated"]) if found["dated"] else None
    return Decided(found["number"], dated)


@dataclass(frozen=True, slots=True)
class SetRow:
    """An indicator with its measures. A measure under two indicators stands under the first."""

    indicator: Indicator
    decided: Decided | None
    measures: list[tuple[Measure, Decided | None]]


def the_set() -> list[SetRow]:
    """Every indicator and measure once, in the order of the goal areas. Two queries."""
    measures: QuerySet[Any] = Measure.objects.annotate(decision=decided_by("measure"))
    rows = (
        Indicator.objects.select_related("goal_area")
        .annotate(decision=decided_by("indicator"))
        .prefetch_related(Prefetch("measures", measures))
        .order_by("goal_area__order", "order", "key")
    )
    seen: set[int] = set()
    found = []
    for row in rows:
        own = [each for each in row.measures.all() if each.pk not in seen]
        seen.update(each.pk for each in own)
        found.append(SetRow(row, decision_of(row), [(each, decision_of(each)) for each in own]))
    return found


def adoptions() -> list[Adoption]:
    """What has been recorded, the latest first, with its rows. Two queries."""
    rows = AdoptedRow.objects.select_related("indicator", "measure")
    return list(
        Adoption.objects.select_related(
            "document__case", "recorded_by", "undone_by"
        ).prefetch_related(Prefetch("rows", rows))
    )
