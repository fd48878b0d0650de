"""Open a case."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from county.models import User
from diary.errors import NoSeries
from diary.models import DiaryCase, DiarySeries, Origin
from diary.services import counters, publishing
from diary.services.texts import cleaned


def default_series() -> DiarySeries:
    """The series that new cases are numbered in. Raises NoSeries when the county has none."""
    series = DiarySeries.objects.filter(is_default=True).first()
    if series is None:
        raise NoSeries
    return series


@transaction.atomic
def open_case(
    *,
    series: DiarySeries | None = None,
    title: str,
    public_title: str,
    opened_on: date,
    actor: User | None,
) -> DiaryCase:
    """Open a case with the next number of the series and of the year of `opened_on`.

    Call it late in the transaction: the counter row is held until it ends. The caller has
    checked the right. Raises NoSeries, Busy, or Refused when a text may not be registered.
    Source: OSL 5 kap. 1–2 §§ (registration without delay; number and matter).
    """
    texts = cleaned({"title": title, "public_title": public_title}, required=["title"])
    series = series or default_series()
    serial = counters.next_case_serial(series_id=series.pk, year=opened_on.year)
    return write_case(
        series=series,
        year=opened_on.year,
        serial=serial,
        texts=texts,
        origin=Origin.PORTAL,
        opened_on=opened_on,
        actor=actor,
    )


def write_case(
    *,
    series: DiarySeries,
    year: int,
    serial: int,
    texts: dict[str, str],
    origin: Origin,
    opened_on: date | None,
    actor: User | None,
) -> DiaryCase:
    """Write the row of a case whose serial the caller holds, and mark the pages it concerns."""
    case = DiaryCase.objects.create(
        series=series,
        year=year,
        serial=serial,
        number=series.case_number(year, serial),
        title=texts["title"],
        public_title=texts["public_title"],
        origin=origin,
        opened_on=opened_on,
        opened_at=timezone.now(),
        opened_by=actor,
        opened_by_name=str(actor) if actor else "",
    )
    publishing.changed(case)
    return case
