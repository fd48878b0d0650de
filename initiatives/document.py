"""The archive copy of a received proposal. Reads only the snapshot, never what moves on."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from county.models import County
from diary.models import DocumentFile
from diary.services import archive_copy, attach_file
from foundation import pdf
from initiatives.models import Submission

TEMPLATE = "initiatives/pdf/proposal.html"
EMPTY = "Inget svar."


def archive(submission_id: int) -> None:
    """Render a registered proposal and keep it as its document's archive copy, exactly once.

    Idempotent: the copy is looked for before rendering, and the register refuses a second one.
    """
    submission = Submission.objects.select_related("document").get(pk=submission_id)
    document = submission.document
    if document is None or archive_copy(document) is not None:
        return
    content = render(submission)
    with transaction.atomic():
        Submission.objects.select_for_update(of=("self",)).get(pk=submission_id)
        if archive_copy(document) is None:
            attach_file(
                document=document,
                content=content,
                media_type="application/pdf",
                name=f"{document.number}.pdf",
                role=DocumentFile.Role.ARCHIVE,
            )


def render(submission: Submission) -> bytes:
    """The proposal as PDF/A-2a and PDF/UA-1."""
    info = info_of(submission)
    return pdf.render(TEMPLATE, context_of(submission), document=info)


def info_of(submission: Submission) -> pdf.DocumentInfo:
    """The file's own metadata, dated when the proposal was received."""
    county = County.objects.first()
    number = submission.document.number if submission.document else ""
    return pdf.DocumentInfo(
        title=submission.content["title"],
        author=county.programme if county else submission.content["originating_body"],
        created=submission.received_at,
        number=number or "",
        kind="Initiativ",
        subject=f"Initiativ från {submission.content['originating_body']}",
    )


def context_of(submission: Submission) -> dict[str, Any]:
    """What the layout shows."""
    content = submission.content
    county = County.objects.first()
    number = submission.document.number if submission.document else ""
    sender = content["originating_body"]
    if content["organisation"]:
        sender = f"{sender}, {content['organisation']}"
    return {
        "sender": pdf.Sender(name=county.programme if county else sender),
        "information": pdf.Information(
            title=content["title"],
            number=number or "",
            category="Initiativ",
            responsible=sender,
        ),
        "chapters": [
            {"heading": f"{part['code']}. {part['name']}", "sections": list(_sections(part))}
            for part in content["sections"]
        ],
    }


def _sections(part: dict[str, Any]) -> Iterator[pdf.Section]:
    for field in part["fields"]:
        table = None
        if field.get("rows"):
            table = pdf.Table(caption=field["name"], columns=field["heads"], rows=field["rows"])
        text = "" if table else field["text"] or EMPTY
        yield pdf.Section(heading=f"{field['code']} {field['name']}", text=text, table=table)
