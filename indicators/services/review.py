"""Accept what a source has changed about a series, so that its figures are fetched again."""

from django.db import transaction
from django.utils import timezone

from county.models import User
from foundation.errors import NotAllowed, WrongState
from foundation.versions import lock
from indicators import rules
from indicators.models import DataSeries
from indicators.services.refresh.metadata import ended_in
from indicators.touching import touch_series


@transaction.atomic
def accept_changes(series_id: int, *, user: User, version: int, seen: str) -> DataSeries:
    """Pin the source's new title, level and division, with a row in the series' history.

    `seen` is the note that the person read. Raises NotAllowed, StaleVersion, or WrongState when
    there is nothing to accept or the source has changed the series once more.
    """
    if not rules.may_judge(user):
        raise NotAllowed("Bara den som ansvarar för indikatorerna kan godkänna ändrade serier.")
    series = lock(DataSeries, series_id, version=version)
    if not series.review_note:
        raise WrongState("Det finns inget att granska för serien längre.")
    if series.review_note.strip() != seen.strip():
        raise WrongState("Källan har ändrat serien igen. Läs den nya uppgiften först.")
    facts = series.review_facts
    series.title, series.levels = facts["title"], facts["levels"]
    series.gendered = facts["gendered"]
    series.ends_year = series.ends_year or ended_in(series.title)
    series.review_note, series.review_facts, series.digest = "", {}, ""
    series.version += 1
    series.changed_at, series.changed_by = timezone.now(), user
    series.save()
    touch_series([series.pk])
    return series
