"""A reading that lacks whole areas or years is not believed at once: a turn may be unanswered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from indicators.models import Provenance, SeriesRead
from indicators.services.refresh.absent import Incomplete
from indicators.sources.base import turns
from tests.indicators.refresh.making import COUNTRY, NORTH, REGION, SOUTH, make_refresh, reading
from tests.indicators.refresh.runs import states, table

pytestmark = pytest.mark.django_db
AREAS = (NORTH, SOUTH, REGION, COUNTRY)
YEARS = (2020, 2021, 2022, 2023)


def readings(areas=AREAS, years=YEARS):
    return [reading(area, year, 40.0) for area in areas for year in years]


@pytest.fixture
def full(bench):
    bench.store(*readings())
    return bench.table()


def read_before(bench, error, *, days, **changes):
    """The word of a reading that was refused, so many days ago."""
    day = timezone.now() - timedelta(days=days)
    run = make_refresh("partial", asked_at=day, **{k: v for k, v in changes.items() if k == "kind"})
    facts = {"state": "failed", "absent": error.absent} | {
        k: v for k, v in changes.items() if k != "kind"
    }
    SeriesRead.objects.create(refresh=run, series=bench.series, batch=1, ended_at=day, **facts)


def refused(bench, *given):
    with pytest.raises(Incomplete) as error:
        bench.store(*given)
    return error.value


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (readings(areas=AREAS[:2]), "två områden (Region Provlandet, Riket)"),
        (readings(areas=AREAS[:3]), "ett område (Riket)"),
        (readings(years=YEARS[2:]), "två år (2020, 2021)"),
        (readings(AREAS[:2], YEARS[:2]), "två områden (Region Provlandet, Riket) och två år"),
    ],
)
def test_whole_areas_and_years_that_are_absent_are_kept(bench, full, given, words):
    error = refused(bench, *given)
    assert words in str(error)
    assert "behålls" in str(error)
    assert bench.table() == full
    assert bench.revisions() == []


@pytest.mark.parametrize(
    "given",
    [
        readings(years=YEARS[:3]),
        [each for each in readings() if each.area != NORTH or each.period.year == 2020],
    ],
)
def test_one_year_and_single_values_are_withdrawn_at_once(bench, full, given):
    assert bench.store(*given).withdrawn == len(full) - len(given)


def test_an_area_with_hardly_any_values_is_withdrawn_at_once(bench):
    bench.store(*readings(AREAS[:3]), *readings((COUNTRY,), YEARS[:2]))
    assert bench.store(*readings(AREAS[:3])).withdrawn == 2


def test_an_area_that_is_answered_without_values_is_no_absence(bench, full):
    given = [reading(COUNTRY, year, None) for year in YEARS]
    assert bench.store(*readings(AREAS[:3]), *given).revised == len(YEARS)


def test_invented_values_go_however_many_they_are(bench, full, settings):
    bench.rows().update(provenance=Provenance.DEMO)
    settings.KOLADA_BASE_URL = "https://api.kolada.se/v3"
    bench.store(*readings(AREAS[:1]))
    assert set(bench.table()) == {(NORTH, str(year), "T") for year in YEARS}


def test_what_is_absent_on_another_day_too_is_withdrawn(bench, full):
    given = readings(areas=AREAS[:2])
    read_before(bench, refused(bench, *given), days=7)
    # Readings of changes and those that failed otherwise say nothing of the matter.
    read_before(bench, Incomplete("", ""), days=3, kind="changes", state="done")
    read_before(bench, Incomplete("", ""), days=2)
    assert bench.store(*given).withdrawn == 2 * len(YEARS)


def test_the_same_day_is_no_second_word(bench, full):
    given = readings(areas=AREAS[:2])
    read_before(bench, refused(bench, *given), days=0)
    refused(bench, *given)
    assert bench.table() == full


def test_another_absence_is_no_second_word(bench, full):
    read_before(bench, refused(bench, *readings(areas=AREAS[:1])), days=7)
    refused(bench, *readings(areas=AREAS[:2]))
    assert bench.table() == full


def test_a_whole_reading_between_begins_anew(bench, full):
    given = readings(areas=AREAS[:2])
    read_before(bench, refused(bench, *given), days=14)
    read_before(bench, Incomplete("", ""), days=7, state="done")
    refused(bench, *given)
    assert bench.table() == full


def test_a_run_in_which_one_turn_was_not_answered_is_partial(source, monkeypatch):
    from indicators.sources.kolada import Kolada

    assert source.run().status == "ok"
    before = table()
    monkeypatch.setattr(Kolada, "batch_size", 3)
    read = Kolada.read

    def silent_turn(self, series, areas, *rest, **more):
        asked = areas if "0480" in areas else ["9999"]
        return read(self, series, asked, *rest, **more)

    # An area that Kolada does not know is answered as an unanswered turn: 200, and nothing.
    monkeypatch.setattr(Kolada, "read", silent_turn)
    run = source.run()
    assert run.status != "ok"
    assert "failed" in states(run).values()
    assert table() == before
    assert run.reads.exclude(absent="").exists()
    SeriesRead.objects.update(ended_at=timezone.now() - timedelta(days=7))
    assert source.run().withdrawn > 0


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (25, [25]), (26, [13, 13]), (51, [17] * 3)])
def test_turns_are_even_and_leave_nothing_out(count, sizes):
    found = list(turns(range(count), 25))
    assert [len(part) for part in found] == sizes
    assert [each for part in found for each in part] == list(range(count))
