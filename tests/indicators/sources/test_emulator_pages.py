"""What the emulator answers, called as a function: the same paths as over HTTP, more of them."""

from datetime import date

import pytest

from narvard.emulator import extract, kolada, pxweb, units, world
from narvard.emulator.app import Emulator
from tests.support.wsgi import ask

TODAY = date(2026, 11, 23)
HEALTH = f"/folkhalsodata/{pxweb.HEALTH}"
TABLE = f"/scb/tables/{pxweb.POPULATION}"


@pytest.fixture(scope="module")
def app():
    return Emulator(world.Options(today=TODAY), kolada.Options(seed=2))


def started(**options):
    return Emulator(world.Options(today=TODAY), kolada.Options(**options))


def rows(app, path):
    answer = ask(app, path)
    assert answer.status == 200, answer.json
    return answer.json["values"]


@pytest.mark.parametrize("kind", ["kpi", "municipality", "municipality_groups", "ou"])
def test_every_list_can_be_searched_by_title(app, kind):
    everything = rows(app, f"/v3/{kind}")
    word = everything[0]["title"].split()[-1]
    found = rows(app, f"/v3/{kind}?title={word.upper()}")
    assert everything[0] in found
    assert all(word.casefold() in row["title"].casefold() for row in found)
    assert rows(app, f"/v3/{kind}?title=finns-inte") == []


def test_ids_are_answered_once_and_in_order(app):
    found = rows(app, "/v3/kpi/U01760,N01951,U01760,X")
    assert [row["id"] for row in found] == ["N01951", "U01760"]


def test_pages_add_up_to_the_whole(app):
    whole = rows(app, "/v3/municipality")
    parts, page = [], 1
    while part := rows(app, f"/v3/municipality?per_page=100&page={page}"):
        parts += part
        page += 1
    assert parts == whole
    assert page == 5


def test_a_page_knows_its_neighbours(app):
    answer = ask(app, "/v3/municipality?per_page=100&page=2").json
    assert answer["previous_url"].endswith("per_page=100&page=1")
    assert answer["next_url"] == "http://127.0.0.1:8090/v3/municipality?per_page=100&page=3"
    assert answer["count"] == 100


def test_swedish_letters_in_a_link_are_encoded(app):
    answer = ask(app, "/v3/municipality?title=%C3%A5&per_page=1").json
    assert "title=%C3%A5" in answer["next_url"]


@pytest.mark.parametrize("size", [1, 7, 5000])
def test_the_largest_page_is_chosen_at_the_start(size):
    answer = ask(started(page_max=size), "/v3/kpi").json
    assert answer["count"] == min(size, 44)
    assert (answer["next_url"] is None) is (size == 5000)


@pytest.mark.parametrize("status", [400, 422])
@pytest.mark.parametrize(
    "path",
    [
        "/v3/kpi/{}",
        "/v3/municipality/{}",
        "/v3/data/kpi/{}/year/2020",
        "/v3/data/kpi/N01951/municipality/{}/year/2020",
        "/v3/data/kpi/N01951/municipality/0480/year/{}",
        "/v3/oudata/kpi/N01951/ou/{}",
        "/v3/data/?kpi_id={}&year=2020",
    ],
)
def test_no_list_is_longer_than_25(status, path):
    app = started(list_status=status)
    years = [str(year) for year in range(2000, 2025)]
    assert ask(app, path.format(",".join(years))).status == 200
    answer = ask(app, path.format(",".join([*years, "2025"])))
    assert answer.status == status
    assert answer.json["detail"][0]["type"] == "too_long"


@pytest.mark.parametrize(
    "path",
    [
        "/v3/data",
        "/v3/data/kpi/N01951/year",
        "/v3/data/municipality/0480/kpi/N01951",
        "/v3/oudata/kpi/N01951/municipality/0480",
        "/v3/kpi/N01951/more",
        "/v3/unknown",
        "/v3",
    ],
)
def test_paths_that_are_none(app, path):
    answer = ask(app, path)
    # The query form without a query is a question about nothing.
    assert answer.status == (200 if path == "/v3/data" else 404)
    assert answer.json.get("values", []) == []


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_genders_is_the_seeds(seed):
    path = "/v3/data/kpi/U01760/municipality/0480,0484,0004/year/2015"
    app = started(seed=seed)
    assert rows(app, path) == rows(app, path)
    orders = {tuple(v["gender"] for v in row["values"]) for row in rows(app, path)}
    assert all(sorted(order) == ["K", "M", "T"] for order in orders)


def test_groups_are_left_out_if_so_started():
    path = "/v3/data/kpi/N20402/year/2020"
    assert any(row["municipality"][0] == "G" for row in rows(started(), path))
    assert not any(row["municipality"][0] == "G" for row in rows(started(groups=False), path))


def test_a_groups_value_is_the_mean_of_its_members(app):
    members = [m["member_id"] for m in extract.groups()["G33614"]["members"]]
    path = "/v3/data/kpi/N20402/municipality/{}/year/2020"
    heard = [
        value["value"]
        for row in rows(app, path.format(",".join(members)))
        for value in row["values"]
        if value["gender"] == "T" and value["value"] is not None
    ]
    ((total,),) = [
        [value for value in row["values"] if value["gender"] == "T"]
        for row in rows(app, path.format("G33614"))
    ]
    assert total["value"] == pytest.approx(sum(heard) / len(heard))
    assert total["count"] == len(heard)


