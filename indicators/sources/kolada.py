"""Kolada's API, version 3. Base address from `KOLADA_BASE_URL`.

What Kolada does that a reader must know (each has a test):
- at most 25 ids a list; longer lists are refused here, before anything is sent;
- wrong questions are answered with 200 and nothing: that becomes a note, never silence;
- genders come in any order, and rows of groups may stand among the others;
- null is "not reported"; nothing in `status` says more than that;
- pages are followed by `next_url`, on the same server only.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import httpx2
from django.conf import settings

from indicators.sources.base import GroupFacts, Reading, SeriesFacts, SourceError, Tally, turns
from indicators.sources.fetching import POLITE_SECONDS, Fetcher, Patience, some
from indicators.sources.kolada_rows import Asked, Rows

BATCH = 25
MAX_PAGES = 400
NAME = "Kolada"


class Kolada:
    """Reads Kolada. Implements `Source`."""

    key = "kolada"
    batch_size = BATCH

    def __init__(
        self,
        base_url: str,
        *,
        interval: float = POLITE_SECONDS,
        patience: Patience | None = None,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._fetcher = Fetcher(
            base_url, NAME, interval=interval, patience=patience, transport=transport
        )

    def describe(self, series: Sequence[str], tally: Tally) -> Iterator[SeriesFacts]:
        """Facts of the KPIs; those that Kolada does not know are left out, with a note."""
        if not series:
            return
        missing = list(dict.fromkeys(series))
        for row in self._rows(self._fetcher.address("kpi", _ids(series)), tally):
            facts = self._facts(row, tally)
            if facts.external_id in missing:
                missing.remove(facts.external_id)
                yield facts
        if missing:
            tally.notes.append(f"{NAME} känner inte till {some(missing)}.")

    def read(
        self,
        series: Sequence[str],
        areas: Sequence[str],
        years: Iterable[int],
        tally: Tally,
        *,
        since: date | None = None,
    ) -> Iterator[Reading]:
        """Every value of the KPIs for the areas and years. See `Source.read`.

        Raises ValueError for more than 25 KPIs or areas, and for no areas at all: without them
        Kolada answers with thousands of groups. Longer lists of years are asked for in turns.
        """
        kpis, places, wanted = _ids(series), _ids(areas), sorted(set(years))
        query = {"from_date": since.isoformat()} if since else None
        rows = Rows(Asked(frozenset(series), frozenset(areas), frozenset(wanted)), NAME)
        try:
            for turn in turns(wanted, BATCH):
                named = ",".join(map(str, turn))
                path = ("data/kpi", kpis, "municipality", places, "year", named)
                for row in self._rows(self._fetcher.address(*path, query=query), tally):
                    tally.entries += 1
                    yield from rows.readings(row)
            # Nothing changed since a day is an answer; nothing at all is a finding.
            if since is None:
                rows.note_silent(series)
        finally:
            tally.notes += rows.notes()

    def groups(self, codes: Sequence[str], tally: Tally) -> Iterator[GroupFacts]:
        """The groups and their members now; unknown groups are left out, with a note."""
        if not codes:
            return
        missing = list(dict.fromkeys(codes))
        url = self._fetcher.address("municipality_groups", _ids(codes))
        for row in self._rows(url, tally):
            code, title = _text(row, "id"), _text(row, "title")
            members = row.get("members")
            if not isinstance(members, list) or not all(isinstance(m, dict) for m in members):
                self._fetcher.unexpected(f"gruppen {code} saknar medlemmar")
            pairs = tuple((_text(m, "member_id"), _text(m, "member_title")) for m in members)
            if code in missing:
                missing.remove(code)
                yield GroupFacts(code, title, pairs)
        if missing:
            tally.notes.append(f"{NAME} känner inte till grupperna {some(missing)}.")

    def _rows(self, url: httpx2.URL, tally: Tally) -> Iterator[Mapping[str, Any]]:
        """The rows of all pages. Raises SourceError when the pages do not lead to an end."""
        seen: set[str] = set()
        while True:
            seen.add(str(url))
            page = self._fetcher.get(url, tally)
            if not isinstance(page, dict) or not isinstance(page.get("values"), list):
                self._fetcher.unexpected("listan med värden saknas")
            for row in page["values"]:
                if not isinstance(row, dict):
                    self._fetcher.unexpected("en rad är inte ett objekt")
                yield row
            following = page.get("next_url")
            if following is None:
                return
            if not isinstance(following, str):
                self._fetcher.unexpected("länken till nästa sida är inte en text")
            url = self._next(url, following, seen)

    def _next(self, url: httpx2.URL, following: str, seen: set[str]) -> httpx2.URL:
        try:
            url = url.join(following)
        except httpx2.InvalidURL:
            self._fetcher.unexpected("länken till nästa sida går inte att läsa")
        if self._fetcher.elsewhere(url):
            raise SourceError(
                f"{NAME} hänvisade till en annan server ({url.host}) för nästa sida. "
                "Den följs inte."
            )
        if str(url) in seen:
            raise SourceError(f"{NAME} hänvisade tillbaka till en sida som redan är läst.")
        if len(seen) >= MAX_PAGES:
            raise SourceError(f"{NAME} slutade inte efter {MAX_PAGES} sidor.")
        return url

    def _facts(self, row: Mapping[str, Any], tally: Tally) -> SeriesFacts:
        kpi, gendered = _text(row, "id"), row.get("is_divided_by_gender")
        return SeriesFacts(
            external_id=kpi,
            title=_text(row, "title"),
            description=_optional(row, "description"),
            levels=_optional(row, "municipality_type"),
            gendered=gendered if isinstance(gendered, bool) else None,
            publication_date=_day(row, "publication_date", kpi, tally),
            preliminary_date=_day(row, "prel_publication_date", kpi, tally),
            publication_period=str(row.get("publ_period") or ""),
        )


def from_settings() -> Kolada:
    """The Kolada that the settings name."""
    return Kolada(settings.KOLADA_BASE_URL)


def _ids(codes: Sequence[str]) -> str:
    if not 1 <= len(codes) <= BATCH:
        raise ValueError(f"one question may name 1–{BATCH} ids, not {len(codes)}")
    if odd := [code for code in codes if not (code.isascii() and code.isalnum())]:
        raise ValueError(f"no ids of {NAME}: {odd}")
    return ",".join(codes)


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value:
        raise SourceError(f"{NAME} svarade i ett oväntat format: fältet {name} saknas.")
    return value


def _optional(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _day(row: Mapping[str, Any], name: str, kpi: str, tally: Tally) -> date | None:
    value = row.get(name)
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        tally.notes.append(f"{kpi}: datumet ”{value}” i {name} gick inte att tolka.")
        return None
