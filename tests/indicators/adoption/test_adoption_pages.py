"""The page of the set, recording a decision there, and what everyone can read afterwards."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import Adoption, Indicator, Measure
from indicators.services.adoption import record_adoption

SET, NEW = "/arbete/indikatorer/uppsattning/", "/arbete/indikatorer/uppsattning/beslut/"


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def steward(client, made):
    client.force_login(made.steward)
    return client


def test_before_a_decision_everything_is_a_proposal(client, made, decision):
    page = text(client.get("/indikatorer/kontinuitet/"))
    assert "Förslag, inte beslutad" in page
    assert "Föreslaget mått" in text(client.get("/matt/personal/"))
    assert "De är förslag tills de har beslutats." in text(client.get("/indikatorer/"))


def test_the_decision_is_recorded_and_everyone_reads_which_it_was(steward, made, decision):
    page = steward.get(NEW).content.decode()
    assert page.count('type="checkbox" name="adopted"') == 3
    assert page.count("checked") == 3
    answer = steward.post(
        NEW,
        {"number": decision.number, "adopted": ["indicator:kontinuitet", "measure:personal"]},
        follow=True,
    )
    assert f"Beslutet {decision.number} är infört" in text(answer)
    assert "En indikator och ett mått är beslutade" in text(answer)
    said = f"Beslut den 7 maj 2026, {decision.number}"
    for address in ("/indikatorer/kontinuitet/", "/matt/personal/"):
        shown = steward.get(address)
        assert said in text(shown), address
        assert f'href="/diarium/{decision.number}/"' in shown.content.decode()
    assert "Beslutad" in text(steward.get("/indikatorer/"))
    assert "De är förslag tills" not in text(steward.get("/indikatorer/"))
    other = text(steward.get("/matt/lakare/"))
    assert "Föreslaget mått" in other
    assert said not in other


def test_what_is_wrong_is_said_and_what_was_ticked_stays(steward, made, decision):
    answer = steward.post(NEW, {"number": "PRV26-0777-1", "adopted": ["measure:lakare"]})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Det finns ingen offentlig handling med numret PRV26-0777-1 i diariet." in page
    ticked = re.findall(r'value="([^"]+)"[^>]*checked', page)
    assert ticked == ["measure:lakare"]
    assert 'value="PRV26-0777-1"' in page
    assert not Adoption.objects.exists()


def test_a_row_that_is_not_there_to_choose(steward, made, decision):
    Measure.objects.filter(pk=made.measure.pk).update(status="missing")
    answer = steward.post(NEW, {"number": decision.number, "adopted": ["measure:personal"]})
    assert answer.status_code == 422
    assert Measure.objects.get(pk=made.measure.pk).status == "missing"


def test_undoing_asks_first_and_the_list_remembers(steward, made, decision):
    found = record_adoption(
        number=decision.number, adopted=[made.indicator], actor=made.other_steward
    )
    address = reverse("adoption_undo", args=[found.pk])
    assert "får tillbaka den status det hade" in text(steward.get(address))
    assert steward.post(address, {"reason": ""}).status_code == 422
    answer = steward.post(address, {"reason": "Fel nummer."}, follow=True)
    assert "Ingen indikator är beslutad än" in text(answer)
    assert "Ångrat" in text(answer)
    assert "Fel nummer." in text(answer)
    assert steward.post(address, {"reason": "Igen."}).status_code == 409
    assert "inte beslutad" in text(steward.get("/indikatorer/kontinuitet/"))


@pytest.mark.parametrize("who", ["convener", "decider", "outsider"])
def test_others_meet_no_page_of_the_set(client, made, decision, who):
    found = record_adoption(number=decision.number, adopted=[made.measure], actor=made.steward)
    client.force_login(getattr(made, who))
    for address in (SET, NEW, reverse("adoption_undo", args=[found.pk])):
        assert client.get(address).status_code == 403, address
        assert client.post(address, {"reason": "x", "number": "x"}).status_code in {403, 405}


@pytest.mark.parametrize("slug", ["indikatorer", "matt"])
def test_the_registry_does_not_decide(steward, made, slug):
    row = made.indicator if slug == "indikatorer" else made.measure
    model, address = type(row), f"/arbete/lan/{slug}/{row.pk}/"
    sent = {
        "key": row.key, "name": row.name, "order": row.order, "status": "decided",
        "version": row.version, "goal_area": made.goal_area.pk, "direction": "up",
        "indicators": [made.indicator.pk],
    }  # fmt: skip
    answer = steward.post(address, sent)
    assert answer.status_code == 422
    assert "Statusen följer ett diariefört beslut." in text(answer)
    assert model.objects.get(pk=row.pk).status == "proposed"
    assert steward.post(address, sent | {"status": "proposed"}).status_code == 302
    model.objects.filter(pk=row.pk).update(status="decided")
    sent["version"] = model.objects.get(pk=row.pk).version
    assert steward.post(address, sent | {"status": "proposed"}).status_code == 422
    assert steward.post(address, sent).status_code == 302


def test_the_set_takes_the_same_number_of_queries_however_long(steward, made, decision):
    def queries():
        with CaptureQueriesContext(connection) as found:
            assert steward.get(SET).status_code == 200
        return len(found)

    steward.get(SET)
    before = queries()
    for nr in range(10):
        more = Indicator.objects.create(key=f"i{nr}", name=f"I {nr}", goal_area=made.goal_area)
        measure = Measure.objects.create(key=f"m{nr}", name=f"M {nr}")
        measure.indicators.add(more)
        record_adoption(number=decision.number, adopted=[more, measure], actor=made.steward)
    assert queries() <= before + 1  # the rows of the decisions, once there are any
