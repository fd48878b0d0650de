"""What the pages of those who bring figures have in common: rights, crumbs, the step of a table."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from foundation.errors import DomainError, NotAllowed
from foundation.forms import ConfirmForm
from foundation.pages import Crumb
from foundation.workflow import TransitionTable
from indicators.rules import steward

HOME = Crumb("Arbetsyta", "/arbete/")


def need_steward(request: HttpRequest) -> None:
    """Raises NotAllowed for anybody but a steward of the indicators."""
    if not steward(request.user):
        raise NotAllowed("Det här gör den som förvaltar länets indikatorer.")


def crumbs(request: HttpRequest, label: str, name: str, *labels: str) -> list[Crumb]:
    """The way to a page, by the stewards' own page for a steward; the last step has no address."""
    steps = [HOME]
    if steward(request.user):
        steps.append(Crumb("Indikatorer", reverse("indicators_work")))
    steps += [Crumb(label, reverse(name)), *(Crumb(each) for each in labels)]
    return [*steps[:-1], Crumb(steps[-1].label)]


def status_of(form: Any) -> int:
    """422 for a form that was refused, else 200."""
    return 422 if form.errors else 200


def confirm_step(
    request: HttpRequest,
    thing: Any,
    table: TransitionTable,
    key: str,
    do: Callable[[dict[str, Any]], object],
    *,
    title: str,
    text: str,
    back: str,
    done: str,
    way: list[Crumb],
    form_class: type[ConfirmForm] = ConfirmForm,
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """A page that asks before a transition, and carries it out with `do(cleaned data)`.

    Raises NotAllowed (403) for who may not, and shows the refusals of `do` at their fields.
    """
    row = next((each for each in table if each.key == key and not each.hidden), None)
    if row is None:
        raise Http404
    if not row.who(request.user, thing):
        raise NotAllowed(f"Du har inte rätt att välja ”{row.label}”.")
    reason = "Skäl" if row.reason_required else ""
    start = {"version": thing.version} | (initial or {})
    form = form_class(request.POST or None, initial=start, reason_label=reason)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                do(form.cleaned_data)
            except DomainError as error:
                form.add_problems(error.problems)
                status = error.status
            else:
                messages.success(request, done)
                return redirect(back)
    context = {
        "form": form,
        "title": title,
        "text": text,
        "submit_label": row.label,
        "cancel_url": back,
        "stop": key in {"discard", "withdraw", "reject"},
        "crumbs": way,
    }
    return render(request, "components/confirm_page.html", context, status=status)
