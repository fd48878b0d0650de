"""Values, units and sources in Swedish words."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from foundation.text.dates import iso_date
from foundation.text.lists import listed
from foundation.text.numbers import counted
from indicators.charts.data import Measured
from indicators.charts.scales import amount
from indicators.models import DataSeries, Measure, Provenance

MISSING = "uppgift saknas"
NBSP = "\u00a0"
COUNT = "antal"
"""The unit of what is only counted."""
SHORT_UNIT = 8
DERIVED = "Egen beräkning"
MEDIAN = "median"
"""Stands for an area's code where a figure's address leads to a calculation of our own."""
DEMO_SOURCE = "Källa: påhittad demodata"

_PUBLISHERS = {
    Provenance.KOLADA: "Kolada",
    Provenance.FOLKHALSODATA: "Folkhälsomyndigheten",
    Provenance.SCB: "SCB",
}


def whole_numbers(text: str) -> str:
    """The text with its numbers held together: «100 000» never breaks."""
    return re.sub(r"(?<=\d) (?=\d{3}(?!\d))", NBSP, text)


def measured(series: DataSeries) -> Measured:
    """How the values of the series are written and bounded."""
    return Measured(whole_numbers(series.unit), series.decimals, series.lowest, series.highest)


def with_unit(value: float | None, series: DataSeries) -> str:
    """«14,7 %», «5,2 dagar», or the bare number where the unit is long. Missing is said.

    A count is a bare number too: «1 200», not «1 200 antal».
    """
    if value is None:
        return MISSING
    number = amount(value, series.decimals)
    said = 0 < len(series.unit) <= SHORT_UNIT and series.unit != COUNT
    return f"{number}{NBSP}{series.unit}" if said else number


def unit_in_words(series: DataSeries) -> str:
    """What the values count, for captions."""
    return "procent" if series.unit == "%" else whole_numbers(series.unit) or "enhet ej angiven"


def difference(value: float, series: DataSeries) -> str:
    """How much apart two values are: percent differ by percentage points."""
    number = amount(abs(value), series.decimals)
    if series.unit == "%":
        return f"{number}{NBSP}{'procentenhet' if number == '1' else 'procentenheter'}"
    return number


def years_together(count: int) -> str:
    """«tre år tillsammans», or «ett år»."""
    years = counted(count, "år", "år")
    return f"{years} tillsammans" if count > 1 else years


def span_words(series: DataSeries) -> str:
    """How many years each value covers, where that is not one year everywhere; else empty."""
    everywhere, own = series.span_years, series.own_span_years or series.span_years
    if own != everywhere:
        return (
            f"För länet avser varje värde {years_together(own)}, för andra "
            f"{years_together(everywhere)}."
        )
    return f"Varje värde avser {years_together(own)}." if own > 1 else ""


def known_words(measure: Measure, series: DataSeries | None = None) -> str:
    """What is known of the measure in a few sentences, and what nobody has said yet.

    Of the unit only where no series says it: it stands with the series' value.
    """
    shown = bool(series and series.unit)
    unit = "" if shown else whole_numbers(measure.unit)
    known = [
        f"Nivå: {measure.level}." if measure.level else "",
        f"Perspektiv: {measure.perspective}." if measure.perspective else "",
        f"Enhet: {unit}." if unit else "",
    ]
    directed = measure.direction != Measure.Direction.UNKNOWN
    if directed:
        known.append(f"{measure.get_direction_display()}.".capitalize())
    unsaid = [
        word
        for word, said in (
            ("nivå", measure.level),
            ("perspektiv", measure.perspective),
            ("enhet", shown or unit),
            ("riktning", directed),
        )
        if not said
    ]
    if unsaid:
        known.append(f"Ännu inte angivet: {listed(unsaid)}.")
    return " ".join(filter(None, known))


def source_line(
    series: DataSeries,
    provenances: Iterable[str],
    period: str = "",
    fetched: datetime | None = None,
) -> str:
    """Where the values truly come from. Invented values are never credited to anybody."""
    found = set(provenances)
    if Provenance.DEMO in found:
        return f"{DEMO_SOURCE}."
    parts = []
    if Provenance.EXTRACT in found:
        parts.append("Källa: Kolada, uppgifter t.o.m. 2022 (äldre utdrag).")
    for provenance, publisher in _PUBLISHERS.items():
        if provenance in found:
            facts = [series.number, period, _fetched(fetched)]
            parts.append(f"Källa: {publisher} ({', '.join(fact for fact in facts if fact)}).")
    if Provenance.MANUAL in found:
        parts.append(f"Källa: inmatat för hand {_where()}.")
    if Provenance.UPLOAD in found:
        parts.append(f"Källa: inläst ur fil {_where()}.")
    if parts and series.origin:
        parts.append(f"Ursprung: {series.origin}.")
    return " ".join(parts)


def _where() -> str:
    """Who tries the portal is not the county: what is written in the demonstration says so."""
    return "i demonstrationen" if settings.DEMO else "i länet"


def _fetched(at: datetime | None) -> str:
    return f"hämtad {iso_date(timezone.localtime(at).date())}" if at else ""
