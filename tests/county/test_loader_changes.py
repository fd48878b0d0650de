"""A changed file changes exactly what differs, keeps history, and leaves an operator's edits."""

from datetime import date

import pytest

from county.loader import CountyFileRefused
from county.models import Body, County, HistoricDecision, Organisation, User
from foundation.models import PageTouch
from indicators.models import Indicator, Measure
from tests.support.county_files import load_file, row, small, without

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    content = small()
    load_file(tmp_path, content)
    return content


def edit(model, key, **values):
    """What an operator does in the portal."""
    edited = model.objects.get(key=key)
    for name, value in values.items():
        setattr(edited, name, value)
    edited.version += 1
    edited.changed_by = User.objects.get_or_create(email="drift@example.test", name="Drift")[0]
    edited.save()


def test_one_changed_field_changes_one_field_of_one_row(tmp_path, file):
    others = list(Body.objects.exclude(key="styr").order_by("pk").values())
    row(file, "bodies", "styr")["rhythm"] = "varannan månad"

    report = load_file(tmp_path, file)

    body = Body.objects.get(key="styr")
    assert (body.rhythm, body.name, body.version) == ("varannan månad", "Styrgrupp", 2)
    assert body.changed_at is not None
    assert body.changed_by is None
    assert list(Body.objects.exclude(key="styr").order_by("pk").values()) == others
    assert report.sections["bodies"].changed == 1
    assert report.sections["bodies"].unchanged == 2
    assert not any(
        each.changed or each.new for name, each in report.sections.items() if name != "bodies"
    )


def test_the_change_is_in_the_history_with_before_and_after(tmp_path, file):
    row(file, "bodies", "styr")["rhythm"] = "varannan månad"
    load_file(tmp_path, file)

    now, first = Body.history.filter(key="styr").order_by("-history_date", "-history_id")
    assert [each.field for each in now.diff_against(first).changes if each.field == "rhythm"]
    assert (first.rhythm, now.rhythm) == ("varje månad", "varannan månad")
    assert now.history_change_reason == "Länsfilen lan.json"


def test_dates_references_and_lists_change_too(tmp_path, file):
    row(file, "decisions", "d-mal").update(
        decided_on="2022-04", date_precision="month", body="natverk"
    )
    row(file, "measures", "m-1")["indicators"] = ["tillgang"]
    row(file, "bodies", "arbetsgrupp")["parent"] = None

    load_file(tmp_path, file)

    decision = HistoricDecision.objects.get(key="d-mal")
    assert (decision.decided_on, decision.date_precision) == (date(2022, 4, 1), "month")
    assert decision.body.key == "natverk"
    assert [each.key for each in Measure.objects.get(key="m-1").indicators.all()] == ["tillgang"]
    assert Body.objects.get(key="arbetsgrupp").parent is None


def test_a_new_row_and_a_row_that_now_refers_to_it(tmp_path, file):
    file["bodies"].append({"key": "namnd", "name": "Nämnd", "kind": "joint_board"})
    row(file, "bodies", "styr")["parent"] = "namnd"

    report = load_file(tmp_path, file)

    assert Body.objects.get(key="styr").parent.name == "Nämnd"
    assert (report.sections["bodies"].new, report.sections["bodies"].changed) == (1, 1)


def test_an_operators_edit_stays_when_the_file_is_the_same(tmp_path, file):
    edit(Body, "styr", rhythm="fyra gånger om året")

    report = load_file(tmp_path, file)

    assert Body.objects.get(key="styr").rhythm == "fyra gånger om året"
    assert report.changed_anything is False


def test_an_operators_edit_stays_when_the_file_changes_another_field(tmp_path, file):
    edit(Body, "styr", rhythm="fyra gånger om året")
    row(file, "bodies", "styr")["summary"] = "Beslutar."

    report = load_file(tmp_path, file)

    body = Body.objects.get(key="styr")
    assert (body.rhythm, body.summary) == ("fyra gånger om året", "Beslutar.")
    assert report.conflicts == []


def test_the_file_wins_over_an_operator_on_the_same_field_and_says_so(tmp_path, file):
    edit(Body, "styr", rhythm="fyra gånger om året")
    row(file, "bodies", "styr")["rhythm"] = "varannan månad"

    report = load_file(tmp_path, file)

    assert Body.objects.get(key="styr").rhythm == "varannan månad"
    assert report.conflicts == [
        "bodies (styr).rhythm: i portalen ”fyra gånger om året”, i filen ”varannan månad”"
    ]
    assert "bodies (styr).rhythm" in "\n".join(report.lines())


