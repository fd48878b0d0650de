"""Vad är genomfört? Results by year and decisions that have been registered."""

from dataclasses import dataclass
from itertools import groupby

from county.models import HistoricDecision, YearlyResult
from foundation.text.numbers import counted


@dataclass(frozen=True)
class Year:
    """A year's results. `partly` are those that only some huvudmän have adopted."""

    year: int
    results: tuple[YearlyResult, ...]

    @property
    def partly(self) -> int:
        """How many of the year's results are adopted by some but not all."""
        return sum(is_partial(result) for result in self.results)


@dataclass(frozen=True)
class Done:
    """The answer: a sentence, the years, and the latest decisions known before the portal."""

    sentence: str
    years: tuple[Year, ...]
    decisions: tuple[HistoricDecision, ...]


def is_partial(result: YearlyResult) -> bool:
    """True when fewer huvudmän than all have adopted the result: never shown as done."""
    return (
        result.adopted is not None and result.out_of is not None and result.adopted < result.out_of
    )


def what_is_done(latest: int = 5) -> Done:
    """The results by year and the latest decisions. Two queries."""
    rows = YearlyResult.objects.order_by("-year", "order")
    years = tuple(
        Year(year, tuple(results)) for year, results in groupby(rows, lambda row: row.year)
    )
    decisions = HistoricDecision.objects.filter(is_decision=True).select_related("body")
    return Done(
        sentence=_sentence(years),
        years=years,
        decisions=tuple(decisions.exclude(decided_on=None)[:latest]),
    )


def _sentence(years: tuple[Year, ...]) -> str:
    if not years:
        return "Inga resultat är redovisade än."
    latest = years[0]
    said = f"För {latest.year} redovisas {counted(len(latest.results), 'resultat', 'resultat')}"
    if latest.partly:
        adopted = counted(latest.partly, "av dem är antaget", "av dem är antagna")
        return f"{said}. {adopted[0].upper()}{adopted[1:]} av bara en del av huvudmännen."
    return f"{said}."
