"""Figures to take away: complete, credited rightly, marked when invented, and never run."""

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from indicators.exporting import tables
from indicators.exporting.rows import COLUMNS, exact
from indicators.models import (
    DataSeries,
    Indicator,
    Measure,
    MeasureSource,
    Observation,
    StatisticalArea,
)
from indicators.views import exports
from tests.indicators.entry.files import brought
from tests.indicators.registry import FETCHED, make_series, observe


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def table(answer):
    """The rows of a CSV answer, by column."""
    text = body(answer).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def sheet(answer, name="Siffror"):
    book = load_workbook(BytesIO(answer.content))
    head, *rest = list(book[name].values)
    return (
        [dict(zip(head, row, strict=True)) for row in rest] if name == "Siffror" else [head, *rest]
    )


def name_of(answer):
    return answer.headers["Content-Disposition"].split('"')[1]


@pytest.fixture
def figures(made):
    observe(made.manual, made.areas["0480"], 2024, 12.25, provenance="manual", revised=True)
    observe(made.manual, made.areas["0480"], 2025, None, status="Missing", provenance="manual")
    observe(made.machine, made.areas["0004"], 2024, -3.0, month=3, gender="K", preliminary=True)
    observe(made.machine, made.areas["0004"], 2023, 1234.5, withdrawn=True)
    return made


def test_each_row_says_where_it_comes_from(figures, client):
    rows = table(client.get(reverse("indicators_csv")))
    assert list(rows[0]) == list(COLUMNS)
    assert rows[0] == {
        "Källa": "inmatat för hand", "Ursprung": "", "Seriens id": "egen-personal",
        "Serie": "Serie egen-personal", "Mått": "Personalkontinuitet", "Period": "2024",
        "Områdeskod": "0480", "Område": "Norrby", "Kön": "totalt", "Värde": "12,25",
        "Enhet": "antal", "Saknas": "nej", "Källans status": "", "Preliminär": "nej",
        "Reviderad": "ja", "Borttagen hos källan": "nej", "Hämtad": "2026-09-01 05:00",
        "Syntetisk": "nej",
    }  # fmt: skip
    missing = rows[1]
    assert (missing["Värde"], missing["Saknas"], missing["Källans status"]) == ("", "ja", "Missing")
    withdrawn, monthly = rows[2], rows[3]
    assert (withdrawn["Borttagen hos källan"], withdrawn["Värde"]) == ("ja", "")
    assert (monthly["Period"], monthly["Kön"], monthly["Värde"]) == ("2024-03", "kvinnor", "-3")
    assert (monthly["Preliminär"], monthly["Källa"], monthly["Ursprung"]) == ("ja", "Kolada", "SKR")


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("measure_csv", ["lakare"]), ("measure_xlsx", ["lakare"]),
        ("indicator_csv", ["kontinuitet"]), ("indicators_csv", []), ("indicators_xlsx", []),
    ],
)  # fmt: skip
def test_a_withdrawn_value_is_in_no_file(figures, client, name, args):
    answer = client.get(reverse(name, args=args))
    rows = sheet(answer) if name.endswith("xlsx") else table(answer)
    (gone,) = [row for row in rows if row["Borttagen hos källan"] == "ja"]
    assert not gone["Värde"]
    assert gone["Saknas"] == "ja"
    assert gone["Period"] == "2023"
    assert not [row for row in rows if row["Värde"] in {1234.5, "1234,5"}]


def test_the_file_opens_in_a_spreadsheet(figures, client):
    answer = client.get(reverse("indicators_csv"))
    content = body(answer)
    assert content.startswith(b"\xef\xbb\xbfK\xc3\xa4lla;")
    assert content.count(b"\r\n") == 5
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert name_of(answer) == "indikatorer.csv"
    assert not answer.cookies


