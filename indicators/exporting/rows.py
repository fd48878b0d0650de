"""The rows of an export: every figure of some series, with what one must know to trust it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from indicators.models import (
    DataSeries,
    Gender,
    Indicator,
    Measure,
    MeasureSource,
    Observation,
    Provenance,
    StatisticalArea,
)

COLUMNS = (
    "Källa", "Ursprung", "Seriens id", "Serie", "Mått", "Period", "Områdeskod", "Område", "Kön",
    "Värde", "Enhet", "Saknas", "Källans status", "Preliminär", "Reviderad",
    "Borttagen hos källan", "Hämtad", "Syntetisk",
)  # fmt: skip
_CHUNK = 5_000
_FIELDS = (
    "series_id", "area_id", "year", "month", "gender", "value", "status", "preliminary",
    "revised", "withdrawn", "written_at", "provenance",
)  # fmt: skip
_LABELS = {str(key): str(label) for key, label in Provenance.choices}
_GENDERS = {str(key): str(label) for key, label in Gender.choices}

Cell = str | float | None


@dataclass(frozen=True, slots=True)
class Selection:
    """The series of an export, and the measures that each may stand for, by name."""

    series: dict[int, DataSeries]
    measures: dict[int, str]

    @property
    def figures(self) -> "QuerySet[Observation]":
        """All figures of the series."""
        return Observation.objects.filter(series__in=list(self.series))

    def is_synthetic(self) -> bool:
        """True when any of the figures is invented."""
        return self.figures.filter(provenance=Provenance.DEMO).exists()


def of_everything() -> Selection:
    """All series that may stand for a measure, save those that the county has rejected."""
    return _selection(_sources())


def of_indicator(indicator: Indicator) -> Selection:
    """The series of an indicator's measures."""
    return _selection(_sources().filter(measure__indicators=indicator))


def of_measure(measure: Measure) -> Selection:
    """The series of a measure."""
    return _selection(_sources().filter(measure=measure))


def rows(selection: Selection) -> Iterator[tuple[Cell, ...]]:
    """The rows in the columns of `COLUMNS`; the value is a number, or None when it is missing.

    A value that its source has withdrawn is missing too, and says that it was withdrawn.

    Two queries, whatever the size: the figures are fetched a chunk at a time.
    """
    areas = {area.pk: area for area in StatisticalArea.objects.only("code", "name")}
    ordered = selection.figures.order_by("series_id", "area_id", "year", "month", "gender")
    for found in ordered.values_list(*_FIELDS).iterator(chunk_size=_CHUNK):
        yield _row(selection, areas, found)


def exact(value: float) -> str:
    """A number as text with a decimal comma and every decimal kept: «12,5»."""
    return format(Decimal(repr(value)), "f").removesuffix(".0").replace(".", ",")


def _sources() -> "QuerySet[MeasureSource]":
    kept = MeasureSource.objects.exclude(standing=MeasureSource.Standing.REJECTED)
    return kept.select_related("series", "measure").order_by("measure__order", "order")


def _selection(sources: Iterable[MeasureSource]) -> Selection:
    series: dict[int, DataSeries] = {}
    measures: dict[int, dict[str, None]] = {}
    for source in sources:
        series[source.series_id] = source.series
        measures.setdefault(source.series_id, {})[source.measure.name] = None
    return Selection(series, {pk: ", ".join(names) for pk, names in measures.items()})


def _row(
    selection: Selection, areas: dict[int, StatisticalArea], found: tuple[Any, ...]
) -> tuple[Cell, ...]:
    (
        series_id, area_id, year, month, gender, value, status, preliminary, revised, withdrawn,
        written_at, provenance,
    ) = found  # fmt: skip
    series, area = selection.series[series_id], areas[area_id]
    synthetic = provenance == Provenance.DEMO
    if withdrawn:
        # What the source has taken back holds no longer. What it was stands on the figure's page.
        value = None
    return (
        _LABELS[provenance],
        # Whoever gathers the true figures has nothing to do with invented ones.
        "" if synthetic else series.origin,
        series.external_id,
        series.name,
        selection.measures[series_id],
        f"{year}-{month:02}" if month else str(year),
        area.code,
        area.name,
        _GENDERS[gender],
        value,
        series.unit,
        _yes(value is None),
        status,
        _yes(preliminary),
        _yes(revised),
        _yes(withdrawn),
        _moment(written_at),
        _yes(synthetic),
    )


def _yes(fact: bool) -> str:  # noqa: FBT001 - a cell's word
    return "ja" if fact else "nej"


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
