"""Which joint initiatives steer towards a measure. The floor above says; this floor asks.

`initiatives` registers a provider, so that a measure's page can name what is meant to move it
without this package knowing what an initiative is.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Steering:
    """Something that is meant to move a measure, for everybody to read.

    `since` is the day from which a movement could be looked for: its baseline.
    """

    measure_id: int
    title: str
    url: str
    since: date


Provider = Callable[[Collection[int]], Iterable[Steering]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Register what tells which work steers towards the measures with the given keys.

    It is asked once for all measures of a page and makes one query. Usable as a decorator.
    """
    if provider not in _providers:
        _providers.append(provider)
    return provider


def steering_towards(measures: Collection[int]) -> list[Steering]:
    """Everything public that steers towards any of the measures, oldest first."""
    found = [each for provider in _providers for each in provider(measures)]
    return sorted(found, key=lambda each: (each.since, each.title))
