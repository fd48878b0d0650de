"""The sections of the county file that fill the diary: its series, and what was registered before.

The diary is append-only, so what the file once has put there the file cannot change or remove.
"""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from county.loader.keeping import Values, Writing, refuse
from county.loader.problems import place
from county.loader.registry import Section
from county.loader.rows import Count, FileRow, KnownDate, Precision, Reference, Row
from county.models import LoadedRow
from diary import services
from diary.models import DiaryCase, DiaryDocument, DiarySeries
from foundation.errors import DomainError


class SeriesRow(Row):
    """A series that numbers are given in."""

    prefix: str
    digits: Count = 4
    is_default: bool = True


class CaseRow(FileRow):
    """A case from before the portal. It is opened with the first of its documents."""

    series: Annotated[str, Reference("series")]
    number: str
    title: str


class DocumentRow(FileRow):
    """A document from before the portal. `serial` is null where no source gives it."""

    precision_of: ClassVar[Mapping[str, str]] = {"dated": "date_precision"}

    case: Annotated[str, Reference("register_cases")]
    serial: Count | None = None
    title: str
    category: str
    direction: str
    party: str = ""
    dated: KnownDate = None
    date_precision: Precision = None


class _Unchangeable:
    """What stands in the register stays as it was put there."""

    def change(self, section: Section, old: Values, new: Values, writing: Writing) -> None:  # noqa: ARG002
        """Refuse, and say what to do instead."""
        refuse(
            place(section.name, None, new["key"]),
            "det som en gång är diariefört ändras inte. Återställ raden i filen, och gör en "
            "rättelse i diariet om något är fel",
        )

    def remove(self, section: Section, old: Values, writing: Writing) -> list[str]:  # noqa: ARG002
        """Always still needed: the register keeps it."""
        return ["diariet, där ingenting tas bort"]


class Cases(_Unchangeable):
    """Keeps the number and title until the first document opens the case."""

    def create(self, section: Section, values: Values, writing: Writing) -> None:
        """Nothing to write yet."""


class Documents(_Unchangeable):
    """Registers documents under their own numbers."""

    def create(self, section: Section, values: Values, writing: Writing) -> None:  # noqa: ARG002
        """Register through the diary's service, which knows a document that is there already."""
        case = LoadedRow.objects.get(section="register_cases", key=values["case"]).values
        dated: Any = DocumentRow.model_validate(values).dated
        try:
            services.register_historic(
                case_number=case["number"],
                case_title=case["title"],
                document_serial=values["serial"],
                title=values["title"],
                category=values["category"],
                direction=values["direction"],
                party=values["party"],
                dated=dated.first_day if dated else None,
                date_precision=values["date_precision"],
            )
        except DomainError as refusal:
            refuse(place(section.name, None, values["key"]), refusal.message.rstrip("."))


SECTIONS = (
    Section("series", SeriesRow, DiarySeries, "Diarieserier"),
    Section("register_cases", CaseRow, DiaryCase, "Diarieförda ärenden", Cases()),
    Section(
        "register_documents", DocumentRow, DiaryDocument, "Diarieförda handlingar", Documents()
    ),
)
