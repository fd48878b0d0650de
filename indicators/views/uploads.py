"""Files of values: the list, bringing one, its preview, and its steps."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.errors import DomainError
from foundation.models import StatusChange
from foundation.pages import page_of
from foundation.text.numbers import counted
from foundation.workflow import Transition
from indicators.entered import manual_series
from indicators.exporting.blank import blank_for, example_for
from indicators.exporting.tables import XLSX
from indicators.forms.upload import PreviewForm, UploadForm
from indicators.models import DataSeries, Upload, UploadRow
from indicators.models.series import MANUAL
from indicators.services.uploads.deciding import move_upload
from indicators.services.uploads.receiving import receive_file
from indicators.views.entry_access import confirm_step, crumbs, need_steward, status_of
from indicators.workflow import UPLOAD

PLACE = ("Filer med värden", "uploads")
PAGE_SIZE = 100
KIND = "visa"
KINDS = {
    "nya": UploadRow.Kind.NEW,
    "andrade": UploadRow.Kind.CHANGED,
    "oforandrade": UploadRow.Kind.UNCHANGED,
    "avvisade": UploadRow.Kind.REFUSED,
}
STEPS = {
    "lamna": "propose", "jamfor": "read_again", "infor": "apply", "avvisa": "reject",
    "kasta": "discard",
}  # fmt: skip
WORDS = {key: word for word, key in STEPS.items()}
CHANGING = {"propose", "apply"}
QUESTIONS = {
    "propose": ("Lämna filen till granskning?", "Filen väntar på att en annan person granskar."),
    "read_again": ("Jämföra filen på nytt?", "Filen jämförs på nytt."),
    "apply": ("Införa värdena?", "Värdena är införda och visas på de öppna sidorna."),
    "reject": ("Avvisa filen?", "Filen är avvisad. Inget värde är ändrat."),
    "discard": ("Kasta filen?", "Filen är kastad. Inget värde är ändrat."),
}


@login_required
@require_safe
def upload_list(request: HttpRequest) -> HttpResponse:
    """All files, the latest first."""
    need_steward(request)
    context = {
        "page": page_of(request, Upload.objects.visible_to(request.user).for_list(), size=30),
        "has_series": bool(manual_series()),
        "crumbs": crumbs(request, *PLACE),
    }
    return render(request, "indicators/upload/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload_new(request: HttpRequest) -> HttpResponse:
    """Bring a file; the worker reads it."""
    need_steward(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = receive_file(**form.facts(), actor=request.user)  # type: ignore[arg-type]
        except DomainError as error:
            form.add_problems(error.problems)
        else:
            messages.success(request, "Filen är mottagen och läses. Inget värde är ändrat.")
            return redirect("upload", made.pk)
    series = manual_series()
    # A browser never sends a file twice: whoever chose one that was not at fault must do it again.
    forgotten = bool(form.errors) and "file" in request.FILES and not form.has_error("file")
    context = {
        "form": form,
        "forgotten": forgotten,
        "series": series,
        "example": example_for(series[0]) if series else None,
        "crumbs": crumbs(request, *PLACE, "Läs in"),
    }
    return render(request, "indicators/upload/form.html", context, status=status_of(form))


@login_required
@require_safe
@never_cache
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: how far it has come, what it would change row by row, and what can be done."""
    need_steward(request)
    found = _upload(pk)
    chosen = request.GET.get(KIND, "")
    rows = found.rows.select_related("area")
    if chosen in KINDS:
        rows = rows.filter(kind=KINDS[chosen])
    context = {
        "upload": found,
        "headline": headline(found),
        "chosen": chosen if chosen in KINDS else "",
        "kinds": [
            ("nya", "nya", found.new),
            ("andrade", "ändrade", found.changed),
            ("oforandrade", "oförändrade", found.unchanged),
            ("avvisade", "avvisade", found.refused),
        ],
        "page": page_of(request, rows, size=PAGE_SIZE),
        "steps": _steps(request.user, found),
        "own": found.uploaded_by_id == request.user.pk,
        "changes": StatusChange.of(found).exclude(actor=None),
        "crumbs": crumbs(request, *PLACE, found.name),
    }
    return render(request, "indicators/upload/upload.html", context)


