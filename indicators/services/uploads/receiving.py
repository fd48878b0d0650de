"""Receive a file, and read it in the worker with word of how far it has come."""

import hashlib
import logging
from collections.abc import Callable

from django.db import Error as DatabaseFault
from django.db import transaction
from django.utils import timezone

from county.models import User
from foundation import outbox
from foundation.errors import NotAllowed, Problem, Refused
from foundation.text.dates import today
from foundation.text.personnummer import find_personnummer
from foundation.workflow import apply
from indicators.models import DataSeries, StatisticalArea, Upload, UploadRow
from indicators.models.series import MANUAL
from indicators.periods import kinds_stored
from indicators.rules import steward
from indicators.services.uploads.cells import kind_of, rows_of
from indicators.services.uploads.comparing import Compared, compare, digest, keep, stored_values
from indicators.services.uploads.limits import MAX_SIZE, TOO_LARGE, UnreadableFile
from indicators.services.uploads.reading import Reader
from indicators.workflow import UPLOAD

log = logging.getLogger(__name__)

EVENT = "indicators.upload"
READING = Upload.State.READING
STUMBLED = (
    "Filen går inte att läsa: den innehåller något som portalen inte känner till. Spara den som "
    "CSV och läs in den igen. Hjälper det inte, visa filen för den som sköter portalen."
)
_OPEN = (READING, Upload.State.PREVIEWED, Upload.State.PROPOSED)


@transaction.atomic
def receive_file(
    *, series: DataSeries, name: str, content: bytes, source_text: str, actor: User
) -> Upload:
    """Keep the file and have it read. Nothing else is changed.

    Raises NotAllowed for anybody but a steward, and Refused when the file is too large, is no
    CSV or XLSX by its content, or waits already.
    """
    if not steward(actor):
        raise NotAllowed("Filer läses in av den som förvaltar länets indikatorer.")
    if len(content) > MAX_SIZE:
        raise Refused("Filen är inte inläst.", [Problem(TOO_LARGE, "file")])
    problems = _problems(series, name, source_text)
    fingerprint = hashlib.sha256(content).hexdigest()
    try:
        kind = kind_of(content)
    except UnreadableFile as error:
        problems += [Problem(each, "file") for each in error.problems]
    if Upload.objects.filter(series=series, sha256=fingerprint, state__in=_OPEN).exists():
        problems.append(Problem("Samma fil är redan inläst för serien och inte avgjord.", "file"))
    if problems:
        raise Refused("Filen är inte inläst. Rätta det som listas.", problems)
    upload = Upload.objects.create(
        series=series,
        name=name[-200:],
        kind=kind,
        size=len(content),
        sha256=fingerprint,
        content=content,
        source_text=source_text.strip(),
        uploaded_by=actor,
        uploaded_at=timezone.now(),
        changed_by=actor,
        changed_at=timezone.now(),
    )
    ask_to_read(upload)
    return upload


def ask_to_read(upload: Upload) -> None:
    """Have the worker read the file, once for each time that somebody asks."""
    upload.readings += 1
    upload.rows_read, upload.rows_total, upload.preview_digest = 0, None, ""
    upload.save(update_fields=["readings", "rows_read", "rows_total", "preview_digest"])
    outbox.enqueue(EVENT, f"{upload.pk}-{upload.readings}", {"upload": upload.pk})


def read_file(upload_id: int) -> None:
    """Read the file and keep its preview, or why it cannot be read. A second time does nothing.

    How far it has come is written outside the transaction that keeps the preview. A file that the
    reading stumbles over is given up, for it would do so each time; when the database fails the
    file waits for the next try.
    """
    upload = Upload.objects.select_related("series").get(pk=upload_id)
    if upload.state != READING:
        return

    def progress(count: int) -> None:
        Upload.objects.filter(pk=upload_id).update(rows_read=count)

    try:
        compared, problems = _compared(upload, progress), []
    except UnreadableFile as error:
        compared, problems = [], list(error.problems)
    except DatabaseFault:
        raise
    except Exception:  # whatever a file can hold that nobody has thought of
        log.exception("upload %s cannot be read", upload_id)
        compared, problems = [], [STUMBLED]
    with transaction.atomic():
        # Whoever threw the file away while it was read is not told that it was read.
        if not Upload.objects.select_for_update().filter(pk=upload_id, state=READING).exists():
            return
        if problems:
            _give_up(upload, problems)
        else:
            _keep_preview(upload, compared)


def _compared(upload: Upload, progress: Callable[[int], None]) -> list[Compared]:
    reader = Reader(
        upload.series, StatisticalArea.objects.all(), today(), kinds_stored(upload.series)
    )
    rows = reader.read(rows_of(bytes(upload.content), upload.kind), progress)
    return compare(rows, stored_values(upload.series))


def _keep_preview(upload: Upload, compared: list[Compared]) -> None:
    fresh = apply(UPLOAD, upload, "read", actor=None)
    keep(fresh, compared)
    kinds = [each.kind for each in compared]
    fresh.new = kinds.count(UploadRow.Kind.NEW)
    fresh.changed = kinds.count(UploadRow.Kind.CHANGED)
    fresh.unchanged = kinds.count(UploadRow.Kind.UNCHANGED)
    fresh.refused = kinds.count(UploadRow.Kind.REFUSED)
    fresh.rows_total = fresh.rows_read = len(compared)
    fresh.problems = []
    fresh.preview_digest = digest(compared)
    fresh.save()


def _give_up(upload: Upload, problems: list[str]) -> None:
    fresh = apply(UPLOAD, upload, "fail", actor=None)
    fresh.problems = problems
    fresh.preview_digest = ""
    fresh.save()


def _problems(series: DataSeries, name: str, source_text: str) -> list[Problem]:
    found = []
    if series.source_key != MANUAL:
        found.append(Problem("Serien läses av maskin och tar inte emot filer.", "series"))
    if not source_text.strip():
        found.append(Problem("Skriv var siffrorna kommer ifrån i ”Källa”.", "source_text"))
    for field, text in (("source_text", source_text), ("file", name)):
        if numbers := find_personnummer(text):
            found.append(Problem(f"Ta bort personnumret ({', '.join(numbers)}).", field))
    return found
