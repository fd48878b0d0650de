"""A decision's document: what stands in it, as PDF. Reads only copies, never what moves on."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from county.models import County
from decisions.models import Decision, Stance
from diary.models import DocumentFile
from diary.services.files import archive_copy, attach_file
from foundation import outbox, pdf
from foundation.text.dates import long_date

TEMPLATE = "decisions/pdf/decision.html"
MARKS = {Stance.SUPPORTS: "filled", Stance.ABSTAINS: "open", Stance.DISSENTS: "crossed"}
NOT_TAKING_PART = "deltog inte"
Outcome = Decision.Outcome
OPEN_MATTER = {Outcome.APPROVED, Outcome.DIRECTIVE_APPROVED, Outcome.DIRECTIVE_RETURNED}
"""Only these documents tell what the initiative holds: other proposals are not public."""


def archive(decision_id: int) -> None:
    """Render the registered decision and keep it as its document's archive copy, exactly once.

    Idempotent: the copy is looked for before rendering and again under the decision's lock.
    The notice to those concerned is queued with the copy.
    """
    decision = Decision.objects.in_full().get(pk=decision_id)
    content = b"" if archive_copy(_document(decision)) else render(decision)
    with transaction.atomic():
        Decision.objects.select_for_update(of=("self",)).get(pk=decision_id)
        document = _document(decision)
        if content and archive_copy(document) is None:
            attach_file(
                document=document,
                content=content,
                media_type="application/pdf",
                name=f"{document.number}.pdf",
                role=DocumentFile.Role.ARCHIVE,
            )
        outbox.enqueue("decision.notice", str(decision_id))


def render(decision: Decision) -> bytes:
    """The decision as PDF/A-2a and PDF/UA-1; without a number it says UTKAST on every page."""
    return pdf.render(TEMPLATE, context_of(decision), document=info_of(decision))


def info_of(decision: Decision) -> pdf.DocumentInfo:
    """The file's own metadata. Dated when registered; a draft is dated when recorded."""
    document = decision.document
    return pdf.DocumentInfo(
        title=decision.title,
        author=_county_name(),
        created=document.registered_at if document else decision.recorded_at,
        number=(document.number or "") if document else "",
        kind=_kind(decision),
        subject=f"{_kind(decision)}, {decision.facts['body']}, {_held(decision)}",
    )


def context_of(decision: Decision) -> dict[str, Any]:
    """What the template `decisions/pdf/decision.html` shows."""
    facts = decision.facts
    tells = decision.outcome in OPEN_MATTER
    return {
        "decision": decision,
        "facts": facts,
        "tells": tells,
        "sender": pdf.Sender(name=facts["body"], unit=_county_name()),
        "information": _information(decision),
        "steps": _steps(decision),
        "decision_heading": decision.get_outcome_display(),
        "decision_intro": (f"{facts['body']} beslutar {_held(decision)}, § {facts['paragraph']},"),
        "clauses": decision.wording,
        "groups": _groups(decision) if tells else [],
        "responsible": facts["responsible"] if tells else "",
        "positions": _positions(decision),
        "criteria": _criteria(decision) if decision.outcome == Outcome.APPROVED else None,
        "attendance": _attendance(facts),
        "documents": [_document_line(each) for each in facts["documents"]],
        "sent_to": facts["sent_to"],
    }


def _document(decision: Decision) -> Any:
    if decision.document is None:
        raise ValueError(f"decision {decision.pk} is not registered")
    return decision.document


def _kind(decision: Decision) -> str:
    if decision.outcome in {Outcome.DIRECTIVE_APPROVED, Outcome.DIRECTIVE_RETURNED}:
        return "Beslut om direktiv"
    return f"Beslut om {decision.get_outcome_display().lower()}"


def _county_name() -> str:
    county = County.objects.first()
    return county.programme if county else ""


def _held(decision: Decision) -> str:
    return long_date(decision.decided_on)


def _information(decision: Decision) -> pdf.Information:
    document = decision.document
    recorded = timezone.localtime(document.registered_at if document else decision.recorded_at)
    return pdf.Information(
        title=decision.title,
        number=(document.number or "") if document else "",
        category=_kind(decision),
        responsible=decision.facts["body"],
        decided_by=f"{decision.facts['body']}, {_held(decision)}, § {decision.facts['paragraph']}",
        validity="Tills vidare" if decision.outcome in OPEN_MATTER else "",
        revisions=(f"{recorded:%Y-%m-%d} Första version",),
    )


def _steps(decision: Decision) -> list[pdf.Step]:
    steps = [
        pdf.Step(label="Inkommet", date=each["dated"])
        for each in decision.facts["documents"][:1]
        if each["dated"]
    ]
    return [*steps, pdf.Step(label="Upptaget på möte", date=decision.facts["held_on"])]


def _groups(decision: Decision) -> pdf.Table | None:
    facts = decision.facts
    if not facts["lead"]:
        return None
    rows = [(facts["lead"], "leder"), *((name, "medverkar") for name in facts["contributing"])]
    return pdf.Table(caption="Grupper med uppdrag", columns=("Grupp", "Del i uppdraget"), rows=rows)


def _positions(decision: Decision) -> list[pdf.Position]:
    return [
        pdf.Position(
            principal=each["principal"],
            stance=Stance(each["stance"]).label if each["stance"] else NOT_TAKING_PART,
            note=each["note"],
            mark=MARKS.get(each["stance"], ""),
        )
        for each in decision.facts["positions"]
    ]


def _criteria(decision: Decision) -> pdf.Table | None:
    """The criteria as they stood; what the proposal chose is told where it chose something."""
    criteria = decision.facts["criteria"]
    if not criteria:
        return None
    rows = [
        [f"{each['code']} {each['name']}", "uppfyllt" if each["met"] else "inte uppfyllt"]
        for each in criteria
    ]
    columns = ["Kriterium", "Bedömning"]
    if any(each["note"] for each in criteria):
        columns.append("Enligt underlaget")
        rows = [[*row, each["note"]] for row, each in zip(rows, criteria, strict=True)]
    return pdf.Table(caption="Prövade vid beslutet", columns=columns, rows=rows)


def _attendance(facts: dict[str, Any]) -> list[str]:
    return [
        ", ".join(part for part in (each["name"], each["role"], each["organisation"]) if part)
        for each in facts["attendance"]
    ]


def _document_line(each: dict[str, str]) -> str:
    details = ", ".join(part for part in (each["number"], each["dated"]) if part)
    return f"{each['title']} ({details})" if details else each["title"]
