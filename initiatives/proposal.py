"""A proposal as its readers meet it: the template's fields with their answers, in four queries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, Model, OuterRef, Value
from django.db.models.functions import Cast, JSONObject

from county.models import Criterion
from initiatives.answers import Instead, unpack
from initiatives.models import Initiative, TemplateField, TemplateSection
from initiatives.registers import REGISTER_OF_KIND, Known, look_up
from initiatives.rows import columns_of

RELATIONS: dict[str, str] = {
    "principals": "organisation__name",
    "preparing_bodies": "body__name",
    "needs": "need__title",
    "target_groups": "targetgroup__name",
    "goal_areas": "goalarea__name",
    "focus_areas": "focusarea__name",
    "objectives": "objective__text",
}
"""Relations to many that a template field may have as `target`, and what names the other end."""

ASSIGNED: dict[str, str] = {"contributing_bodies": "body__name"}
"""Relations to many that the decision sets."""

COLUMNS = ("title", "summary")
"""Text columns that a template field may have as `target`."""

PEOPLE_AND_BODIES = ("originating_body", "contact", "responsible")
"""Relations to one that a template field may have as `target`."""

CONCERNED = (*PEOPLE_AND_BODIES, "author", "organisation", "lead_body", "changed_by")
"""Relations to one whose names are read with the proposal."""

Kind = TemplateField.Kind


class Linked(NamedTuple):
    """A row that an answer points at, with the words for it."""

    key: str
    label: str


@dataclass(frozen=True)
class Proposal:
    """The template's fields in order, and what stands in them."""

    initiative: Initiative
    fields: tuple[TemplateField, ...]
    linked: Mapping[str, tuple[Linked, ...]]

    @classmethod
    def load(cls, initiative: Initiative) -> "Proposal":
        """Read the template that the initiative began with, and everything it points at."""
        fields = tuple(
            TemplateField.objects.filter(section__template=initiative.template_id)
            .select_related("section")
            .annotate(shows=_criteria())
            .order_by("section__order", "section__code", "order", "code")
        )
        return cls(initiative, fields, relations_of(initiative))

    def sections(self) -> Iterator[tuple[TemplateSection, list[TemplateField]]]:
        """The sections in order with their fields."""
        found: dict[int, tuple[TemplateSection, list[TemplateField]]] = {}
        for field in self.fields:
            found.setdefault(field.section_id, (field.section, []))[1].append(field)
        yield from found.values()

    def field(self, code: str) -> TemplateField | None:
        """The field that errors and links call `code`."""
        return next((field for field in self.fields if field.code == code), None)

    def by_target(self, target: str) -> TemplateField | None:
        """The field whose answer is kept as `Initiative.<target>`."""
        return next((field for field in self.fields if field.target == target), None)

    def need_field(self) -> TemplateField | None:
        """Where the need is described: the first long text of the section that links needs."""
        links = self.by_target("needs")
        if links is None:
            return None
        return next(
            (
                field
                for field in self.fields
                if field.section_id == links.section_id and field.kind == Kind.LONG_TEXT
            ),
            None,
        )

    def value(self, field: TemplateField) -> Any:
        """The answer: text, bool, Linked, tuple of Linked, or list of row mappings."""
        if field.target in RELATIONS:
            return self.linked.get(field.target, ())
        if field.target in PEOPLE_AND_BODIES:
            return self.one(field.target)
        if field.target in COLUMNS:
            return getattr(self.initiative, field.target)
        answer = unpack(self.initiative.answers.get(field.code)).value
        if field.kind == Kind.RELATIONS:
            return tuple(self._named(field, answer or []))
        if field.kind == Kind.RELATION:
            return next(iter(self._named(field, [answer] if answer else [])), None)
        return answer

    def one(self, relation: str) -> Linked | None:
        """The other end of a relation in CONCERNED; None when there is nobody."""
        return next(iter(self.linked.get(relation, ())), None)

    def instead(self, field: TemplateField) -> Instead | None:
        """«Ingen, därför att …», when that is the answer."""
        return unpack(self.initiative.answers.get(field.code)).instead

    def answer(self, field: TemplateField) -> Any:
        """What counts as the answer: the reason where there is one, otherwise the value."""
        return self.instead(field) or self.value(field)

    def is_empty(self, field: TemplateField) -> bool:
        """True when nothing has been answered."""
        if self.instead(field) is not None:
            return False
        value = self.value(field)
        return not value.strip() if isinstance(value, str) else not value

    def _named(self, field: TemplateField, keys: list[str]) -> Iterator[Linked]:
        for key in keys:
            yield Linked(key, self.known.name_of(register_of(field), key))

    @cached_property
    def known(self) -> Known:
        """The words for every key that stands in `answers`, and the registers without a row."""
        wanted: dict[str, set[str]] = {}
        for field in self.fields:
            for register, key in keys_in(field, self.initiative.answers.get(field.code)):
                wanted.setdefault(register, set()).add(key)
        asked = {
            register_of(field)
            for field in self.fields
            if field.kind in {Kind.RELATION, Kind.RELATIONS}
        }
        return look_up(wanted, asked | {"indicators"})


