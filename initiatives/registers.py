"""The registers that answers choose from: which rows, in which order, named how."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, Model, QuerySet, Value
from django.db.models.functions import Cast

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
from foundation.text.sorting import sort_key
from indicators.models import Indicator, Measure
from initiatives.models.need import Need
from initiatives.models.project import Project

Choice = tuple[str, str]


@dataclass(frozen=True)
class Register:
    """`rows` are those to choose among today; `every` also holds older ones, for their names.

    `label` is the column that names a row. `ordered` rows stand in the county's own order.
    """

    rows: Callable[[], "QuerySet[Any]"]
    every: type[Model]
    label: str = "name"
    ordered: bool = True


def bodies_for(*actions: str) -> "QuerySet[Body]":
    """Living bodies with a mandate for initiatives."""
    mandates = DecisionMandate.objects.filter(action__in=actions, subjects__contains=["initiative"])
    return Body.objects.filter(pk__in=mandates.values("body"), historic=False).exclude(
        kind=Body.Kind.CATEGORY
    )


def _valid_focus_areas() -> "QuerySet[FocusArea]":
    year = today().year
    return FocusArea.objects.filter(valid_from_year__lte=year).exclude(valid_to_year__lt=year)


def _people() -> "QuerySet[User]":
    return User.objects.filter(is_active=True)


def _principals() -> "QuerySet[Organisation]":
    return Organisation.objects.filter(is_principal=True)


def _objectives() -> "QuerySet[Objective]":
    return Objective.objects.filter(focus_area__in=_valid_focus_areas())


PREPARES, ORIGINATES = DecisionMandate.Action.PREPARES, DecisionMandate.Action.ORIGINATES

REGISTERS: Mapping[str, Register] = {
    "principals": Register(_principals, Organisation),
    "organisations": Register(Organisation.objects.all, Organisation),
    "originating_body": Register(lambda: bodies_for(ORIGINATES, PREPARES), Body),
    "preparing_bodies": Register(lambda: bodies_for(PREPARES), Body),
    "bodies": Register(lambda: Body.objects.filter(historic=False), Body),
    "contact": Register(_people, User, ordered=False),
    "responsible": Register(_people, User, ordered=False),
    "needs": Register(Need.objects.open, Need, "title", ordered=False),
    "target_groups": Register(TargetGroup.objects.all, TargetGroup),
    "goal_areas": Register(GoalArea.objects.all, GoalArea),
    "focus_areas": Register(_valid_focus_areas, FocusArea),
    "objectives": Register(_objectives, Objective, "text"),
    "shifts": Register(Shift.objects.all, Shift),
    "projects": Register(Project.objects.all, Project),
    "steering_documents": Register(SteeringDocument.objects.all, SteeringDocument),
    "dependencies": Register(NationalDependency.objects.all, NationalDependency),
    "measures": Register(Measure.objects.all, Measure),
    "indicators": Register(Indicator.objects.all, Indicator),
}

REGISTER_OF_KIND: Mapping[str, str] = {
    "organisation": "principals",
    "body": "bodies",
    "measure": "measures",
    "indicator": "indicators",
}
"""The register that a column of this kind, in an answer of rows, chooses from."""


def choices_of(registers: Iterable[str]) -> dict[str, list[Choice]]:
    """Key and name of the rows to choose among, per register, all in one query."""
    named = [name for name in dict.fromkeys(registers) if name in REGISTERS]
    return _read({name: REGISTERS[name].rows() for name in named})


@dataclass(frozen=True)
class Known:
    """The names of rows by (register, key), and the registers that hold no row at all."""

    labels: Mapping[tuple[str, str], str]
    unused: frozenset[str] = frozenset()

    def name_of(self, register: str, key: str) -> str:
        """The row's name; words that are no key are their own name."""
        return self.labels.get((register, key), key)


def look_up(wanted: Mapping[str, Iterable[str]], asked: Iterable[str] = ()) -> Known:
    """The names of the rows wanted, and which of the registers `asked` are empty; one query."""
    rows = {}
    for name, keys in wanted.items():
        pks = [key for key in keys if str(key).isdigit()]
        if pks and name in REGISTERS:
            rows[name] = REGISTERS[name].every._default_manager.filter(pk__in=pks)
    asked = frozenset(asked) & set(REGISTERS)
    parts = [*_parts(rows), *(_any_row(name) for name in sorted(asked))]
    labels, used = {}, set()
    for name, key, label, _position in _all(parts):
        if key:
            labels[name, key] = label
        else:
            used.add(name)
    return Known(labels, asked - used)


def _any_row(name: str) -> "QuerySet[Any, Any]":
    """One row without key and name when the register holds any."""
    every = REGISTERS[name].every._default_manager.order_by()
    nothing = Value("", CharField())
    return every.values_list(Value(name), nothing, nothing, Value(0, IntegerField()))[:1]


def _parts(rows: Mapping[str, "QuerySet[Any]"]) -> list["QuerySet[Any, Any]"]:
    return [
        each.order_by().values_list(
            Value(name),
            Cast("pk", CharField()),
            Cast(F(REGISTERS[name].label), CharField()),
            F("order") if REGISTERS[name].ordered else Value(0, IntegerField()),
        )
        for name, each in rows.items()
    ]


def _all(parts: Sequence["QuerySet[Any, Any]"]) -> Iterable[tuple[str, str, str, int]]:
    return parts[0].union(*parts[1:], all=True) if parts else ()


def _read(rows: Mapping[str, "QuerySet[Any]"]) -> dict[str, list[Choice]]:
    found: dict[str, list[tuple[int, str, str, str]]] = {name: [] for name in rows}
    for name, key, label, position in _all(_parts(rows)):
        found[name].append((position, sort_key(label), key, label))
    return {
        name: [(key, label) for _position, _sort, key, label in sorted(each)]
        for name, each in found.items()
    }
