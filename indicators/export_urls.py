"""Public addresses of what is taken away from the indicators: tables and reports."""

from django.urls import path

from indicators.views import exports, reports

urlpatterns = [
    path("indikatorer.csv", exports.everything_csv, name="indicators_csv"),
    path("indikatorer.xlsx", exports.everything_xlsx, name="indicators_xlsx"),
    path("indikatorer/rapporter/", reports.report_list, name="reports"),
    path("indikatorer/rapporter/<slug:name>.pdf", reports.report_pdf, name="report_pdf"),
    path("indikatorer/<slug:key>.csv", exports.indicator_csv, name="indicator_csv"),
    path("matt/<slug:key>.csv", exports.measure_csv, name="measure_csv"),
    path("matt/<slug:key>.xlsx", exports.measure_xlsx, name="measure_xlsx"),
]
