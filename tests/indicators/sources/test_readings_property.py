"""Whatever goes wrong and passes, the reading is the same as when nothing does."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.sources.base import SourceError, Tally
from tests.support.kolada import started

ASKED = (["U01760", "N79173"], ["0480", "0004", "G33614"], range(2012, 2026))
PASSING = st.sampled_from(["429", "500", "503", "drop_connection"])
FATAL = st.sampled_from(
    ["gone_410", "html_200", "truncated_json", "page_cycle", "foreign_next_url"]
)
USUAL = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def reading():
    found = list(started().kolada().read(*ASKED, Tally()))
    return {(r.series, r.area, r.period, r.gender): r for r in found}


@pytest.fixture(scope="module")
def whole():
    started().reset()
    return reading()


ODDITIES = st.fixed_dictionaries(
    {"page_max": st.builds(lambda size: {"size": size}, st.integers(1, 60))},
    optional={
        **dict.fromkeys(("group_rows", "unasked_rows", "overlapping_pages"), st.just({})),
        "shuffle": st.builds(lambda seed: {"seed": seed}, st.integers(0, 5)),
    },
)
TROUBLE = st.builds(
    lambda name, times: {name: {"n": times, "retry_after": 0}}, PASSING, st.integers(1, 3)
)


@USUAL
@given(odd=ODDITIES, trouble=TROUBLE)
def test_what_passes_leaves_no_trace(emulator, whole, odd, trouble):
    emulator.faults(trouble, reset=True, **odd)
    assert reading() == whole


@USUAL
@given(name=FATAL, page=st.integers(1, 3))
def test_what_does_not_pass_is_never_taken_for_the_whole(emulator, whole, name, page):
    fault = {name: {"match": f"page={page}" if page > 1 else "/data/"}}
    emulator.faults(fault, reset=True, page_max={"size": 10})
    with pytest.raises(SourceError):
        reading()
    emulator.reset()
    assert reading() == whole
