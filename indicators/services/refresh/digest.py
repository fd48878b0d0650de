"""A fingerprint of a series as it was read: the same again means that nothing need be compared.

It covers everything that decides what is stored: the readings in any order, what was asked for,
and what the readings were judged by.
"""

import hashlib
import marshal
from collections.abc import Sequence
from typing import Any

from indicators import provenance
from indicators.models import DataSeries
from indicators.services.refresh.rows import Scope
from indicators.sources.base import Reading

_FORM = 1
# Later versions of marshal write repeated objects as references, which differ between runs.
_MARSHAL = 2


def digest(series: DataSeries, readings: Sequence[Reading], scope: Scope) -> str:
    """64 characters that differ when anything does.

    Empty when the readings contradict themselves.
    """
    rows = [
        (r.area, r.period.year, r.period.month, r.gender, r.value, r.status, r.count, r.withdrawn)
        for r in readings
    ]
    try:
        rows.sort()
    except TypeError:  # a value and no value in the same place
        return ""
    sign = hashlib.sha256(marshal.dumps(_judged_by(series, scope), _MARSHAL))
    sign.update(marshal.dumps(rows, _MARSHAL))
    return sign.hexdigest()


def preliminary_period(series: DataSeries, scope: Scope) -> str:
    """The period whose values may be preliminary today (rule 10), or empty."""
    first, last = series.preliminary_date, series.publication_date
    if first is None or last is None or not first <= scope.today < last:
        return ""
    return series.publication_period


def _judged_by(series: DataSeries, scope: Scope) -> tuple[Any, ...]:
    return (
        _FORM,
        series.lowest,
        series.highest,
        str(provenance.of_source(series.source_key)),
        provenance.knows_extracts(),
        preliminary_period(series, scope),
        scope.first_year,
        scope.last_year,
        sorted(scope.areas.items()),
    )
