"""A file that cannot be read is told by line and column, and loads nothing."""

import pytest

from county.loader import CountyFileRefused, load
from tests.support.county_files import faults

JSON_FAULTS = {
    "missing comma": ('{"format": 1\n "county": []}', "lan.json, rad 2, kolumn 2", "kommatecken"),
    "trailing comma": ('{"format": 1,\n}', "lan.json, rad 2, kolumn 1", "fältnamn"),
    "missing value": ('{"format": }', "lan.json, rad 1, kolumn 12", "ett värde"),
    "missing colon": ('{"format" 1}', "lan.json, rad 1, kolumn 11", "kolon"),
    "open text": ('{"format": "1', "lan.json, rad 1, kolumn 12", "avslutande citattecken"),
    "line break in text": ('{"a": "x\ny"}', "lan.json, rad 1, kolumn 9", "radbrytning"),
    "more after the end": ('{"format": 1}}', "lan.json, rad 1, kolumn 14", "klammer för mycket"),
    "empty file": ("", "lan.json, rad 1, kolumn 1", "ett värde"),
    "a list": ("[]", "lan.json", "ska vara ett objekt"),
    "field twice": (
        '{"bodies": [{"key": "styr", "name": "A", "name": "B"}]}',
        "raden med nyckeln ”styr”", "”name” står två gånger",
    ),
    "section twice": ('{"format": 1, "bodies": [], "bodies": []}', "objektet med ”format”",
                      "”bodies” står två gånger"),
    "no number": ('{"format": NaN}', "NaN", "Skriv null"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "place", "says"), JSON_FAULTS.values(), ids=JSON_FAULTS.keys())
def test_what_is_no_json_is_told_by_line_and_column(tmp_path, text, place, says):
    found = faults(tmp_path, text)

    assert list(found) == [place]
    assert says in found[place]


def test_a_file_in_another_encoding_is_told(tmp_path):
    path = tmp_path / "lan.json"
    path.write_bytes('{"format": 1, "county": [{"name": "Sörmland"}]}'.encode("latin-1"))

    with pytest.raises(CountyFileRefused) as refused:
        load(path)

    assert "UTF-8" in refused.value.problems[0].message


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CountyFileRefused) as refused:
        load(tmp_path / "borta.json")

    assert refused.value.problems[0].field.endswith("borta.json")
    assert "kan inte läsas" in refused.value.problems[0].message
