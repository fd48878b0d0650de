"""Keep the bytes of a document, checked by what they hold, stored once by their SHA-256."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from diary import content as contents
from diary.models import DiaryDocument, DocumentFile, StoredFile
from diary.services import publishing
from foundation.errors import Refused, WrongState


@dataclass(frozen=True)
class NewFile:
    """A file to register together with its document."""

    content: bytes
    media_type: str
    name: str
    role: str = DocumentFile.Role.ORIGINAL

    def check(self) -> None:
        """Raise Refused unless the bytes are what `media_type` says and the name fits."""
        contents.check(self.content, self.media_type)
        if not 0 < len(self.tidy_name) <= _longest_name():
            raise Refused(f"Filnamnet ska vara 1–{_longest_name()} tecken långt.")

    @property
    def tidy_name(self) -> str:
        """The name with single blanks."""
        return " ".join(self.name.split())


@transaction.atomic
def attach_file(
    *,
    document: DiaryDocument,
    content: bytes,
    media_type: str,
    name: str,
    role: str = DocumentFile.Role.ORIGINAL,
) -> DocumentFile:
    """Add a file to a document, in the caller's transaction. The same bytes twice are added once.

    A document has at most one archive copy: other bytes for it are refused, because what was
    published under a number must stay what it is. Raises Refused when the bytes are not what
    `media_type` says, WrongState for a second archive copy.
    """
    file = NewFile(content, media_type, name, role)
    file.check()
    digest = sha256(content).hexdigest()
    StoredFile.objects.bulk_create(
        [StoredFile(sha256=digest, content=content, size=len(content), media_type=media_type)],
        ignore_conflicts=True,
    )
    DocumentFile.objects.bulk_create(
        [
            DocumentFile(
                document=document,
                file_id=digest,
                role=role,
                name=file.tidy_name,
                attached_at=timezone.now(),
            )
        ],
        ignore_conflicts=True,
    )
    kept = DocumentFile.objects.filter(document=document, role=role, file_id=digest).first()
    if kept is None:
        raise WrongState(f"{document} har redan ett arkivexemplar med annat innehåll.")
    publishing.changed(document.case, document)
    return kept


def attach_all(document: DiaryDocument, files: Sequence[NewFile]) -> None:
    """Add the files that a document is registered with."""
    for file in files:
        attach_file(
            document=document,
            content=file.content,
            media_type=file.media_type,
            name=file.name,
            role=file.role,
        )


def archive_copy(document: DiaryDocument) -> DocumentFile | None:
    """The archive PDF of a document, or None while there is none."""
    return (
        DocumentFile.objects.filter(document=document, role=DocumentFile.Role.ARCHIVE)
        .select_related("file")
        .first()
    )


def _longest_name() -> int:
    return DocumentFile._meta.get_field("name").max_length or 0