@pytest.mark.parametrize(
    ("name", "args", "codes"),
    [
        ("measure_csv", ["personal"], {"egen-personal"}),
        ("measure_csv", ["lakare"], {"N12345"}),
        ("indicator_csv", ["kontinuitet"], {"egen-personal", "N12345"}),
        ("indicators_csv", [], {"egen-personal", "N12345"}),
    ],
)
def test_what_each_address_holds(figures, client, name, args, codes):
    assert {row["Seriens id"] for row in table(client.get(reverse(name, args=args)))} == codes


@pytest.mark.parametrize("name", ["measure_csv", "measure_xlsx", "indicator_csv"])
def test_what_does_not_exist_has_no_file(figures, client, name):
    assert client.get(reverse(name, args=["finns-inte"])).status_code == 404


def test_a_rejected_series_is_left_out_and_a_shared_measure_comes_once(figures, client):
    MeasureSource.objects.filter(series=figures.machine).update(standing="rejected")
    second = Indicator.objects.create(key="andra", name="Andra", goal_area=figures.goal_area)
    figures.measure.indicators.add(second)
    rows = table(client.get(reverse("indicators_csv")))
    assert [row["Seriens id"] for row in rows] == ["egen-personal"] * 2


def test_a_series_of_two_measures_names_both_and_comes_once(figures, client):
    MeasureSource.objects.create(key="dubbel", measure=figures.other, series=figures.manual)
    rows = table(client.get(reverse("indicators_csv")))
    assert len(rows) == 4
    assert rows[0]["Mått"] == "Personalkontinuitet, Fast läkare"


def test_invented_figures_are_marked_in_name_and_row_and_credited_to_nobody(figures, client):
    assert name_of(client.get(reverse("measure_csv", args=["lakare"]))) == "lakare.csv"
    observe(figures.machine, figures.areas["0004"], 2025, 4.0, provenance="demo")
    for address, name in (
        (reverse("measure_csv", args=["lakare"]), "DEMO_lakare.csv"),
        (reverse("measure_xlsx", args=["lakare"]), "DEMO_lakare.xlsx"),
        (reverse("indicator_csv", args=["kontinuitet"]), "DEMO_kontinuitet.csv"),
        (reverse("indicators_csv"), "DEMO_indikatorer.csv"),
        (reverse("indicators_xlsx"), "DEMO_indikatorer.xlsx"),
        (reverse("measure_csv", args=["personal"]), "personal.csv"),
    ):
        assert name_of(client.get(address)) == name
    rows = table(client.get(reverse("measure_csv", args=["lakare"])))
    (invented,) = [row for row in rows if row["Syntetisk"] == "ja"]
    assert invented["Källa"] == "påhittad demodata"
    assert invented["Ursprung"] == ""
    assert "Kolada" not in invented.values()
    about = sheet(client.get(reverse("indicators_xlsx")), "Om siffrorna")
    assert about[0] == ("DEMO: filen innehåller påhittade siffror.",)


def test_an_older_extract_is_credited_as_one(figures, client):
    observe(figures.machine, figures.areas["0004"], 2020, 4.0, provenance="extract")
    rows = table(client.get(reverse("measure_csv", args=["lakare"])))
    (old,) = [row for row in rows if row["Period"] == "2020"]
    assert old["Källa"] == "Kolada, uppgifter t.o.m. 2022 (äldre utdrag)"
    assert old["Syntetisk"] == "nej"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_text_is_run_as_a_formula(figures, client, sign):
    DataSeries.objects.filter(pk=figures.machine.pk).update(
        name=f"{sign}HYPERLINK(0)", origin=f'{sign}1;"x"', unit=f"{sign}%"
    )
    StatisticalArea.objects.filter(code="0004").update(name=f"{sign}2+3")
    Measure.objects.filter(key="lakare").update(name=f"{sign}cmd")
    row = table(client.get(reverse("measure_csv", args=["lakare"])))[1]
    for column in ("Serie", "Ursprung", "Enhet", "Område", "Mått"):
        assert row[column].startswith(f"'{sign}"), column
    assert row["Värde"] == "-3"
    book = load_workbook(BytesIO(client.get(reverse("measure_xlsx", args=["lakare"])).content))
    kinds = {cell.data_type for line in book["Siffror"].iter_rows() for cell in line}
    assert "f" not in kinds


