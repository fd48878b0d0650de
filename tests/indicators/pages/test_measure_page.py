"""A measure's page says what is stored, and what is missing, and nothing else."""

import re

import pytest

from foundation.text.dates import long_date
from indicators import steering
from indicators.models import (
    DataSeries,
    Measure,
    MeasureSource,
    Observation,
    Refresh,
    SeriesRead,
)
from indicators.steering import Steering
from tests.indicators.pages.figures_county import FETCHED, SINCE, put


def text(node):
    return re.sub(r"[ \n\t]+", " ", node.text_content()).strip()


def said(page):
    return text(page.xpath("//main")[0])


def figures_of(page, key):
    """The table under a picture: {(period, head): text of the figure}."""
    table = page.xpath(f"//figure[@id='{key}']//table")[0]
    heads = [text(each) for each in table.xpath(".//thead//th")][1:]
    return {
        (text(row.xpath("./th")[0]), head): text(cell)
        for row in table.xpath(".//tbody/tr")
        for head, cell in zip(heads, row.xpath("./td"), strict=True)
    }


def test_the_latest_value_stands_first_with_its_period(county, page):
    lead = text(page("/matt/inom-tre/").xpath("//p[@class='lead']")[0])
    assert lead == "Bedömda inom tre dagar: Provregionen låg på 86,1\u00a0% år 2024."


def test_every_figure_on_the_page_is_the_stored_one(county, page):
    from indicators.charts.scales import amount

    shown = figures_of(page("/matt/inom-tre/"), "utveckling")
    names = {area.name: area for area in county.areas.values()}
    stored = {
        (str(row.year), area.name): row.value
        for area in names.values()
        for row in Observation.objects.filter(series=county.series["N11111"], area=area, gender="T")
    }
    assert len(stored) == 7 * 5
    assert set(shown) == set(stored)
    for place, value in stored.items():
        assert shown[place].startswith(amount(value, 1)), place


def test_women_and_men_have_a_picture_with_their_own_figures(county, page):
    shown = figures_of(page("/matt/inom-tre/"), "kon")
    assert shown["2024", "Kvinnor"].startswith("88,0")
    assert shown["2018", "Män"] == "78,0"


def test_the_picture_says_in_words_what_it_shows(county, page):
    described = page("/matt/inom-tre/").xpath("//figure[@id='utveckling']//desc")
    words = {text(each) for each in described}
    assert len(words) == 1
    sentence = words.pop()
    assert "Provregionen: från 80,0\u00a0% (2018) till 86,1\u00a0% (2024)." in sentence
    assert "Riket: 87,5\u00a0% (2024)." in sentence
    assert "Brott i serien 2020: Frågan formulerades om." in sentence
    assert "Beslutat mål 2027: 90,0\u00a0%." in sentence
    assert "Förslag till mål 2030: 95,0\u00a0%." in sentence


def test_every_picture_is_an_image_with_a_title_and_a_table(county, page):
    found = page("/matt/inom-tre/").xpath("//figure")
    assert [each.get("id") for each in found] == ["utveckling", "kon"]
    for figure in found:
        for svg in figure.xpath("./svg"):
            assert svg.get("role") == "img"
            ids = svg.get("aria-labelledby").split()
            assert all(figure.xpath(f".//*[@id='{each}']") for each in ids)
        assert figure.xpath(".//details//table/caption")
    ids = page("/matt/inom-tre/").xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_change_is_told_with_how_sure_one_can_be(county, page):
    words = said(page("/matt/inom-tre/"))
    assert "Det är 0,8\u00a0procentenheter högre än 2023 (85,3\u00a0%)." in words
    assert "Källan anger ingen felmarginal" in words
    assert "Det senaste värdet kan vara preliminärt." in words


def test_a_value_of_several_years_is_never_set_beside_the_year_before(county, page):
    words = said(page("/matt/fall/"))
    assert "Det är 300 lägre än 2019 (3\u00a0200)." in words
    assert "Varje värde avser tre år tillsammans." in words
    assert "2021 (3\u00a0000)" not in words


def test_nothing_is_called_good_or_bad(county, page):
    for key in ("inom-tre", "lakare", "fall"):
        words = said(page(f"/matt/{key}/")).lower()
        for word in ("bättre än", "sämre", "förbättr", "försämr", "tack vare", "beror på arbetet"):
            assert word not in words, (key, word)


