"""What goes wrong with one series, with a batch, or with the source, and what is kept meanwhile."""

from urllib.parse import urlsplit

import pytest
from django.db import connection

from indicators.models import DataSeries, Observation, Refresh
from indicators.services.refresh.closing import MOST_NOTES, add_notes
from tests.indicators.refresh.runs import revisions, states, table, value

pytestmark = pytest.mark.django_db


def failed(run):
    return {
        read.series.external_id: read.message
        for read in run.reads.filter(state="failed").select_related("series")
    }


def asked_for(source):
    """Which series each question about figures named."""
    paths = [urlsplit(each["path"]).path for each in source.emulator.requests("/v3/data/")]
    return [path.split("/")[4].split(",") for path in paths]


def test_one_series_that_cannot_be_read_does_not_stop_the_others(source):
    source.faults(string_period={"kpi": "N20506", "form": "hösten"})
    run = source.run()
    assert run.status == "partial"
    assert list(failed(run)) == ["N20506"]
    assert "svarade i ett oväntat format" in failed(run)["N20506"]
    assert value("N79173", "0004", 2024).value is not None
    assert value("N20500", "0480", 2024).value is not None
    assert [len(kpis) for kpis in asked_for(source)] == [3, 1, 1, 1]


def test_a_source_that_is_down_is_not_asked_for_every_series(source):
    source.faults({"503": {}})
    run = source.run()
    assert run.status == "failed"
    assert set(failed(run)) == set(source.series)
    tries = 4
    assert len(source.emulator.requests()) == run.requests == 3 * tries


def test_what_passes_is_tried_again_and_the_run_is_ok(source):
    source.faults({"429": {"n": 2, "retry_after": 0}, "500": {"n": 1}})
    run = source.run()
    assert (run.status, failed(run)) == ("ok", {})
    assert run.requests == 3 + 3


def test_an_answer_without_any_figures_is_a_finding_and_the_values_stay(source):
    source.run()
    before = table()
    source.faults(empty_200={"kpi": "N20506"})
    run = source.run()
    assert run.status == "partial"
    assert "inga uppgifter alls" in failed(run)["N20506"]
    assert table() == before
    assert "hade inga uppgifter för N20506" in run.message


def test_a_series_removed_at_the_source_keeps_its_values(source):
    source.run()
    before = table()
    source.faults(remove_kpi={"kpi": "N20506"})
    run = source.run()
    assert run.status == "partial"
    assert failed(run)["N20506"].startswith("Kolada känner inte till serien.")
    assert table() == before


def test_after_a_reading_that_was_cut_off_nothing_is_withdrawn(source):
    source.emulator.reset()
    source.run()
    before = table()
    gone = {"kpi": "N20500", "area": "0480", "year": 2024, "gender": "T"}
    source.faults({"page_max": {"size": 5}, "500": {"match": "page=2"}, "delete": gone})
    run = source.run()
    assert run.status == "failed"
    assert table() == before
    assert run.withdrawn == 0


def test_a_value_that_vanished_is_withdrawn_after_a_whole_reading_and_noted_on_return(source):
    source.run()
    old = value("N20500", "0480", 2024).value
    source.faults(delete={"kpi": "N20500", "area": "0480", "year": 2024, "gender": "T"})
    assert source.run().withdrawn == 1
    assert value("N20500", "0480", 2024).withdrawn
    source.emulator.reset()
    source.run()
    assert revisions("N20500") == [("withdrawn", old, None), ("returned", old, old)]


def test_a_year_that_the_source_adds_is_there_after_the_next_run(source):
    source.run()
    source.faults(add_year={"kpi": "N20500", "year": 2026})
    run = source.run("changes")
    assert run.status == "ok"
    assert value("N20500", "0480", 2026).value is not None


def test_the_status_is_kept_word_by_word_and_says_nothing_of_why(source):
    source.faults(
        null_value={"kpi": "N20500", "area": "0480", "year": 2024},
        status={"kpi": "N20500", "status": "M"},
    )
    source.run()
    row = value("N20500", "0480", 2024)
    assert (row.value, row.status) == (None, "M")


def test_genders_that_are_left_out_are_withdrawn_and_the_total_stays(source):
    source.run()
    source.faults(missing_gender={"kpi": "N20500", "gender": "M"})
    source.run()
    genders = Observation.objects.filter(series__external_id="N20500", withdrawn=False)
    assert set(genders.values_list("gender", flat=True)) == {"T", "K"}


def test_a_designation_that_cannot_be_asked_for_fails_alone(source):
    DataSeries.objects.create(
        key="fel", name="Felskriven", source_key="kolada", external_id="N 1/2", title="x"
    )
    run = source.run()
    assert run.status == "partial"
    assert set(failed(run)) == {"N 1/2"}
    assert "går inte att fråga efter" in failed(run)["N 1/2"]


def test_a_series_that_the_database_refuses_does_not_stop_the_others(source):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NEW.series_id = {source.series['N20506'].pk} THEN "
            "RAISE EXCEPTION 'refused' USING ERRCODE = 'data_exception'; END IF; "
            "RETURN NEW; END $$; CREATE TRIGGER refuse BEFORE INSERT ON indicators_observation "
            "FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
    run = source.run()
    assert run.status == "partial"
    assert failed(run) == {"N20506": "Värdena gick inte att spara. De värden som fanns behålls."}
    assert states(run)["N20500"] == "done"


def test_a_run_is_not_ok_when_the_members_of_groups_could_not_be_read(source):
    source.faults({"500": {"match": "municipality_groups"}})
    run = source.run()
    assert run.status == "partial"
    assert set(states(run).values()) == {"done"}
    assert "Gruppernas medlemmar kunde inte läsas: Kolada svarade med fel" in run.message


def test_a_source_that_is_gone_fails_every_series_at_the_first_word(source):
    source.faults(gone_410={})
    run = source.run()
    assert (run.status, run.gone, run.requests) == ("failed", True, 1)
    assert set(failed(run)) == set(source.series)


def test_notes_are_said_once_and_not_without_end(source):
    run = Refresh(message="Första.")
    add_notes(run, ["Andra.\nrad", "Första.", *map(str, range(100))])
    lines = run.message.splitlines()
    assert lines[:3] == ["Första.", "Andra. rad", "0"]
    assert len(lines) == MOST_NOTES


def test_an_ended_series_is_noted_each_time_it_is_read(emulated, db):
    from tests.indicators.refresh.runs import Source

    source = Source(emulated)
    source.register("U21402")
    run = source.run()
    assert run.status == "ok"
    assert "Källan har avslutat serien: 2024 är det sista året." in run.reads.get().message
