"""The agenda: matters with their paragraphs, and what members say before the meeting."""

from django.conf import settings
from django.db import models

from county.models import Organisation
from decisions.models.meeting import Meeting
from decisions.querysets import AgendaQuerySet
from initiatives.models import Directive, Initiative


class AgendaItem(models.Model):
    """One matter on the agenda. A directive item names the very version to be tried.

    `carried_from` is the item at which the same matter was tabled: it stands here unchanged
    and cannot be taken off. Paragraphs run from 1 in each meeting and are fixed when it opens.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    paragraph = models.PositiveSmallIntegerField("§")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="agenda")
    directive = models.ForeignKey(
        Directive, null=True, on_delete=models.PROTECT, related_name="agenda"
    )
    urgent_reason = models.CharField("skäl till brådska", max_length=300, blank=True)
    carried_from = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="carried_to"
    )

    objects = AgendaQuerySet.as_manager()

    class Meta:
        verbose_name = "ärende på föredragningslista"
        verbose_name_plural = "ärenden på föredragningslista"
        ordering = ["meeting", "paragraph"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "paragraph"],
                # Two matters change places in one transaction.
                deferrable=models.Deferrable.DEFERRED,
                name="one_paragraph_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "initiative", "directive"],
                nulls_distinct=False,
                name="one_matter_once_per_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"§ {self.paragraph} {self.initiative}"


class Stance(models.TextChoices):
    """How a huvudman stands."""

    SUPPORTS = "supports", "tillstyrker"
    ABSTAINS = "abstains", "avstår"
    DISSENTS = "dissents", "avvikande mening"


class PreparedStance(models.Model):
    """What a member says for its huvudman before the decision. Not part of the decision.

    It stands filled in when the decision is recorded, and may be changed until then.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="prepared")
    principal = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField("ställning", max_length=10, choices=Stance)
    note = models.CharField("anteckning", max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "principal"], name="one_prepared_stance_each"),
        ]

    def __str__(self) -> str:
        return f"{self.principal}: {self.get_stance_display()}"
