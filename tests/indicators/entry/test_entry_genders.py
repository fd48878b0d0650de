"""Of genders, the form of a value offers what the series has."""

import re

import pytest
from django.urls import reverse

from indicators.entered import manual_series
from indicators.models import DataSeries
from tests.factories import log_in
from tests.indicators.registry import make_series


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def undivided(made):
    """A second series, which does not tell women from men."""
    series = make_series(made.other, "egen-lakare", source_key="manual", name="Fast läkare")
    DataSeries.objects.filter(pk=series.pk).update(gendered=False)
    return series


def offered(page):
    """The series and the genders of the form."""
    select = re.search(r'<select name="series".*?</select>', page)[0]
    genders = re.findall(r'name="gender" value="(\w)"', page)
    return re.findall(r'<option value="([^"]*)"', select), genders


def test_a_known_series_is_offered_with_the_genders_that_it_has(made, undivided):
    browser, address = log_in(made.steward), reverse("entry_new")
    page = text(browser.get(address, {"serie": undivided.key}))
    assert offered(page) == ([undivided.key], ["T"])
    assert "Serien delas inte upp efter kön." in page
    assert f'<a href="{address}">Välj en annan serie</a>' in page
    page = text(browser.get(address, {"serie": made.manual.key}))
    assert offered(page) == ([made.manual.key], ["T", "K", "M"])
    assert "efter kön" not in page
    # What is sent without the page's help is refused at the field.
    sent = {"series": undivided.key, "area": made.areas["0482"].key, "period": "2025",
            "gender": "K", "value": "5", "source_text": "Enkäten"}  # fmt: skip
    refused = browser.post(f"{address}?serie={undivided.key}", sent)
    assert refused.status_code == 422
    assert offered(text(refused)) == ([undivided.key], ["T"])
    assert (
        browser.post(f"{address}?serie={undivided.key}", sent | {"gender": "T"}).status_code == 302
    )


def test_while_a_series_is_chosen_it_is_said_which_tell_women_from_men(made, undivided):
    page = text(log_in(made.steward).get(reverse("entry_new")))
    assert offered(page) == (["", *(each.key for each in manual_series())], ["T", "K", "M"])
    assert f"Kvinnor och män kan väljas för ”{made.manual.name}”. Annars: totalt." in page
    assert "Välj en annan serie" not in page
    DataSeries.objects.update(gendered=False)
    page = text(log_in(made.steward).get(reverse("entry_new")))
    assert offered(page)[1] == ["T"]
    assert "Ingen av serierna delas upp efter kön." in page


def test_the_only_series_is_chosen_already(made):
    browser = log_in(made.steward)
    assert offered(text(browser.get(reverse("entry_new")))) == ([made.manual.key], ["T", "K", "M"])
    DataSeries.objects.update(gendered=False)
    page = text(browser.get(reverse("entry_new"), {"serie": "okänd"}))
    assert offered(page) == ([made.manual.key], ["T"])
