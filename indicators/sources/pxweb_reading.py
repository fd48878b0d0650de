"""How a PxWeb table is read: the questions that fit its limits, and the answers put together."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import prod

import httpx2

from indicators.sources import pxweb
from indicators.sources.base import (
    GroupFacts,
    Period,
    Reading,
    SeriesFacts,
    SourceError,
    Tally,
)
from indicators.sources.fetching import POLITE_SECONDS, Fetcher, Patience, Refused, some
from indicators.sources.pxweb import Misnamed, Selection, Table, Variable

Question = Mapping[str, Sequence[str]]
"""Variable → codes."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of an answer: its code per variable, and its value or what stood instead."""

    codes: Mapping[str, str]
    value: float | None
    status: str = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What codes of the answer stand for."""

    areas: dict[str, str]
    periods: dict[str, Period]
    genders: dict[str, str]
    region: str
    time: str
    gender: str
    parts: int
    """How many cells are added up for one value."""


class PxWeb(ABC):
    """Reads PxWeb tables. Implements `Source`, but for the dialect of one version."""

    key: str
    name: str
    batch_size = 25
    most_cells: int
    """The most cells of one question, when nothing else is said."""

    def __init__(
        self,
        base_url: str,
        *,
        interval: float = POLITE_SECONDS,
        patience: Patience | None = None,
        max_cells: int | None = None,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._max_cells = max_cells or self.most_cells
        self._fetcher = Fetcher(
            base_url, self.name, interval=interval, patience=patience, transport=transport
        )

    @abstractmethod
    def _table(self, table: str, tally: Tally) -> Table:
        """The metadata of a table."""

    @abstractmethod
    def _cells(self, table: str, question: Question, tally: Tally) -> Iterator[Cell]:
        """The cells of one question, which keeps within the limit."""

    @abstractmethod
    def _limit(self, tally: Tally) -> int:
        """The most cells that one question may ask for."""

    def describe(self, series: Sequence[str], tally: Tally) -> Iterator[SeriesFacts]:
        """Facts from the tables' metadata. An unknown table or code is left out, with a note."""
        for external_id in series:
            try:
                chosen = pxweb.selection(external_id)
                table = self._table(chosen.table, tally)
                words = [
                    _listed([variable.labels[code] for code in chosen.codes(variable)])
                    for variable in table.variables
                    if variable.code in chosen.choices
                ]
            except (Refused, Misnamed) as error:
                tally.notes.append(str(error))
                continue
            region = table.first("region")
            yield SeriesFacts(
                external_id=external_id,
                title=table.title,
                description=" · ".join(words),
                levels=pxweb.levels(list(region.labels)) if region else "",
                gendered=table.first("gender") is not None,
            )

    def read(
        self,
        series: Sequence[str],
        areas: Sequence[str],
        years: Iterable[int],
        tally: Tally,
        *,
        since: date | None = None,
    ) -> Iterator[Reading]:
        """Every value of the series for the areas and years. See `Source.read`.

        PxWeb cannot be asked for changes alone: with `since` a table that says when it was
        updated is skipped if that was before; any other is read in full. Groups of areas do
        not exist here and are passed over.
        """
        if max(len(series), len(areas)) > self.batch_size:
            raise ValueError(f"one reading may name {self.batch_size} series and areas")
        wanted = frozenset(years)
        for external_id in series:
            chosen = pxweb.selection(external_id)
            table = self._table(chosen.table, tally)
            if since and table.updated and table.updated[:10] < since.isoformat():
                continue
            yield from self._read(chosen, table, areas, wanted, tally)

    def groups(self, codes: Sequence[str], tally: Tally) -> Iterator[GroupFacts]:
        """PxWeb has no groups of areas."""
        if codes:
            tally.notes.append(f"{self.name} har inga grupper av områden.")
        return iter(())

    def _read(
        self,
        chosen: Selection,
        table: Table,
        areas: Sequence[str],
        years: frozenset[int],
        tally: Tally,
    ) -> Iterator[Reading]:
        question, plan = self._plan(chosen, table, areas, years)
        known = set(plan.areas.values())
        if absent := sorted(area for area in areas if area not in known and area[:1] != "G"):
            tally.notes.append(f"{chosen.table} har inga uppgifter för {some(absent)}.")
        if not plan.areas or not plan.periods:
            tally.notes.append(f"{chosen.table} har inga uppgifter för det som efterfrågades.")
            return
        questions = [question]
        if plan.gender and "T" not in plan.genders.values() and _total(table, chosen):
            # Without the variable the table itself adds women and men together.
            questions.append({k: v for k, v in question.items() if k != plan.gender})
        for whole in questions:
            for part in self._split(whole, (plan.time, plan.region), self._limit(tally)):
                yield from self._readings(chosen, part, plan, tally)

    def _plan(
        self, chosen: Selection, table: Table, areas: Sequence[str], years: frozenset[int]
    ) -> tuple[Question, _Plan]:
        region, time, gender = (table.first(kind) for kind in ("region", "time", "gender"))
        if region is None or time is None:
            raise Misnamed(f"Tabellen {chosen.table} saknar region eller tid.")
        free = {each.code for each in table.variables} - {region.code, time.code}
        if odd := sorted(set(chosen.choices) - free):
            raise Misnamed(f"I tabellen {chosen.table} går det inte att välja ”{odd[0]}”.")
        question: dict[str, Sequence[str]] = {}
        for variable in table.variables:
            if variable.code in chosen.choices:
                question[variable.code] = chosen.codes(variable)
            elif variable not in (region, time, gender) and not variable.eliminable:
                raise Misnamed(
                    f"Beteckningen ”{chosen.external_id}” behöver säga vilket värde i "
                    f"{variable.code} som avses."
                )
        parts = prod(len(codes) for name, codes in question.items() if name not in _of(gender))
        known = pxweb.genders(gender) if gender else {}
        if gender and gender.code in question:
            known = {code: each for code, each in known.items() if code in question[gender.code]}
        if gender and not known:
            raise Misnamed(f"Könen i tabellen {chosen.table} går inte att tolka.")
        places = {pxweb.to_source(area): area for area in areas}
        spans = {code: pxweb.period(label) for code, label in time.labels.items()}
        plan = _Plan(
            areas={code: places[code] for code in region.labels if code in places},
            periods={c: span for c, span in spans.items() if span and span.year in years},
            genders=known,
            region=region.code,
            time=time.code,
            gender=gender.code if gender else "",
            parts=parts,
        )
        question |= {region.code: list(plan.areas), time.code: list(plan.periods)}
        if gender:
            question[gender.code] = list(known)
        return question, plan

    def _split(self, question: Question, along: Sequence[str], limit: int) -> Iterator[Question]:
        """The question in parts that keep within the limit, halved along time or region."""
        longest = max(along, key=lambda name: len(question[name]))
        codes = question[longest]
        if prod(map(len, question.values())) <= limit:
            yield question
        elif len(codes) == 1:
            raise SourceError(f"En fråga till {self.name} blir större än {limit} celler.")
        else:
            middle = len(codes) // 2
            for half in (codes[:middle], codes[middle:]):
                yield from self._split({**question, longest: half}, along, limit)

    def _readings(
        self, chosen: Selection, question: Question, plan: _Plan, tally: Tally
    ) -> Iterator[Reading]:
        """Add the cells up that belong to one value. A part that is missing makes it missing."""
        sums: dict[tuple[str, Period, str], list[Cell]] = {}
        found = list(self._cells(chosen.table, question, tally))
        tally.entries += len(found)
        # Both versions give a cell for every combination; one that is short has lost some.
        if len(found) != prod(map(len, question.values())):
            raise SourceError(f"{self.name} svarade med för få eller för många celler.")
        for cell in found:
            area = plan.areas.get(cell.codes.get(plan.region, ""))
            span = plan.periods.get(cell.codes.get(plan.time, ""))
            code = cell.codes.get(plan.gender)
            gender = "T" if code is None else plan.genders.get(code)
            if area is None or span is None or gender is None:
                raise SourceError(f"{self.name} svarade med annat än det som efterfrågades.")
            sums.setdefault((area, span, gender), []).append(cell)
        for (area, span, gender), cells in sums.items():
            if len(cells) != plan.parts:
                raise SourceError(f"{self.name} svarade med för få eller för många celler.")
            values = [cell.value for cell in cells if cell.value is not None]
            yield Reading(
                series=chosen.external_id,
                area=area,
                period=span,
                gender=gender,
                value=sum(values) if len(values) == len(cells) else None,
                status=next((cell.status for cell in cells if cell.value is None), ""),
            )


def _total(table: Table, chosen: Selection) -> bool:
    gender = table.first("gender")
    return bool(gender and gender.eliminable and gender.code not in chosen.choices)


def _of(variable: Variable | None) -> tuple[str, ...]:
    return (variable.code,) if variable else ()


def _listed(labels: list[str], most: int = 4) -> str:
    return ", ".join(labels) if len(labels) <= most else f"{labels[0]} – {labels[-1]}"
