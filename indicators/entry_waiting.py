"""What waits for a person: values and files to look at, notes to publish."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse

from foundation.text.numbers import counted
from foundation.waiting import WaitingItem, register
from indicators.entry_rules import leads, steward
from indicators.models import EnteredValue, Reflection, Upload


@register
def waiting(user: Any) -> Iterable[WaitingItem]:
    """Everything that waits for `user` among what people bring, in at most five queries."""
    if steward(user):
        yield from _to_review(user)
    if led := leads(user):
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
