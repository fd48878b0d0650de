"""Labels beside the ends of lines: as near as they may stand without touching.

The problem is least squares under an order: each label wants the height of its line's end, and
must keep clear of its neighbours. Pooling neighbours that want the same place solves it exactly,
so that no two labels ever collide, whatever the figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label's wish: the height of its middle, how tall it is, and how dearly it is wanted."""

    middle: float
    tall: float
    priority: int = 0


@dataclass(slots=True)
class _Pool:
    total: float
    members: int

    @property
    def level(self) -> float:
        return self.total / self.members


def spread(wanted: Sequence[Wanted], low: float, high: float) -> list[float | None]:
    """The middle of each label between `low` and `high`, in the order given.

    Where there is no room for all, those of the lowest priority are left out (None).
    """
    kept = _that_fit(wanted, high - low)
    placed: list[float | None] = [None] * len(wanted)
    order = sorted(kept, key=lambda index: (wanted[index].middle, -wanted[index].priority, index))
    if not order:
        return placed
    # Take away what the labels above fill: what is left must only never decrease.
    above, free = 0.0, []
    for index in order:
        tall = wanted[index].tall
        free.append(wanted[index].middle - above - tall / 2)
        above += tall
    lift = 0.0
    for index, level in zip(order, _never_decreasing(free), strict=True):
        level = min(max(level, low), high - above)  # noqa: PLW2901 - held inside the picture
        placed[index] = round(level + lift + wanted[index].tall / 2, 2)
        lift += wanted[index].tall
    return placed


def _that_fit(wanted: Sequence[Wanted], room: float) -> list[int]:
    kept, used = [], 0.0
    for index in sorted(range(len(wanted)), key=lambda each: (-wanted[each].priority, each)):
        if used + wanted[index].tall <= room + 1e-9:
            kept.append(index)
            used += wanted[index].tall
    return kept


def _never_decreasing(levels: Sequence[float]) -> list[float]:
    """The nearest sequence that never decreases (pool adjacent violators)."""
    pools: list[_Pool] = []
    for level in levels:
        pools.append(_Pool(level, 1))
        while pools[1:] and pools[-2].level > pools[-1].level:
            last = pools.pop()
            pools[-1].total += last.total
            pools[-1].members += last.members
    return [pool.level for pool in pools for _ in range(pool.members)]