def test_missing_is_said_and_never_zero(county, page):
    shown = figures_of(page("/matt/lakare/"), "kommuner")
    assert shown["2022", "Norrby"] == "uppgift saknas"
    assert shown["2024", "Östra Ån"] == "uppgift saknas"
    assert shown["2021", "Ängeby"] == "uppgift saknasborttagen hos källan"
    assert not [place for place, figure in shown.items() if figure.startswith("0")]


def test_the_spread_is_of_one_year_and_names_who_lacks_it(county, page):
    found = page("/matt/lakare/")
    shown = figures_of(found, "spridning")
    assert {period for period, _head in shown} == {"2024"}
    assert shown["2024", "Söderby"] == "64,0"
    assert "Uppgift saknas för Östra Ån." in said(found)
    assert "Medianen: egen beräkning." in said(found)


def test_a_median_is_our_own_calculation_and_never_the_sources(county, page):
    found = page("/matt/lakare/")
    lead = text(found.xpath("//p[@class='lead']")[0])
    assert lead == "Medianen av länets kommuner låg på 64,0\u00a0% år 2024."
    main = found.xpath("//figure[@id='utveckling']")[0]
    assert "Median av länets kommuner: egen beräkning." in text(main)


def test_areas_with_another_method_are_named_beside_the_comparison(county, page):
    words = said(page("/matt/inom-tre/"))
    assert words.count("Länet svarar på en annan enkät än riket.") >= 1
    assert "Länen mäter på olika sätt" in words


def test_the_group_is_told_with_its_members(county, page):
    words = said(page("/matt/inom-tre/"))
    assert "Liknande regioner: Region Ett, Region Två." in words
    assert "Liknande regioner 2024" in words


def test_only_values_of_the_same_period_are_compared(county, page):
    put(county.series["N11111"], county.areas["0013"], 2025, [99])
    found = page("/matt/inom-tre/")
    compared = text(found.xpath("//h2[starts-with(., 'Jämförelse')]/following-sibling::dl")[0])
    assert "87,5" in compared
    assert "99" not in compared


def test_targets_are_told_as_decided_or_proposed(county, page):
    words = said(page("/matt/inom-tre/"))
    assert "2027: 90,0\u00a0% – beslutat, PL26-0001-2." in words
    assert "2030: 95,0\u00a0% – förslag, inte beslutat." in words
    assert "Inget mål är beslutat." in said(page("/matt/lakare/"))


def test_a_source_is_proposed_until_the_county_confirms_it(county, page):
    assert "Föreslagen källa" in said(page("/matt/inom-tre/"))
    MeasureSource.objects.filter(key="inom-tre-n11111").update(standing="confirmed")
    assert "Bekräftad källa" in said(page("/matt/inom-tre/"))


def test_the_sources_line_credits_truly(county, page):
    raw = text(page("/matt/inom-tre/").xpath("//figure[@id='utveckling']")[0])
    assert "Källa: Kolada (N11111, 2018–2024, hämtad 2026-09-01). Ursprung: Socialstyrelsen." in raw
    assert "Källa: Kolada, uppgifter t.o.m. 2022 (äldre utdrag)." in said(page("/matt/fall/"))


def test_invented_figures_are_called_so_everywhere(county, page):
    found = page("/matt/pahittat/")
    assert found.xpath("//title")[0].text.startswith("DEMO: ")
    banner = text(found.xpath("//*[@class='demo-banner']")[0])
    assert banner == "Demonstrationsdata – påhittade siffror, inte från Kolada. De är märkta DEMO."
    words = said(found)
    assert "Källa: påhittad demodata." in words
    assert "Källa: Kolada" not in words
    for figure in found.xpath("//figure"):
        assert "DEMO" in text(figure.xpath("./figcaption")[0])
        assert "Påhittade siffror" in text(figure.xpath(".//caption")[0])
        for drawn in figure.xpath("./svg"):
            assert "DEMO" in [each.text for each in drawn.xpath(".//text")]
            assert "(DEMO)" in drawn.xpath("./title")[0].text
            assert drawn.xpath("./desc")[0].text.startswith("Alla siffror är påhittade")
            hatched = drawn.xpath(".//path[@stroke-dasharray='1.2 5']")
            assert hatched or drawn.xpath(".//path[contains(@d, 'a6 6')]"), "or discs cut in two"


def test_true_figures_have_no_such_mark(county, page):
    found = page("/matt/inom-tre/")
    assert not found.xpath("//*[@class='demo-banner']")
    assert "DEMO" not in said(found)
    assert "DEMO" not in found.xpath("//title")[0].text


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("vald", "Mått saknas. Inget lämpligt mått har hittats än."),
        ("tomt", "Uppgift saknas. Det finns ingen föreslagen källa för måttet än."),
        ("olast", "Uppgift saknas. Inga värden finns för måttet än."),
    ],
)
def test_a_measure_without_figures_says_why(county, page, key, sentence):
    found = page(f"/matt/{key}/")
    assert sentence in said(found)
    assert not found.xpath("//figure")


