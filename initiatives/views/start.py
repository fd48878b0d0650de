"""Starting an initiative."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from county.rules import proposes
from foundation.errors import DomainError
from initiatives import services
from initiatives.forms.start import StartForm
from initiatives.models import Need
from initiatives.similar import similar_work

LOOK = "se_efter"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Choose a body, a title and perhaps a need, and see whether something similar goes on."""
    if not proposes(request.user):
        raise PermissionDenied
    need = _need(request)
    if request.method != "POST":
        first = {"title": need.title, "needs": [need.pk]} if need else {}
        return _page(request, StartForm(from_need=need, initial=first), need.title if need else "")
    if LOOK in request.POST:
        form = StartForm(from_need=need, initial=_typed(request))
        return _page(request, form, request.POST.get("title", ""))
    form = StartForm(request.POST, from_need=need)
    if form.is_valid():
        try:
            initiative = services.start_initiative(
                title=form.cleaned_data["title"],
                originating_body=form.cleaned_data["originating_body"],
                needs=list(form.cleaned_data.get("needs", ())),
                actor=request.user,  # type: ignore[arg-type]
            )
        except DomainError as error:
            form.add_problems(error.problems)
        else:
            messages.success(request, "Initiativet är påbörjat. Fyll i så mycket du vet.")
            return redirect("initiative_work", pk=initiative.pk)
    return _page(request, form, request.POST.get("title", ""), status=422)


@login_required
@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """Only the box of similar work, while the title is being written."""
    if not proposes(request.user):
        raise PermissionDenied
    words = request.GET.get("title", "")
    context = {"similar": similar_work(words, request.user), "words": words}
    return render(request, "initiatives/work/_similar.html", context)


def _page(request: HttpRequest, form: StartForm, words: str, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "similar": similar_work(words, request.user), "words": words}
    return render(request, "initiatives/work/start.html", context, status=status)


def _need(request: HttpRequest) -> Need | None:
    key = request.GET.get("behov", "")
    if not key.isdigit():
        return None
    return Need.objects.visible_to(request.user).open().filter(pk=key).first()


def _typed(request: HttpRequest) -> dict[str, object]:
    return {
        "title": request.POST.get("title", ""),
        "originating_body": request.POST.get("originating_body", ""),
        "needs": request.POST.getlist("needs"),
        "searched": "searched" in request.POST,
    }
