"""Leave a need, follow it on its code, and the overview of all needs."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from county.models import CitizenQuestion, FocusArea
from foundation.errors import DomainError
from foundation.publishing import published
from initiatives import services
from initiatives.forms.needs import CodeForm, NeedForm
from initiatives.models import Need
from initiatives.services.needs import normalised, spaced


@published("needs", "county", "clock")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """How many needs have come in and what became of them; no text that anybody has left."""
    counts = dict(Need.objects.values_list("state").annotate(Count("pk")).order_by())
    areas = FocusArea.objects.annotate(count=Count("need")).filter(count__gt=0)
    return render(
        request,
        "initiatives/needs/overview.html",
        {
            "total": sum(counts.values()),
            "answered": sum(
                count for state, count in counts.items() if state not in {"received", "assessing"}
            ),
            "states": [(label, counts.get(state, 0)) for state, label in Need.State.choices],
            "areas": areas,
            "questions": CitizenQuestion.objects.select_related("focus_area"),
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """The form for leaving a need; no account, nothing remembered about the sender."""
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            need = services.create_need(
                title=data["title"],
                text=data["text"],
                origin=data["origin"],
                organisation=data["organisation"],
                contact_email=data["contact_email"],
            )
        except DomainError as error:
            form.add_problems(error.problems)
        else:
            return redirect("need_thanks", code=need.code)
    status = 422 if form.is_bound else 200
    return render(request, "initiatives/needs/give.html", {"form": form}, status=status)


@never_cache
@require_safe
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """The code, and what happens next."""
    need = get_object_or_404(Need, code=normalised(code))
    return _private(
        render(
            request,
            "initiatives/needs/thanks.html",
            {"need": need, "code": spaced(need.code)},
        )
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Enter a code."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if Need.objects.filter(code=code).exists():
            return redirect("need_answer", code=code)
        form.add_error("code", "Det finns inget behov med den koden. Se efter att den är rätt.")
    status = 422 if form.is_bound else 200
    return render(request, "initiatives/needs/ask.html", {"form": form}, status=status)


@never_cache
@require_safe
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Where a need stands and what has been answered, for the one who has the code."""
    need = get_object_or_404(
        Need.objects.select_related("existing_project").prefetch_related("handled_by"),
        code=normalised(code),
    )
    context = {
        "need": need,
        "code": spaced(need.code),
        "initiatives": need.initiatives.published(),
    }
    return _private(render(request, "initiatives/needs/answer.html", context))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
