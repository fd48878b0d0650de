"""What a file may look like, and what is said when it is something else."""

import zipfile
from io import BytesIO

import pytest
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from foundation.errors import Refused
from foundation.text.dates import today
from indicators.forms.fields import number_of, period_of
from indicators.models import DataSeries, StatisticalArea
from indicators.services.uploads import cells, limits
from indicators.services.uploads.cells import decoded, kind_of
from indicators.services.uploads.limits import UnreadableFile
from indicators.sources.base import Period
from tests.indicators.entry.files import (
    book_of,
    brought,
    cell_of,
    csv_of,
    preview,
    reasons,
    row_of,
    sheet_of,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,5", 12.5), ("12.5", 12.5), ("1 234,5", 1234.5), ("1\u00a0234", 1234.0),
        ("-3", -3.0), ("\u22123", -3.0), ("0", 0.0), ("1.234,5", None), ("1e5", None),
        ("nan", None), ("inf", None), ("", None), ("=1+1", None), ("12 %", None), ("tolv", None),
        ("٣", 3.0),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text, value):
    assert number_of(text) == value


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025", Period(2025)), ("2025-03", Period(2025, 3)), ("2025\u201103", Period(2025, 3)),
        ("2025\u201303", Period(2025, 3)), ("2025-3", Period(2025, 3)),
        ("2025-13", None), ("2025-00", None), ("25", None), ("2025-03-01", None), ("", None),
        ("1899", None), ("hösten", None),
    ],
)  # fmt: skip
def test_periods_as_people_write_them(text, period):
    assert period_of(text) == period


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encodings_and_delimiters(made, encoding, delimiter):
    lines = [line.replace(";", delimiter) for line in ("Östra Ån;2024;kvinnor;12", "0480;2024;;7")]
    header = delimiter.join(("område", "period", "kön", "värde"))
    upload = brought(made, csv_of(*lines, header=header, encoding=encoding))
    assert upload.state == "previewed", upload.problems
    assert preview(upload) == [(2, "new", None, 12.0), (3, "new", None, 7.0)]
    first = upload.rows.get(number=2)
    assert (first.area.name, first.gender) == ("Östra Ån", "K")


def test_decimal_comma_or_point_but_not_both(made):
    assert preview(brought(made, csv_of("0480;2024;T;12,5", "0481;2024;T;7")))[0][3] == 12.5
    assert preview(brought(made, csv_of("0480;2024;T;12.5", "0481;2024;T;7")))[0][3] == 12.5
    mixed = brought(made, csv_of("0480;2024;T;12,5", "0481;2024;T;7", "0482;2024;T;3.5"))
    assert mixed.state == "unreadable"
    (problem,) = mixed.problems
    assert problem == (
        "Kolumnen ”värde” blandar decimalkomma (rad 2) och decimalpunkt (rad 4). "
        "Använd ett av dem i hela filen."
    )
    assert not mixed.rows.exists()


def test_many_rows_are_named_in_short(made):
    lines = [f"0480;{year};T;1,5" for year in range(2007, 2025)]
    upload = brought(made, csv_of(*lines, "0481;2024;T;1.5"))
    assert "rad 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 med flera" in upload.problems[0]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Nyköbing;2024;T;5", "Området ”Nyköbing” är okänt"),
        (";2024;T;5", "Området är inte ifyllt"),
        ("0480;2099;T;5", "Perioden 2099 har inte börjat"),
        ("0480;2001;T;5", "före seriens första år, 2007"),
        ("0480;2024-01-15;T;5", "ska vara ett år (2025) eller en månad"),
        ("0480;2024;F;5", "Könet ”F” ska vara totalt, kvinnor eller män"),
        ("0480;2024;T;tolv", "Värdet ”tolv” är inte ett tal"),
        ("0480;2024;T;", "Värdet är tomt. Skriv ”uppgift saknas”"),
        ("0480;2024;T;1250", "Värdet 1250 är inte mellan 0 och 100. Kontrollera"),
        ("0480;2024;T;=1+1", "är inte ett tal"),
        ("0480;2024;T;1;9", "fler kolumner än rubrikraden"),
    ],
)
def test_a_row_is_refused_with_its_number_and_reason_and_the_rest_go_on(made, line, words):
    upload = brought(made, csv_of("0481;2024;T;7", line))
    assert upload.state == "previewed"
    assert (upload.new, upload.refused) == (1, 1)
    assert words in reasons(upload)[3]
    assert upload.rows.get(number=3).text.startswith(line.split(";")[0])


