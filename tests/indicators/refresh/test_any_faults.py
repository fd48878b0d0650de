"""After any sequence of faults a clean refresh gives the same table as a clean refresh alone."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.models import DataSeries, Refresh
from tests.indicators.refresh.runs import table

pytestmark = pytest.mark.django_db
KPIS = ("N79173", "N20506", "N20500")
AREAS = ("0480", "0461", "0004", "0000")

ONE = {
    "kpi": st.sampled_from(KPIS),
    "area": st.sampled_from(AREAS),
    "year": st.integers(2021, 2025),
}
FIGURES = st.fixed_dictionaries(ONE | {"gender": st.sampled_from("TKM")})
KPI = st.fixed_dictionaries({"kpi": st.sampled_from(KPIS)})
TIMES = st.fixed_dictionaries({"n": st.sampled_from((1, 3, 5))})
FAULTS = {
    **dict.fromkeys(("429", "500", "503", "drop_connection", "html_200"), TIMES),
    **dict.fromkeys(("truncated_json", "page_cycle", "foreign_next_url", "gone_410"), TIMES),
    **dict.fromkeys(("overlapping_pages", "unasked_rows", "group_rows"), TIMES),
    **dict.fromkeys(("empty_200", "remove_kpi", "string_period", "missing_gender"), KPI),
    **dict.fromkeys(("unknown_gender", "add_year", "wrong_unit"), KPI),
    **dict.fromkeys(("null_value", "delete"), FIGURES),
    "revise": st.builds(lambda facts, value: facts | {"value": value}, FIGURES, st.floats(-9, 900)),
    "rename_kpi": KPI.map(lambda facts: facts | {"title": "Ett helt annat namn, antal"}),
    "page_max": st.just({"size": 7}),
    "status": st.just({"status": "M"}),
    "shuffle": st.just({"seed": 4}),
}


def steps():
    """A fault and the kind of run that meets it."""
    fault = st.sampled_from(sorted(FAULTS)).flatmap(
        lambda name: FAULTS[name].map(lambda facts: {name: facts})
    )
    return st.tuples(st.lists(fault, min_size=1, max_size=2), st.sampled_from(("full", "changes")))


@pytest.fixture
def clean(source):
    """What a clean refresh alone gives; nothing of it is left."""
    for series in source.series.values():
        series.lowest, series.highest = 0.0, 100.0
        series.save()
    with transaction.atomic():
        assert source.run().status == "ok"
        found = table()
        transaction.set_rollback(True)
    assert len(found) > 80
    return found


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sequence=st.lists(steps(), min_size=1, max_size=3))
def test_a_clean_refresh_ends_in_the_same_table_whatever_went_before(source, clean, sequence):
    with transaction.atomic():
        source.emulator.reset()
        for faults, kind in sequence:
            for fault in faults:
                source.faults(fault)
            run = source.run(kind)
            assert run.status in {"ok", "partial", "failed"}
            assert run.ended_at is not None
            source.emulator.reset()
        run = source.run()
        assert (run.status, run.message) == ("ok", "")
        assert table() == clean
        assert not DataSeries.objects.exclude(review_note="").exists()
        assert not Refresh.objects.filter(status__in=("waiting", "running")).exists()
        transaction.set_rollback(True)