def test_another_series_area_or_gender_can_be_asked_for(county, page):
    lead = text(page("/matt/inom-tre/?serie=kolada-n11112").xpath("//p[@class='lead']")[0])
    assert lead == "Bedömda inom en vecka: Provregionen låg på 91,0\u00a0% år 2021."
    lead = text(page("/matt/lakare/?omrade=9902").xpath("//p[@class='lead']")[0])
    assert lead == "Söderby låg på 64,0\u00a0% år 2024."
    lead = text(page("/matt/inom-tre/?kon=K").xpath("//p[@class='lead']")[0])
    assert lead == "Bedömda inom tre dagar, kvinnor: Provregionen låg på 88,0\u00a0% år 2024."


@pytest.mark.parametrize(
    "query", ["serie=finns-inte", "omrade=1480", "kon=X", "serie=kolada-u22222"]
)
def test_what_the_measure_does_not_have_is_not_found(county, client, query):
    assert client.get(f"/matt/inom-tre/?{query}").status_code == 404
    assert client.get(f"/matt/inom-tre.svg?{query}").status_code == 404


def test_work_that_steers_here_is_told_with_the_movement_and_not_as_its_cause(county, page):
    measure = county.measures["inom-tre"]
    steering.register(lambda _keys: [Steering(measure.pk, "Snabb väg in", "/satsningar/1/", SINCE)])
    words = said(page("/matt/inom-tre/"))
    assert f"Snabb väg in sedan {long_date(SINCE)}" in words
    assert "Senaste värdet när arbetet började var 83,1\u00a0% (2021)." in words
    assert "Det senaste är 86,1\u00a0% (2024), 3,0\u00a0procentenheter högre." in words
    assert "Siffrorna säger inte vad en förändring beror på." in words


def test_work_newer_than_the_figures_waits_for_them(county, page):
    from datetime import date

    measure = county.measures["inom-tre"]
    later = date(2026, 1, 1)
    steering.register(lambda _keys: [Steering(measure.pk, "Ny väg", "/satsningar/2/", later)])
    assert "Inget senare värde finns än." in said(page("/matt/inom-tre/"))


def test_a_break_since_the_work_began_stops_the_comparison(county, page):
    from datetime import date

    measure = county.measures["inom-tre"]
    early = date(2019, 3, 1)
    steering.register(lambda _keys: [Steering(measure.pk, "Äldre", "/satsningar/3/", early)])
    assert "Metoden har ändrats sedan dess" in said(page("/matt/inom-tre/"))


def test_the_definitions_past_is_told_in_words(county, page):
    assert "Definitionen är oförändrad" in said(page("/matt/inom-tre/"))
    row = Measure.objects.get(key="inom-tre")
    row.unit = "andel inom tre dagar"
    row.save()
    series = DataSeries.objects.get(external_id="N11111")
    series.title = "Nytt namn hos källan"
    series.save()
    words = said(page("/matt/inom-tre/"))
    assert "Måttet. Enhet: från ”inte angivet” till ”andel inom tre dagar”." in words
    assert "Serien N11111. Källans namn på serien: från ”" in words


def test_the_address_of_the_picture_is_given(county, page):
    words = said(page("/matt/lakare/?omrade=9902"))
    assert "/matt/lakare.svg?omrade=9902" in words


def test_the_caveats_stand_on_the_page(county, page):
    words = said(page("/matt/inom-tre/"))
    assert "kan bero på mycket annat än länets gemensamma arbete" in words
    assert "dröja länge innan en förändring syns" in words
    assert "inte gjort för att styra ersättning" in words


def test_names_with_angle_brackets_do_no_harm(county, page, client):
    hostile = '<script>alert("å")</script> & Väster]]>by\x0b'
    county.areas["9900"].name = hostile
    county.areas["9900"].save()
    DataSeries.objects.filter(external_id="N11111").update(name=hostile, unit=hostile)
    content = client.get("/matt/inom-tre/", {"v": ""}).content.decode()
    assert "<script>alert" not in content
    assert "\x0b" not in content.split("<svg")[1].split("</svg>")[0]


def tried(series, state):
    run = Refresh.objects.create(
        source_key="kolada", kind="full", status="partial", asked_at=FETCHED, ended_at=FETCHED
    )
    SeriesRead.objects.create(refresh=run, series=series, batch=1, state=state, ended_at=FETCHED)


