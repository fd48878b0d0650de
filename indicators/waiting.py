"""What waits for those who answer for the figures."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from foundation.text.numbers import counted
from foundation.waiting import WaitingItem, register
from indicators import rules
from indicators.models import Refresh
from indicators.runs import Overview, overview

Status = Refresh.Status
_ENDED = {
    Status.FAILED: "Hämtningen från {} misslyckades. [Se varför]",
    Status.PARTIAL: "Hämtningen från {} blev inte hel. [Se vad som saknas]",
}


@register
def waiting(user: Any) -> Iterable[WaitingItem]:
    """What a steward is to look at. Three queries."""
    return items(overview()) if rules.may_judge(user) else ()


def items(now: Overview) -> Iterator[WaitingItem]:
    """Runs that did not go well, values in quarantine, and series that have changed."""
    for each in now.sources:
        if each.last is not None and each.last.status in _ENDED:
            sentence = _ENDED[Status(each.last.status)].format(each.name)
            url = reverse("indicator_run", args=[each.last.pk])
            yield WaitingItem(sentence, url, each.last.ended_at)
    if now.held:
        values = counted(now.held, "orimligt värde", "orimliga värden")
        url = reverse("indicator_quarantine")
        yield WaitingItem(f"[Bedöm] {values} i karantän", url, now.held_since)
    if now.to_review:
        series = counted(now.to_review, "serie", "serier", common=True)
        yield WaitingItem(f"[Granska] {series} som källan har ändrat", reverse("indicator_series"))