def test_next_year_is_refused_and_this_year_is_not(made):
    year = today().year
    upload = brought(made, csv_of(f"0480;{year + 1};T;5", f"0480;{year};T;5"))
    assert list(reasons(upload)) == [2]


def test_a_wrong_unit_and_another_series_are_refused(made):
    header = "område;period;värde;enhet;seriens id"
    lines = (
        "0480;2024;5;procent;", "0481;2024;5;antal;N79173", "0482;2024;5;Antal;egen-personal",
    )  # fmt: skip
    upload = brought(made, csv_of(*lines, header=header))
    said = reasons(upload)
    assert said[2] == "Enheten är ”procent”, men serien har ”antal”."
    assert said[3] == "Raden gäller en annan serie: ”N79173”."
    assert upload.new == 1


def test_all_rows_of_a_doubled_key_are_refused(made):
    upload = brought(made, csv_of("0480;2024;T;5", "Norrby;2024;totalt;6", "0480;2024;K;7"))
    said = reasons(upload)
    assert list(said) == [2, 3]
    assert "står också på rad 3" in said[2]
    assert "står också på rad 2" in said[3]
    assert upload.new == 1


def test_one_row_thirty_thousand_times_is_refused_in_good_time(made):
    upload = brought(made, csv_of(*["0480;2024;T;5"] * 30_000))
    assert upload.refused == 30_000
    assert "står också på rad 3, 4, 5" in upload.rows.get(number=2).reason
    assert "rad 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 med flera" in upload.rows.get(number=29_000).reason


def test_genders_only_where_the_series_has_them(made):
    DataSeries.objects.filter(pk=made.manual.pk).update(gendered=False)
    upload = brought(made, csv_of("0480;2024;K;5", "0480;2024;T;5"))
    assert reasons(upload) == {2: "Serien delas inte upp efter kön."}


@pytest.mark.parametrize("word", ["uppgift saknas", "..", "Saknas"])
def test_missing_is_written_out(made, word):
    assert preview(brought(made, csv_of(f"0480;2024;T;{word}"))) == [(2, "new", None, None)]


@pytest.mark.parametrize(
    "area", ["480", "0480", "Norrby", "NORRBY", "Norrby kommun", "Norrbys kommun"]
)
def test_areas_by_code_and_name(made, area):
    assert brought(made, csv_of(f"{area};2024;T;5")).new == 1


BOTH = "områdeskod;område;period;värde"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("0480", "Norrby"), ("480", "NORRBY KOMMUN"), ("0480", "Norrbys kommun"), ("0480", ""),
        ("", "Norrby"), ("Norrby", "0480"), ("0480", "0480"), ("0004", "Provregionen"),
    ],
)  # fmt: skip
def test_a_code_and_a_name_of_the_same_area_are_read(made, code, name):
    upload = brought(made, csv_of(f"{code};{name};2024;5", header=BOTH))
    assert upload.new == 1
    assert upload.rows.get().area.code == ("0004" if "4" in code and "8" not in code else "0480")


@pytest.mark.parametrize(
    ("code", "name", "sentence"),
    [
        ("0480", "Söderby", "Koden 0480 är Norrby, men namnet är Söderby. Rätta det som är fel."),
        ("480", "Norby", "Koden 0480 är Norrby, men namnet är Norby. Rätta det som är fel."),
        ("0004", "Norrby", "Koden 0004 är Provregionen, men namnet är Norrby. Rätta det som"),
        ("0499", "Norrby", "Koden ”0499” är okänd. Rätta den, eller ta bort den om namnet"),
    ],
)
def test_a_row_whose_code_and_name_disagree_is_put_nowhere(made, code, name, sentence):
    upload = brought(made, csv_of(f"{code};{name};2024;5", "0482;;2024;7", header=BOTH))
    assert upload.new == 1
    said = reasons(upload)
    assert list(said) == [2]
    assert said[2].startswith(sentence)


def test_a_name_of_two_areas_needs_the_code(made):
    StatisticalArea.objects.filter(code="0004").update(name="Norrby")
    upload = brought(
        made, csv_of(";Norrby;2024;5", "0004;Norrby;2024;6", "0480;Norrby;2024;7", header=BOTH)
    )
    assert reasons(upload) == {
        2: "Flera områden heter ”Norrby”. Skriv områdets kod: 0480 och 0004."
    }
    new = upload.rows.filter(kind="new").order_by("number")
    assert [(row.area.code, row.new_value) for row in new] == [("0004", 6.0), ("0480", 7.0)]


