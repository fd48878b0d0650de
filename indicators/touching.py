"""Which public pages tell of a measure: named when it changes, so that only they are made anew.

Every page of this floor carries the tag `indicators`, for changes that may be seen anywhere: a
run that has ended, a definition that was edited. Beside it:

- `measure:<key>`: the measure's page and picture,
- `indicator:<key>`: the indicator's page and picture,
- `figures`: the list of all measures, and the page of each huvudman.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from foundation.publishing import touch
from indicators.models import Indicator, Measure

EVERYTHING = "indicators"
FIGURES = "figures"


def tags_of(measures: "QuerySet[Measure]") -> list[str]:
    """The tags of the pages of these measures and their indicators. One query."""
    found: dict[str, None] = {}
    for measure, indicator in measures.order_by("key").values_list("key", "indicators__key"):
        found[f"measure:{measure}"] = None
        if indicator:
            found[f"indicator:{indicator}"] = None
    return list(found)


def touch_measures(measures: "QuerySet[Measure]") -> None:
    """Have every page that shows the figures of these measures made anew."""
    if tags := tags_of(measures):
        touch(FIGURES, *tags)


def touch_series(series: Iterable[int]) -> None:
    """Have every page that shows figures of these series (primary keys) made anew."""
    touch_measures(Measure.objects.filter(sources__series__in=list(series)))


def touch_rows(rows: Iterable[Indicator | Measure]) -> None:
    """Have the pages of indicators and measures made anew, and the list that names them."""
    touch(FIGURES, *(f"{row._meta.model_name}:{row.key}" for row in rows))
