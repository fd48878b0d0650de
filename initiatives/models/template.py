"""The proposal template as data: versions, sections, fields."""

from django.db import models

from county.models import Criterion
from county.models.base import NamedRow


class ProposalTemplate(NamedRow):
    """One version of the county's template. An initiative keeps the version it began with."""

    edition = models.PositiveSmallIntegerField("version", unique=True)
    is_current = models.BooleanField("används för nya initiativ", default=True)

    class Meta(NamedRow.Meta):
        verbose_name = "mall"
        verbose_name_plural = "mallar"


class TemplateSection(NamedRow):
    """A section, one page of the form."""

    template = models.ForeignKey(
        ProposalTemplate, on_delete=models.CASCADE, related_name="sections"
    )
    code = models.CharField("beteckning", max_length=3)

    class Meta(NamedRow.Meta):
        verbose_name = "avsnitt i mall"
        verbose_name_plural = "avsnitt i mallar"


class TemplateField(NamedRow):
    """A field. `code` is what errors and links name (B1); `kind` says how it is answered.

    `target` is the attribute of Initiative for answers kept as relations or columns; without
    it the answer stands in `Initiative.answers[code]`. `limits` holds what `kind` needs:
    min_length, max_length, min_items, columns, choices.
    """

    class Requirement(models.TextChoices):
        """When the field must be answered."""

        SUBMISSION = "submission", "krävs för att skicka in"
        RECOMMENDED = "recommended", "rekommenderas"
        OPTIONAL = "optional", "valfritt"

    class Kind(models.TextChoices):
        """How the field is answered."""

        TEXT = "text", "kort text"
        LONG_TEXT = "long_text", "lång text"
        CHOICE = "choice", "val"
        CONFIRM = "confirm", "kryssruta"
        RELATION = "relation", "val ur register"
        RELATIONS = "relations", "flera val ur register"
        ROWS = "rows", "rader"

    section = models.ForeignKey(TemplateSection, on_delete=models.CASCADE, related_name="fields")
    code = models.CharField("beteckning", max_length=4)
    guidance = models.CharField("vägledning", max_length=300, blank=True)
    kind = models.CharField("slag", max_length=12, choices=Kind)
    requirement = models.CharField("krav", max_length=12, choices=Requirement)
    target = models.CharField("lagras i", max_length=40, blank=True)
    criteria = models.ManyToManyField(Criterion, verbose_name="visar kriterium", blank=True)
    limits = models.JSONField("gränser", default=dict, blank=True)

    class Meta(NamedRow.Meta):
        verbose_name = "fält i mall"
        verbose_name_plural = "fält i mallar"