def test_october_is_never_taken_for_january(made):
    rows = [["område", "period", "värde"], ["Norrby", 2025.10, 5], ["Norrby", "2025-10", 6]]
    upload = brought(made, book_of(rows))
    assert reasons(upload)[2] == (
        "Perioden ”2025.1” är ett tal med decimal, och då går januari och oktober inte att skilja "
        "åt. Skriv månaden som text, till exempel 2025-10."
    )
    assert [row.period for row in upload.rows.filter(kind="new")] == ["2025-10"]
    text = brought(made, csv_of("Norrby;2025.1;T;5", "Söderby;2025,1;T;5", "Norrby;2025.10;T;7"))
    assert sorted(reasons(text)) == [2, 3]
    assert [row.period for row in text.rows.filter(kind="new")] == ["2025-10"]


def test_a_value_that_is_also_said_to_be_missing_is_refused(made):
    header = "område;period;värde;saknas;borttagen hos källan"
    lines = ("0480;2024;5;ja;nej", "0481;2024;;Ja;nej", "0482;2024;7;nej;", "0480;2023;;ja;ja")
    upload = brought(made, csv_of(*lines, header=header))
    assert reasons(upload) == {
        2: "Raden har både ett värde och ”ja” under Saknas. Ta bort det som är fel.",
        5: "Källan har tagit bort värdet. Raden läses inte in.",
    }
    assert preview(upload)[1:3] == [(3, "new", None, None), (4, "new", None, 7.0)]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("område;kön;värde", "Kolumnen ”period” saknas"),
        ("a;b;c", "Kolumnen ”område” och ”period” och ”värde” saknas"),
        ("område;period;värde;värde", "Rubriken ”värde” finns i mer än en kolumn"),
    ],
)
def test_a_header_that_cannot_be_used(made, header, words):
    upload = brought(made, csv_of("0480;2024;5;5", header=header))
    assert upload.state == "unreadable"
    assert words in upload.problems[0]


def test_a_header_alone_is_said_to_be_that(made):
    assert "bara en rubrikrad" in brought(made, csv_of()).problems[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Filen är tom"),
        (b" \r\n \r\n", "Filen är tom"),
        (b"%PDF-1.7", "varken CSV eller XLSX"),
        (b"\x00\x01\x02", "varken CSV eller XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Excels äldre format (XLS)"),
        (b"PK\x03\x04 not a book", "trasig"),
    ],
)
def test_the_content_and_not_the_name_decides(made, content, words):
    with pytest.raises(Refused) as refusal:
        brought(made, content, name="siffror.xlsx")
    assert refusal.value.problems[0].field == "file"
    assert words in refusal.value.problems[0].message


def test_a_zip_of_something_else_and_a_bomb_are_refused(monkeypatch):
    other = BytesIO()
    with zipfile.ZipFile(other, "w") as folder:
        folder.writestr("brev.txt", "hej")
    with pytest.raises(UnreadableFile, match="varken CSV eller XLSX"):
        kind_of(other.getvalue())
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("xl/workbook.xml", b"0" * 4096)
    monkeypatch.setattr(cells, "MAX_UNFOLDED", 4095)
    with pytest.raises(UnreadableFile, match="för många rader"):
        kind_of(bomb.getvalue())


def test_a_broken_book_is_unreadable_and_not_a_crash(made):
    broken = BytesIO()
    with zipfile.ZipFile(broken, "w") as folder:
        folder.writestr("xl/workbook.xml", "<workbook")
        folder.writestr("[Content_Types].xml", "<Types/>")
    upload = brought(made, broken.getvalue(), name="x.xlsx")
    assert upload.state == "unreadable"
    assert "trasig" in upload.problems[0]


