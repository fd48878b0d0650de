"""Reads of indicators and measures."""

from django.db.models import QuerySet

from indicators.models import Indicator


def with_measures() -> "QuerySet[Indicator]":
    """The indicators in the order of their goal areas, with measures. Two queries."""
    return (
        Indicator.objects.select_related("goal_area")
        .prefetch_related("measures__indicators")
        .order_by("goal_area__order", "order")
    )