def test_a_group_without_known_members_has_no_row(app):
    """Its members' real figures are not in the extract, and none are made up beside it."""
    path = "/v3/data/kpi/N20402/municipality/G176787/year/2020"
    assert rows(app, path) == []


def test_units_have_figures_for_some_kpis(app):
    found = rows(app, "/v3/oudata/kpi/U21463/year/2020")
    assert len(found) == len(units.units(app.world)) == 580
    assert list(found[0]) == ["values", "kpi", "period", "ou"]
    assert rows(app, "/v3/oudata/kpi/N01951/year/2020") == []
    assert len(rows(app, "/v3/oudata/ou/V21E048000001,finns-inte/year/2020")) == 8


def test_folkhalsodata_describes_its_table(app):
    found = ask(app, HEALTH).json
    names = [variable["code"] for variable in found["variables"]]
    assert names == ["Region", "Hälsotillstånd", "Andel och konfidensintervall", "Kön", "År"]
    assert [v["code"] for v in found["variables"] if v.get("time")] == ["År"]
    for variable in found["variables"]:
        assert len(variable["values"]) == len(variable["valueTexts"]) > 0
    assert "påhittade" in found["title"]


def query(**changes):
    chosen = {
        "Region": ["04"],
        "Hälsotillstånd": ["01"],
        "Andel och konfidensintervall": ["02", "01", "03"],
        "Kön": ["00"],
        "År": ["2021-2024"],
    } | changes
    return {
        "query": [
            {"code": code, "selection": {"filter": "item", "values": values}}
            for code, values in chosen.items()
            if values is not None
        ],
        "response": {"format": "json"},
    }


def test_folkhalsodata_keeps_the_order_that_was_asked(app):
    found = ask(app, HEALTH, body=query()).json
    assert [column["type"] for column in found["columns"]] == ["d", "d", "d", "d", "t", "c"]
    keys = [row["key"][2] for row in found["data"]]
    assert keys == ["02", "01", "03"]
    low, middle, high = (float(row["values"][0]) for row in found["data"])
    assert low < middle < high


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"Region": ["99"]}, 400),
        ({"Region": None}, 400),
        ({"Färg": ["röd"]}, 400),
        ({"År": []}, 400),
    ],
)
def test_folkhalsodata_refuses_what_it_does_not_have(app, changes, status):
    assert ask(app, HEALTH, body=query(**changes)).status == status


def test_folkhalsodata_refuses_too_much(app):
    regions = list(pxweb._regions())
    years = [f"{year - 3}-{year}" for year in range(2010, 2025)]
    many = query(Region=regions, År=years)
    assert ask(app, HEALTH, body=many).status == 403


def test_a_body_that_is_no_question_is_refused(app):
    assert ask(app, HEALTH, body={"question": 1}).status == 400
    assert ask(app, f"{TABLE}/data", body=[1]).status == 400


def test_scb_describes_its_table(app):
    found = ask(app, f"{TABLE}/metadata?lang=sv").json
    assert found["id"] == ["Region", "Civilstand", "Alder", "Kon", "ContentsCode", "Tid"]
    assert found["role"]["time"] == ["Tid"]
    assert found["dimension"]["Kon"]["extension"] == {"elimination": True}
    assert found["dimension"]["Tid"]["extension"] == {"elimination": False}
    assert len(found["size"]) == 6


def selected(**chosen):
    chosen = {"ContentsCode": ["BE0101N1"], "Tid": ["2024"]} | chosen
    return {
        "selection": [
            {"variableCode": code, "valueCodes": values} for code, values in chosen.items()
        ]
    }


def test_what_is_left_out_is_the_sum_of_its_parts(app):
    both = ask(app, f"{TABLE}/data", body=selected(Kon=["1", "2"], Alder=["70"])).json
    whole = ask(app, f"{TABLE}/data", body=selected(Alder=["70"])).json
    assert sum(both["value"]) == whole["value"][0]
    every = [str(age) for age in range(100)] + ["100+"]
    ages = ask(app, f"{TABLE}/data", body=selected(Alder=every, Kon=["1"])).json
    total = ask(app, f"{TABLE}/data", body=selected(Alder=["tot"], Kon=["1"])).json
    assert sum(ages["value"]) == total["value"][0]


def test_scb_answers_as_it_was_asked(app):
    chosen = {"Region": ["04", "00"], "Civilstand": ["G", "SK"], "Tid": ["2023", "2024"]}
    found = ask(app, f"{TABLE}/data", body=selected(**chosen)).json
    assert found["size"] == [1, 2, 2, 2]
    assert len(found["value"]) == 8
    assert list(found["dimension"]["Region"]["category"]["index"]) == ["04", "00"]


@pytest.mark.parametrize(
    ("chosen", "status"),
    [({"Tid": ["1900"]}, 400), ({"Region": []}, 400), ({"Farg": ["x"]}, 400)],
)
def test_scb_refuses_what_it_does_not_have(app, chosen, status):
    assert ask(app, f"{TABLE}/data", body=selected(**chosen)).status == status


def test_scb_refuses_too_much(app):
    ages = [str(age) for age in range(100)]
    chosen = {"Region": list(pxweb._regions()), "Alder": ages, "Kon": ["1", "2"]}
    chosen["Tid"] = ["2021", "2022", "2023", "2024"]
    assert ask(app, f"{TABLE}/data", body=selected(**chosen)).status == 400
