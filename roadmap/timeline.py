"""The drawn timeline of the roadmap page: what has a date is drawn, what has none is not."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from county.models import County, FocusArea, GoalImage, NationalDependency, RoadmapEdition
from county.terms import word
from foundation.pages_timeline import Flag, Knot, ThreadLine, YearsDrawing, draw_years
from initiatives.models import Initiative


def draw(county: County, today: date) -> YearsDrawing | None:
    """The drawing, or None for a county where nothing has a date."""
    threads = [*_plan(county), *_focus_areas(), *_initiatives()]
    if not threads:
        return None
    known = NationalDependency.objects.exclude(effective_year=None)
    flags = [
        Flag(date(each.effective_year or 0, 1, 1), each.name, when=str(each.effective_year))
        for each in known
    ]
    first = min([knot.day.year for line in threads for knot in line.knots] + [today.year])
    return draw_years(
        threads=threads,
        flags=flags,
        today=today,
        title=f"Tidslinje {first}–{county.target_year}",
        description=f"{len(threads)} trådar från {first} till {county.target_year}.",
        first_year=first,
        last_year=county.target_year,
    )


def _plan(county: County) -> list[ThreadLine]:
    lines = []
    url = reverse("roadmap_plan")
    image = GoalImage.objects.select_related("document").first()
    if image and image.document and image.document.decided_on:
        knot = Knot(image.document.decided_on, "Beslutad", when=image.document.known_date)
        lines.append(ThreadLine("Målbilden", (knot,), url, date(image.target_year, 12, 31)))
    editions = RoadmapEdition.objects.select_related("document").order_by("year")
    knots = tuple(
        Knot(each.document.decided_on, f"{each.year} års upplaga", when=each.document.known_date)
        for each in editions
        if each.document and each.document.decided_on
    )
    if knots:
        title = word("roadmap", "definite").capitalize()
        lines.append(ThreadLine(title, knots, url, date(county.target_year, 12, 31)))
    return lines


def _focus_areas() -> list[ThreadLine]:
    return [
        ThreadLine(
            area.name,
            (
                Knot(
                    date(area.valid_from_year, 1, 1), "Gäller från", when=str(area.valid_from_year)
                ),
            ),
            reverse("roadmap_focus_area", args=[area.key]),
            date(area.valid_to_year, 12, 31) if area.valid_to_year else None,
        )
        for area in FocusArea.objects.all()
    ]


def _initiatives() -> list[ThreadLine]:
    return [
        ThreadLine(
            initiative.title,
            (Knot(timezone.localtime(initiative.published_at).date(), "Beslutad"),),
            reverse("initiative_public", args=[initiative.pk]),
        )
        for initiative in Initiative.objects.published()
        if initiative.published_at
    ]
