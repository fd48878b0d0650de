"""Let a file's values in, or not. What is let in is exactly what was shown."""

from typing import Any

from django.db import transaction

from foundation.errors import Refused, WrongState
from foundation.workflow import apply
from indicators.models import Provenance, Upload, UploadRow
from indicators.periods import kind_of_month, kinds_stored, would_mix
from indicators.services.refresh.merging import lock_source
from indicators.services.refresh.rows import Place, Row
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
_FIELDS = ("kind", "area_id", "year", "month", "gender", "old_value", "new_value")
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
        if not upload.would_change:
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
    changes = upload.rows.filter(kind__in=_CHANGING).order_by("number")
    months = set(changes.order_by().values_list("month", flat=True).distinct())
    if would_mix(kinds_stored(upload.series), frozenset(map(kind_of_month, months))):
        raise Refused(MOVED_ON)
    rows = []
    # Plain values: a file may have two hundred thousand rows, and somebody waits.
    for kind, area, year, month, gender, old, new in changes.values_list(*_FIELDS):
        place = (area, year, month, gender)
        if _has_moved(place, kind, old, stored):
            raise Refused(MOVED_ON)
        rows.append(
            Row(
                *place,
                value=new,
                status="",
                members=1,
                preliminary=False,
                withdrawn=False,
                provenance=Provenance.UPLOAD.value,
            )
        )
    put(upload.series, rows)


def _has_moved(
    place: Place, kind: str, old: float | None, stored: dict[Place, float | None]
) -> bool:
    """True when something else is stored in the place than when the preview was made."""
    if kind == UploadRow.Kind.NEW:
        return place in stored
    return place not in stored or not same(stored[place], old)
