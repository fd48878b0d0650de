"""Check the register against its own chain: every link, every row, every byte of every file."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from diary.models import (
    GENESIS,
    ChainCheck,
    ChainHead,
    DiaryCase,
    DiaryDocument,
    DiarySeries,
    DocumentFile,
    RegisterEntry,
    SecrecyMark,
    StoredFile,
    Voiding,
)
from foundation import publishing

Kind = RegisterEntry.Kind
_TABLES = {
    DiaryCase: [Kind.CASE_OPENED],
    DiaryDocument: [Kind.DOCUMENT_REGISTERED],
    DocumentFile: [Kind.FILE_ATTACHED],
    SecrecyMark: [Kind.SECRECY_MARKED, Kind.SECRECY_LIFTED],
    Voiding: [Kind.VOIDED],
}


@dataclass(frozen=True)
class BrokenLink:
    """One thing that is not as it was registered. `position` is None outside the chain."""

    series: str
    position: int | None
    message: str

    def __str__(self) -> str:
        place = f" länk {self.position}" if self.position is not None else ""
        return f"{self.series}{place}: {self.message}"


@transaction.atomic
def verify(series: DiarySeries | None = None) -> list[BrokenLink]:
    """Everything that does not agree, first link first; empty when the register is whole.

    Recomputes each hash from the entry's own content, follows each link to the one before,
    compares each payload with the row it speaks of, looks for rows without a link, and
    computes the SHA-256 of each file anew. Reads only; O(entries) time, constant memory.
    """
    _finish_pending_links()
    found: list[BrokenLink] = []
    for each in [series] if series else DiarySeries.objects.order_by("prefix"):
        found += sorted(
            [*_broken_chain(each), *_changed_rows(each)], key=lambda link: link.position or 0
        )
        found += _rows_without_link(each)
    return [*found, *_changed_files()]


@transaction.atomic
def record_check(problems: list[BrokenLink]) -> ChainCheck:
    """Keep the outcome of a check of the whole register for the public page."""
    check = ChainCheck.objects.create(
        checked_at=timezone.now(),
        entries=RegisterEntry.objects.count(),
        files=StoredFile.objects.count(),
        problems=len(problems),
        first_problem=str(problems[0])[:300] if problems else "",
    )
    publishing.touch("chain")
    return check


def _finish_pending_links() -> None:
    """Links are written at commit; those of this very transaction are written now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _broken_chain(series: DiarySeries) -> Iterator[BrokenLink]:
    expected_position, expected_hash = 1, GENESIS
    entries = RegisterEntry.objects.filter(series=series).order_by("position")
    for entry in entries.iterator(chunk_size=2000):
        if entry.position != expected_position:
            yield BrokenLink(
                series.prefix,
                expected_position,
                f"länken saknas; nästa som finns är {entry.position}.",
            )
        elif entry.previous_hash != expected_hash:
            yield BrokenLink(
                series.prefix, entry.position, "kedjan är bruten: länken före är en annan."
            )
        if entry.computed_hash() != entry.hash:
            yield BrokenLink(
                series.prefix,
                entry.position,
                f"innehållet är ändrat ({entry.get_kind_display()}).",
            )
        expected_position, expected_hash = entry.position + 1, entry.hash
    head = ChainHead.objects.filter(series=series).first()
    last = (head.position, head.hash) if head else (0, GENESIS)
    if last != (expected_position - 1, expected_hash):
        yield BrokenLink(
            series.prefix, expected_position, "kedjans slut är inte det som senast skrevs."
        )


def _changed_rows(series: DiarySeries) -> Iterator[BrokenLink]:
    for model, kinds in _TABLES.items():
        table = model._meta.db_table
        sql = f"""
            SELECT entry.position, entry.kind, kept.id IS NULL
            FROM diary_registerentry AS entry
            LEFT JOIN {table} AS kept ON kept.id = entry.subject_id
            WHERE entry.series_id = %s AND entry.kind = ANY(%s)
              AND (kept.id IS NULL OR NOT to_jsonb(kept) @> entry.payload::jsonb)
            ORDER BY entry.position
        """  # noqa: S608 - table names of our own models
        with connection.cursor() as cursor:
            cursor.execute(sql, [series.pk, [str(kind) for kind in kinds]])
            for position, kind, gone in cursor.fetchall():
                what = "raden är borttagen" if gone else "raden är ändrad efter registreringen"
                yield BrokenLink(series.prefix, position, f"{what} ({Kind(kind).label}).")


def _rows_without_link(series: DiarySeries) -> Iterator[BrokenLink]:
    linked = RegisterEntry.objects.filter(series=series)
    for model, kinds in _TABLES.items():
        path = {DiaryCase: "series", DiaryDocument: "case__series"}.get(
            model, "document__case__series"
        )
        subjects = linked.filter(kind__in=kinds).values("subject_id")
        rows = model._default_manager.filter(**{path: series}).exclude(pk__in=subjects)
        for row in rows.order_by("pk"):
            yield BrokenLink(series.prefix, None, f"{row} står i registret utan länk i kedjan.")


def _changed_files() -> Iterator[BrokenLink]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sha256 FROM diary_storedfile "
            "WHERE encode(sha256(content), 'hex') <> sha256 OR length(content) <> size "
            "ORDER BY stored_at, sha256"
        )
        changed = [digest for (digest,) in cursor.fetchall()]
        cursor.execute(
            "SELECT link.file_id FROM diary_documentfile AS link "
            "LEFT JOIN diary_storedfile AS kept ON kept.sha256 = link.file_id "
            "WHERE kept.sha256 IS NULL"
        )
        gone = [digest for (digest,) in cursor.fetchall()]
    for digest in changed:
        uses = DocumentFile.objects.filter(file_id=digest).select_related("document__case")
        names = ", ".join(str(use.document) for use in uses) or "ingen handling"
        yield BrokenLink("filer", None, f"innehållet i {digest[:12]}… är ändrat ({names}).")
    for digest in gone:
        yield BrokenLink("filer", None, f"filen {digest[:12]}… är borttagen.")
