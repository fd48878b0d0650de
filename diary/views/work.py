"""The register at work: internal titles, new documents, one document, the check of the chain."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from diary import rules, services, subjects
from diary.categories import categories_of
from diary.errors import AlreadyRegistered
from diary.filters import DEFAULT_ORDER, RegisterFilter, ordered, work_filter
from diary.forms import RegisterForm
from diary.listing import table_date
from diary.models import ChainCheck, DiaryCase, DiaryDocument, DiarySeries
from foundation.errors import DomainError
from foundation.pages import ORDER_PARAMETER, Crumb, page_of

PAGE_SIZE = 50
HOME = Crumb("Arbetsyta", "/arbete/")


def register_crumbs(*steps: Crumb) -> list[Crumb]:
    """The way to a page of the work register."""
    return [HOME, Crumb("Diarium", reverse("diary_work")), *steps]


def readable(request: HttpRequest, reference: str) -> Any:
    """The document, when the person may read it: 403 without the right, 404 when there is none."""
    if not rules.reads_register(request.user):
        raise PermissionDenied
    documents = DiaryDocument.objects.with_marks().select_related("case", "corrects__case")
    found: Any
    if reference.startswith("handling-"):
        found = get_object_or_404(documents, pk=int(reference.removeprefix("handling-")))
    else:
        found = get_object_or_404(documents, number=reference)
    if found.is_secret and not rules.registers(request.user):
        raise PermissionDenied
    return found


@login_required
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The register with internal titles, for those who may read it."""
    if not rules.reads_register(request.user):
        raise PermissionDenied
    visible = DiaryDocument.objects.visible_to(request.user)
    seen_as = "registrar" if rules.registers(request.user) else "reader"
    form = RegisterFilter(request.GET, categories=categories_of(visible.all, seen_as=seen_as))
    documents = visible.filter(work_filter(form.chosen())).select_related("case")
    order = request.GET.get(ORDER_PARAMETER, DEFAULT_ORDER)
    page = page_of(request, ordered(documents, order), PAGE_SIZE)
    context = {
        "form": form,
        "page": page,
        "rows": [(document, table_date(document)) for document in page.object_list],
        "used": form.is_used(),
        "default_order": DEFAULT_ORDER,
        "may_register": rules.registers(request.user),
        "has_series": DiarySeries.objects.exists(),
        "crumbs": [HOME, Crumb("Diarium")],
    }
    return render(request, "diary/work_register.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register a document. Sent twice, it is registered once."""
    if not rules.registers(request.user):
        raise PermissionDenied
    example = DiaryCase.objects.order_by("-pk").values_list("number", flat=True).first() or ""
    context: dict[str, Any] = {
        "places": [(key, label) for key, (label, _names) in RegisterForm.PLACES.items()],
        "crumbs": register_crumbs(Crumb("Ny handling")),
    }
    if request.method != "POST":
        where, number = request.GET.get("var", "new"), request.GET.get("arende", "")
        context["form"] = RegisterForm(
            where=where, example=example, initial={"case_number": number}
        )
        return render(request, "diary/new.html", context)
    form = RegisterForm(
        request.POST, request.FILES, where=request.POST.get("where", ""), example=example
    )
    context["form"] = form
    if not form.is_valid():
        return render(request, "diary/new.html", context, status=422)
    try:
        document = services.register_by_hand(
            token=form.cleaned_data["token"],
            facts=form.facts(),
            files=form.new_files(),
            actor=request.user,  # type: ignore[arg-type]
            **form.placement(),
        )
    except AlreadyRegistered as refusal:
        context["registered"] = refusal.document
        return render(request, "diary/new.html", context, status=refusal.status)
    except DomainError as refusal:
        form.add_problems(refusal.problems)
        return render(request, "diary/new.html", context, status=refusal.status)
    messages.success(request, f"Handlingen är diarieförd som {document}.")
    return redirect("diary_work_document", document.reference)


@login_required
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case with its documents, internal titles and who registered them."""
    if not rules.reads_register(request.user):
        raise PermissionDenied
    found = get_object_or_404(DiaryCase, number=number)
    documents = found.documents.visible_to(request.user).select_related("case").in_case_order()
    rows = [(document, table_date(document)) for document in documents]
    context = {
        "case": found,
        "rows": rows,
        "hidden": found.documents.count() - len(rows),
        "subjects": subjects.links(found, area="work"),
        "may_register": rules.registers(request.user),
        "crumbs": register_crumbs(Crumb(found.number)),
    }
    return render(request, "diary/work_case.html", context)


@login_required
@require_safe
def document(request: HttpRequest, reference: str) -> HttpResponse:
    """One document with everything registered about it, and what can be done with it."""
    found = readable(request, reference)
    context = {
        "document": found,
        "facts": _facts(found),
        "files": found.files.select_related("file"),
        "marks": found.secrecy_marks.select_related("lifts"),
        "corrections": found.corrections.visible_to(request.user).select_related("case"),
        "subjects": subjects.links(found.case, area="work"),
        "may_register": rules.registers(request.user),
        "crumbs": register_crumbs(
            Crumb(found.case.number, reverse("diary_work_case", args=[found.case.number])),
            Crumb(str(found)),
        ),
    }
    return render(request, "diary/work_document.html", context)


@login_required
@require_safe
def file(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The bytes of a file, for those who may read its document."""
    found = readable(request, reference)
    kept = found.files.select_related("file").filter(pk=pk).first()
    if kept is None:
        raise Http404
    response = HttpResponse(bytes(kept.file.content), content_type=kept.file.media_type)
    # Only a PDF opens in the browser; anything else could be read as a page of ours.
    disposition = "inline" if kept.file.media_type == "application/pdf" else "attachment"
    response.headers["Content-Disposition"] = _disposition(disposition, kept.name)
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The chain's checks so far; POST checks it now."""
    if not rules.reads_register(request.user):
        raise PermissionDenied
    if request.method == "POST":
        result = services.record_check(services.verify())
        if result.problems:
            messages.error(request, "Diariet stämmer inte med kedjan. Se nedan.")
        else:
            messages.success(request, "Kontrollen är gjord. Kedjan är hel.")
        return redirect("diary_work_check")
    context = {
        "checks": ChainCheck.objects.all()[:20],
        "crumbs": register_crumbs(Crumb("Kontroll")),
    }
    return render(request, "diary/work_check.html", context)


def _facts(found: Any) -> list[tuple[str, Any] | tuple[str, Any, str]]:
    unseen = "visas inte i det öppna diariet"
    return [
        ("Handling", found.title),
        ("Offentlig rubrik", found.public_title or unseen),
        ("Diarienummer", str(found)),
        (
            "Ärende",
            f"{found.case.number} {found.case.title}",
            reverse("diary_work_case", args=[found.case.number]),
        ),
        ("Handlingstyp", found.category),
        ("Datum", table_date(found)),
        ("In, ut eller upprättad", found.get_direction_display().capitalize()),
        ("Avsändare eller mottagare", found.party),
        ("Offentlig avsändare eller mottagare", found.public_party or unseen),
        ("Numret är", found.get_origin_display()),
        ("Makulerad", found.void_reason),
    ]


def _disposition(kind: str, name: str) -> str:
    from django.utils.http import content_disposition_header

    return content_disposition_header(kind == "attachment", name) or kind
