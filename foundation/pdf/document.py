"""What a document says about itself: typed shapes for the layout in `templates/pdf/`.

None of them knows what a decision or a county is; the floors above fill them in.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

LONG_TITLE = 90
SHORT_LINE = 40
NBSP = "\u00a0"


@dataclass(frozen=True, kw_only=True)
class DocumentInfo:
    """The facts that stand in the head, the foot and the file's own metadata.

    `number` is the diary number; empty means that the document is not registered, and every page
    then says so. `author` is an organisation, never a person. `created` is an aware datetime given
    by the caller, never the clock, so that the same input gives the same bytes.
    """

    title: str
    author: str
    created: dt.datetime
    number: str = ""
    kind: str = ""
    subject: str = ""
    language: str = "sv"

    def __post_init__(self) -> None:
        if timezone.is_naive(self.created):
            raise ValueError("DocumentInfo.created must be an aware datetime.")
        if not self.title.strip():
            raise ValueError("DocumentInfo.title must not be empty: PDF/UA-1 requires a title.")

    @property
    def registered(self) -> bool:
        """True when the document has its diary number."""
        return bool(self.number)

    @property
    def date(self) -> dt.date:
        """The day of the document, in Swedish local time."""
        return timezone.localtime(self.created).date()

    @property
    def created_utc(self) -> str:
        """`created` as the file's metadata wants it."""
        return self.created.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def has_long_title(self) -> bool:
        """True when the title needs the smaller heading size to stay on a few lines."""
        return len(self.title) > LONG_TITLE


@dataclass(frozen=True, kw_only=True)
class Information:
    """The block *Dokumentinformation*; an empty value leaves its row out."""

    title: str
    number: str = ""
    category: str = ""
    responsible: str = ""
    decided_by: str = ""
    validity: str = ""
    revisions: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who sends the document. `lines` stand in the foot of the first page (address, telephone)."""

    name: str
    unit: str = ""
    lines: Sequence[str] = ()

    @property
    def foot(self) -> str:
        """The lines in one, broken between facts rather than inside a telephone number."""
        return " · ".join(
            line.replace(" ", NBSP) if len(line) <= SHORT_LINE else line for line in self.lines
        )


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of the case on the thread in the margin of the first page.

    `date` is written text ("mars 2026"), since all that is known may be the month.
    """

    label: str
    date: str = ""


@dataclass(frozen=True, kw_only=True)
class Position:
    """One organisation's position. `mark` is the knot drawn before the word, see `pdf.css`."""

    principal: str
    stance: str
    note: str = ""
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a caption; the first cell of each row is the row's header."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A section of the body: paragraphs (blank line between them), then a list, then a table."""

    heading: str
    text: str = ""
    items: Sequence[str] = ()
    table: Table | None = None
