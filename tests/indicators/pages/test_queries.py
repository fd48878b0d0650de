"""A page makes few queries, as many for one measure as for many, and finds figures by the key."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import DataSeries, Measure, MeasureSource
from indicators.reading.figures import read_figures
from tests.indicators.pages.figures_county import put

MOST = 12
ADDRESSES = (
    "/indikatorer/",
    "/indikatorer/tillgang/",
    "/indikatorer/tillgang.svg",
    "/indikatorer/huvudman/kommun-9901/",
    "/matt/inom-tre/",
    "/matt/lakare/",
    "/matt/vald/",
    "/matt/inom-tre.svg",
    "/matt/inom-tre/varde/kolada-n11111/9900/2023/",
)


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address, {"v": ""}).status_code == 200
    return len(caught)


def more_of_everything(county):
    """Ten measures more, each with a series of its own and figures for every area."""
    for number in range(10):
        measure = Measure.objects.create(key=f"mer-{number}", name=f"Mer {number}", order=50)
        measure.indicators.add(county.indicators["tillgang"])
        series = DataSeries.objects.create(
            key=f"mer-{number}", source_key="kolada", external_id=f"M{number}", name=f"M {number}"
        )
        MeasureSource.objects.create(key=f"mer-{number}", measure=measure, series=series, main=True)
        for area in county.areas.values():
            put(series, area, 2010, range(12))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_makes_few_queries_however_much_there_is(county, client, address):
    few = queries(client, address)
    assert few <= MOST
    more_of_everything(county)
    assert queries(client, address) == few


def test_figures_are_found_by_the_key_of_the_table(county):
    """With the table large, only the key's index may lead to the few figures of a page."""
    more_of_everything(county)
    areas = [area.pk for area in county.areas.values()]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE indicators_observation")
        cursor.execute("SET LOCAL enable_seqscan = off")
    with CaptureQueriesContext(connection) as caught:
        figures = read_figures([county.series["N11111"].pk], areas)
    assert len(caught) == 1
    assert len(figures.of(county.series["N11111"].pk, county.areas["9900"].pk)) == 7
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {caught[0]['sql']}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "indicators_observation_pk" in plan
