"""Work addresses of those who bring figures and words to the indicators."""

from django.urls import path

from indicators.views import adoption, entries, reflections, reports, uploads

WORK = "arbete/indikatorer/"
ENTRY = f"{WORK}inmatning/"
UPLOAD = f"{WORK}filer/"
REFLECTION = f"{WORK}reflektioner/"
REPORT = f"{WORK}rapporter/"
SET = f"{WORK}uppsattning/"

urlpatterns = [
    path(ENTRY, entries.entry_list, name="entries"),
    path(f"{ENTRY}ny/", entries.entry_new, name="entry_new"),
    path(f"{ENTRY}ny-serie/<slug:key>/", entries.manual_series_new, name="manual_series_new"),
    path(f"{ENTRY}<int:pk>/", entries.entry, name="entry"),
    path(f"{ENTRY}<int:pk>/<slug:word>/", entries.entry_step, name="entry_step"),
    path(UPLOAD, uploads.upload_list, name="uploads"),
    path(f"{UPLOAD}ny/", uploads.upload_new, name="upload_new"),
    path(f"{UPLOAD}mall/<slug:key>.xlsx", uploads.upload_blank, name="upload_blank"),
    path(f"{UPLOAD}<int:pk>/", uploads.upload, name="upload"),
    path(f"{UPLOAD}<int:pk>/lage/", uploads.upload_state, name="upload_state"),
    path(f"{UPLOAD}<int:pk>/fil/", uploads.upload_file, name="upload_file"),
    path(f"{UPLOAD}<int:pk>/<slug:word>/", uploads.upload_step, name="upload_step"),
    path(REFLECTION, reflections.reflection_list, name="reflections"),
    path(f"{REFLECTION}ny/", reflections.reflection_new, name="reflection_new"),
    path(f"{REFLECTION}<int:pk>/", reflections.reflection, name="reflection"),
    path(f"{REFLECTION}<int:pk>/andra/", reflections.reflection_edit, name="reflection_edit"),
    path(f"{REFLECTION}<int:pk>/<slug:word>/", reflections.reflection_step, name="reflection_step"),
    path(REPORT, reports.reports_work, name="reports_work"),
    path(f"{REPORT}<int:pk>.pdf", reports.report_read, name="report_read"),
    path(f"{REPORT}<int:pk>/<slug:word>/", reports.report_step, name="report_step"),
    path(SET, adoption.indicator_set, name="indicator_set"),
    path(f"{SET}beslut/", adoption.adoption_new, name="adoption_new"),
    path(f"{SET}<int:pk>/angra/", adoption.adoption_undo, name="adoption_undo"),
]
