"""How a PxWeb table is asked in parts and put together again, and the forms JSON-stat may take."""

from math import prod

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.sources import pxweb
from indicators.sources.base import SourceError, Tally
from indicators.sources.pxweb import Misnamed, Variable
from indicators.sources.pxweb_v1 import PxWebV1
from indicators.sources.pxweb_v2 import PxWebV2

READER = PxWebV2("https://x.test", interval=0)
SERIES = "T?A=1"


@given(
    years=st.integers(1, 30),
    regions=st.integers(1, 25),
    others=st.integers(1, 40),
    limit=st.integers(40, 5000),
)
def test_the_parts_of_a_question_are_the_question(years, regions, others, limit):
    question = {
        "Tid": [f"t{n}" for n in range(years)],
        "Region": [f"r{n}" for n in range(regions)],
        "Alder": [f"a{n}" for n in range(others)],
    }
    parts = list(READER._split(question, ("Tid", "Region"), limit))
    assert all(prod(map(len, part.values())) <= limit for part in parts)
    assert all(part["Alder"] == question["Alder"] for part in parts)
    cells = [(t, r) for part in parts for t in part["Tid"] for r in part["Region"]]
    assert len(cells) == len(set(cells)) == years * regions


@given(st.dictionaries(st.text(min_size=1).filter(str.strip), st.text(min_size=1), max_size=3))
def test_any_code_can_be_named(choices):
    from urllib.parse import quote

    named = {name.strip(): code for name, code in choices.items()}
    form = "&".join(f"{quote(n, safe='')}={quote(c, safe='')}" for n, c in named.items())
    found = pxweb.selection(f"T?{form}")
    for name, code in named.items():
        # Two dots are the form's own; a code that holds them is read as a range.
        if ".." not in code:
            assert found.codes(Variable(name, {code: "x"})) == [code]


def metadata(**changes):
    def dimension(codes, **more):
        return {"label": "x", "category": {"index": list(codes), "label": codes}, **more}

    found = {
        "label": "Tabell",
        "id": ["Region", "A", "Kon", "Tid"],
        "role": {"time": ["Tid"]},
        "dimension": {
            "Region": dimension({"00": "Riket", "0480": "Nyköping"}),
            "A": dimension({"1": "ett", "2": "två"}),
            "Kon": dimension({"1": "män", "2": "kvinnor"}, extension={"elimination": True}),
            "Tid": dimension({"2020": "2020", "2021": "2021"}),
        },
    }
    return found | changes


def answering(table, data):
    """A server with one table. `data` makes the answer from the chosen codes."""

    def answer(request):
        import json

        if request.url.path.endswith("/config"):
            return httpx2.Response(200, json={"maxDataCells": 1000})
        if request.method == "GET":
            return httpx2.Response(200, json=table)
        chosen = {
            each["variableCode"]: each["valueCodes"]
            for each in json.loads(request.content)["selection"]
        }
        return httpx2.Response(200, json=data(chosen))

    return PxWebV2("https://x.test", interval=0, transport=httpx2.MockTransport(answer))


def dataset(chosen, value, **changes):
    return {
        "id": list(chosen),
        "size": [len(codes) for codes in chosen.values()],
        "dimension": {c: {"category": {"index": codes}} for c, codes in chosen.items()},
        "value": value,
    } | changes


def read(source, series=SERIES, areas=("0480",), years=(2020, 2021)):
    found = list(source.read([series], list(areas), years, Tally()))
    return {(r.area, r.period.year, r.gender): (r.value, r.status) for r in found}


def count(chosen):
    return prod(map(len, chosen.values()))


def test_positions_may_stand_by_code():
    def data(chosen):
        found = dataset(chosen, list(range(count(chosen))))
        for name, codes in chosen.items():
            index = {code: place for place, code in reversed(list(enumerate(codes)))}
            found["dimension"][name]["category"]["index"] = index
        return found

    found = read(answering(metadata(), data))
    assert found["0480", 2020, "M"] == (0, "")
    assert found["0480", 2021, "K"] == (3, "")


def test_values_may_be_few_and_say_why_the_others_are_not_there():
    def data(chosen):
        return dataset(chosen, {"0": 5}, status={"1": ".."})

    found = read(answering(metadata(), data))
    assert found["0480", 2020, "M"] == (5, "")
    assert found["0480", 2020, "K"] == (None, "..")
    assert found["0480", 2021, "M"] == (None, "")


def test_a_part_that_is_missing_makes_the_sum_missing():
    source = answering(metadata(), lambda chosen: dataset(chosen, [1, None], status=["", ".."]))
    found = read(source, "T?A=1,2&Kon=1", years=(2020,))
    assert found == {("0480", 2020, "M"): (None, "..")}


def test_sums_are_of_all_their_parts():
    source = answering(metadata(), lambda chosen: dataset(chosen, [2.5] * count(chosen)))
    assert set(read(source, "T?A=1,2").values()) == {(5.0, "")}
    assert set(read(source, "T?A=1").values()) == {(2.5, "")}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda chosen: dataset(chosen, [1]),
        lambda chosen: dataset(chosen, ["1"] * count(chosen)),
        lambda chosen: dataset(chosen, [True] * count(chosen)),
        lambda chosen: dataset(chosen, None),
        lambda chosen: dataset(chosen, [1] * count(chosen), size=[9, 9, 9, 9]),
        lambda _chosen: {"id": []},
        lambda _chosen: [],
    ],
)
def test_answers_that_are_no_json_stat(wrong):
    with pytest.raises(SourceError, match="är inte JSON-stat 2"):
        read(answering(metadata(), wrong))


