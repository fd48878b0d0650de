"""What waits for those who answer for the figures."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Min
from django.urls import reverse

from foundation.text.numbers import counted
from foundation.waiting import WaitingItem, register
from indicators import rules
from indicators.models import QuarantinedValue, Refresh
from indicators.runs import latest_ended, to_review
from indicators.source_names import name_of

Status = Refresh.Status


@register
def waiting(user: Any) -> Iterable[WaitingItem]:
    """Runs that did not go well, values in quarantine, and series that have changed."""
    if rules.may_judge(user):
        yield from _runs()
        yield from _quarantine()
        yield from _series()


def _runs() -> Iterator[WaitingItem]:
    sentences = {
        Status.FAILED: "Hämtningen från {} misslyckades. [Se varför]",
        Status.PARTIAL: "Hämtningen från {} blev inte hel. [Se vad som saknas]",
    }
    for run in latest_ended():
        if run.status in sentences:
            yield WaitingItem(
                sentences[Status(run.status)].format(name_of(run.source_key)),
                reverse("indicator_run", args=[run.pk]),
                run.ended_at,
            )


def _quarantine() -> Iterator[WaitingItem]:
    held = QuarantinedValue.objects.filter(state=QuarantinedValue.State.OPEN)
    count = held.count()
    if count:
        yield WaitingItem(
            f"[Bedöm] {counted(count, 'orimligt värde', 'orimliga värden')} i karantän",
            reverse("indicator_quarantine"),
            held.aggregate(since=Min("seen_at"))["since"],
        )


def _series() -> Iterator[WaitingItem]:
    count = to_review().count()
    if count:
        yield WaitingItem(
            f"[Granska] {counted(count, 'serie', 'serier', common=True)} som källan har ändrat",
            reverse("indicators_work"),
        )
