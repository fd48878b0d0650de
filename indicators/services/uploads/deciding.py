"""Let a file's values in, or not. What is let in is exactly what was shown."""

from typing import Any

from django.db import transaction

from foundation.errors import Refused, WrongState
from foundation.workflow import apply
from indicators.models import Provenance, Upload, UploadRow
from indicators.services.refresh.merging import lock_source
from indicators.services.refresh.rows import Row
from indicators.services.refresh.storing import put
from indicators.services.uploads.comparing import same, stored_values
from indicators.services.uploads.receiving import ask_to_read
from indicators.workflow import UPLOAD

ANOTHER_PREVIEW = (
    "Filen har jämförts på nytt sedan du öppnade sidan. Läs den nya förhandsgranskningen innan du "
    "går vidare."
)
MOVED_ON = (
    "De lagrade värdena har ändrats sedan filen jämfördes med dem. Välj ”Jämför på nytt” och läs "
    "vad filen nu skulle ändra."
)
_CHANGING = (UploadRow.Kind.NEW, UploadRow.Kind.CHANGED)


@transaction.atomic
def move_upload(
    *,
    upload_id: int,
    key: str,
    version: int | None,
    actor: Any,
    reason: str = "",
    digest: str | None = None,
) -> Upload:
    """Propose, apply, reject, discard or compare again.

    Proposing and applying name the preview by its `digest`. Applying writes all its new and
    changed values in this transaction, with what they were as revisions. Raises WrongState (409)
    for another preview than the one shown, Refused when it would change nothing or when what is
    stored has changed since.
    """
    upload = apply(UPLOAD, Upload(pk=upload_id), key, actor=actor, version=version, reason=reason)
    if key in {"propose", "apply"}:
        if not digest or digest != upload.preview_digest:
            raise WrongState(ANOTHER_PREVIEW)
        if not upload.new and not upload.changed:
            raise Refused("Filen skulle inte ändra något värde. Kasta den.")
    if key == "apply":
        _apply(upload)
    if key == "read_again":
        ask_to_read(upload)
    return upload


def _apply(upload: Upload) -> None:
    # The lock first: what is compared below can then not change before it is written.
    lock_source(upload.series.source_key)
    stored = stored_values(upload.series)
    rows = list(upload.rows.filter(kind__in=_CHANGING).order_by("number"))
    if any(_has_moved(row, stored) for row in rows):
        raise Refused(MOVED_ON)
    put(upload.series, [_row(row) for row in rows])


def _has_moved(row: UploadRow, stored: dict[Any, float | None]) -> bool:
    place = _place(row)
    if row.kind == UploadRow.Kind.NEW:
        return place in stored
    return place not in stored or not same(stored[place], row.old_value)


def _place(row: UploadRow) -> tuple[int, int, int, str]:
    if row.area_id is None or row.year is None:
        raise ValueError(f"row {row.number} of upload {row.upload_id} has no place")
    return (row.area_id, row.year, row.month, row.gender)


def _row(row: UploadRow) -> Row:
    area, year, month, gender = _place(row)
    return Row(
        area_id=area,
        year=year,
        month=month,
        gender=gender,
        value=row.new_value,
        status="",
        members=1,
        preliminary=False,
        withdrawn=False,
        provenance=Provenance.UPLOAD.value,
    )
