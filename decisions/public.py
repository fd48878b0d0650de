"""The public list of decisions, from two sources in one order, in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import ExtractYear
from django.urls import reverse

from county.models import HistoricDecision
from decisions.models import Decision
from diary.models import DiaryDocument
from foundation.publishing import register_paths
from foundation.text.dates import DatePrecision, iso_date

HERE, HISTORIC = "here", "historic"


@dataclass(frozen=True)
class PublicDecision:
    """One row. `date` is what is known of it, in words when the day is not."""

    date: str
    number: str
    url: str
    title: str
    body: str
    outcome: str
    note: str = ""


class PublicDecisions(Sequence[PublicDecision]):
    """The rows as a sequence that a paginator can cut: two queries to count, three for a page."""

    def __init__(self, year: int | None) -> None:
        here = Decision.objects.registered().filter(
            document__in=DiaryDocument.objects.disclosed().values("pk")
        )
        historic = HistoricDecision.objects.filter(is_decision=True)
        if year is not None:
            here = here.filter(decided_on__year=year)
            historic = historic.filter(decided_on__year=year)
        kind = Value(HERE, CharField())
        older = Value(HISTORIC, CharField())
        self._rows = (
            here.order_by()
            .annotate(origin=kind)
            .values_list("origin", "pk", "decided_on")
            .union(
                historic.order_by()
                .annotate(origin=older)
                .values_list("origin", "pk", "decided_on"),
                all=True,
            )
            .order_by(F("decided_on").desc(nulls_last=True), "origin", "-pk")
        )

    def __len__(self) -> int:
        return self._rows.count()

    @overload
    def __getitem__(self, index: int) -> PublicDecision: ...
    @overload
    def __getitem__(self, index: slice) -> list[PublicDecision]: ...
    def __getitem__(self, index: int | slice) -> PublicDecision | list[PublicDecision]:
        if isinstance(index, int):
            return self[index : index + 1][0]
        keys = [(source, pk) for source, pk, _day in self._rows[index]]
        found = _of_here([pk for source, pk in keys if source == HERE])
        found |= _of_old([pk for source, pk in keys if source == HISTORIC])
        return [found[key] for key in keys]


def public_decisions(year: int | None = None) -> PublicDecisions:
    """Every decision that the public may see, newest first; those of one year when given."""
    return PublicDecisions(year)


def years() -> list[int]:
    """The years to choose among, latest first."""
    here = Decision.objects.registered().order_by()
    historic = HistoricDecision.objects.filter(is_decision=True, decided_on__isnull=False)
    found = (
        here.annotate(year=ExtractYear("decided_on"))
        .values_list("year", flat=True)
        .union(historic.order_by().annotate(year=ExtractYear("decided_on")).values_list("year"))
    )
    return sorted(found, reverse=True)


@register_paths
def paths() -> list[str]:
    """The addresses of this package that are published."""
    return [reverse("decisions")]


def _of_here(pks: list[int]) -> dict[tuple[str, int], PublicDecision]:
    rows = Decision.objects.filter(pk__in=pks).select_related("document")
    return {(HERE, row.pk): _row(row) for row in rows}


def _row(decision: Decision) -> PublicDecision:
    """Only the register's public fields: they never fall back to the internal ones."""
    document = decision.document
    assert document is not None  # noqa: S101 - registered() said so
    number = document.number or ""
    return PublicDecision(
        date=iso_date(decision.decided_on),
        number=number,
        url=_address(number),
        title=document.public_title,
        body=document.public_party,
        outcome=decision.get_outcome_display(),
    )


def _address(number: str) -> str:
    return reverse("diary_document", args=[number])


def _known(row: HistoricDecision) -> str:
    """The day as tables show it; what is less than a day, in words."""
    if row.decided_on and row.date_precision == DatePrecision.DAY and not row.date_note:
        return iso_date(row.decided_on)
    return row.known_date


def _of_old(pks: list[int]) -> dict[tuple[str, int], PublicDecision]:
    rows = list(HistoricDecision.objects.filter(pk__in=pks).select_related("body"))
    numbers = {row.diary_number for row in rows if row.diary_number}
    known = set(
        DiaryDocument.objects.disclosed()
        .filter(Q(number__in=numbers))
        .values_list("number", flat=True)
    )
    return {
        (HISTORIC, row.pk): PublicDecision(
            date=_known(row),
            number=row.diary_number,
            url=_address(row.diary_number) if row.diary_number in known else "",
            title=row.title,
            body=row.body.name if row.body else "",
            outcome="",
            note=row.note,
        )
        for row in rows
    }
