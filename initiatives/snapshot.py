"""A proposal as it was handed in: by name and as text, so that it reads the same later."""

from typing import Any

from initiatives.answers import Instead
from initiatives.conditions import is_asked
from initiatives.models import TemplateField
from initiatives.proposal import Proposal
from initiatives.texts import as_text, table_of


def take(proposal: Proposal) -> dict[str, Any]:
    """The snapshot of a proposal: title, sender, and every field with its answer."""
    initiative = proposal.initiative
    return {
        "title": initiative.title,
        "originating_body": str(initiative.originating_body),
        "organisation": str(initiative.organisation or ""),
        "template": {"name": str(initiative.template), "edition": initiative.template.edition},
        "sections": [
            {
                "code": section.code,
                "name": section.name,
                "fields": [
                    _field(proposal, field) for field in fields if is_asked(proposal, field)
                ],
            }
            for section, fields in proposal.sections()
        ],
    }


def _field(proposal: Proposal, field: TemplateField) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "code": field.code,
        "name": field.name,
        "text": as_text(proposal, field),
    }
    rows = proposal.answer(field) if field.kind == TemplateField.Kind.ROWS else None
    if rows and not isinstance(rows, Instead):
        answer["heads"], answer["rows"] = table_of(field, rows, proposal.known)
    return answer


def changed_codes(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The codes of the fields whose answers differ between two snapshots."""
    earlier = {field["code"]: field["text"] for field in _fields(before)}
    return [
        field["code"] for field in _fields(after) if field["text"] != earlier.get(field["code"], "")
    ]


def _fields(snapshot: dict[str, Any]) -> list[dict[str, Any]]:
    return [field for section in snapshot["sections"] for field in section["fields"]]