def test_fewer_cells_than_asked_for_are_an_error():
    def data(chosen):
        chosen = chosen | {"Tid": chosen["Tid"][:1]}
        return dataset(chosen, [1] * count(chosen))

    with pytest.raises(SourceError, match="för få eller för många celler"):
        read(answering(metadata(), data))


def test_other_codes_than_asked_for_are_an_error():
    def data(chosen):
        chosen = chosen | {"Region": ["99"] * len(chosen["Region"])}
        return dataset(chosen, [1] * count(chosen))

    with pytest.raises(SourceError, match="annat än det som efterfrågades"):
        read(answering(metadata(), data))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"role": {"time": []}}, "saknar region eller tid"),
        ({"id": ["A", "Kon", "Tid"]}, "saknar region eller tid"),
    ],
)
def test_a_table_without_place_or_time_cannot_be_read(change, sentence):
    with pytest.raises(Misnamed, match=sentence):
        read(answering(metadata(**change), lambda chosen: dataset(chosen, [])))


def test_genders_that_nobody_understands_are_an_error():
    table = metadata()
    table["dimension"]["Kon"]["category"]["label"] = {"1": "a", "2": "b"}
    with pytest.raises(Misnamed, match="Könen i tabellen T går inte att tolka"):
        read(answering(table, lambda chosen: dataset(chosen, [])))


def test_a_table_without_gender_is_about_everybody():
    table = metadata(id=["Region", "A", "Tid"])
    found = read(answering(table, lambda chosen: dataset(chosen, [1] * count(chosen))))
    assert {gender for _, _, gender in found} == {"T"}
    (facts,) = answering(table, None).describe([SERIES], Tally())
    assert facts.gendered is False


def test_a_table_that_cannot_do_without_gender_has_no_total():
    table = metadata()
    table["dimension"]["Kon"]["extension"] = {"elimination": False}
    found = read(answering(table, lambda chosen: dataset(chosen, [1] * count(chosen))))
    assert {gender for _, _, gender in found} == {"K", "M"}


@pytest.mark.parametrize("limit", [{}, {"maxDataCells": 0}, {"maxDataCells": "x"}, []])
def test_a_limit_that_is_none_is_an_error(limit):
    def answer(request):
        return httpx2.Response(200, json=limit if "config" in str(request.url) else metadata())

    source = PxWebV2("https://x.test", interval=0, transport=httpx2.MockTransport(answer))
    with pytest.raises(SourceError, match="högsta antal celler saknas"):
        read(source)


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        {"columns": [], "data": [{"key": ["x"], "values": ["1"]}]},
        {"columns": [], "data": [{"key": [], "values": []}]},
        {"columns": [], "data": [{"key": [], "values": ["inf"]}]},
        {"columns": [], "data": [{"key": [], "values": [None]}]},
        {"columns": [1], "data": []},
    ],
)
def test_answers_of_version_1_built_otherwise(data):
    variables = [
        {"code": "Region", "values": ["0480"], "valueTexts": ["Nyköping"]},
        {"code": "Tid", "values": ["0"], "valueTexts": ["2020"], "time": True},
        {"code": "A", "values": ["1"], "valueTexts": ["ett"]},
    ]

    def answer(request):
        table = {"title": "x", "variables": variables}
        return httpx2.Response(200, json=table if request.method == "GET" else data)

    source = PxWebV1("https://x.test", interval=0, transport=httpx2.MockTransport(answer))
    with pytest.raises(SourceError, match="har inte kolumner och rader"):
        read(source)


def test_levels_are_read_from_the_regions():
    assert pxweb.levels(["00", "01", "0114"]) == "A"
    assert pxweb.levels(["00", "0114"]) == "K"
    assert pxweb.levels(["00", "01"]) == "L"
    assert pxweb.levels(["00", "SE1"]) == ""


def test_version_1_that_leaves_an_area_out_is_an_error():
    table = {
        "title": "Tabell",
        "variables": [
            {"code": "Region", "values": ["00", "0480"], "valueTexts": ["Riket", "Nyköping"]},
            {
                "code": "År",
                "values": ["2020", "2021"],
                "valueTexts": ["2020", "2021"],
                "time": True,
            },
        ],
    }

    def answer(request):
        if request.method == "GET":
            return httpx2.Response(200, json=table)
        rows = [{"key": ["00", year], "values": ["1"]} for year in ("2020", "2021")]
        columns = [{"code": "Region", "type": "d"}, {"code": "År", "type": "t"}]
        return httpx2.Response(200, json={"columns": columns, "data": rows})

    source = PxWebV1("https://x.test", interval=0, transport=httpx2.MockTransport(answer))
    assert len(read(source, "T", areas=["0000"])) == 2
    with pytest.raises(SourceError, match="för få eller för många celler"):
        read(source, "T", areas=["0000", "0480"])
