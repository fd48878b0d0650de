"""Addresses of the register."""

from django.urls import path, register_converter

from diary import converters
from diary.views import actions, public, verify, work

register_converter(converters.CaseNumber, "diary_case")
register_converter(converters.DocumentNumber, "diary_document")
register_converter(converters.DocumentReference, "diary_reference")

urlpatterns = [
    path("diarium/", public.register, name="diary_register"),
    path("diarium.csv", public.register_csv, name="diary_csv"),
    path("diarium.xlsx", public.register_xlsx, name="diary_xlsx"),
    path("diarium/<diary_case:number>/", public.case, name="diary_case"),
    path("diarium/<diary_document:number>/", public.document, name="diary_document"),
    path("diarium/<diary_document:number>.pdf", public.pdf, name="diary_pdf"),
    path("diarium/<str:text>/", public.as_typed, name="diary_as_typed"),
    path("verifiera/", verify.verify, name="diary_verify"),
    path("arbete/diarium/", work.register, name="diary_work"),
    path("arbete/diarium/nytt/", work.new, name="diary_new"),
    path("arbete/diarium/kontroll/", work.check, name="diary_work_check"),
    path("arbete/diarium/<diary_case:number>/", work.case, name="diary_work_case"),
    path("arbete/diarium/<diary_reference:reference>/", work.document, name="diary_work_document"),
    path(
        "arbete/diarium/<diary_reference:reference>/rattelse/",
        actions.correct,
        name="diary_correct",
    ),
    path("arbete/diarium/<diary_reference:reference>/sekretess/", actions.mark, name="diary_mark"),
    path("arbete/diarium/<diary_reference:reference>/hav/", actions.lift, name="diary_lift"),
    path("arbete/diarium/<diary_reference:reference>/makulera/", actions.void, name="diary_void"),
    path("arbete/diarium/<diary_reference:reference>/fil/<int:pk>/", work.file, name="diary_file"),
]
