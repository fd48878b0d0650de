"""Those who answer for the figures edit the registry, and nothing else of the county's data."""

import pytest

from indicators.models import MeasureSource
from tests.indicators.registry import observe

REGISTRY = (
    "indikatorer", "matt", "dataserier", "kallor", "seriebrott", "malvarden", "statistikomraden",
)  # fmt: skip


@pytest.fixture
def steward(client, made):
    client.force_login(made.steward)
    return client


def test_the_steward_meets_the_registry_and_no_other_table(steward):
    page = steward.get("/arbete/lan/").content.decode()
    assert all(f"/arbete/lan/{slug}/" in page for slug in REGISTRY)
    assert "/arbete/lan/organ/" not in page
    for slug in REGISTRY:
        assert steward.get(f"/arbete/lan/{slug}/").status_code == 200, slug
        assert steward.get(f"/arbete/lan/{slug}/ny/").status_code == 200, slug
    assert steward.get("/arbete/lan/organ/").status_code == 403
    assert steward.post("/arbete/lan/organ/ny/", {"name": "Nytt"}).status_code == 403
    assert steward.get("/arbete/lan/finns-inte/").status_code == 404


def test_somebody_else_meets_none(client, made):
    client.force_login(made.outsider)
    for slug in ("", "kallor/", "finns-inte/"):
        assert client.get(f"/arbete/lan/{slug}").status_code == 403, slug


def test_a_proposed_source_is_confirmed_and_the_page_says_so(steward, made):
    source = made.other.sources.get()
    url = f"/arbete/lan/kallor/{source.pk}/"
    sent = {
        "key": source.key, "order": 0, "measure": made.other.pk, "series": made.machine.pk,
        "standing": "confirmed", "main": "on", "reason": "Beslutat av nätverket.",
        "version": source.version,
    }  # fmt: skip
    assert steward.post(url, sent).status_code == 302
    source.refresh_from_db()
    assert source.standing == MeasureSource.Standing.CONFIRMED
    assert source.changed_by == made.steward
    page = steward.get("/matt/lakare/").content.decode()
    assert "Bekräftad källa" in page
    assert "Länet har bekräftat källan." in page
    assert "Beslutat av nätverket." in page


def test_a_series_with_figures_is_not_deleted(steward, made):
    observe(made.machine, made.areas["0480"], 2024, 51.0)
    made.other.sources.all()[0].delete()
    url = f"/arbete/lan/dataserier/{made.machine.pk}/ta-bort/"
    answer = steward.post(url, {"version": made.machine.version})
    assert answer.status_code == 422
    assert "används fortfarande av värde" in answer.content.decode()
    made.machine.refresh_from_db()


def test_a_second_series_to_show_first_is_refused_in_words(steward, made):
    sent = {
        "key": "lakare-egen", "order": 2, "measure": made.other.pk, "series": made.manual.pk,
        "standing": "proposed", "main": "on", "reason": "", "version": 0,
    }  # fmt: skip
    answer = steward.post("/arbete/lan/kallor/ny/", sent)
    assert answer.status_code == 422
    assert "Måttet har redan en serie som visas först." in answer.content.decode()


def test_a_decided_target_says_where_it_was_decided(steward, made):
    sent = {
        "key": "mal-1", "order": 1, "series": made.machine.pk, "year": 2030, "value": "60",
        "decided": "on", "decision": "", "version": 0,
    }  # fmt: skip
    answer = steward.post("/arbete/lan/malvarden/ny/", sent)
    assert answer.status_code == 422
    assert "Skriv var och när målvärdet beslutades." in answer.content.decode()
    sent["decision"] = "Styrgruppen den 3 mars 2026"
    assert steward.post("/arbete/lan/malvarden/ny/", sent).status_code == 302