def test_a_source_that_could_not_be_read_leaves_the_old_values_and_says_so(county, page):
    series = county.series["N11111"]
    before = figures_of(page("/matt/inom-tre/"), "utveckling")
    tried(series, "failed")
    found = page("/matt/inom-tre/")
    assert "Nya värden kunde inte hämtas" in said(found)
    assert f"de senast hämtade, från {long_date(FETCHED.date())}." in said(found)
    assert figures_of(found, "utveckling") == before
    assert "Serien gick inte att läsa hos källan" in said(found)
    DataSeries.objects.filter(pk=series.pk).update(review_note="Nytt namn.")
    changed = said(page("/matt/inom-tre/"))
    assert "gick inte att läsa" not in changed, "the source answered, and has changed"
    assert "Källan har ändrat något om serien, och det granskas" in changed
    tried(series, "done")
    assert "kunde inte hämtas" not in said(page("/matt/inom-tre/"))


def test_an_area_without_values_is_no_dead_end(county, page):
    found = page("/matt/inom-tre/?omrade=9902")
    assert "Uppgift saknas för Söderby." in said(found)
    offered = found.xpath("//form//select[@name='omrade']/option")
    assert text(offered[0]) == "Provregionen (visas först)"
    assert "Provregionen" not in [text(each) for each in offered[1:]]


def test_what_has_been_replaced_leads_to_what_came_instead(county, page):
    Measure.objects.filter(key="fall").update(
        replaced_by=county.measures["lakare"], status="retired"
    )
    found = page("/matt/fall/")
    assert "Måttet är ersatt av Läkare vid behov." in said(found)
    assert found.xpath("//main//a[@href='/matt/lakare/']")


def test_what_is_lacking_for_women_is_not_said_of_all(county, page):
    said_of = text(page("/matt/lakare/?omrade=9901&kon=K").xpath("//p[@class='lead']")[0])
    assert said_of == "Uppgift saknas för kvinnor i Norrby."
    assert text(page("/matt/fall/?kon=M").xpath("//p[@class='lead']")[0]).endswith(
        "Uppgift saknas för män."
    )


def test_two_measures_with_the_same_series_say_so_of_each_other(county, page):
    source = county.measures["inom-tre"].sources.get(main=True)
    other = MeasureSource.objects.create(
        key="tomt-delad", measure=county.measures["tomt"], series=source.series, main=True
    )
    words = "Samma serie visas också för måttet "
    assert f"{words}Mått utan källa." in said(page("/matt/inom-tre/"))
    assert f"{words}Inom tre dagar." in said(page("/matt/tomt/"))
    MeasureSource.objects.filter(pk=other.pk).update(standing="rejected")
    assert words not in said(page("/matt/inom-tre/"))


def test_a_series_that_has_ended_names_what_goes_on(county, page):
    source = county.measures["inom-tre"].sources.get(main=True)
    DataSeries.objects.filter(pk=source.series_id).update(ends_year=2024)
    assert "2024. Någon efterföljare är inte känd" in said(page("/matt/inom-tre/"))
    after = DataSeries.objects.exclude(pk=source.series_id).first()
    DataSeries.objects.filter(pk=source.series_id).update(successor=after)
    assert f"2024. Efterföljare: {after.name}" in said(page("/matt/inom-tre/"))


def test_a_background_series_has_no_good_direction(county, page):
    source = county.measures["fall"].sources.get()
    Measure.objects.filter(key="fall").update(direction="down")
    assert "Lägre är bättre" in said(page("/matt/fall/")).replace("lägre är", "Lägre är")
    MeasureSource.objects.filter(pk=source.pk).update(background=True)
    found = said(page("/matt/fall/"))
    assert "är bättre" not in found
    assert "Serien är en bakgrund till måttet och inte ett mått på det." in found


def test_what_is_not_said_of_a_measure_is_gathered_in_one_sentence(county, page):
    Measure.objects.filter(key="fall").update(level="region", lag="", owner="", population="")
    found = said(page("/matt/fall/"))
    assert "inte angivet" in found
    assert found.count("nte angivet") == 1
    assert "Ännu inte angivet: " in found


def test_made_up_figures_that_are_compared_are_marked_one_by_one(county, page):
    rows = page("/matt/pahittat/").xpath(
        "//h2[starts-with(., 'Jämförelse')]/following-sibling::dl[1]//dd"
    )
    assert rows
    assert all(each.xpath(".//*[@class='demo-tag']") for each in rows)
