"""What waits for a person among the figures: runs and values to judge, files, notes."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse

from foundation.text.numbers import counted
from foundation.waiting import WaitingItem, register
from indicators import rules
from indicators.models import EnteredValue, Reflection, Refresh, Upload
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


@register
def brought(user: Any) -> Iterable[WaitingItem]:
    """Everything that waits for `user` among what people bring, in at most five queries."""
    if rules.steward(user):
        yield from _to_review(user)
    if led := rules.leads(user):
        drafts = Reflection.objects.filter(state=Reflection.State.DRAFT, body__in=led)
        found = drafts.exclude(written_by=user).aggregate(
            how_many=Count("pk"), since=Min("changed_at")
        )
        if found["how_many"]:
            words = counted(found["how_many"], "utkast till reflektion", "utkast till reflektioner")
            yield WaitingItem(f"[Läs] {words} om siffrorna", reverse("reflections"), found["since"])


def _to_review(user: Any) -> Iterable[WaitingItem]:
    entries = EnteredValue.objects.waiting().exclude(entered_by=user)
    found = entries.aggregate(how_many=Count("pk"), since=Min("entered_at"))
    if found["how_many"]:
        words = counted(found["how_many"], "inmatat värde", "inmatade värden")
        yield WaitingItem(f"[Granska] {words}", reverse("entries"), found["since"])
    for upload in Upload.objects.waiting().exclude(uploaded_by=user).for_list().order_by("pk")[:10]:
        yield WaitingItem(
            f"[Granska] filen ”{upload.name}” med värden",
            reverse("upload", args=[upload.pk]),
            upload.changed_at,
        )
    own = Upload.objects.filter(uploaded_by=user, state=Upload.State.PREVIEWED).for_list()
    for upload in own.order_by("pk")[:10]:
        yield WaitingItem(
            f"[Läs vad filen] ”{upload.name}” skulle ändra och lämna den till granskning",
            reverse("upload", args=[upload.pk]),
            upload.uploaded_at,
        )
