"""Roles, and what holding one lets a person do in the portal."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from county.models.base import NamedRow


class Capability(models.TextChoices):
    """A right that a role carries. Rights to decide come from bodies' mandates instead."""

    PROPOSE = "propose", "påbörja initiativ"
    RECEIVE = "receive", "ta emot och begära komplettering av initiativ"
    ARRANGE = "arrange", "planera möten och föra föredragningslista"
    RECORD = "record", "anteckna beslut vid möten"
    REGISTER = "register", "diarieföra"
    ASSESS_NEEDS = "assess_needs", "bedöma behov"
    STEWARD_INDICATORS = "steward_indicators", "förvalta indikatorer"
    OPERATE = "operate", "sköta länets uppgifter och driften"


class Role(NamedRow):
    """A role that a membership gives, with its capabilities."""

    capabilities = ArrayField(
        models.CharField(max_length=30, choices=Capability),
        verbose_name="behörigheter",
        default=list,
        blank=True,
    )

    class Meta(NamedRow.Meta):
        verbose_name = "roll"
        verbose_name_plural = "roller"