@login_required
@require_safe
def upload_blank(request: HttpRequest, key: str) -> HttpResponse:
    """A workbook with the right columns and the county's areas, to fill in and bring back."""
    need_steward(request)
    series = get_object_or_404(DataSeries, key=key, source_key=MANUAL)
    response = HttpResponse(blank_for(series), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="mall-{series.key}.xlsx"'
    return response


@login_required
@require_safe
@never_cache
def upload_state(request: HttpRequest, pk: int) -> HttpResponse:
    """The part that tells how far the reading has come; when it is over the page is read anew."""
    need_steward(request)
    found = _upload(pk)
    response = render(request, "indicators/upload/_reading.html", {"upload": found})
    if found.state != Upload.State.READING:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_safe
def upload_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came, to be opened in a program of one's own."""
    need_steward(request)
    found = get_object_or_404(Upload, pk=pk)
    response = HttpResponse(bytes(found.content), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="fil-{found.pk}.{found.kind}"'
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload_step(request: HttpRequest, pk: int, word: str) -> HttpResponse:
    """Propose, apply, reject, discard or compare again, after a question with the counts."""
    need_steward(request)
    found = _upload(pk)
    key = STEPS.get(word)
    if key is None:
        raise Http404
    title, done = QUESTIONS[key]
    text = f"{found.name}, {found.series}. {in_words(found)}"
    return confirm_step(
        request, found, UPLOAD, key,
        lambda data: move_upload(
            upload_id=pk, key=key, version=data["version"], actor=request.user,
            reason=data.get("reason", ""), digest=data["digest"],
        ),
        title=title, text=text, done=done, back=reverse("upload", args=[pk]),
        way=crumbs(request, *PLACE, found.name), form_class=PreviewForm,
        initial={"digest": found.preview_digest},
    )  # fmt: skip


def headline(found: Upload) -> str:
    """What the page says first: how it went, or what the file would do."""
    fixed = {
        Upload.State.READING: "Filen läses",
        Upload.State.UNREADABLE: "Filen gick inte att läsa",
        Upload.State.REJECTED: "Filen är avvisad",
        Upload.State.DISCARDED: "Filen är kastad",
    }
    if found.state in fixed:
        return fixed[Upload.State(found.state)]
    if not found.would_change:
        return "Filen skulle inte ändra något värde"
    parts = [
        counted(found.new, "nytt värde", "nya värden") if found.new else "",
        counted(found.changed, "ändrat värde", "ändrade värden") if found.changed else "",
    ]
    words = " och ".join(filter(None, parts))
    if found.state == Upload.State.APPLIED:
        return f"Filen gav {words}"
    return f"Filen skulle ge {words}"


def in_words(found: Upload) -> str:
    """The counts: «Tre nya värden, ett ändrat, två oförändrade och en avvisad rad.»."""
    if not found.preview_digest:
        return "Filen är inte jämförd med de lagrade värdena."
    parts = (
        counted(found.new, "nytt värde", "nya värden"),
        counted(found.changed, "ändrat", "ändrade"),
        counted(found.unchanged, "oförändrat", "oförändrade"),
    )
    refused = counted(found.refused, "avvisad rad", "avvisade rader", common=True)
    return f"{', '.join(parts)} och {refused}.".capitalize()


def _steps(user: Any, found: Upload) -> list[tuple[Transition, str]]:
    """What the person can do, but for handing over and letting in what would change nothing."""
    rows = UPLOAD.available(user, found)
    if not found.would_change:
        rows = [row for row in rows if row.key not in CHANGING]
    return [(row, WORDS[row.key]) for row in rows]


def _upload(pk: int) -> Any:
    return get_object_or_404(Upload.objects.for_list(), pk=pk)
