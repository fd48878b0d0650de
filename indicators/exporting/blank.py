"""A workbook to fill in: the columns and areas that a file of values is read by."""

from datetime import timedelta
from io import BytesIO

from django.db.models import QuerySet
from openpyxl import Workbook

from foundation.text.dates import today
from indicators.models import DataSeries, Gender, StatisticalArea
from indicators.periods import PeriodKind, kinds_stored
from indicators.sources.base import Period

COLUMNS = ("område", "period", "kön", "värde", "enhet")
WIDTHS = {"A": 32, "B": 10, "C": 12, "D": 12, "E": 24}


def example_for(series: DataSeries) -> list[tuple[str, str, str, str, str]]:
    """Three rows of a file for the series, in the order of `COLUMNS`: each may be written so.

    A code and a name, a figure and none; figures are made up within the limits of the series.
    The periods are of the kind that the series holds, and years while it is empty.
    """
    areas = [*_own_areas()[:3]]
    period = str(_latest(series))
    woman = Gender.WOMEN.label if series.gendered else Gender.TOTAL.label
    low, high = _two_figures(series)
    written = [
        (period, "T", low),
        (period, Gender.TOTAL.label, "uppgift saknas"),
        (period, woman, high),
    ]
    return [
        (area.name if row else area.code, *facts, series.unit)
        for row, (area, facts) in enumerate(zip(areas, written, strict=False))
    ]


def _two_figures(series: DataSeries) -> tuple[str, str]:
    """Two figures as people write them, within the limits of the series."""
    low = series.lowest or 0.0
    high = low + 50 if series.highest is None else series.highest
    some = (low + (high - low) * share for share in (0.25, 0.35))
    first, second = (f"{each:.{series.decimals}f}".replace(".", ",") for each in some)
    return first, second


def _latest(series: DataSeries) -> Period:
    """The latest year that has ended, or month where the series holds months."""
    if kinds_stored(series) == {PeriodKind.MONTHS}:
        ended = today().replace(day=1) - timedelta(days=1)
        return Period(ended.year, ended.month)
    return Period(today().year - 1)


def _own_areas() -> QuerySet[StatisticalArea]:
    return StatisticalArea.objects.filter(role=StatisticalArea.Role.OWN).order_by("order", "key")


def blank_for(series: DataSeries) -> bytes:
    """One row for each of the county's own areas, for the last year (or month) that has ended.

    The value is left empty: a row that stays so is refused with its reason, and the others are
    read. Where the series tells women from men there is a row for each.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new book has a sheet
    sheet.title = "Värden"
    sheet.append(COLUMNS)
    sheet.freeze_panes = "A2"
    latest = _latest(series)
    # A month as text: a spreadsheet would make a date or a number of it.
    period = str(latest) if latest.month else latest.year
    genders = list(Gender) if series.gendered else [Gender.TOTAL]
    for area in _own_areas():
        for gender in genders:
            sheet.append((area.name, period, gender.label, None, series.unit))
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    out = BytesIO()
    book.save(out)
    return out.getvalue()