def test_a_workbook_has_numbers_as_numbers_and_empty_for_missing(figures, client):
    answer = client.get(reverse("measure_xlsx", args=["personal"]))
    rows = sheet(answer)
    assert [row["Värde"] for row in rows] == [12.25, None]
    assert rows[0]["Områdeskod"] == "0480"
    assert rows[0]["Period"] == "2024"
    assert answer.headers["Content-Type"] == exports.XLSX
    assert sheet(answer, "Om siffrorna")[0][0].startswith("Varje rad är en siffra")


def test_signs_that_a_workbook_cannot_hold_are_left_out(figures, client):
    DataSeries.objects.filter(pk=figures.manual.pk).update(name="Serie\x0bett")
    rows = sheet(client.get(reverse("measure_xlsx", args=["personal"])))
    assert rows[0]["Serie"] == "Serieett"


def test_too_many_rows_for_a_workbook_are_led_to_csv(figures, client, monkeypatch):
    monkeypatch.setattr(exports, "MAX_SHEET_ROWS", 3)
    answer = client.get(reverse("indicators_xlsx"))
    assert answer.status_code == 422
    assert "Hämta den som CSV" in answer.content.decode()
    assert client.get(reverse("measure_xlsx", args=["personal"])).status_code == 200


def test_the_largest_workbook_is_small_enough_to_wait_for(figures, client):
    rows_beyond = tables.MAX_SHEET_ROWS + 1
    assert rows_beyond <= 15_001
    Observation.objects.bulk_create([
        Observation(
            series=figures.manual, area=figures.areas["0481"], year=number // 12,
            month=number % 12 + 1, gender="T", value=1.0, provenance="manual", written_at=FETCHED,
        )
        for number in range(rows_beyond)
    ])  # fmt: skip
    answer = client.get(reverse("measure_xlsx", args=["personal"]))
    assert answer.status_code == 422
    assert "fler än 15\u00a0000 rader" in answer.content.decode()
    assert len(table(client.get(reverse("measure_csv", args=["personal"])))) == rows_beyond + 2


def test_an_empty_registry_gives_a_head_and_no_row(db, client):
    from tests.factories import make_county

    make_county()
    answer = client.get(reverse("indicators_csv"))
    assert body(answer).decode("utf-8-sig").strip() == ";".join(COLUMNS)
    assert sheet(client.get(reverse("indicators_xlsx"))) == []


@pytest.mark.parametrize("years", [2, 18])
def test_the_queries_are_the_same_however_long(
    made, client, years, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(tables, "_LINES", 7)
    for number in range(years):
        series = make_series(made.other, f"N5000{number}")
        for area in made.areas.values():
            observe(series, area, 2024, float(number))
    with django_assert_num_queries(4):
        rows = table(client.get(reverse("indicators_csv")))
    assert len(rows) == years * len(made.areas)


def test_what_is_taken_away_can_be_brought_back_and_changes_nothing(figures, client):
    content = body(client.get(reverse("measure_csv", args=["personal"])))
    upload = brought(figures, content)
    assert upload.state == "previewed", upload.problems
    assert (upload.unchanged, upload.refused) == (2, 0)
    book = client.get(reverse("measure_xlsx", args=["personal"])).content
    again = brought(figures, book)
    assert (again.unchanged, again.refused) == (2, 0)


@pytest.mark.parametrize(
    ("value", "text"),
    [(12.5, "12,5"), (3.0, "3"), (1e-07, "0,0000001"), (1e21, "1" + "0" * 21),
     (21.88749, "21,88749"), (-0.5, "-0,5"), (0.0, "0"), (100.0, "100")],
)  # fmt: skip
def test_every_decimal_is_kept_and_no_exponent_written(value, text):
    assert exact(value) == text
    assert float(text.replace(",", ".")) == value
