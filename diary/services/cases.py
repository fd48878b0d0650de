"""Open a case."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from county.models import User
from diary.errors import NoSeries
from diary.models import DiaryCase, DiarySeries, Origin
from diary.services import counters
from diary.services.texts import cleaned
from foundation import publishing


def default_series() -> DiarySeries:
    """The series that new cases are numbered in. Raises NoSeries when the county has none."""
    series = DiarySeries.objects.filter(is_default=True).first()
    if series is None:
        raise NoSeries
    return series


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
    case = new_case(
        series=series or default_series(),
        year=opened_on.year,
        texts=texts,
        origin=Origin.PORTAL,
        opened_on=opened_on,
        actor=actor,
    )
    # Nothing is refused from here on, so the caller's transaction needs no savepoint.
    with transaction.atomic(savepoint=False):
        publishing.touch("diary")
        counters.write_case_numbered(case)  # last: from here the counter is held
    return case


def new_case(
    *,
    series: DiarySeries,
    year: int,
    texts: dict[str, str],
    origin: Origin,
    opened_on: date | None,
    actor: User | None,
) -> DiaryCase:
    """A case that is not written yet and has no serial."""
    return DiaryCase(
        series=series,
        year=year,
        title=texts["title"],
        public_title=texts["public_title"],
        origin=origin.value,
        opened_on=opened_on,
        opened_at=timezone.now(),
        opened_by=actor,
        opened_by_name=str(actor) if actor else "",
    )
