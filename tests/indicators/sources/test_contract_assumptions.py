"""What Kolada is assumed to answer, asked without our reader's caution between.

To be looked at on the first contact with the real one, with KOLADA_LIVE=1: nobody has seen the
status of a list that is too long, the order of rows, or what fewer than two dimensions give.
"""

import warnings

import pytest

from indicators.sources.fetching import Refused

ROW = {"values", "kpi", "period", "municipality"}
VALUE = {"gender", "count", "status", "value", "isdeleted"}


@pytest.fixture
def ask(reader, tally):
    """One answer to a path, as it is."""

    def ask(*path, **query):
        fetcher = reader._fetcher
        return fetcher.get(fetcher.address(*path, query=query), tally)

    return ask


@pytest.fixture
def rows(reader, tally):
    """All rows of a path, page after page."""

    def rows(*path, **query):
        return list(reader._rows(reader._fetcher.address(*path, query=query), tally))

    return rows


def test_the_metadata_are_more_than_one_page(request, ask, rows, tally):
    if "emulator" in request.node.callspec.id:
        request.getfixturevalue("emulator").faults(page_max={"size": 25})
    first = ask("kpi")
    assert first["next_url"]
    assert first["previous_url"] is None
    assert first["count"] == len(first["values"])
    assert "U79135" not in {row["id"] for row in first["values"]}
    everything = rows("kpi")
    assert "U79135" in {row["id"] for row in everything}
    assert [row["id"] for row in everything] == sorted(row["id"] for row in everything)
    assert tally.requests >= 3


def test_a_kpi_has_these_fields(ask):
    (row,) = ask("kpi", "N79173")["values"]
    assert {"id", "title", "description", "is_divided_by_gender", "municipality_type"} <= set(row)
    assert {"publication_date", "prel_publication_date", "publ_period"} <= set(row)
    assert isinstance(row["is_divided_by_gender"], bool)


def test_an_area_has_these_fields(ask):
    (row,) = ask("municipality", "0004")["values"]
    assert row == {"id": "0004", "title": "Region Sörmland", "type": "L"}


def test_regions_can_be_told_from_municipalities(rows):
    assert {row["type"] for row in rows("municipality", region_type="L")} == {"L"}


def test_titles_can_be_searched_with_swedish_letters(rows):
    found = {row["id"] for row in rows("kpi", title="övervikt")}
    assert "U01760" in found


def test_a_row_has_these_fields_and_types(ask):
    page = ask("data/kpi/N01951/municipality/0480/year/2022")
    (row,) = page["values"]
    assert set(row) == ROW
    assert isinstance(row["period"], int)
    for value in row["values"]:
        assert set(value) == VALUE
        assert value["gender"] in "TKM"
        assert isinstance(value["count"], int)
        assert isinstance(value["status"], str)
        assert value["isdeleted"] is False
    assert page["next_url"] is None


def test_rows_come_by_kpi_area_and_year(ask):
    found = ask("data/kpi/N20402,N01951/municipality/0484,0480/year/2021,2020")["values"]
    places = [(row["kpi"], row["municipality"], row["period"]) for row in found]
    assert len(places) == 8
    assert places == sorted(places)


def test_a_list_of_26_is_refused(ask):
    with pytest.raises(Refused) as error:
        ask("kpi", ",".join(f"N{number:05}" for number in range(26)))
    if "(svar 422)" not in str(error.value):
        warnings.warn(f"not 422 as assumed: {error.value}", stacklevel=1)


def test_25_are_not(ask):
    assert ask("kpi", ",".join(f"X{number:05}" for number in range(25)))["values"] == []


def test_the_wrong_name_of_a_parameter_gives_nothing(ask):
    assert ask("data/", kpi_id="N01951", municipality="0480")["values"] == []


def test_the_right_name_gives_figures(ask):
    found = ask("data/", kpi_id="N01951", municipality_id="0480", year="2022")["values"]
    assert [row["municipality"] for row in found] == ["0480"]


def test_one_dimension_is_too_little(ask):
    with pytest.raises(Refused):
        ask("data/kpi/N01951")


def test_the_pages_size_can_be_chosen(ask):
    first = ask("municipality", per_page="3")
    assert len(first["values"]) == 3
    assert "per_page=3" in first["next_url"]


@pytest.mark.live
def test_a_value_that_was_seen_in_2026(real, tally):
    found = {r.gender: r.value for r in real.read(["N21704"], ["0180"], [2023], tally)}
    assert set(found) == {"T", "K", "M"}
    if found["T"] != pytest.approx(21.88749):
        warnings.warn(f"N21704 in Stockholm 2023 has been revised: {found}", stacklevel=1)
