"""Values by hand: one person enters, another confirms, and only then is it an observation."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from county.models import User
from foundation.errors import NotAllowed, Problem, Refused
from foundation.text.dates import today
from foundation.text.personnummer import find_personnummer
from foundation.workflow import apply
from indicators.entered import current_value, grouped, in_words, said_unit
from indicators.models import (
    DataSeries,
    EnteredValue,
    Gender,
    Provenance,
    StatisticalArea,
)
from indicators.models.series import MANUAL
from indicators.periods import kinds_stored, refusal
from indicators.rules import steward
from indicators.services.refresh.merging import lock_source
from indicators.services.refresh.rows import Row
from indicators.services.refresh.storing import put
from indicators.sources.base import Period
from indicators.workflow import ENTRY

ALREADY = "Ett värde för samma område, period och kön väntar redan på granskning."

OTHER_KIND = (
    "Serien har fått värden av ett annat slag sedan det här matades in: en serie har hela år eller "
    "månader, aldrig båda. Avvisa värdet."
)


@transaction.atomic
def enter_value(
    *,
    series: DataSeries,
    area: StatisticalArea,
    period: Period,
    gender: str,
    value: float | None,
    source_text: str,
    actor: User,
) -> EnteredValue:
    """Enter a value, or with `value` None that the figure is missing; it waits for another person.

    Raises NotAllowed for anybody but a steward, and Refused with the fields to mend.
    """
    if not steward(actor):
        raise NotAllowed("Värden matas in av den som förvaltar länets indikatorer.")
    entry = EnteredValue(
        series=series,
        area=area,
        year=period.year,
        month=period.month,
        gender=gender,
        value=value,
        source_text=source_text.strip(),
        entered_by=actor,
        entered_at=timezone.now(),
        changed_by=actor,
        changed_at=timezone.now(),
    )
    if problems := _problems(entry):
        raise Refused("Värdet är inte sparat. Rätta det som listas.", problems)
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError as error:
        raise Refused("Värdet är inte sparat.", [Problem(ALREADY, "period")]) from error
    return entry


@transaction.atomic
def move_entry(
    *,
    entry_id: int,
    key: str,
    version: int | None,
    actor: Any,
    reason: str = "",
    seen: str | None = None,
) -> EnteredValue:
    """Confirm, reject or take back. Confirming stores the value, and keeps what it was before.

    `seen` is the stored value as the reviewer read it, in words: when it has changed since, the
    confirmation is refused, for the reviewer has compared with something else. So it is when the
    series has come to hold years and the value is for a month, or the other way round.
    """
    entry = apply(
        ENTRY, EnteredValue(pk=entry_id), key, actor=actor, version=version, reason=reason
    )
    if key == "confirm":
        if seen is not None and seen != in_words(current_value(entry), entry.series):
            raise Refused(
                "Det lagrade värdet har ändrats sedan du öppnade sidan. Läs det på nytt och "
                "bekräfta sedan."
            )
        # The lock first: nobody else can then give the series its first value before this one.
        lock_source(entry.series.source_key)
        if refusal(kinds_stored(entry.series), entry.month):
            raise Refused(OTHER_KIND)
        put(entry.series, [_row(entry)])
    return entry


def range_in_words(series: DataSeries) -> str:
    """«mellan 0 och 100 procent»; empty when the series has no limits."""
    low, high = (
        "" if limit is None else grouped(float(limit)) for limit in (series.lowest, series.highest)
    )
    unit = said_unit(series)
    if low and high:
        return f"mellan {low} och {high}{unit}"
    if low or high:
        return f"{'minst' if low else 'högst'} {low or high}{unit}"
    return ""


def out_of_range(series: DataSeries, value: float | None) -> bool:
    """True when the value is not sane for the series: most often a wrong unit."""
    if value is None:
        return False
    below = series.lowest is not None and value < series.lowest
    return below or (series.highest is not None and value > series.highest)


def _problems(entry: EnteredValue) -> list[Problem]:
    series, found = entry.series, []
    if series.source_key != MANUAL:
        found.append(Problem("Serien läses av maskin och tar inte emot egna värden.", "series"))
    if (entry.year, entry.month) > (today().year, today().month):
        found.append(Problem(f"Perioden {entry.period} har inte börjat.", "period"))
    elif entry.year < series.first_year:
        found.append(Problem(f"Serien börjar år {series.first_year}.", "period"))
    elif words := refusal(kinds_stored(series), entry.month):
        found.append(Problem(words, "period"))
    if entry.gender != Gender.TOTAL and not series.gendered:
        found.append(Problem("Serien delas inte upp efter kön. Välj totalt.", "gender"))
    if out_of_range(series, entry.value):
        words = range_in_words(series)
        found.append(Problem(f"Värdet ska vara {words}. Kontrollera siffran och enheten.", "value"))
    if not entry.source_text:
        found.append(Problem("Skriv var siffran kommer ifrån i ”Källa”.", "source_text"))
    if numbers := find_personnummer(entry.source_text):
        found.append(Problem(f"Ta bort personnumret ({', '.join(numbers)}).", "source_text"))
    return found or _needless(entry)


def _needless(entry: EnteredValue) -> list[Problem]:
    """What would change nothing, or waits already."""
    stored = current_value(entry)
    if stored is not None and not stored.withdrawn and stored.value == entry.value:
        words = in_words(stored, entry.series)
        return [Problem(f"Det är redan det lagrade värdet: {words}.", "value")]
    place = {name: getattr(entry, name) for name in ("series", "area", "year", "month", "gender")}
    if EnteredValue.objects.waiting().filter(**place).exists():
        return [Problem(ALREADY, "period")]
    return []


def _row(entry: EnteredValue) -> Row:
    return Row(
        area_id=entry.area_id,
        year=entry.year,
        month=entry.month,
        gender=entry.gender,
        value=entry.value,
        status="",
        members=1,
        preliminary=False,
        withdrawn=False,
        provenance=Provenance.MANUAL.value,
    )
