"""What a file would change: each row beside what is stored, and a digest of exactly that."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from indicators.models import DataSeries, Observation, Upload, UploadRow
from indicators.services.refresh.rows import Place
from indicators.services.uploads.reading import ReadRow

Kind = UploadRow.Kind
TOLERANCE = 1e-9
"""Values nearer than this are the same: sources differ in how many decimals they give."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of the preview."""

    row: ReadRow
    kind: Kind
    old: float | None

    @property
    def text(self) -> str:
        """The row as it stood: kept where it was refused, for whoever mends the file."""
        return self.row.text if self.kind == Kind.REFUSED else ""

    @property
    def line(self) -> str:
        """All that is shown of the row, for the digest."""
        row = self.row
        return f"{row.number}|{self.kind}|{row.place}|{self.old!r}|{row.value!r}|{row.reason}\n"


def stored_values(series: DataSeries) -> dict[Place, float | None]:
    """What is stored of the series now; what its source has withdrawn is not there."""
    rows = Observation.objects.filter(series=series, withdrawn=False).values_list(
        "area_id", "year", "month", "gender", "value"
    )
    return {(area, year, month, gender): value for area, year, month, gender, value in rows}


def compare(rows: Iterable[ReadRow], stored: dict[Place, float | None]) -> list[Compared]:
    """Each row with what it would do."""
    return [_compared(row, stored) for row in rows]


def _compared(row: ReadRow, stored: dict[Place, float | None]) -> Compared:
    if row.reason or row.place is None:
        return Compared(row, Kind.REFUSED, None)
    if row.place not in stored:
        return Compared(row, Kind.NEW, None)
    old = stored[row.place]
    return Compared(row, Kind.UNCHANGED if same(old, row.value) else Kind.CHANGED, old)


def same(old: float | None, new: float | None) -> bool:
    """True when both are missing, or so near each other that they are the same figure."""
    if old is None or new is None:
        return old is new
    return abs(old - new) <= TOLERANCE


def digest(compared: Iterable[Compared]) -> str:
    """The preview in 64 characters: any other preview has others."""
    found = hashlib.sha256()
    for each in compared:
        found.update(each.line.encode())
    return found.hexdigest()


def keep(upload: Upload, compared: Sequence[Compared]) -> None:
    """Put the preview in the place of what the upload had before."""
    upload.rows.all().delete()
    columns = (
        "upload_id, number, kind, area_id, year, month, gender, old_value, new_value, text, reason"
    )
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY indicators_uploadrow ({columns}) FROM STDIN") as copy,
    ):
        for each in compared:
            area, year, month, gender = each.row.place or (None, None, 0, "")
            copy.write_row(
                (
                    *(upload.pk, each.row.number, each.kind.value, area, year, month, gender),
                    *(each.old, each.row.value, each.text, each.row.reason[:250]),
                )
            )
