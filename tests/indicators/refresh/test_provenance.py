"""Where a value truly comes from: the source's own host, the known extract, or nowhere real."""

import pytest

from indicators import provenance
from indicators.models import Provenance
from tests.indicators.refresh.making import NORTH, SOUTH, reading

pytestmark = pytest.mark.django_db
REAL = {(NORTH, 2021): 41.5, (NORTH, 2022): 42.25}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://api.kolada.se/v3", "kolada"),
        ("https://api.kolada.se/", "kolada"),
        ("http://api.kolada.se/v3", "demo"),
        ("https://api.kolada.se.example.test/v3", "demo"),
        ("https://x@api.kolada.se/v3", "demo"),
        ("https://api.kolada.se:8443/v3", "demo"),
        ("http://127.0.0.1:8555/v3?api.kolada.se", "demo"),
    ],
)
def test_only_the_true_host_gives_its_name(settings, address, expected):
    settings.KOLADA_BASE_URL = address
    assert provenance.of_source("kolada") == expected


def test_other_sources_have_hosts_of_their_own(settings):
    assert provenance.of_source("fohm") == Provenance.FOLKHALSODATA
    assert provenance.of_source("scb") == Provenance.SCB
    settings.SCB_BASE_URL = settings.FOLKHALSODATA_BASE_URL = "http://localhost:1/"
    assert provenance.of_source("fohm") == provenance.of_source("scb") == Provenance.DEMO
    assert provenance.of_source("unknown") == Provenance.DEMO


@pytest.fixture
def elsewhere(settings, monkeypatch):
    """An emulator, and one known extract of two figures."""
    settings.KOLADA_BASE_URL = "http://127.0.0.1:8555/v3"
    monkeypatch.setattr(provenance, "_extracts", [])
    provenance.register_known_extract(lambda _kpi, area, year, _gender: REAL.get((area, year)))


def origins(bench):
    return {
        (row.area.code, row.year): row.provenance for row in bench.rows().filter(withdrawn=False)
    }


def test_an_extract_registered_twice_is_one(elsewhere):
    lookup = provenance._extracts[0]
    provenance.register_known_extract(lookup)
    assert provenance._extracts == [lookup]


def test_figures_of_the_extract_are_real_and_made_up_ones_are_kept_out(bench, elsewhere):
    stored = bench.store(
        *(reading(area, year, value) for (area, year), value in REAL.items()),
        reading(NORTH, 2023, 43.0),
        reading(SOUTH, 2022, None),
    )
    assert origins(bench) == {
        (NORTH, 2021): "extract", (NORTH, 2022): "extract", (SOUTH, 2022): "extract",
    }  # fmt: skip
    assert stored.notes == ("Påhittade värden togs inte emot, för serien har riktiga: 1.",)


def test_a_series_without_real_figures_is_made_up_whole(bench, elsewhere):
    bench.store(reading(NORTH, 2021, 41.4), reading(SOUTH, 2022, None))
    assert origins(bench) == {(NORTH, 2021): "demo", (SOUTH, 2022): "demo"}


def test_a_real_figure_stays_when_a_made_up_one_comes_in_its_place(bench, elsewhere):
    bench.store(reading(NORTH, 2021, 41.5))
    bench.store(reading(NORTH, 2021, 99.0))
    assert bench.table() == {(NORTH, "2021", "T"): 41.5}
    assert bench.revisions() == []


def test_a_made_up_value_outside_the_range_is_not_held_where_real_ones_are(bench, elsewhere):
    bench.store(reading(NORTH, 2021, 41.5), reading(NORTH, 2023, 4000.0))
    assert bench.held() == []


def test_a_real_figure_outside_the_range_is_held_as_what_it_is(bench, elsewhere):
    bench.series.highest = 42.0
    bench.series.save()
    bench.store(*(reading(area, year, value) for (area, year), value in REAL.items()))
    assert [(held.value, held.provenance) for held in bench.held()] == [(42.25, "extract")]


def test_real_figures_drive_made_up_ones_out_of_their_series(bench, settings):
    settings.KOLADA_BASE_URL = "http://127.0.0.1:8555/v3"
    bench.store(reading(NORTH, 2024, 40.0), reading(SOUTH, 2024, 50.0))
    settings.KOLADA_BASE_URL = "https://api.kolada.se/v3"
    bench.store(reading(NORTH, 2024, 61.0), complete=False)
    assert origins(bench) == {(NORTH, 2024): "kolada"}
    assert ("withdrawn", 50.0, None) in bench.revisions()


def test_made_up_figures_never_enter_a_series_of_real_ones(bench, settings, monkeypatch):
    monkeypatch.setattr(provenance, "_extracts", [])
    bench.store(reading(NORTH, 2024, 61.0))
    settings.KOLADA_BASE_URL = "http://127.0.0.1:8555/v3"
    stored = bench.store(reading(NORTH, 2024, 40.0), reading(SOUTH, 2024, 4000.0))
    assert bench.table() == {(NORTH, "2024", "T"): 61.0}
    assert bench.held() == []
    assert stored.notes == ("Påhittade värden togs inte emot, för serien har riktiga: 2.",)


def test_the_same_figure_from_its_true_source_is_no_revision(bench, elsewhere, settings):
    bench.store(reading(NORTH, 2021, 41.5))
    settings.KOLADA_BASE_URL = "https://api.kolada.se/v3"
    bench.store(reading(NORTH, 2021, 41.5))
    assert origins(bench) == {(NORTH, 2021): "kolada"}
    assert bench.revisions() == []
