"""What Sörmland's file says of figures: areas, proposed sources, ended series, breaks."""

import pytest
from django.db import transaction

from county.loader import load
from county.models import Organisation
from indicators.models import DataSeries, Measure, MeasureSource, SeriesBreak, StatisticalArea
from tests.support.county_files import COUNTIES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sormland")]


@pytest.fixture(scope="module")
def sormland(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load(COUNTIES / "sormland.json")
        yield
        transaction.set_rollback(True)


def test_every_principal_has_its_figures_under_the_code_of_the_statistics():
    areas = StatisticalArea.objects.filter(role=StatisticalArea.Role.OWN)
    codes = {area.organisation.code: area.code for area in areas.select_related("organisation")}
    principals = Organisation.objects.filter(is_principal=True).values_list("code", flat=True)
    # Kolada writes regions with four digits and municipalities as everybody does.
    assert codes == {code: code if len(code) == 4 else code.zfill(4) for code in principals}


def test_no_source_is_said_to_be_the_countys_choice():
    sources = MeasureSource.objects.select_related("measure")
    assert {each.standing for each in sources} == {MeasureSource.Standing.PROPOSED}
    assert all(each.reason and each.unverified for each in sources)
    without = Measure.objects.filter(sources=None)
    assert without.count() == 8
    shown = Measure.objects.filter(sources__main=True).values_list("status", flat=True)
    assert Measure.Status.MISSING not in set(shown)


def test_a_series_that_kolada_has_ended_ends_here_too():
    ended = DataSeries.objects.exclude(ends_year=None)
    assert {each.external_id for each in ended} == {
        "U71453",
        "U71455",
        "U21401",
        "U21402",
        "U21436",
    }
    for each in DataSeries.objects.filter(source_key="kolada"):
        assert ("2024)" in each.title) is (each.ends_year == 2024), each.title


def test_the_counties_with_a_survey_of_their_own_are_told_of():
    broken = SeriesBreak.objects.filter(year=None).values_list("series__external_id", flat=True)
    assert set(broken) == {"U01402", "U01404", "U01405", "U01411"}
