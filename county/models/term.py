"""The county's own words for shared concepts, in the forms that Swedish needs."""

from django.db import models

from county.models.base import CountyRow


class Term(CountyRow):
    """One concept (`key`, for example `steering_body`) in the county's words."""

    indefinite = models.CharField("obestämd form", max_length=150)
    definite = models.CharField("bestämd form", max_length=150)
    plural = models.CharField("plural", max_length=150, blank=True)
    definite_plural = models.CharField("bestämd plural", max_length=150, blank=True)
    short = models.CharField("kort form", max_length=60, blank=True)
    is_neuter = models.BooleanField("ett-ord", default=False)
    explanation = models.TextField("förklaring", blank=True)

    class Meta(CountyRow.Meta):
        verbose_name = "begrepp"
        verbose_name_plural = "begrepp"

    def __str__(self) -> str:
        return self.indefinite
