"""What waits for a person among the figures: runs and values to judge, files, notes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, Min, QuerySet, Value
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
    """What a steward is to look at. Two queries."""
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
    """Everything that waits for `user` among what people bring, in one query."""
    parts = [*_to_review(user)] if rules.steward(user) else []
    if led := rules.leads(user):
        drafts = Reflection.objects.filter(state=Reflection.State.DRAFT, body__in=led)
        parts.append(_counted("drafts", drafts.exclude(written_by=user), "changed_at"))
    if parts:
        for kind, number, since, name in parts[0].union(*parts[1:], all=True):
            if number:
                yield _ITEMS[kind](number, since, name)


def _to_review(user: Any) -> Iterator[QuerySet[Any, Any]]:
    yield _counted("entries", EnteredValue.objects.waiting().exclude(entered_by=user), "entered_at")
    yield _named("files", Upload.objects.waiting().exclude(uploaded_by=user), "changed_at")
    own = Upload.objects.filter(uploaded_by=user, state=Upload.State.PREVIEWED)
    yield _named("own files", own.exclude(new=0, changed=0), "uploaded_at")
    yield _named("idle files", own.filter(new=0, changed=0), "uploaded_at")


def _counted(kind: str, rows: QuerySet[Any, Any], at: str) -> QuerySet[Any, Any]:
    """One row with how many there are and since when."""
    totals: QuerySet[Any, Any] = (
        rows.order_by().values(kind=Value(kind)).annotate(number=Count("pk"), since=Min(at))
    )
    return totals.values_list("kind", "number", "since", Value("", CharField()))


def _named(kind: str, rows: QuerySet[Any, Any], at: str) -> QuerySet[Any, Any]:
    """The first ten, by name."""
    return rows.order_by("pk").values_list(Value(kind), "pk", at, "name")[:10]


def _entries(many: int, since: datetime, _name: str) -> WaitingItem:
    words = counted(many, "inmatat värde", "inmatade värden")
    return WaitingItem(f"[Granska] {words}", reverse("entries"), since)


def _drafts(many: int, since: datetime, _name: str) -> WaitingItem:
    words = counted(many, "utkast till reflektion", "utkast till reflektioner")
    return WaitingItem(f"[Läs] {words} om siffrorna", reverse("reflections"), since)


def _file(pk: int, since: datetime, name: str) -> WaitingItem:
    sentence = f"[Granska] filen ”{name}” med värden"
    return WaitingItem(sentence, reverse("upload", args=[pk]), since)


def _own_file(pk: int, since: datetime, name: str) -> WaitingItem:
    sentence = f"[Läs vad filen] ”{name}” skulle ändra och lämna den till granskning"
    return WaitingItem(sentence, reverse("upload", args=[pk]), since)


def _idle_file(pk: int, since: datetime, name: str) -> WaitingItem:
    sentence = f"[Rätta eller kasta filen] ”{name}”, som inte skulle ändra något värde"
    return WaitingItem(sentence, reverse("upload", args=[pk]), since)


_ITEMS = {
    "entries": _entries, "drafts": _drafts, "files": _file, "own files": _own_file,
    "idle files": _idle_file,
}  # fmt: skip
