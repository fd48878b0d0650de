"""Women's and men's figures are never taken for everybody's, nor everybody's for theirs."""

import pytest

from indicators.models import DataSeries, Observation
from tests.indicators.pages.figures_county import KOMMUNER, put
from tests.indicators.pages.test_measure_page import figures_of, said, text

FIRST = {"T": 20, "K": 50, "M": 80}
YEARS = 3


@pytest.fixture
def apart(county):
    """Kommuner and the country in levels so far apart that no figure can be mistaken."""
    series = county.series["U22222"]
    Observation.objects.filter(series=series).delete()
    DataSeries.objects.filter(pk=series.pk).update(gendered=True)
    for gender, first in FIRST.items():
        for step, (code, _name) in enumerate(KOMMUNER):
            put(series, county.areas[code], 2020, [first + step] * YEARS, gender=gender)
        put(series, county.areas["0000"], 2020, [first + 9] * YEARS, gender=gender)
    return series


@pytest.mark.parametrize(("gender", "word"), [("K", "kvinnor"), ("M", "män")])
def test_every_picture_has_the_figures_that_were_asked_for_and_says_so(apart, page, gender, word):
    found = page(f"/matt/lakare/?kon={gender}")
    first = FIRST[gender]
    for key in ("utveckling", "kommuner", "spridning"):
        numbers = [
            float(cell.split()[0].replace(",", ".")) for cell in figures_of(found, key).values()
        ]
        assert numbers, key
        assert all(first <= number < first + 10 for number in numbers), (key, numbers)
        figure = found.xpath(f"//figure[@id='{key}']")[0]
        for place in (".//figcaption", ".//table/caption", ".//*[local-name()='title']"):
            assert word in text(figure.xpath(place)[0]).lower(), (key, place)
    assert f"jämförelse 2022, {word}" in said(found).lower()
    compared = text(found.xpath("//dl[contains(@class, 'facts')][1]")[0])
    assert f"{first + 9},0" in compared


def test_the_total_names_no_gender(apart, page):
    found = page("/matt/lakare/")
    for key in ("utveckling", "kommuner", "spridning"):
        caption = text(found.xpath(f"//figure[@id='{key}']//figcaption")[0])
        assert "kvinnor" not in caption
        assert "män" not in caption


def test_a_gender_that_stops_before_the_others_is_shown_in_its_own_last_year(apart, page):
    """KPIs are often split for some years only (Kolada's own note on K and M)."""
    Observation.objects.filter(series=apart, gender="K", year=2022).delete()
    Observation.objects.filter(series=apart, gender="K", area__code="9904").delete()
    found = page("/matt/lakare/?kon=K")
    spread = found.xpath("//figure[@id='spridning']")[0]
    assert "2021" in text(spread.xpath(".//figcaption")[0])
    assert "Uppgift saknas för Ängeby." in said(found)
    Observation.objects.filter(series=apart, gender="K").exclude(area__code="9901").delete()
    assert not page("/matt/lakare/?kon=K").xpath("//figure[@id='spridning']")


def test_the_country_asked_for_is_drawn_once(apart, page):
    table = page("/matt/lakare/?omrade=0000").xpath("//figure[@id='utveckling']//table")[0]
    heads = [text(each) for each in table.xpath(".//thead//th")]
    assert heads.count("Riket") == 1


def test_a_month_is_written_as_one(county, apart, page):
    Observation.objects.filter(series=apart).delete()
    for month, value in ((3, 12), (4, 14)):
        put(apart, county.areas["9901"], 2025, [value], month=month)
    lead = text(page("/matt/lakare/?omrade=9901").xpath("//p[@class='lead']")[0])
    assert "i april 2025" in lead
    assert "år 2025" not in lead
