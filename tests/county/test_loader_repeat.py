"""A load puts in what the file says; the same file again writes nothing at all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from county.loader import load
from county.models import Body, County, DecisionMandate, HistoricDecision, LoadedRow, Organisation
from indicators.models import Measure
from tests.support.county_files import load_file, row, small, write

pytestmark = pytest.mark.django_db


def test_a_first_load_puts_in_every_row_with_its_references(tmp_path):
    report = load_file(tmp_path, small())

    assert County.objects.get().official_name == "Provläns län"
    assert Organisation.objects.get(key="norrby").is_principal is True
    assert DecisionMandate.objects.get().body == Body.objects.get(key="styr")
    assert DecisionMandate.objects.get().subjects == ["initiative"]
    assert set(Measure.objects.get(key="m-1").indicators.values_list("key", flat=True)) == {
        "tillgang",
        "kontinuitet",
    }
    assert {name: each.new for name, each in report.sections.items() if each.new} == {
        "county": 1, "organisations": 2, "bodies": 3, "mandates": 1, "decisions": 2,
        "goal_areas": 2, "indicators": 2, "measures": 2,
    }  # fmt: skip


def test_a_row_may_stand_before_the_row_of_its_section_that_it_refers_to(tmp_path):
    file = small()
    assert [each["key"] for each in file["bodies"]][:2] == ["arbetsgrupp", "styr"]

    load_file(tmp_path, file)

    assert Body.objects.get(key="arbetsgrupp").parent == Body.objects.get(key="styr")


def test_what_the_file_leaves_out_stays_unknown(tmp_path):
    load_file(tmp_path, small())

    body = Body.objects.get(key="natverk")
    assert (body.quorum, body.valid_from, body.rhythm) == (None, None, "")


@pytest.mark.parametrize(
    ("written", "stated", "stored", "shown"),
    [
        ("2022-03-11", "day", ("2022-03-11", "day"), "den\xa011\xa0mars\xa02022"),
        ("2022-03-11", None, ("2022-03-11", "day"), "den\xa011\xa0mars\xa02022"),
        ("2022-02", "month", ("2022-02-01", "month"), "februari\xa02022"),
        ("2022-02", None, ("2022-02-01", "month"), "februari\xa02022"),
        ("2020-03", "season", ("2020-03-01", "season"), "våren\xa02020"),
        ("2019", "year", ("2019-01-01", "year"), "2019"),
        ("2019", None, ("2019-01-01", "year"), "2019"),
        (None, "unknown", (None, "unknown"), "datum okänt"),
        (None, None, (None, "unknown"), "datum okänt"),
    ],
)
def test_a_date_is_kept_as_far_as_it_is_known(tmp_path, written, stated, stored, shown):
    file = small()
    decision = row(file, "decisions", "d-mal")
    decision |= {"decided_on": written, "date_precision": stated}

    load_file(tmp_path, file)

    kept = HistoricDecision.objects.get(key="d-mal")
    assert (kept.decided_on and str(kept.decided_on), kept.date_precision) == stored
    assert kept.known_date == shown


def test_the_history_of_a_new_row_says_which_file_it_came_from(tmp_path):
    load_file(tmp_path, small())

    entry = Body.history.get(key="styr")
    assert (entry.history_type, entry.history_change_reason) == ("+", "Länsfilen lan.json")
    assert entry.history_user is None


def test_the_same_file_again_writes_nothing(tmp_path):
    path = write(tmp_path, small())
    load(path)
    before = _everything()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = load(path)

    assert _everything() == before
    written = [
        query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert written == []
    assert report.changed_anything is False
    assert sum(each.unchanged for each in report.sections.values()) == 15


def test_the_order_of_fields_and_rows_in_the_file_is_no_change(tmp_path):
    file = small()
    load_file(tmp_path, file)
    file["bodies"].reverse()
    file["mandates"] = [dict(reversed(each.items())) for each in file["mandates"]]
    row(file, "measures", "m-1")["indicators"].reverse()

    assert load_file(tmp_path, file).changed_anything is False


def test_a_default_that_the_file_spells_out_is_no_change(tmp_path):
    file = small()
    load_file(tmp_path, file)
    row(file, "bodies", "styr").update(historic=False, quorum=None, source="")

    assert load_file(tmp_path, file).changed_anything is False


def _everything():
    tables = (County, Organisation, Body, DecisionMandate, HistoricDecision, Measure)
    rows = [list(table.objects.order_by("pk").values()) for table in tables]
    history = [table.history.count() for table in tables]
    return rows, history, list(LoadedRow.objects.order_by("pk").values())
