"""The living page of the design language: every component in every state. Only in the demo.

All words on it are examples and marked as such; it reads no data but the county's name.
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from foundation.errors import Problem, StaleVersion
from foundation.forms import unjudged, with_new_row
from foundation.pages import Crumb, Fact, Mark, Step, Task
from foundation.pages_timeline import Flag, Knot, ThreadLine, YearsDrawing, draw_years
from foundation.views.style_forms import ExampleFilter, ExampleForm, example_rows

SAVED_AT = datetime(2026, 4, 17, 12, 2, tzinfo=ZoneInfo("UTC"))


def style(request: HttpRequest) -> HttpResponse:
    """The page. Its form never saves: it answers with what was typed, and what is wrong."""
    _only_in_demo()
    form, formset = ExampleForm(), example_rows(initial=[{"what": "Exempelmått", "value": 42}])
    if request.method == "POST":
        more = with_new_row(request.POST, "rader")
        form = ExampleForm(request.POST)
        formset = example_rows(more or request.POST, initial=[{"what": "Exempelmått", "value": 42}])
        if more is not None:
            unjudged(form)
    context = {
        "crumbs": [Crumb("Arbetsyta", "/arbete/"), Crumb("Stil")],
        "form": form,
        "formset": formset,
        "filter": ExampleFilter(request.GET or None),
        "problems": [Problem("Välj vilken grupp som ska leda arbetet.", "lead")],
        "conflict": StaleVersion(changed_by="Exempelperson (demo)", changed_at=SAVED_AT),
        "saved_at": SAVED_AT,
        "steps": _steps(),
        "marks": _marks(),
        "facts": _facts(),
        "tasks": _tasks(),
        "page": Paginator(range(1234), 50).get_page(3),
        "drawing": _drawing(),
        "today": date(2026, 4, 17),
    }
    return render(request, "style/style.html", context, status=422 if form.errors else 200)


def confirm(request: HttpRequest) -> HttpResponse:
    """A question on a page of its own, which scripts may show as a dialog."""
    _only_in_demo()
    context = {
        "title": "Vill du dra tillbaka exemplet?",
        "text": "Det försvinner ur listan, men finns kvar i historiken. Inget händer på riktigt.",
        "submit_label": "Dra tillbaka",
        "cancel_url": "../",
        "stop": True,
        "action": "../",
    }
    return render(request, "components/confirm_page.html", context)


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404


def _steps() -> list[Step]:
    return [
        Step("done", "Behovet kom in", "12 januari 2026", "#tradar"),
        Step("done", "Initiativet skrevs", "3 mars 2026", "#tradar", "Av en exempelkommun."),
        Step("current", "Beredning i två grupper", "sedan 17 april 2026"),
        Step("crossed", "Snabbspår", "24 april 2026", text="Avbröts: underlaget räckte inte."),
        Step("coming", "Beslut", "tidigast 12 juni 2026"),
        Step("coming", "Test inför breddinförande"),
    ]


def _marks() -> list[Mark]:
    return [
        Mark("Behovet är visat", "done", "#id_title"),
        Mark("Någon ansvarar", "done", "#id_lead_0"),
        Mark("Resurser finns", "current", "#id_summary"),
        Mark("Vi kan mäta", "coming", "#id_starts_on"),
        Mark("Går att testa", "coming"),
    ]


def _facts() -> list[Fact]:
    return [
        Fact("Titel", "Exempeldokument om gemensam rutin"),
        Fact("Diarienummer", "EX26-0031-2", "#fakta"),
        Fact("Beslutat", "den 17 april 2026"),
        Fact("Gäller till", ""),
        Fact("Ansvarig", "Exempelgruppen (demo)"),
    ]


def _tasks() -> list[Task]:
    return [
        Task("Exempelkommunen har svarat:", "läs kompletteringen", "#brev", "och ta ställning"),
        Task("", "Godkänn direktivet", "#brev", "för exempelsatsningen", "senast 24 april"),
        Task("Mötet den 12 juni behöver en", "dagordning", "#brev", context="Fyra ärenden väntar"),
    ]


def _drawing() -> YearsDrawing:
    def knots(*days: tuple[int, int, str, Any]) -> tuple[Knot, ...]:
        return tuple(Knot(date(y, m, 15), label, state) for y, m, label, state in days)

    return draw_years(
        title="Exempelsatsningar 2023–2029",
        description="Fyra påhittade satsningar med sina steg, och två händelser utifrån.",
        today=date(2026, 4, 17),
        last_year=2029,
        threads=[
            ThreadLine(
                "Exempel: trygg hemgång från sjukhus",
                knots(
                    (2023, 3, "Beslut", "done"),
                    (2024, 9, "Test", "done"),
                    (2025, 11, "Breddinförande", "done"),
                ),
                "#ar",
            ),
            ThreadLine(
                "Exempel: samordnad individuell plan för barn och unga i hela länet",
                knots(
                    (2024, 5, "Beslut", "done"),
                    (2026, 2, "Test", "current"),
                    (2027, 9, "Utvärdering", "coming"),
                ),
                "#ar",
                date(2028, 12, 31),
            ),
            ThreadLine(
                "Exempel: digitalt väntrum",
                knots((2023, 10, "Beslut", "done"), (2025, 3, "Avbrutet", "crossed")),
            ),
            ThreadLine(
                "Exempel: gemensam hemmonitorering",
                knots((2026, 10, "Beslut väntas", "coming")),
                planned_until=date(2029, 6, 30),
            ),
        ],
        flags=[
            Flag(date(2025, 7, 1), "Exempel på ny lag"),
            Flag(date(2026, 1, 1), "Exempel på reform som rör primärvården"),
            Flag(date(2029, 1, 1), "Exempel på europeisk förordning"),
        ],
    )
