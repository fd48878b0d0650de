"""A report made once for each file, by the worker as in truth, and rolled back after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.made_once import made_once
from tests.support.verapdf import verapdf

if TYPE_CHECKING:
    from indicators.models import GoalAreaReport
    from tests.indicators.registry import Registry


__all__ = ["verapdf"]


@dataclass
class Reported:
    """A registry with figures and notes, and the report that was made of it."""

    registry: "Registry"
    report: "GoalAreaReport"


@pytest.fixture(scope="module")
def reported(django_db_setup: None, django_db_blocker: Any) -> "Iterator[Reported]":
    # Models cannot be imported while pytest reads the first conftests.
    from tests.indicators.reports.making import make_reported

    with made_once(django_db_blocker):
        yield Reported(*make_reported())
