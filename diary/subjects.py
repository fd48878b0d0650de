"""«Hör till»: what a case is about, told by the floors above without the diary knowing them.

An upper floor registers a resolver when it is ready:

    subjects.register(lambda case: [("Initiativ: …", "/satsningar/7/")])

A resolver of the area `public` gives only what everybody may see, with public addresses; one of
the area `work` is shown on work pages alone.
"""

from collections.abc import Callable, Iterable
from typing import Literal

from diary.models import DiaryCase

Link = tuple[str, str]
Resolver = Callable[[DiaryCase], Iterable[Link]]
Area = Literal["public", "work"]

_resolvers: list[tuple[Area, Resolver]] = []


def register(resolver: Resolver, *, area: Area = "public") -> Resolver:
    """Add a resolver; the same one twice counts once. Usable as a decorator."""
    if (area, resolver) not in _resolvers:
        _resolvers.append((area, resolver))
    return resolver


def links(case: DiaryCase, *, area: Area) -> list[Link]:
    """What the case belongs to, each link once. Work pages show the public links too."""
    shown = {"public"} if area == "public" else {"public", "work"}
    found = [link for kind, resolver in _resolvers if kind in shown for link in resolver(case)]
    return list(dict.fromkeys(found))
