"""What every county row has: a key of its own, an order, a source, and a history."""

from django.db import models
from simple_history.models import HistoricalRecords

from foundation.models import Versioned


class CountyRow(Versioned):
    """A row of the county file, or one that an operator added.

    `key` is stable and unique in its table. `source` names the document the fact is taken
    from. `unverified` marks what no source document states. `demo` marks what only the
    demonstration holds.
    """

    key = models.SlugField("nyckel", max_length=80, unique=True)
    order = models.PositiveSmallIntegerField("ordning", default=0)
    source = models.CharField("källa", max_length=300, blank=True)
    unverified = models.BooleanField("ej styrkt i källdokument", default=False)
    demo = models.BooleanField("endast demonstration", default=False)
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        ordering = ["order", "key"]


class NamedRow(CountyRow):
    """A county row with a name, and a description in our own words."""

    name = models.CharField("namn", max_length=250)
    summary = models.TextField("beskrivning", blank=True)

    class Meta(CountyRow.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name
