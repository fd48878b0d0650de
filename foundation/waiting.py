"""What waits for a person: every floor says its part, the page of my work composes the letter.

A provider is a function of the user that returns items; it makes a constant number of queries.
A sentence marks its verb with brackets, and the verb becomes the link: «[Bedöm] tre nya behov».
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation.pages import Task

_VERB = re.compile(r"^(?P<before>[^\[]*)\[(?P<verb>[^\]]+)\](?P<after>.*)$", re.DOTALL)


@dataclass(frozen=True)
class WaitingItem:
    """One sentence of the letter, where its verb leads, and since when it has waited."""

    sentence: str
    url: str
    since: datetime | None = None
    due: str = ""
    context: str = ""

    @property
    def task(self) -> Task:
        """The sentence in the parts that the letter shows."""
        match = _VERB.match(self.sentence)
        if match is None:
            return Task("", self.sentence, self.url, due=self.due, context=self.context)
        return Task(
            match["before"].strip(), match["verb"], self.url, match["after"].strip(),
            due=self.due, context=self.context,
        )  # fmt: skip


Provider = Callable[[Any], Iterable[WaitingItem]]
_providers: dict[str, Provider] = {}


def register(provider: Provider) -> Provider:
    """Let `provider` say what waits. Usable as a decorator; registering twice does no harm."""
    _providers[f"{provider.__module__}.{provider.__qualname__}"] = provider
    return provider


def waiting_for(user: Any) -> list[WaitingItem]:
    """Everything that waits for `user`, what has waited longest first."""
    found = [item for provider in _providers.values() for item in provider(user)]
    return sorted(found, key=_age)


def _age(item: WaitingItem) -> tuple[bool, float]:
    return item.since is None, item.since.timestamp() if item.since else 0
