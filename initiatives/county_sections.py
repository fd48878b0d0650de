"""The sections of the county file for ongoing work and for the proposal template."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from county.loader.registry import Section
from county.loader.rows import Count, Named, Reference
from initiatives.models import Project, ProposalTemplate, TemplateField, TemplateSection


class ProjectRow(Named):
    """Ongoing work, with the source's own words for its state."""

    state: str = Project.State.ONGOING.value
    state_words: str = ""
    scope: str = Project.Scope.JOINT.value
    short: str = ""
    target_group: Annotated[str | None, Reference("target_groups")] = None
    focus_area: Annotated[str | None, Reference("focus_areas")] = None
    objective: Annotated[str | None, Reference("objectives")] = None
    period: str = ""


class TemplateRow(Named):
    """A version of the template."""

    edition: Count
    is_current: bool = True


class TemplateSectionRow(Named):
    """A section of a template."""

    template: Annotated[str, Reference("templates")]
    code: str


class _Part(BaseModel):
    """A part of a field's limits: strict like the rows themselves."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Option(_Part):
    """One of the values to choose among."""

    value: str
    label: str


class Condition(_Part):
    """Holds when the answer of the field is one of the values; «instead» is «ingen, därför att»."""

    field: str
    values: Annotated[list[str], Field(min_length=1)]


class CellRule(_Part):
    """Holds when the other cell of the row is one of the values."""

    column: str
    values: Annotated[list[str], Field(min_length=1)]


class Instead(_Part):
    """«Ingen, därför att …»: the box, the question for the reason, and how much that must say."""

    label: str
    reason: str
    min_length: Count = 1


class Column(_Part):
    """A column of a field that is answered in rows."""

    key: str
    label: str
    kind: Literal[
        "text", "number", "money", "date", "choice", "organisation", "body", "measure", "indicator"
    ]
    required: bool = False
    required_when: CellRule | None = None
    optional_when: Condition | None = None
    choices: list[Option] | None = None


class Limits(_Part):
    """What the answer of a field must hold to; which of these apply depends on its kind."""

    min_length: Count | None = None
    max_length: Count | None = None
    min_items: Count | None = None
    register_name: str | None = Field(
        default=None, alias="register", serialization_alias="register"
    )
    choices: list[Option] | None = None
    refused: list[str] | None = None
    columns: list[Column] | None = None
    period: Annotated[list[str], Field(min_length=2, max_length=2)] | None = None
    balance: Annotated[list[str], Field(min_length=2, max_length=2)] | None = None
    positive: str | None = None
    asked_when: Condition | None = None
    optional_when: Condition | None = None
    instead: Instead | None = None


class TemplateFieldRow(Named):
    """A field of the template. `name` is its label."""

    section: Annotated[str, Reference("template_sections")]
    code: str
    guidance: str = ""
    kind: str
    requirement: str
    target: str = ""
    criteria: Annotated[list[str], Reference("criteria")] = []
    limits: Limits = Limits()


SECTIONS = (
    Section("projects", ProjectRow, Project, "Pågående arbeten"),
    Section("templates", TemplateRow, ProposalTemplate, "Mallar"),
    Section("template_sections", TemplateSectionRow, TemplateSection, "Avsnitt i mallar"),
    Section("template_fields", TemplateFieldRow, TemplateField, "Fält i mallar"),
)
