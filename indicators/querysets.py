"""Reads of reflections, entered values, files and reports, and of who may see them."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from county.rules import stewards_indicators

if TYPE_CHECKING:
    from indicators.models import (  # noqa: F401 - the types' parameters
        EnteredValue,
        GoalAreaReport,
        Indicator,
        Reflection,
        Upload,
    )


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    """Reads of reflections."""

    def visible_to(self, user: Any) -> Self:
        """Published ones for everybody; the rest for those who may write them."""
        from indicators.rules import writes_for

        if stewards_indicators(user):
            return self.all()
        return self.filter(Q(state="published") | Q(body__in=writes_for(user)))

    def published(self) -> Self:
        """Those that the public reads, with what they are about."""
        return self.filter(state="published").select_related("body", "measure", "indicator")

    def published_for(self, indicator: "Indicator") -> Self:
        """The published ones on an indicator or its measures, the latest period first.

        A measure that several indicators share carries its reflections to all of them.
        """
        return (
            self.published()
            .filter(Q(indicator=indicator) | Q(measure__indicators=indicator))
            .distinct()
        )

    def for_list(self) -> Self:
        """With everything a row shows."""
        return self.select_related("body", "measure", "indicator", "written_by")


class EnteredValueQuerySet(models.QuerySet["EnteredValue"]):
    """Reads of values entered by hand."""

    def visible_to(self, user: Any) -> Self:
        """All, for stewards; nothing for anybody else."""
        return self.all() if stewards_indicators(user) else self.none()

    def waiting(self) -> Self:
        """Those that a second person has not looked at."""
        return self.filter(state="waiting")

    def for_list(self) -> Self:
        """With everything a row shows."""
        return self.select_related("series", "area", "entered_by", "handled_by")


class UploadQuerySet(models.QuerySet["Upload"]):
    """Reads of files with figures."""

    def visible_to(self, user: Any) -> Self:
        """All, for stewards; nothing for anybody else."""
        return self.all() if stewards_indicators(user) else self.none()

    def waiting(self) -> Self:
        """Those that a second person has not looked at."""
        return self.filter(state="proposed")

    def for_list(self) -> Self:
        """With everything a row shows, and without the file itself."""
        return self.defer("content").select_related("series", "uploaded_by", "handled_by")


class GoalAreaReportQuerySet(models.QuerySet["GoalAreaReport"]):
    """Reads of reports."""

    def visible_to(self, user: Any) -> Self:
        """Published ones for everybody; all for stewards."""
        return self.all() if stewards_indicators(user) else self.filter(state="published")

    def published(self) -> Self:
        """Those that the public reads, without the file itself."""
        return self.filter(state="published").defer("content").select_related("goal_area")

    def for_list(self) -> Self:
        """With everything a row shows, and without the file itself."""
        return self.defer("content").select_related("goal_area", "asked_by")
