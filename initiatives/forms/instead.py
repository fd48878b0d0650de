"""«Ingen, därför att …» beside a field: a box to tick and a reason to write.

Both stand below what the field otherwise asks for, and nothing written in either is lost.
"""

from collections.abc import Mapping
from typing import Any

from django import forms

from foundation.forms import CountedTextarea
from foundation.text.validators import no_personnummer
from initiatives.answers import alternative, pack, unpack
from initiatives.models import TemplateField
from initiatives.proposal import Proposal

LONGEST_REASON = 1000


def beside(field: TemplateField) -> tuple[str, ...]:
    """The names of the box and the reason of «ingen, därför att …»."""
    return (f"{field.code}-instead", f"{field.code}-reason") if alternative(field) else ()


def instead_fields(field: TemplateField) -> dict[str, forms.Field]:
    """The box and the reason as fields of the section's form; none where it is not allowed."""
    words = alternative(field)
    if words is None:
        return {}
    ticked, reason = beside(field)
    return {
        ticked: forms.BooleanField(label=words["label"], required=False),
        reason: forms.CharField(
            label=words["reason"],
            max_length=LONGEST_REASON,
            validators=[no_personnummer],
            widget=CountedTextarea(rows=2),
        ),
    }


def initial_instead(proposal: Proposal, field: TemplateField) -> dict[str, Any]:
    """What they are filled with."""
    if alternative(field) is None:
        return {}
    stored = unpack(proposal.initiative.answers.get(field.code))
    return dict(zip(beside(field), (stored.ticked, stored.reason), strict=True))


def with_reason(field: TemplateField, value: Any, cleaned: Mapping[str, Any]) -> Any:
    """The answer as it is stored, with what was ticked and written beside it."""
    if alternative(field) is None:
        return value
    ticked, reason = beside(field)
    return pack(value, ticked=cleaned[ticked], reason=cleaned[reason])
