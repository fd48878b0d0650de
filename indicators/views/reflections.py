"""Reflections: the list, one note, writing it, and its steps."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from county.history import changes_of
from foundation.errors import DomainError, NotAllowed, StaleVersion
from foundation.models import StatusChange
from foundation.pages import page_of
from indicators.forms.reflection import ReflectionForm
from indicators.models import Indicator, Reflection
from indicators.reflections import bodies_for, own_body
from indicators.rules import reflects, steward, writes_reflection
from indicators.services import reflections as services
from indicators.views.entry_access import confirm_step, crumbs, status_of
from indicators.workflow import REFLECTION

PLACE = ("Reflektioner", "reflections")
STEPS = {"publicera": "publish", "kasta": "discard", "dra-tillbaka": "withdraw"}
WORDS = {key: word for word, key in STEPS.items()}
QUESTIONS = {
    "publish": (
        "Publicera reflektionen?",
        "Den visas då för alla, vid diagrammen, i organets namn. Texten kan inte ändras sedan.",
        "Reflektionen är publicerad.",
    ),
    "discard": ("Kasta utkastet?", "Utkastet blir aldrig publicerat.", "Utkastet är kastat."),
    "withdraw": (
        "Dra tillbaka reflektionen?",
        "Den försvinner från de öppna sidorna. Skälet sparas och kan läsas här.",
        "Reflektionen är tillbakadragen.",
    ),
}


@login_required
@require_safe
def reflection_list(request: HttpRequest) -> HttpResponse:
    """The notes that the person may write, drafts among them, the latest period first."""
    if not reflects(request.user):
        raise NotAllowed("Reflektioner skrivs av nätverk och organ som följer indikatorerna.")
    rows = Reflection.objects.visible_to(request.user).for_list()
    context = {
        "page": page_of(request, rows, size=30),
        "serves": steward(request.user),
        "may_write": bool(bodies_for(request.user)) and Indicator.objects.exists(),
        "crumbs": crumbs(request, *PLACE),
    }
    return render(request, "indicators/reflection/work_list.html", context)


@login_required
@require_safe
def reflection(request: HttpRequest, pk: int) -> HttpResponse:
    """One note: the text, where it stands, and what has happened to it."""
    found = _readable(request, pk)
    context = {
        "reflection": found,
        "steps": [(row, WORDS[row.key]) for row in REFLECTION.available(request.user, found)],
        "may_change": found.state == Reflection.State.DRAFT,
        "status_changes": StatusChange.of(found),
        "changes": changes_of(Reflection, pk),
        "crumbs": crumbs(request, *PLACE, str(found)),
    }
    return render(request, "indicators/reflection/reflection.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reflection_new(request: HttpRequest) -> HttpResponse:
    """Write a note. `?om=` chooses the indicator or the measure beforehand."""
    if not reflects(request.user):
        raise NotAllowed("Reflektioner skrivs av nätverk och organ som följer indikatorerna.")
    bodies = bodies_for(request.user)
    form = ReflectionForm(
        request.POST or None,
        bodies=bodies,
        own=own_body(request.user, bodies),
        subject=request.GET.get("om", ""),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.write_reflection(**form.facts(), actor=request.user)  # type: ignore[arg-type]
        except DomainError as error:
            form.add_problems(error.problems)
        else:
            messages.success(request, "Utkastet är sparat. Läs igenom det innan du publicerar.")
            return redirect("reflection", made.pk)
    context = {
        "form": form,
        "title": "Skriv en reflektion",
        "cancel_url": reverse("reflections"),
        "crumbs": crumbs(request, *PLACE, "Skriv"),
    }
    return render(request, "indicators/reflection/form.html", context, status=status_of(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reflection_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    found = _readable(request, pk)
    form = ReflectionForm(request.POST or None, bodies=bodies_for(request.user), reflection=found)
    status, conflict = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.change_reflection(
                    reflection_id=pk,
                    version=form.cleaned_data["version"] or 0,
                    **form.facts(),
                    actor=request.user,  # type: ignore[arg-type]
                )
            except DomainError as error:
                status = error.status
                conflict = error if isinstance(error, StaleVersion) else None
                if conflict is None:
                    form.add_problems(error.problems)
            else:
                messages.success(request, "Utkastet är sparat.")
                return redirect("reflection", pk)
    context = {
        "form": form,
        "title": "Ändra reflektionen",
        "conflict": conflict,
        "current_url": reverse("reflection", args=[pk]),
        "cancel_url": reverse("reflection", args=[pk]),
        "crumbs": crumbs(request, *PLACE, "Ändra"),
    }
    return render(request, "indicators/reflection/form.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reflection_step(request: HttpRequest, pk: int, word: str) -> HttpResponse:
    """Publish, discard or withdraw, after a question."""
    found = _readable(request, pk)
    key = STEPS.get(word)
    if key is None:
        raise Http404
    title, text, done = QUESTIONS[key]
    return confirm_step(
        request, found, REFLECTION, key,
        lambda data: services.move_reflection(
            reflection_id=pk, key=key, version=data["version"], actor=request.user,
            reason=data.get("reason", ""),
        ),
        title=title, text=text, done=done, back=reverse("reflection", args=[pk]),
        way=crumbs(request, *PLACE, str(found)),
    )  # fmt: skip


def _readable(request: HttpRequest, pk: int) -> Reflection:
    """The note as the work area shows it: only for those who may write it."""
    if not reflects(request.user):
        raise NotAllowed("Reflektioner skrivs av nätverk och organ som följer indikatorerna.")
    found = get_object_or_404(Reflection.objects.for_list(), pk=pk)
    if not writes_reflection(request.user, found):
        raise NotAllowed("Reflektionen hör till ett annat organ. Publicerade läses öppet.")
    return found
