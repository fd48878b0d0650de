"""Rows for where the county is going: vision, goals, focus areas, principles."""

from typing import Annotated

from county.loader.rows import Count, Named, Reference, Row

Document = Annotated[str | None, Reference("steering_documents")]


class VisionRow(Named):
    """The vision."""

    document: Document = None


class GoalImageRow(Named):
    """The målbild."""

    headline: str = ""
    target_year: Count
    perspectives: str = ""
    document: Document = None


class GoalAreaRow(Named):
    """A målområde."""

    tagline: str = ""


class FocusAreaRow(Named):
    """A fokusområde with the years it holds."""

    valid_from_year: Count
    valid_to_year: Count | None = None
    decision: Annotated[str | None, Reference("decisions")] = None
    purposes: str = ""


class ObjectiveRow(Row):
    """A målsättning."""

    focus_area: Annotated[str, Reference("focus_areas")]
    text: str
    reference: str = ""


class DevelopmentAreaRow(Row):
    """An utvecklingsområde, within a focus area or among the general recommendations."""

    focus_area: Annotated[str | None, Reference("focus_areas")] = None
    group: str = ""
    text: str


class TargetGroupRow(Named):
    """A målgrupp."""

    prioritised: bool = False


class CriterionRow(Named):
    """A criterion for a joint initiative."""

    code: str
    met_at: str


class DependencyRow(Named):
    """A national law, reform or plan."""

    reference: str = ""
    kind: str = ""
    effective_year: Count | None = None
