"""The registers that answers choose from: which rows, in which order, named how."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from county.models import (
    Body,
    DecisionMandate,
    FocusArea,
    GoalArea,
    NationalDependency,
    Objective,
    Organisation,
    Shift,
    SteeringDocument,
    TargetGroup,
    User,
)
from foundation.text.dates import today
from indicators.models import Indicator, Measure
from initiatives.models.need import Need
from initiatives.models.project import Project


@dataclass(frozen=True)
class Register:
    """`rows` are those to choose among today; `every` also holds older ones, for their names."""

    rows: Callable[[], "QuerySet[Any]"]
    every: type[Model]

    def choices(self) -> list[tuple[str, str]]:
        """Key and name of each row to choose among."""
        return [(str(row.pk), str(row)) for row in self.rows()]


def bodies_for(*actions: str) -> "QuerySet[Body]":
    """Living bodies with a mandate for initiatives, in order."""
    return (
        Body.objects.filter(
            mandates__action__in=actions, mandates__subjects__contains=["initiative"],
            historic=False,
        )
        .exclude(kind=Body.Kind.CATEGORY)
        .distinct()
    )  # fmt: skip


def _valid_focus_areas() -> "QuerySet[FocusArea]":
    year = today().year
    return FocusArea.objects.filter(valid_from_year__lte=year).exclude(valid_to_year__lt=year)


PREPARES, ORIGINATES = DecisionMandate.Action.PREPARES, DecisionMandate.Action.ORIGINATES

REGISTERS: Mapping[str, Register] = {
    "principals": Register(lambda: Organisation.objects.filter(is_principal=True), Organisation),
    "organisations": Register(Organisation.objects.all, Organisation),
    "originating_body": Register(lambda: bodies_for(ORIGINATES, PREPARES), Body),
    "preparing_bodies": Register(lambda: bodies_for(PREPARES), Body),
    "bodies": Register(lambda: Body.objects.filter(historic=False), Body),
    "contact": Register(lambda: User.objects.filter(is_active=True), User),
    "responsible": Register(lambda: User.objects.filter(is_active=True), User),
    "needs": Register(Need.objects.open, Need),
    "target_groups": Register(TargetGroup.objects.all, TargetGroup),
    "goal_areas": Register(GoalArea.objects.all, GoalArea),
    "focus_areas": Register(_valid_focus_areas, FocusArea),
    "objectives": Register(
        lambda: Objective.objects.filter(focus_area__in=_valid_focus_areas()), Objective
    ),
    "shifts": Register(Shift.objects.all, Shift),
    "projects": Register(Project.objects.all, Project),
    "steering_documents": Register(SteeringDocument.objects.all, SteeringDocument),
    "dependencies": Register(NationalDependency.objects.all, NationalDependency),
    "measures": Register(Measure.objects.all, Measure),
    "indicators": Register(Indicator.objects.all, Indicator),
}


def labels_of(wanted: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], str]:
    """The names of the rows asked for, by (register, key). One query per register."""
    found = {}
    for register, keys in wanted.items():
        known = REGISTERS.get(register)
        pks = [key for key in keys if str(key).isdigit()]
        if known is None or not pks:
            continue
        for row in known.every._default_manager.filter(pk__in=pks):
            found[register, str(row.pk)] = str(row)
    return found
