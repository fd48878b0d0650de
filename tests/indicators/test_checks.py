"""Outside the demonstration no figure is made up, and the demonstration is never production."""

import pytest
from django.core import checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils import timezone

from indicators.models import DataSeries, Observation, Provenance, StatisticalArea


def ids(**how) -> set[str]:
    return {each.id for each in checks.run_checks(**how)} & {
        "indicators.E001",
        "indicators.E002",
        "narvard.E001",
    }


def observe(provenance: str) -> None:
    area = StatisticalArea.objects.create(key="o", name="Provköping", code="9999", kind="region")
    series = DataSeries.objects.create(key="s", name="Prov", source_key="kolada", external_id="X")
    Observation.objects.create(
        series=series, area=area, year=2024, gender="T", value=1.0,
        provenance=provenance, written_at=timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize("setting", ["KOLADA_BASE_URL", "FOLKHALSODATA_BASE_URL", "SCB_BASE_URL"])
def test_another_address_than_the_sources_own_is_refused(settings, setting):
    settings.DEMO = False
    assert ids() == set()
    setattr(settings, setting, "http://127.0.0.1:8090/v3")
    assert ids() == {"indicators.E001"}
    with pytest.raises(SystemCheckError, match=setting):
        call_command("check")
    settings.DEMO = True
    assert ids() == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("provenance", "demo", "found"),
    [
        (Provenance.DEMO, False, {"indicators.E002"}),
        (Provenance.DEMO, True, set()),
        (Provenance.EXTRACT, False, set()),
        (Provenance.KOLADA, False, set()),
    ],
)
def test_made_up_figures_are_refused_where_there_is_no_demonstration(
    settings, provenance, demo, found
):
    observe(provenance)
    settings.DEMO = demo
    assert ids(databases=["default"]) == found


def test_a_demonstration_is_no_production(settings):
    settings.DEMO = True
    assert "narvard.E001" in ids(include_deployment_checks=True)
    settings.DEMO = False
    assert "narvard.E001" not in ids(include_deployment_checks=True)
