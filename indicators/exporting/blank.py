"""A workbook to fill in: the columns and areas that a file of values is read by."""

from io import BytesIO

from openpyxl import Workbook

from foundation.text.dates import today
from indicators.models import DataSeries, Gender, StatisticalArea

COLUMNS = ("område", "period", "kön", "värde", "enhet")
WIDTHS = {"A": 32, "B": 10, "C": 12, "D": 12, "E": 24}


def blank_for(series: DataSeries) -> bytes:
    """One row for each of the county's own areas, for the last year that has ended.

    The value is left empty: a row that stays so is refused with its reason, and the others are
    read. Where the series tells women from men there is a row for each.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new book has a sheet
    sheet.title = "Värden"
    sheet.append(COLUMNS)
    sheet.freeze_panes = "A2"
    areas = StatisticalArea.objects.filter(role=StatisticalArea.Role.OWN).order_by("order", "key")
    genders = list(Gender) if series.gendered else [Gender.TOTAL]
    for area in areas:
        for gender in genders:
            sheet.append((area.name, today().year - 1, gender.label, None, series.unit))
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    out = BytesIO()
    book.save(out)
    return out.getvalue()
