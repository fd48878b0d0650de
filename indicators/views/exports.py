"""Figures as files, with where they come from: no login, no cookie."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from foundation.errors import Refused
from foundation.text.numbers import number
from indicators.exporting.rows import Selection, of_everything, of_indicator, of_measure, rows
from indicators.exporting.tables import MAX_SHEET_ROWS, XLSX, as_csv, as_xlsx
from indicators.models import Indicator, Measure


@require_safe
def everything_csv(_request: HttpRequest) -> StreamingHttpResponse:
    """All figures of all measures as CSV."""
    return _csv(of_everything(), "indikatorer")


@require_safe
def everything_xlsx(_request: HttpRequest) -> HttpResponse:
    """All figures of all measures as a workbook."""
    return _xlsx(of_everything(), "indikatorer")


@require_safe
def indicator_csv(_request: HttpRequest, key: str) -> StreamingHttpResponse:
    """The figures of an indicator's measures as CSV."""
    return _csv(of_indicator(get_object_or_404(Indicator, key=key)), key)


@require_safe
def measure_csv(_request: HttpRequest, key: str) -> StreamingHttpResponse:
    """The figures of a measure as CSV."""
    return _csv(of_measure(get_object_or_404(Measure, key=key)), key)


@require_safe
def measure_xlsx(_request: HttpRequest, key: str) -> HttpResponse:
    """The figures of a measure as a workbook."""
    return _xlsx(of_measure(get_object_or_404(Measure, key=key)), key)


def _csv(selection: Selection, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(
        as_csv(rows(selection)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = _disposition(name, "csv", synthetic=selection.is_synthetic())
    return response


def _xlsx(selection: Selection, name: str) -> HttpResponse:
    if selection.figures.count() > MAX_SHEET_ROWS:
        raise Refused(
            f"Tabellen har fler än {number(MAX_SHEET_ROWS)} rader och blir för stor som XLSX. "
            "Hämta den som CSV, eller ett mått i taget."
        )
    synthetic = selection.is_synthetic()
    response = HttpResponse(as_xlsx(rows(selection), synthetic=synthetic), content_type=XLSX)
    response["Content-Disposition"] = _disposition(name, "xlsx", synthetic=synthetic)
    return response


def _disposition(name: str, ending: str, *, synthetic: bool) -> str:
    start = "DEMO_" if synthetic else ""
    return f'attachment; filename="{start}{name}.{ending}"'
