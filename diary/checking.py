"""Tells whether a file is the one that was registered under a number."""

from dataclasses import dataclass
from typing import Any

from diary.models import DiaryDocument, DocumentFile
from diary.numbers import parse
from diary.querysets import DISCLOSED


@dataclass(frozen=True)
class Answer:
    """What the register says of a file. `kind` is a notice's: ok, stop or info."""

    kind: str
    title: str
    text: str
    digest: str
    url: str = ""


def check_file(*, number_text: str, digest: str) -> Answer:
    """Compare a SHA-256 with the files of a document.

    For a document that is not disclosed nothing is compared: the answer would say whether
    somebody holds it.
    """
    number = parse(number_text)
    document: Any = (
        DiaryDocument.objects.with_marks().filter(number=str(number)).first() if number else None
    )
    if document is None:
        return Answer(
            "info",
            "Numret finns inte i diariet",
            "Kontrollera att hela diarienumret är med, också handlingens nummer sist.",
            digest,
        )
    if document.standing != DISCLOSED:
        return Answer(
            "info",
            f"Uppgifter om {document.number} lämnas efter prövning",
            "Vänd dig till den som för diariet.",
            digest,
            document.get_absolute_url(),
        )
    file = document.files.filter(file_id=digest).first()
    if file is None:
        return Answer(
            "stop",
            f"Filen är inte den som är diarieförd som {document.number}",
            "Den kan vara en annan version, eller ha ändrats efter registreringen.",
            digest,
            document.get_absolute_url(),
        )
    what = "arkivexemplaret" if file.role == DocumentFile.Role.ARCHIVE else "originalet"
    return Answer(
        "ok",
        f"Filen är den som är diarieförd som {document.number}",
        f"Den är {what}, oförändrat sedan registreringen.",
        digest,
        document.get_absolute_url(),
    )
