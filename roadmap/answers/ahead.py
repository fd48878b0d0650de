"""Hur ser planeringen framåt ut? What is decided or planned, with the years that are known."""

from dataclasses import dataclass
from datetime import date

from county.models import County, FocusArea, NationalDependency, RoadmapEdition, YearlyPriority
from county.terms import word
from foundation.text.lists import listed
from foundation.text.numbers import counted


@dataclass(frozen=True)
class Ahead:
    """The answer: a sentence, this year's priorities, focus areas in force, what is awaited."""

    sentence: str
    focus_areas: tuple[FocusArea, ...]
    priorities: tuple[YearlyPriority, ...]
    dependencies: tuple[NationalDependency, ...]
    edition: RoadmapEdition | None


def how_the_plan_looks(county: County, today: date) -> Ahead:
    """What lies ahead from `today`. Five queries."""
    focus_areas = tuple(area for area in FocusArea.objects.all() if area.is_valid_on(today))
    rows = YearlyPriority.objects.select_related("owner", "partner").prefetch_related("goals")
    priorities = tuple(rows.filter(year__gte=today.year))
    dependencies = tuple(NationalDependency.objects.order_by("effective_year", "order"))
    return Ahead(
        sentence=_sentence(county, focus_areas, priorities),
        focus_areas=focus_areas,
        priorities=priorities,
        dependencies=dependencies,
        edition=RoadmapEdition.objects.first(),
    )


def _sentence(
    county: County, focus_areas: tuple[FocusArea, ...], priorities: tuple[YearlyPriority, ...]
) -> str:
    parts = []
    if focus_areas:
        last = max(area.valid_to_year or county.target_year for area in focus_areas)
        areas = counted(len(focus_areas), "fokusområde", "fokusområden")
        parts.append(f"{areas} gäller till och med {last}")
    if priorities:
        year = priorities[0].year
        areas = counted(len(priorities), "område", "områden")
        parts.append(f"{areas} är prioriterade {year}")
    roadmap = word("roadmap", "definite")
    parts.append(f"{roadmap} pekar mot {county.target_year}")
    sentence = listed(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."
