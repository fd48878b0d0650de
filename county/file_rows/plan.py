"""Rows for the plan and its years: editions, decisions, documents, priorities, results."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from county.loader.rows import Count, FullDate, KnownDate, Named, Precision, Reference, Row

Body = Annotated[str | None, Reference("bodies")]


class DecisionRow(Row):
    """A decision made before the portal."""

    precision_of: ClassVar[Mapping[str, str]] = {"decided_on": "date_precision"}

    title: str
    kind: str = ""
    body: Body = None
    decided_on: KnownDate = None
    date_precision: Precision = None
    date_note: str = ""
    diary_number: str = ""
    effective_from: FullDate = None
    note: str = ""
    conflict: str = ""
    is_decision: bool = True


class SteeringDocumentRow(Named):
    """A styrdokument."""

    precision_of: ClassVar[Mapping[str, str]] = {"decided_on": "date_precision"}

    category: str = ""
    period: str = ""
    diary_number: str = ""
    owner: str = ""
    decided_by: Body = None
    decided_on: KnownDate = None
    date_precision: Precision = None
    valid_from: FullDate = None
    valid_to: FullDate = None
    validity: str = ""
    revision_rule: str = ""
    revisions: str = ""
    status: str
    status_note: str = ""
    replaced_by: Annotated[str | None, Reference("steering_documents")] = None
    appendix: str = ""
    note: str = ""


class ApprovalStepRow(Row):
    """A step in the chain that approves the färdplan."""

    body: Annotated[str, Reference("bodies")]
    action: str
    required: bool = True


class EditionRow(Named):
    """An edition of the färdplan."""

    number: Count
    year: Count
    period: str = ""
    document: Annotated[str | None, Reference("steering_documents")] = None


class EditionAreaRow(Named):
    """An area that an edition names."""

    edition: Annotated[str, Reference("editions")]


class ApprovalRow(Row):
    """That a step was taken for an edition."""

    precision_of: ClassVar[Mapping[str, str]] = {"decided_on": "date_precision"}

    edition: Annotated[str, Reference("editions")]
    step: Annotated[str, Reference("approval_steps")]
    decided_on: KnownDate = None
    date_precision: Precision = None
    diary_number: str = ""


class PriorityRow(Named):
    """A priority for a year."""

    year: Count
    owner: Body = None
    partner: Body = None
    missing: list[str] = []


class PriorityGoalRow(Row):
    """A goal or part of a priority."""

    priority: Annotated[str, Reference("priorities")]
    body: Body = None
    part: str = ""
    text: str = ""


class ResultRow(Named):
    """A line of a year's results."""

    year: Count
    status: str
    adopted: Count | None = None
    out_of: Count | None = None
    note: str = ""


class QuestionRow(Row):
    """A question from citizens."""

    text: str
    focus_area: Annotated[str | None, Reference("focus_areas")] = None
    answer: str = ""


class ReportingRuleRow(Named):
    """How often who follows up with whom."""

    times_per_year: Count | None = None
    every_meeting: bool = False
    from_body: Body = None
    to_body: Body = None