def test_a_book_with_numbers_text_formulas_and_dates(made):
    upload = brought(
        made,
        book_of([
            ["Kommun", "År", "Kön", "Värde", "Egen anteckning"],
            [480, 2024, None, 12.25, "x"],
            ["0481", "2024", "kvinnor", "7,5", None],
            ["0482", 2024.0, "T", "=SUM(A1:A2)", None],
            ["0482", today(), "T", 5, None],
            [None, None, None, None, None],
            ["Provregionen", 2023, "T", "uppgift saknas", None],
        ]),
        name="siffror.csv",
    )  # fmt: skip
    assert upload.kind == "xlsx"
    assert preview(upload) == [
        (2, "new", None, 12.25), (3, "new", None, 7.5), (4, "refused", None, None),
        (5, "refused", None, None), (7, "new", None, None),
    ]  # fmt: skip
    said = reasons(upload)
    assert said[4] == "Cellen innehåller en formel. Klistra in värdet i stället för formeln."
    assert "ska vara ett år" in said[5]


@pytest.mark.parametrize("digits", ["9" * 400, "1e999", "-" + "9" * 400])
def test_a_number_larger_than_any_is_refused_and_the_rest_go_on(made, digits):
    head = row_of(1, "område", "period", "värde")
    huge = f'<row r="2">{"".join(map(cell_of, ("Norrby", 2024)))}<c><v>{digits}</v></c></row>'
    upload = brought(made, sheet_of(head, huge, row_of(3, "Söderby", 2024, 7)))
    assert upload.state == "previewed"
    assert (upload.new, upload.refused) == (1, 1)
    said = reasons(upload)[2]
    assert said.startswith("Värdet ”")
    assert said.endswith("” är inte ett tal.")


def test_too_large_and_too_many_rows(made, monkeypatch):
    with pytest.raises(Refused) as refusal:
        brought(made, b"x" * (limits.MAX_SIZE + 1))
    assert "högst 5 megabyte" in refusal.value.problems[0].message
    monkeypatch.setattr(cells, "MAX_ROWS", 3)
    fits = brought(made, csv_of(*(f"0480;{year};T;5" for year in (2021, 2022, 2023))))
    assert fits.new == 3
    over = brought(made, csv_of(*(f"0480;{year};T;5" for year in (2021, 2022, 2023, 2024))))
    assert over.state == "unreadable"
    assert "200 000 rader" in over.problems[0].replace("\u00a0", " ")


@pytest.mark.parametrize("number", [1_048_576, 3_000_000, 999_999_999_999])
def test_a_row_far_down_ends_the_reading_when_the_rows_that_may_be_are_passed(number, monkeypatch):
    passed = []
    every = ReadOnlyWorksheet.iter_rows

    def counted(*given, **named):
        for row in every(*given, **named):
            passed.append(1)
            assert len(passed) < limits.MAX_ROWS + 10
            yield row

    monkeypatch.setattr(ReadOnlyWorksheet, "iter_rows", counted)
    head = row_of(1, "område", "period", "värde")
    content = sheet_of(head, row_of(2, "Norrby", 2024, 5), row_of(number, "Norrby", 2023, 5))
    assert len(content) < 6_000
    with pytest.raises(UnreadableFile) as refusal:
        list(cells.rows_of(content, "xlsx"))
    assert refusal.value.problems == (limits.TOO_MANY_ROWS, limits.SHEET_TOO_LONG)
    assert len(passed) == limits.MAX_ROWS + 2


def test_empty_rows_between_and_the_last_row_that_may_be_are_read():
    rows = [row_of(1, "område"), row_of(9, "Norrby"), row_of(limits.MAX_ROWS + 1, "Söderby")]
    found = [(row.number, row.cells[0]) for row in cells.rows_of(sheet_of(*rows), "xlsx")]
    assert found == [(1, "område"), (9, "Norrby"), (200_001, "Söderby")]


def test_text_that_is_not_text_in_any_encoding():
    assert decoded("Å".encode("latin-1")) == "Å"
    with pytest.raises(UnreadableFile):
        decoded(b"abc\x07def")


def test_two_hundred_thousand_rows_are_read_and_compared(made):
    lines = [
        f"{code};{year}-{month:02};{gender};{(year + month) % 100}"
        for code in ("0480", "0481", "0482", "0004", "0000")
        for year in range(2007, 2026)
        for month in range(1, 13)
        for gender in "TKM"
    ]
    padding = [f"9999;2024;T;{number % 100}" for number in range(200_000 - len(lines))]
    content = csv_of(*lines, *padding)
    assert len(content) < limits.MAX_SIZE
    upload = brought(made, content)
    assert upload.state == "previewed"
    assert (upload.new, upload.refused) == (len(lines), len(padding))
    assert upload.rows_read == upload.rows_total == 200_000
    assert upload.rows.count() == 200_000
