"""A series has years or months, never both: by hand, by file, and when two come at once."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from foundation import outbox
from foundation.errors import Refused
from indicators.exporting.blank import blank_for, example_for
from indicators.models import EnteredValue, Observation, Upload
from indicators.services.entries import OTHER_KIND, enter_value, move_entry
from indicators.services.uploads import deciding
from indicators.services.uploads.deciding import move_upload
from indicators.sources.base import Period
from tests.factories import log_in
from tests.indicators.entry.files import brought, csv_of, reasons
from tests.indicators.registry import observe

YEARS = "Serien har värden för hela år. Skriv ett år, till exempel 2025."
MONTHS = "Serien har värden per månad. Skriv en månad, till exempel 2025-03."


def enter(made, period, code="0480", value=12.5):
    return enter_value(
        series=made.manual, area=made.areas[code], period=period, gender="T", value=value,
        source_text="Enkäten", actor=made.steward,
    )  # fmt: skip


def confirm(made, entry):
    return move_entry(entry_id=entry.pk, key="confirm", version=None, actor=made.other_steward)


def step(made, upload, key, actor):
    found = Upload.objects.get(pk=upload.pk)
    return move_upload(
        upload_id=found.pk, key=key, version=found.version, actor=actor,
        digest=found.preview_digest,
    )  # fmt: skip


def held(made, month=0, **facts):
    observe(made.manual, made.areas["0481"], 2024, 10.0, month=month, **facts)


def months_stored():
    return set(Observation.objects.filter(withdrawn=False).values_list("month", flat=True))


@pytest.mark.parametrize(
    ("month", "other", "same", "words"),
    [
        (0, Period(2025, 3), Period(2025), YEARS),
        (4, Period(2025), Period(2025, 3), MONTHS),
    ],
)
def test_a_value_of_the_other_kind_is_refused_at_its_period(made, month, other, same, words):
    held(made, month)
    with pytest.raises(Refused) as refusal:
        enter(made, other)
    (problem,) = refusal.value.problems
    assert (problem.field, problem.message) == ("period", words)
    assert not EnteredValue.objects.exists()
    confirm(made, enter(made, same))
    assert months_stored() == {month, same.month}


def test_the_page_says_it_at_the_field_and_keeps_what_was_typed(made):
    held(made)
    typed = {
        "series": made.manual.key, "area": made.areas["0480"].key, "period": "2025-03",
        "gender": "T", "value": "12", "source_text": "Enkäten",
    }  # fmt: skip
    answer = log_in(made.steward).post(reverse("entry_new"), typed)
    page = re.sub(r"\s+", " ", answer.content.decode())
    assert answer.status_code == 422
    assert YEARS in page
    assert 'value="2025-03"' in page


@pytest.mark.parametrize("facts", [{"withdrawn": True}, {"provenance": "demo"}])
def test_what_is_withdrawn_or_invented_does_not_decide(made, facts):
    held(made, **facts)
    confirm(made, enter(made, Period(2025, 3)))
    assert months_stored() == {3}


def test_another_series_does_not_decide(made):
    observe(made.machine, made.areas["0481"], 2024, 10.0)
    assert enter(made, Period(2025, 3)).pk


def test_of_two_that_wait_the_second_of_the_other_kind_is_not_confirmed(made):
    year, month = enter(made, Period(2025)), enter(made, Period(2025, 3), code="0482")
    confirm(made, month)
    with pytest.raises(Refused) as refusal:
        confirm(made, year)
    assert refusal.value.message == OTHER_KIND
    year.refresh_from_db()
    assert year.state == "waiting"
    assert months_stored() == {3}


def test_where_both_kinds_are_stored_already_each_can_still_be_mended(made):
    held(made)
    held(made, 3)
    confirm(made, enter(made, Period(2024), code="0481", value=11.0))
    confirm(made, enter(made, Period(2024, 3), code="0481", value=12.0))
    upload = brought(made, csv_of("0481;2024;T;5", "0481;2024-03;T;6"))
    assert (upload.state, upload.changed) == ("previewed", 2)


@pytest.mark.parametrize(
    ("month", "words", "refused"), [(0, YEARS, {3}), (4, MONTHS, {2})]
)  # fmt: skip
def test_a_file_has_its_rows_of_the_other_kind_refused(made, month, words, refused):
    held(made, month)
    upload = brought(made, csv_of("0480;2024;T;5", "0480;2024-03;T;6"))
    assert (upload.state, upload.new) == ("previewed", 1)
    assert reasons(upload) == dict.fromkeys(refused, words)


def test_a_file_that_mixes_in_an_empty_series_is_refused_whole(made):
    upload = brought(made, csv_of("0480;2024;T;5", "0481;2024-03;T;6", "0482;2024;T;7"))
    assert upload.state == "unreadable"
    assert upload.problems[0].startswith(
        "Filen blandar hela år (rad 2, 4) och månader (rad 3). En serie har värden för hela år"
    )
    # A row that is refused for something else decides nothing.
    other = brought(made, csv_of("0480;2024;T;5", "Nyköbing;2024-03;T;6"))
    assert (other.state, other.new, other.refused) == ("previewed", 1, 1)


def test_a_file_is_not_let_in_when_the_series_has_got_the_other_kind(made):
    upload = brought(made, csv_of("0480;2024-03;T;5"))
    step(made, upload, "propose", made.steward)
    confirm(made, enter(made, Period(2025)))
    with pytest.raises(Refused, match="Jämför på nytt"):
        step(made, upload, "apply", made.other_steward)
    assert months_stored() == {0}
    step(made, upload, "read_again", made.other_steward)
    outbox.drain()
    assert reasons(upload) == {2: YEARS}


def test_it_is_looked_at_after_the_lock_when_a_file_is_let_in(made, monkeypatch):
    upload = brought(made, csv_of("0480;2024-03;T;5"))
    step(made, upload, "propose", made.steward)

    def come_first(_key):
        held(made)

    monkeypatch.setattr(deciding, "lock_source", come_first)
    with pytest.raises(Refused, match="Jämför på nytt"):
        step(made, upload, "apply", made.other_steward)


@pytest.mark.parametrize("month", [0, 4])
def test_the_example_and_the_blank_have_the_kind_of_the_series(made, month):
    held(made, month)
    periods = {period for _area, period, *_rest in example_for(made.manual)}
    assert len(periods) == 1
    assert all(("-" in period) is bool(month) for period in periods)
    book = load_workbook(BytesIO(blank_for(made.manual)))
    sheet = book.active
    for row in sheet.iter_rows(min_row=2):
        row[3].value = 5
    out = BytesIO()
    book.save(out)
    upload = brought(made, out.getvalue())
    assert (upload.state, upload.refused) == ("previewed", 0), reasons(upload)
    assert {row.period for row in upload.rows.all()} == periods


def test_the_page_shows_one_kind_and_says_so(made):
    page = log_in(made.steward).get(reverse("upload_new")).content.decode()
    assert "En serie har år eller månader, aldrig båda" in page
