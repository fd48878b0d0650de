"""When a field is asked, and when it may be left empty, by conditions that the template gives.

A condition is `{"field": code, "values": […]}`: it holds when that field's answer is one of the
values, or, with the value «instead», when the field is answered with «ingen, därför att …».
"""

from collections.abc import Mapping
from typing import Any

from initiatives.models import TemplateField
from initiatives.proposal import Proposal
from initiatives.rows import columns_of

INSTEAD = "instead"


def holds(proposal: Proposal, condition: Mapping[str, Any] | None) -> bool:
    """True when the condition is given and met."""
    field = proposal.field(condition["field"]) if condition else None
    if condition is None or field is None:
        return False
    if proposal.instead(field) is not None:
        return INSTEAD in condition["values"]
    return proposal.value(field) in condition["values"]


def is_asked(proposal: Proposal, field: TemplateField) -> bool:
    """True unless the field waits for an answer that another field does not have."""
    condition = field.limits.get("asked_when")
    return condition is None or holds(proposal, condition)


def is_required(proposal: Proposal, field: TemplateField) -> bool:
    """True when handing in needs the field."""
    asked = field.requirement == TemplateField.Requirement.SUBMISSION
    return asked and not holds(proposal, field.limits.get("optional_when"))


def lifted_columns(proposal: Proposal, field: TemplateField) -> frozenset[str]:
    """The columns of an answer in rows that may be left empty as things stand."""
    return frozenset(
        column["key"]
        for column in columns_of(field)
        if holds(proposal, column.get("optional_when"))
    )
