"""Scales and their ticks: round steps for values, whole years for periods."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from foundation.text.numbers import number

ROUND_STEPS = (1, 2, 2.5, 5, 10)
ENDS = 10
"""As finely as this the ends of an axis follow its values: a tenth is left empty, or two."""
TINY = 1e-4
"""Values nearer each other than this are the same to a reader."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps `low`–`high` onto `start`–`end`, which may run upwards or downwards."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of the value, to a tenth of a unit."""
        part = (value - self.low) / (self.high - self.low) if self.high != self.low else 0.5
        return round(self.start + part * (self.end - self.start), 1)


@dataclass(frozen=True, slots=True)
class Ticks:
    """Round values from the first to the last, and as many decimals as their step needs."""

    values: tuple[float, ...]
    decimals: int

    @property
    def low(self) -> float:
        """The lowest tick: where the axis begins."""
        return self.values[0]

    @property
    def high(self) -> float:
        """The highest tick: where the axis ends."""
        return self.values[-1]

    def label(self, value: float) -> str:
        """The value as Swedish writes it."""
        return amount(value, self.decimals)


def value_ticks(
    values: Sequence[float],
    *,
    wanted: int = 5,
    floor: float | None = None,
    ceiling: float | None = None,
) -> Ticks:
    """Ticks around the values, about `wanted` of them, never outside `floor` and `ceiling`.

    The axis begins at zero when the values come near it; otherwise it begins where they do,
    and the drawing says so.
    """
    finite = [value for value in values if math.isfinite(value)] or [0.0, 1.0]
    low, high = min(finite), max(finite)
    size = max(abs(low), abs(high))
    if high - low < max(size * 1e-6, TINY):
        pad = size * 0.05 if size > TINY else 1.0
        bottom = 0.0 if floor is None and low >= 0 else floor
        low = low - pad if bottom is None else max(low - pad, min(bottom, low))
        high = high + pad if ceiling is None else min(high + pad, max(ceiling, high))
    if low > 0 and low <= 0.45 * high:
        low = 0.0
    step = _step((high - low) / max(wanted - 1, 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if floor is not None and low >= floor:
        first = max(first, math.ceil(floor / step - 1e-9))
    if ceiling is not None and high <= ceiling:
        last = min(last, math.floor(ceiling / step + 1e-9))
    # A bound between two ticks may not cut a value off.
    first = first if first * step <= low + step * 1e-9 else first - 1
    last = last if last * step >= high - step * 1e-9 else last + 1
    last = max(last, first + 1)
    decimals = max(0, -Decimal(repr(float(f"{step:.3g}"))).normalize().as_tuple().exponent)  # type: ignore[operator]
    return Ticks(
        tuple(round(index * step, 10) + 0.0 for index in range(first, last + 1)), min(decimals, 6)
    )


def value_ends(
    values: Sequence[float], *, floor: float | None = None, ceiling: float | None = None
) -> Ticks:
    """The two ends of an axis that has no room for ticks between: round, and near the values.

    It begins where `value_ticks` begins, so at zero when the values come near it.
    """
    ticks = value_ticks(values, wanted=ENDS, floor=floor, ceiling=ceiling)
    decimals = ticks.decimals
    while decimals and all(round(end, decimals - 1) == end for end in (ticks.low, ticks.high)):
        decimals -= 1
    return Ticks((ticks.low, ticks.high), decimals)


def _step(rough: float) -> float:
    if rough <= 0 or not math.isfinite(rough):
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return float(next(each * power for each in ROUND_STEPS if each * power >= rough * (1 - 1e-9)))


def year_ticks(first: int, last: int, room: float, label_room: float) -> tuple[int, ...]:
    """Years to write under the axis: always the last, then backwards in equal steps that fit."""
    if first == last:
        return (last,)
    per_year = room / (last - first)
    step = next(
        (each for each in (1, 2, 3, 4, 5, 10, 20, 50) if each * per_year >= label_room),
        last - first,
    )
    return tuple(range(last, first - 1, -step))[::-1]


def rounded(value: float, decimals: int) -> float:
    """The value as it is written: half away from zero, as `amount` does it."""
    return float(Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def amount(value: float, decimals: int) -> str:
    """«1 234,5» with a true minus sign, and no minus before a rounded zero."""
    text = number(abs(value), decimals)
    negative = value < 0 and any(digit in text for digit in "123456789")
    return f"−{text}" if negative else text
