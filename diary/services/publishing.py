"""Which public pages a change in the register concerns."""

from diary.models import DiaryCase, DiaryDocument
from foundation import publishing


def tags(case: DiaryCase, *documents: DiaryDocument) -> list[str]:
    """The register, the case, and each document that has a page of its own."""
    numbers = [document.number for document in documents if document.number]
    return ["diary", f"case:{case.number}", *(f"document:{number}" for number in numbers)]


def changed(case: DiaryCase, *documents: DiaryDocument) -> None:
    """Have the pages rendered anew. A new document has no page yet that could be old."""
    publishing.touch(*tags(case, *documents))


def hidden(document: DiaryDocument) -> None:
    """Take away at once what may show what must no longer be shown."""
    publishing.withdraw(*tags(document.case, document))
