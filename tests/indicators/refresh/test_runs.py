"""A run from asking to end, against the emulator over HTTP (statistics.md, section 5)."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from foundation import outbox
from foundation.errors import NotAllowed, Refused
from foundation.models import OutboxEvent, PageTouch
from indicators.models import (
    GroupRoster,
    Observation,
    Refresh,
    SeriesRead,
    StatisticalArea,
)
from indicators.services.refresh import close_abandoned, request_by_clock, request_refresh
from narvard.emulator.extract import kpis
from tests.factories import fresh, make_county, make_user
from tests.indicators.refresh.runs import FIRST_YEAR, revisions, states, table, value
from tests.support.kolada import TODAY

pytestmark = pytest.mark.django_db
YEAR = int(TODAY[:4])


def places(source):
    """The paths of what was asked, in order."""
    return [urlsplit(each["path"]).path for each in source.emulator.requests()]


def since(source):
    """The days from which changes were asked for."""
    queries = [parse_qs(each.get("query", "")) for each in source.emulator.requests("/data/")]
    return {query["from_date"][0] for query in queries if "from_date" in query}


def test_a_run_reads_metadata_then_figures_then_members_of_groups(source):
    run = source.run()
    assert (run.status, run.kind, run.message) == ("ok", "full", "")
    kinds = [path.split("/")[2] for path in places(source)]
    assert kinds == sorted(kinds, key=["kpi", "data", "municipality_groups"].index)
    assert set(kinds) == {"kpi", "data", "municipality_groups"}
    assert run.requests == len(kinds)
    assert run.begun_at <= run.ended_at


def test_pages_are_published_anew_once_with_all_of_the_run(source):
    PageTouch.objects.all().delete()
    request_refresh(source_key="kolada")
    outbox.drain(limit=1)
    assert Observation.objects.exists()
    assert not PageTouch.objects.exists()
    source.drain()
    assert [touch.tags for touch in PageTouch.objects.all()] == [["indicators"]]


def test_a_run_counts_what_it_did(source):
    source.faults(null_value={"kpi": "N20500", "area": "0480", "year": 2024})
    run = source.run()
    stored = Observation.objects.all()
    assert stored.count() > 50
    assert run.inserted == stored.filter(value__isnull=False).count()
    assert run.missing == stored.filter(value=None).count() > 0
    assert run.entries > 0
    assert (run.revised, run.withdrawn, run.quarantined) == (0, 0, 0)
    for read in run.reads.all():
        assert read.values == stored.filter(series=read.series).count()
        assert read.ended_at is not None


def test_only_areas_that_the_county_looks_at_are_asked_for(source):
    source.run()
    path = next(path for path in places(source) if "/data/" in path)
    assert set(path.split("/municipality/")[1].split("/")[0].split(",")) == {
        "0480", "0461", "0004", "0000", "G33614",
    }  # fmt: skip
    assert not Observation.objects.filter(area__code="0180").exists()


def test_years_are_asked_for_until_next_year(source):
    source.run()
    path = next(path for path in places(source) if "/data/" in path)
    years = [int(year) for year in path.split("/year/")[1].rstrip("/").split(",")]
    assert years == list(range(FIRST_YEAR, timezone.localdate().year + 2))


def test_each_series_begins_with_its_own_first_year(source):
    kpi = "N20500"
    series = source.series[kpi]
    series.first_year = 2023
    series.save()
    source.run()
    years = Observation.objects.values_list("series__external_id", "year")
    assert min(year for name, year in years if name == kpi) == 2023
    assert min(year for name, year in years if name != kpi) == FIRST_YEAR


def test_a_second_run_changes_nothing(source):
    source.run()
    before = list(Observation.objects.order_by("pk").values())
    run = source.run()
    assert (run.status, run.inserted, run.revised, run.withdrawn) == ("ok", 0, 0, 0)
    assert list(Observation.objects.order_by("pk").values()) == before


def test_more_series_than_a_batch_are_asked_for_in_turns(emulated, db):
    from tests.indicators.refresh.runs import Source

    source = Source(emulated)
    source.register(*list(kpis())[:27])
    run = source.run()
    assert run.status == "ok"
    assert sorted(set(run.reads.values_list("batch", flat=True))) == [1, 2]
    asked = [path.split("/")[4].split(",") for path in places(source) if "/data/" in path]
    assert {len(kpis) for kpis in asked} == {25, 2}
    keys = OutboxEvent.objects.filter(key__startswith=f"{run.pk}:").order_by("pk")
    assert list(keys.values_list("key", flat=True)) == [f"{run.pk}:{e}" for e in (1, 2, "close")]


def test_more_areas_than_a_question_may_name_are_asked_for_in_turns(source):
    rows = source.emulator.get("/v3/municipality")["values"]
    for row in [row for row in rows if row["id"] not in source.areas][:45]:
        StatisticalArea.objects.create(
            key=f"omr-{row['id']}", code=row["id"], kind="municipality", role="peer", name="x"
        )
    run = source.run()
    assert run.status == "ok"
    asked = [path.split("/")[6].split(",") for path in places(source) if "/data/" in path]
    assert [len(areas) for areas in asked] == [25, 25]
    second = source.run()
    assert second.withdrawn == 0, "what another question answers is not absent"


def test_the_members_of_groups_are_kept_and_only_when_they_change(source):
    source.run()
    roster = GroupRoster.objects.get()
    facts = source.emulator.get("/v3/municipality_groups/G33614")["values"][0]
    assert roster.title == facts["title"]
    assert sorted(roster.members) == sorted(m["member_id"] for m in facts["members"])
    source.run()
    assert GroupRoster.objects.count() == 1
    roster.members = roster.members[1:]
    roster.save()
    source.run()
    assert GroupRoster.objects.count() == 2
    assert len(GroupRoster.objects.first().members) == 9


def test_changes_are_asked_for_from_two_days_before_the_last_good_run(source):
    first = source.run()
    Refresh.objects.filter(pk=first.pk).update(begun_at=timezone.localtime() - timedelta(days=5))
    source.emulator.reset()
    run = source.run("changes")
    expected = timezone.localdate() - timedelta(days=7)
    assert (run.kind, run.since, run.status) == ("changes", expected, "ok")
    assert since(source) == {expected.isoformat()}


def test_without_a_good_run_everything_is_read(source):
    assert source.run("changes").kind == "full"


def test_when_the_last_good_run_is_old_everything_is_read(source):
    first = source.run()
    Refresh.objects.filter(pk=first.pk).update(begun_at=timezone.now() - timedelta(days=40))
    assert source.run("changes").kind == "full"


def test_a_series_never_read_in_full_is_read_in_full_among_changes(source):
    source.run()
    new = source.series["N20500"]
    Observation.objects.filter(series=new).delete()
    new.refresh_from_db()
    new.read_at = None
    new.save()
    run = source.run("changes")
    assert run.kind == "changes"
    assert Observation.objects.filter(series=new).count() > 5
    new.refresh_from_db()
    assert new.read_at is not None


def test_a_change_at_the_source_comes_with_the_changes(source):
    source.run()
    old = value("N79173", "0004", 2024).value
    source.faults(revise={"kpi": "N79173", "area": "0004", "year": 2024, "gender": "T",
                          "value": old + 1.5})  # fmt: skip
    run = source.run("changes")
    assert (run.kind, run.revised) == ("changes", 1)
    assert revisions("N79173") == [("revised", old, old + 1.5)]


def test_a_deletion_at_the_source_comes_with_the_changes(source):
    source.run()
    source.faults(delete={"kpi": "N79173", "area": "0004", "year": 2024, "gender": "T"})
    run = source.run("changes")
    assert (run.kind, run.withdrawn) == ("changes", 1)
    assert value("N79173", "0004", 2024).withdrawn


def test_asking_during_a_run_gives_that_run(source):
    first = request_refresh(source_key="kolada")
    second = request_refresh(source_key="kolada")
    assert (first.new, second.new) == (True, False)
    assert second.refresh == first.refresh
    assert second.sentence.startswith("En hämtning från Kolada pågår redan, sedan den\xa0")
    assert Refresh.objects.count() == 1
    assert OutboxEvent.objects.filter(kind="indicators.refresh").count() == 1


def test_only_stewards_may_ask(source):
    make_county()
    steward, other = make_user("fou", "steward_indicators"), make_user("annan", "propose")
    with pytest.raises(NotAllowed):
        request_refresh(source_key="kolada", user=fresh(other))
    assert not Refresh.objects.exists()
    asked = request_refresh(source_key="kolada", user=fresh(steward))
    assert asked.refresh.asked_by == steward


def test_what_cannot_be_read_is_refused_with_a_sentence(source):
    with pytest.raises(Refused, match="kan läsas automatiskt"):
        request_refresh(source_key="manual")
    with pytest.raises(Refused, match="Inga serier från SCB"):
        request_refresh(source_key="scb")
    for area in StatisticalArea.objects.all():
        area.role = "none"
        area.save()
    with pytest.raises(Refused, match="Inga statistikområden"):
        request_refresh(source_key="kolada")
    assert not Refresh.objects.exists()


def test_the_clock_asks_each_source_that_has_series(source):
    runs = request_by_clock("full")
    assert [run.source_key for run in runs] == ["kolada"]
    assert runs[0].asked_by is None


def test_the_clock_asks_nothing_in_a_county_without_series(db):
    assert request_by_clock("full") == []


def test_a_run_whose_event_was_given_up_is_closed(source):
    run = request_refresh(source_key="kolada").refresh
    assert close_abandoned() == 0
    OutboxEvent.objects.filter(key=f"{run.pk}:1").update(dead_at=timezone.now())
    assert close_abandoned() == 1
    run.refresh_from_db()
    assert run.status == "failed"
    assert "avbröts av ett fel i portalen" in run.message
    assert set(states(run).values()) == {"failed"}
    assert request_refresh(source_key="kolada").new


def test_asking_closes_an_abandoned_run_first(source):
    run = request_refresh(source_key="kolada").refresh
    OutboxEvent.objects.filter(key=f"{run.pk}:1").update(dead_at=timezone.now())
    asked = request_refresh(source_key="kolada")
    assert asked.new
    assert asked.refresh != run


def test_the_same_batch_carried_out_again_does_nothing(source):
    from indicators.services.refresh import closing, reading

    run = source.run()
    before, counts = table(), list(SeriesRead.objects.values())
    reading.carry_out(run.pk, 1)
    closing.finish(run.pk)
    assert table() == before
    assert list(SeriesRead.objects.values()) == counts


def test_the_clocks_tasks_ask_for_changes_and_for_everything(source):
    from indicators import tasks

    source.run()
    tasks.refresh_changes()
    assert Refresh.objects.latest("pk").kind == "changes"
    source.drain()
    tasks.refresh_everything()
    last = Refresh.objects.latest("pk")
    assert last.kind == "full"
    OutboxEvent.objects.filter(key=f"{last.pk}:1").update(dead_at=timezone.now())
    tasks.tend_refreshes()
    last.refresh_from_db()
    assert last.status == "failed"
