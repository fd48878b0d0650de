"""Reads of what people have entered: the stored value of a place, and the source they gave."""

from foundation.text.numbers import number
from indicators.exporting.rows import exact
from indicators.models import (
    DataSeries,
    EnteredValue,
    Measure,
    MeasureSource,
    Observation,
    StatisticalArea,
    Upload,
    UploadRow,
)
from indicators.models.observation import Observed
from indicators.models.series import MANUAL
from indicators.reading.words import COUNT, MISSING
from indicators.sources.base import Period

SHORT_UNIT = 20


def current_value(place: Observed) -> Observation | None:
    """What is stored now in the same place; None when nothing is."""
    return Observation.objects.filter(
        series=place.series_id,
        area=place.area_id,
        year=place.year,
        month=place.month,
        gender=place.gender,
    ).first()


def in_words(observation: Observation | None, series: DataSeries) -> str:
    """«12,5», «uppgift saknas», or «inget värde» where nothing is stored."""
    if observation is None or observation.withdrawn:
        return "inget värde"
    return value_in_words(observation.value, series)


def value_in_words(value: float | None, series: DataSeries) -> str:
    """«1 012,25 procent» with every decimal, for whoever checks it; or «uppgift saknas».

    A long unit is left out: it stands with the series.
    """
    if value is None:
        return MISSING
    return f"{grouped(value)}{said_unit(series) if len(series.unit) <= SHORT_UNIT else ''}"


def said_unit(series: DataSeries) -> str:
    """« procent», with the space before it; nothing for a count: «1 200», not «1 200 antal»."""
    return f" {series.unit}" if series.unit and series.unit != COUNT else ""


def grouped(value: float) -> str:
    """«12 345,678»: every decimal, and the thousands apart."""
    whole, comma, decimals = exact(value).partition(",")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{number(abs(int(whole)))}{comma}{decimals}"


def said_sources(series: DataSeries, area: StatisticalArea, period: Period) -> dict[str, str]:
    """The source that people gave for the values of a place, the latest one, by gender.

    Two queries.
    """
    place = {"area": area, "year": period.year, "month": period.month}
    entries = EnteredValue.objects.filter(
        **place, series=series, state=EnteredValue.State.CONFIRMED
    ).values_list("handled_at", "gender", "source_text")
    rows = UploadRow.objects.filter(
        **place,
        upload__series=series,
        upload__state=Upload.State.APPLIED,
        kind__in=[UploadRow.Kind.NEW, UploadRow.Kind.CHANGED],
    ).values_list("upload__handled_at", "gender", "upload__source_text")
    return {gender: text for _at, gender, text in sorted([*entries, *rows])}


def manual_series() -> list[DataSeries]:
    """The series that people fill, in order."""
    return list(DataSeries.objects.filter(source_key=MANUAL))


def measures_without_series() -> list[Measure]:
    """The living measures that no series may stand for: a manual one can be made for them."""
    sourced = MeasureSource.objects.exclude(standing=MeasureSource.Standing.REJECTED)
    return list(
        Measure.objects.exclude(status=Measure.Status.RETIRED)
        .exclude(pk__in=sourced.values("measure"))
        .order_by("order", "key")
    )


def areas_to_enter() -> list[StatisticalArea]:
    """The areas that figures are entered for: the county's own and those it compares with."""
    used = StatisticalArea.Role.OWN, StatisticalArea.Role.REFERENCE
    return list(StatisticalArea.objects.filter(role__in=used).order_by("order", "key"))
