"""What a registrar does to a document, each on a page of its own that asks before it is done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from diary import rules, services
from diary.errors import AlreadyRegistered
from diary.forms import CorrectionForm, ReasonForm, SecrecyForm
from diary.views.work import readable, register_crumbs
from foundation.errors import DomainError, StaleVersion
from foundation.pages import Crumb


def _held(request: HttpRequest, reference: str) -> Any:
    if not rules.registers(request.user):
        raise PermissionDenied
    return readable(request, reference)


def _context(document: Any, title: str, form: Any, **more: Any) -> dict[str, Any]:
    url = reverse("diary_work_document", args=[document.reference])
    crumbs = register_crumbs(Crumb(str(document), url), Crumb(title))
    return {
        "document": document,
        "title": title,
        "form": form,
        "cancel_url": url,
        "crumbs": crumbs,
        **more,
    }


def _ask(
    request: HttpRequest,
    *,
    document: Any,
    form: Any,
    template: str,
    context: dict[str, Any],
    act: Callable[[], Any],
    done: str,
) -> HttpResponse:
    """Show the page; on POST act, or say at the fields what stands in the way."""
    page = {**context, "form": form}
    if request.method != "POST":
        return render(request, template, page)
    if not form.is_valid():
        return render(request, template, page, status=422)
    try:
        act()
    except StaleVersion as refusal:
        page["conflict"] = refusal
        return render(request, template, page, status=refusal.status)
    except AlreadyRegistered as refusal:
        page["registered"] = refusal.document
        return render(request, template, page, status=refusal.status)
    except DomainError as refusal:
        form.add_problems(refusal.problems)
        return render(request, template, page, status=refusal.status)
    messages.success(request, done)
    return redirect("diary_work_document", document.reference)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, reference: str) -> HttpResponse:
    """Rättelse: a new document that refers to this one."""
    document = _held(request, reference)
    names = ("title", "public_title", "category", "party", "public_party", "dated")
    form = (
        CorrectionForm(request.POST, request.FILES)
        if request.method == "POST"
        else CorrectionForm(initial={name: getattr(document, name) for name in names})
    )
    return _ask(
        request,
        document=document,
        form=form,
        template="diary/correct.html",
        context=_context(document, f"Rätta {document}", form, submit_label="Diarieför rättelsen"),
        act=lambda: services.correct_by_hand(
            token=form.cleaned_data["token"],
            document=document,
            facts=form.facts(),
            files=form.new_files(),
            actor=request.user,  # type: ignore[arg-type]
        ),
        done=f"Rättelsen av {document} är diarieförd.",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: HttpRequest, reference: str) -> HttpResponse:
    """Sekretessmarkera."""
    document = _held(request, reference)
    form = (
        SecrecyForm(request.POST)
        if request.method == "POST"
        else SecrecyForm(initial={"version": services.version_of(document)})
    )
    return _ask(
        request,
        document=document,
        form=form,
        template="diary/mark.html",
        context=_context(
            document, f"Sekretessmarkera {document}", form, submit_label="Sekretessmarkera"
        ),
        act=lambda: services.mark_secret(
            document=document,
            actor=request.user,  # type: ignore[arg-type]
            **form.cleaned_data,
        ),
        done=f"{document} är sekretessmarkerad. Allmänheten ser nu bara nummer och datum.",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, reference: str) -> HttpResponse:
    """Häv sekretessmarkeringen."""
    document = _held(request, reference)
    form = _reason_form(request, document)
    return _ask(
        request,
        document=document,
        form=form,
        template="diary/lift.html",
        context=_context(
            document,
            f"Häv sekretessmarkeringen av {document}",
            form,
            submit_label="Häv markeringen",
        ),
        act=lambda: services.lift_secrecy(
            document=document,
            note=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
            actor=request.user,  # type: ignore[arg-type]
        ),
        done=f"Sekretessmarkeringen av {document} är hävd.",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def void(request: HttpRequest, reference: str) -> HttpResponse:
    """Makulera: the number stays, with its reason."""
    document = _held(request, reference)
    form = _reason_form(request, document)
    return _ask(
        request,
        document=document,
        form=form,
        template="diary/void.html",
        context=_context(
            document, f"Makulera {document}", form, submit_label="Makulera", stop=True
        ),
        act=lambda: services.void(
            document=document,
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
            actor=request.user,  # type: ignore[arg-type]
        ),
        done=f"{document} är makulerad. Numret används aldrig igen.",
    )


def _reason_form(request: HttpRequest, document: Any) -> ReasonForm:
    if request.method == "POST":
        return ReasonForm(request.POST)
    return ReasonForm(initial={"version": services.version_of(document)})