def test_an_operator_who_made_the_same_change_first_is_no_conflict(tmp_path, file):
    edit(Body, "styr", rhythm="varannan månad")
    version = Body.objects.get(key="styr").version
    row(file, "bodies", "styr")["rhythm"] = "varannan månad"

    report = load_file(tmp_path, file)

    assert report.conflicts == []
    assert Body.objects.get(key="styr").version == version


def test_conflicts_on_references_and_lists_are_told_in_keys(tmp_path, file):
    edit(HistoricDecision, "d-mal", body=None)
    Measure.objects.get(key="m-2").indicators.set(Indicator.objects.filter(key="kontinuitet"))
    row(file, "decisions", "d-mal")["body"] = "natverk"
    row(file, "measures", "m-2")["indicators"] = ["kontinuitet", "tillgang"]

    report = load_file(tmp_path, file)

    assert "decisions (d-mal).body: i portalen inget, i filen ”natverk”" in report.conflicts
    assert any(each.startswith("measures (m-2).indicators") for each in report.conflicts)
    assert Measure.objects.get(key="m-2").indicators.count() == 2


def test_a_row_the_operator_removed_stays_away_until_the_file_changes_it(tmp_path, file):
    Body.objects.get(key="natverk").delete()
    load_file(tmp_path, file)
    assert not Body.objects.filter(key="natverk").exists()

    row(file, "bodies", "natverk")["rhythm"] = "varje vecka"
    report = load_file(tmp_path, file)

    back = Body.objects.get(key="natverk")
    assert (back.name, back.advisory, back.rhythm) == ("Nätverk", True, "varje vecka")
    assert report.conflicts == ["bodies (natverk): raden var borttagen i portalen och är tillbaka"]


def test_a_row_that_leaves_the_file_is_deleted_with_history(tmp_path, file):
    report = load_file(tmp_path, without(file, "bodies", "natverk"))

    assert not Body.objects.filter(key="natverk").exists()
    last = Body.history.filter(key="natverk").latest()
    assert (last.history_type, last.history_change_reason) == ("-", "Länsfilen lan.json")
    assert report.sections["bodies"].removed == 1


def test_a_row_and_what_refers_to_it_can_leave_together(tmp_path, file):
    without(file, "mandates", "styr-decides")
    row(file, "decisions", "d-mal")["body"] = None
    without(file, "bodies", "styr", "arbetsgrupp")

    load_file(tmp_path, file)

    assert [body.key for body in Body.objects.all()] == ["natverk"]


def test_deleting_what_an_operator_had_edited_is_told(tmp_path, file):
    edit(Body, "natverk", rhythm="varje vecka")

    report = load_file(tmp_path, without(file, "bodies", "natverk"))

    assert not Body.objects.filter(key="natverk").exists()
    assert report.conflicts == [
        "bodies (natverk): raden var ändrad i portalen men är borttagen i filen"
    ]


def test_a_row_gone_from_the_portal_and_the_file_alike_is_forgotten(tmp_path, file):
    Body.objects.get(key="natverk").delete()

    load_file(tmp_path, without(file, "bodies", "natverk"))
    file["bodies"].append({"key": "natverk", "name": "Nytt nätverk", "kind": "network"})
    report = load_file(tmp_path, file)

    assert report.sections["bodies"].new == 1
    assert Body.objects.get(key="natverk").name == "Nytt nätverk"


def test_rows_that_the_file_never_had_are_not_touched(tmp_path, file):
    Body.objects.create(key="demo", name="Demogrupp", kind="working_group", demo=True)
    row(file, "bodies", "styr")["rhythm"] = "sällan"

    load_file(tmp_path, file)

    assert Body.objects.get(key="demo").version == 1


def test_a_change_says_which_pages_it_concerns(tmp_path, file):
    PageTouch.objects.all().delete()
    load_file(tmp_path, file)
    assert not PageTouch.objects.exists()

    row(file, "indicators", "tillgang")["summary"] = "Lätt att nå."
    load_file(tmp_path, file)

    assert set(PageTouch.objects.get().tags) == {"county", "indicators"}


def test_a_second_county_is_refused_and_nothing_is_removed(tmp_path, file):
    other = small()
    other["county"][0]["key"] = "annatlan"
    other["organisations"] = []

    with pytest.raises(CountyFileRefused, match="Länsfilen laddades inte") as refused:
        load_file(tmp_path, other)

    assert "databasen innehåller redan Provlän" in refused.value.problems[0].message
    assert County.objects.get().key == "provlan"
    assert Organisation.objects.count() == 2
