"""What a body decides to follow: its status follows decisions, not a form."""

from django.core.exceptions import ValidationError
from django.db import models

from county.models.base import NamedRow

BY_DECISION = frozenset({"decided", "retired"})
"""The statuses that only `indicators.services.adoption` gives and takes."""


class AdoptableRow(NamedRow):
    """An indicator or a measure. `status` is the column its transition table moves.

    The county's file may say that a row is decided, which is a fact from before the portal.
    """

    status: "models.CharField[str, str]"

    class Meta(NamedRow.Meta):
        abstract = True

    def clean(self) -> None:
        """Refuse a status that only a decision gives or takes."""
        super().clean()
        stored = type(self)._default_manager.filter(pk=self.pk).first()
        before = stored.status if stored else ""
        if self.status != before and {before, self.status} & BY_DECISION:
            raise ValidationError(
                {
                    "status": "Statusen följer ett diariefört beslut. För in beslutet under "
                    "Indikatorer, Uppsättningen."
                }
            )
