"""The public register: list, case, document, archive PDF, exports. No login, no cookie.

Everything shown goes through `diary.listing`, which holds only public fields.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from diary import subjects
from diary.categories import categories_of
from diary.exports import as_csv, as_xlsx
from diary.filters import DEFAULT_ORDER, RegisterFilter, ordered, public_filter
from diary.listing import PublicRow, public_row, public_rows
from diary.models import DiaryCase, DiaryDocument, DocumentFile
from diary.numbers import parse
from diary.querysets import DISCLOSED, DocumentQuerySet
from diary.services import archive_copy
from foundation.pages import ORDER_PARAMETER, Crumb, page_of, query_with
from foundation.publishing import published

PAGE_SIZE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _unindexed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Search engines keep what has been withdrawn; the register is not for them."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return answer


def _register_crumb() -> Crumb:
    return Crumb("Diarium", reverse("diary_register"))


def _filtered(request: HttpRequest) -> tuple[RegisterFilter, DocumentQuerySet]:
    categories = categories_of(DiaryDocument.objects.disclosed, seen_as="everybody")
    form = RegisterFilter(request.GET, categories=categories)
    documents = (
        DiaryDocument.objects.with_marks()
        .filter(public_filter(form.chosen()))
        .select_related("case", "corrects")
    )
    return form, ordered(documents, request.GET.get(ORDER_PARAMETER, DEFAULT_ORDER))


@published("diary")
@_unindexed
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The register as a postlista, filtered and paged."""
    form, documents = _filtered(request)
    page = page_of(request, documents, PAGE_SIZE)
    context = {
        "form": form,
        "page": page,
        "rows": public_rows(page.object_list),
        "used": form.is_used(),
        "default_order": DEFAULT_ORDER,
        "export_query": query_with(request.GET, sida=None),
    }
    return render(request, "diary/register.html", context)


@_unindexed
@require_safe
def register_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered register as CSV."""
    _form, documents = _filtered(request)
    rows = (public_row(document) for document in documents.iterator(chunk_size=2000))
    response = StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="diarium.csv"'
    return response


@_unindexed
@require_safe
def register_xlsx(request: HttpRequest) -> HttpResponse:
    """The filtered register as a workbook."""
    _form, documents = _filtered(request)
    rows = (public_row(document) for document in documents.iterator(chunk_size=2000))
    response = HttpResponse(as_xlsx(rows), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="diarium.xlsx"'
    return response


@published("case:{number}")
@_unindexed
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case: its documents in order, and what it belongs to."""
    found = get_object_or_404(DiaryCase, number=number)
    documents: list[Any] = list(
        found.documents.with_marks().select_related("case", "corrects").in_case_order()
    )
    rows = public_rows(documents)
    with_pdf = set(
        DocumentFile.objects.filter(
            document__in=[each for each in documents if each.standing == DISCLOSED],
            role=DocumentFile.Role.ARCHIVE,
        ).values_list("document__number", flat=True)
    )
    context = {
        "number": found.number,
        "title": found.public_title,
        "rows": [(row, row.number in with_pdf) for row in rows],
        "count": len(rows),
        "subjects": subjects.links(found, area="public"),
        "crumbs": [_register_crumb(), Crumb(found.number)],
    }
    return render(request, "diary/case.html", context)


@published("document:{number}")
@_unindexed
@require_safe
def document(request: HttpRequest, number: str) -> HttpResponse:
    """One document: Dokumentinformation, its files, and what corrects it."""
    found = _document(number)
    row = public_row(found)
    context: dict[str, Any] = {
        "row": row,
        "crumbs": [
            _register_crumb(),
            Crumb(row.case_number, row.case_url),
            Crumb(row.number),
        ],
    }
    if row.disclosed:
        context |= {
            "files": found.files.select_related("file"),
            "facts": _facts(found, row),
            "corrections": public_rows(_corrections(found)),
            "corrected": _corrected(found),
        }
    return render(request, "diary/document.html", context)


@_unindexed
@require_safe
def pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The archive PDF of a disclosed document; anything else does not exist here."""
    found = _document(number)
    if found.standing != DISCLOSED:
        raise Http404
    copy = archive_copy(found)
    if copy is None:
        status = 202 if found.archive_expected else 404
        context = {"row": public_row(found), "expected": found.archive_expected}
        response = render(request, "diary/no_pdf.html", context, status=status)
        response["Cache-Control"] = "no-store"
        return response
    etag = f'"{copy.file_id}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(bytes(copy.file.content), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{number}.pdf"'
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response


@require_safe
def as_typed(_request: HttpRequest, text: str) -> HttpResponse:
    """A number as somebody wrote it («nsv 26-0031») leads to its page."""
    number = parse(text)
    if number is None or str(number) == text:
        raise Http404
    name = "diary_case" if number.document is None else "diary_document"
    return redirect(name, str(number), permanent=True)


def _document(number: str) -> Any:
    documents = DiaryDocument.objects.with_marks().select_related("case", "corrects")
    return get_object_or_404(documents, number=number)


def _facts(found: DiaryDocument, row: PublicRow) -> list[tuple[str, str] | tuple[str, str, str]]:
    case_words = f"{row.case_number} {row.case_title}".strip()
    return [
        ("Handling", row.title),
        ("Diarienummer", row.number),
        ("Ärende", case_words, row.case_url),
        ("Handlingstyp", row.category),
        ("Datum", row.date),
        ("In, ut eller upprättad", row.direction_word),
        ("Avsändare eller mottagare", row.party),
        ("Diarieförd", timezone.localdate(found.registered_at).isoformat()),
    ]


def _corrections(found: DiaryDocument) -> DocumentQuerySet:
    return found.corrections.with_marks().select_related("case", "corrects").in_case_order()


def _corrected(found: DiaryDocument) -> PublicRow | None:
    if found.corrects_id is None:
        return None
    documents = DiaryDocument.objects.with_marks().select_related("case", "corrects")
    return public_row(documents.get(pk=found.corrects_id))
