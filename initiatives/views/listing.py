"""The list of initiatives that concern me."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from county.rules import proposes
from county.terms import phrase
from foundation.pages import page_of
from initiatives.access import for_list
from initiatives.forms.start import ListFilter
from initiatives.models import Initiative


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My own and my bodies' initiatives; with `visa=alla` everything that I may read."""
    everything = request.GET.get("visa") == "alla"
    found = for_list(request.user) if everything else for_list(request.user).of_mine(request.user)
    states = [(value, phrase(str(label))) for value, label in Initiative.State.choices]
    form = ListFilter(states, request.GET)
    if form.is_valid():
        found = found.matching(form.cleaned_data["q"], form.cleaned_data["state"])
    page = page_of(request, found.order_by("-changed_at", "-pk"))
    return render(
        request,
        "initiatives/work/list.html",
        {
            "page": page,
            "filter": form,
            "everything": everything,
            "proposes": proposes(request.user),
        },
    )
