"""Copies of what a decision was about, so that its document reads the same for ever.

Everything is text: names as they were, dates as YYYY-MM-DD. The keys are the contract between
the decision and its document (`decisions.services.document`); a new key is added, never reused.
"""

from typing import Any

from decisions.services.brief import Brief
from decisions.services.ruling import Ruling
from initiatives.directive import shown


def facts_of(ruling: Ruling) -> dict[str, Any]:
    """The facts of a ruling as they stand now, before the matter moves on."""
    initiative, meeting = ruling.initiative, ruling.meeting
    brief = Brief.of(initiative)
    groups = ruling.groups if ruling.approves else _assigned(ruling)
    facts: dict[str, Any] = {
        "body": meeting.body.name,
        "held_on": meeting.held_on.isoformat(),
        "place": meeting.place,
        "paragraph": ruling.item.paragraph,
        "urgent_reason": ruling.item.urgent_reason,
        "title": initiative.title,
        "summary": initiative.summary,
        "originating_body": initiative.originating_body.name,
        "needs": [need.title for need in initiative.needs.all()],
        "cost": brief.cost,
        "principals": [each.name for each in ruling.principals],
        "lead": groups[0].name if groups else "",
        "contributing": [body.name for body in groups[1:]],
        "responsible": _responsible(ruling),
        "positions": _positions(ruling),
        "criteria": [
            {
                "code": mark.criterion.code,
                "name": mark.criterion.name,
                "met": mark.decided_by_body or mark.state == "done",
                "note": brief.note_of(mark),
            }
            for mark in brief.marks
        ],
        "attendance": [
            {"name": each.name, "role": each.role, "organisation": each.organisation}
            for each in meeting.attendance.all()
        ],
        "documents": _documents(ruling),
        "sent_to": _sent_to(ruling),
        "case": initiative.case.number if initiative.case else "",
    }
    if ruling.remits and ruling.remitted_to and ruling.due_on:
        facts["remitted_to"] = ruling.remitted_to.name
        facts["due_on"] = ruling.due_on.isoformat()
    if ruling.tables and ruling.target_meeting:
        facts["tabled_to"] = ruling.target_meeting.held_on.isoformat()
    if ruling.item.directive:
        facts["directive"] = {
            "edition": ruling.item.directive.edition,
            "parts": [list(part) for part in shown(ruling.item.directive.content)],
            "measures": [str(each) for each in ruling.item.directive.measures.all()],
        }
    return facts


def _assigned(ruling: Ruling) -> tuple[Any, ...]:
    lead = ruling.initiative.lead_body
    return (lead, *ruling.initiative.contributing_bodies.all()) if lead else ()


def _responsible(ruling: Ruling) -> str:
    person = ruling.responsible if ruling.approves else ruling.initiative.responsible
    return person.name if person else ""


def _positions(ruling: Ruling) -> list[dict[str, str]]:
    """Every participating huvudman; one without a stance took no part in the decision."""
    rows = []
    for principal in ruling.principals:
        said = ruling.positions.get(principal)
        rows.append(
            {
                "principal": principal.name,
                "stance": str(said.stance) if said else "",
                "note": said.note if said else "",
            }
        )
    return rows


def _documents(ruling: Ruling) -> list[dict[str, str]]:
    """What lay before the body: the documents of the case so far, by number and date."""
    case = ruling.initiative.case
    if case is None:
        return []
    return [
        {
            "number": document.number or "",
            "title": document.title,
            "dated": document.dated.isoformat() if document.dated else "",
        }
        for document in case.documents.all()
    ]


def _sent_to(ruling: Ruling) -> list[str]:
    """Who the decision is sent to: groups concerned and the huvudmän, each named once."""
    groups = ruling.groups if ruling.approves else _assigned(ruling)
    names = [body.name for body in groups]
    if ruling.remitted_to and ruling.remits:
        names.append(ruling.remitted_to.name)
    names.append(ruling.initiative.originating_body.name)
    names += [each.name for each in ruling.principals]
    return list(dict.fromkeys(names))