def keys_in(field: TemplateField, stored: Any) -> Iterator[tuple[str, str]]:
    """The (register, key) of every row that a stored answer points at."""
    answer = unpack(stored).value
    if field.target or not answer:
        return
    if field.kind == Kind.RELATION:
        yield register_of(field), str(answer)
    elif field.kind == Kind.RELATIONS:
        yield from ((register_of(field), str(key)) for key in answer)
    elif field.kind == Kind.ROWS:
        for column in columns_of(field):
            register = REGISTER_OF_KIND.get(column["kind"])
            if register:
                yield from ((register, str(row.get(column["key"]) or "")) for row in answer)


def criteria_of(field: TemplateField) -> list[Criterion]:
    """The criteria that a field of a loaded proposal shows, read together with the field."""
    return [Criterion(**facts) for facts in field.shows]  # type: ignore[attr-defined]


def _criteria() -> ArraySubquery:
    """Every criterion of a field with what the meter needs, as one column."""
    through = TemplateField.criteria.through.objects.filter(templatefield=OuterRef("pk"))
    names = ("id", "key", "code", "name", "order", "met_at")
    return ArraySubquery(
        through.order_by("criterion__order").values(
            facts=JSONObject(**{name: f"criterion__{name}" for name in names})
        )
    )


def register_of(field: TemplateField) -> str:
    """The register that a relation field chooses from."""
    return str(field.limits.get("register", "") or field.target)


def relations_of(initiative: Initiative) -> Mapping[str, tuple[Linked, ...]]:
    """Everything the initiative points at, in one query.

    Also those it points at one by one: to join seven tables takes the database longer to plan
    than to do.
    """
    parts = []
    for target, label in (RELATIONS | ASSIGNED).items():
        through = getattr(Initiative, target).through
        other = label.partition("__")[0]
        parts.append(
            through.objects.filter(initiative_id=initiative.pk).values_list(
                Value(target), Cast(F(f"{other}_id"), CharField()), F(label)
            )
        )
    wanted = _concerned(initiative)
    for model, places in wanted.items():
        keys = {key for key in places.values() if key}
        parts.append(
            model._default_manager.filter(pk__in=keys)
            .order_by()
            .values_list(Value(model._meta.label), Cast(F("pk"), CharField()), F("name"))
        )
    found: dict[str, list[Linked]] = {}
    for target, key, label in parts[0].union(*parts[1:], all=True):
        found.setdefault(target, []).append(Linked(key, label))
    for model, places in wanted.items():
        named = {each.key: each for each in found.pop(model._meta.label, ())}
        found |= {place: [named[str(key)]] for place, key in places.items() if key}
    return {
        target: tuple(sorted(linked, key=lambda each: each.label))
        for target, linked in found.items()
    }


def _concerned(initiative: Initiative) -> dict[type[Model], dict[str, int | None]]:
    """The keys of those in CONCERNED, by the table they are in."""
    found: dict[type[Model], dict[str, int | None]] = {}
    for place in CONCERNED:
        field = Initiative._meta.get_field(place)
        key = getattr(initiative, f"{place}_id")
        found.setdefault(field.related_model, {})[place] = key  # type: ignore[arg-type]
    return found
