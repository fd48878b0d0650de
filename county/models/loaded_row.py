"""What the county file last said, so that a new load changes exactly what differs."""

from django.db import models


class LoadedRow(models.Model):
    """The last loaded values of one row of one section of the county file."""

    section = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    values = models.JSONField()
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["section", "key"], name="one_row_per_section_and_key"),
        ]

    def __str__(self) -> str:
        return f"{self.section}/{self.key}"
