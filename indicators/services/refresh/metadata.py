"""What a source says of its series, held against what somebody accepted last."""

import re
from dataclasses import asdict, dataclass

from indicators.models import DataSeries
from indicators.services.refresh.remembering import remember
from indicators.sources.base import SeriesFacts

_ENDED = re.compile(r"\(\s*-\s*(\d{4})\s*\)\s*$")


@dataclass(frozen=True, slots=True)
class Pinned:
    """The facts that a person must accept anew when they change."""

    title: str
    levels: str
    gendered: bool


def ended_in(title: str) -> int | None:
    """The last year of a series that has ended, which sources write last in its title."""
    found = _ENDED.search(title)
    return int(found[1]) if found else None


def compare(series: DataSeries, facts: SeriesFacts) -> str:
    """Remember what the source says; a sentence when the series is to be reviewed, else empty.

    What was never pinned is pinned now. Dates and description are the source's own and follow
    it; a title, a level or a division that has changed waits for a person.
    """
    pinned = Pinned(series.title or _plain(facts.title), series.levels, series.gendered)
    pinned = Pinned(pinned.title, pinned.levels or facts.levels, pinned.gendered)
    given = Pinned(
        _plain(facts.title),
        facts.levels or pinned.levels,
        pinned.gendered if facts.gendered is None else facts.gendered,
    )
    note = _difference(pinned, given)
    remember(
        series,
        title=pinned.title,
        levels=pinned.levels,
        description=facts.description or series.description,
        publication_date=facts.publication_date,
        preliminary_date=facts.preliminary_date,
        publication_period=facts.publication_period[:10],
        review_note=note,
        review_facts=asdict(given) if note else {},
    )
    return note


def _difference(pinned: Pinned, given: Pinned) -> str:
    changes = []
    if _plain(pinned.title) != given.title:
        changes.append(f"Källan kallar serien ”{given.title}” i stället för ”{pinned.title}”.")
    if pinned.levels != given.levels:
        levels = {key: str(label) for key, label in DataSeries.Levels.choices}
        now, before = (levels.get(each, each) for each in (given.levels, pinned.levels))
        changes.append(f"Källan har serien för {now} i stället för {before}.")
    if pinned.gendered != given.gendered:
        changes.append(
            "Källan delar nu upp serien efter kön."
            if given.gendered
            else "Källan delar inte längre upp serien efter kön."
        )
    return " ".join(changes)


def _plain(text: str) -> str:
    """The text with single, ordinary spaces: sources mix them."""
    return " ".join(text.split())
