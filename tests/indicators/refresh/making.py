"""Small builders for the tests of storing and refreshing: series, areas, readings, runs."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from indicators.models import (
    DataSeries,
    Observation,
    QuarantinedValue,
    Refresh,
    Revision,
    StatisticalArea,
)
from indicators.services.refresh.rows import Scope
from indicators.services.refresh.storing import store
from indicators.sources.base import Period, Reading

TODAY = date(2026, 11, 23)
NORTH, SOUTH, REGION, COUNTRY, GROUP = "9901", "9902", "0099", "0000", "G99001"


def make_areas():
    """Two municipalities, a region, the country and a group; all asked for."""
    kinds = {
        NORTH: ("municipality", "own", "Norrby"),
        SOUTH: ("municipality", "own", "Söderby"),
        REGION: ("region", "own", "Region Provlandet"),
        COUNTRY: ("country", "reference", "Riket"),
        GROUP: ("group", "reference", "Länets kommuner (ovägt medel)"),
    }
    return {
        code: StatisticalArea.objects.create(
            key=f"omr-{code.lower()}", code=code, kind=kind, role=role, name=name, order=order
        )
        for order, (code, (kind, role, name)) in enumerate(kinds.items())
    }


def make_series(external_id="N00001", **changes):
    """A series of shares, in per cent."""
    facts = {
        "name": f"Serien {external_id}",
        "source_key": "kolada",
        "title": f"Nyckeltal {external_id}, andel (%)",
        "unit": "%",
        "levels": "K",
        "gendered": True,
        "lowest": 0.0,
        "highest": 100.0,
        "first_year": 2020,
    }
    return DataSeries.objects.create(
        key=f"kolada-{external_id.lower()}", external_id=external_id, **(facts | changes)
    )


def make_refresh(status="running", **changes):
    """A run that is going on."""
    facts = {"source_key": "kolada", "kind": "full", "asked_at": timezone.now()}
    return Refresh.objects.create(status=status, **(facts | changes))


def reading(area, year, value, gender="T", *, series="N00001", **changes):
    """One value as a source gives it."""
    return Reading(series, area, Period(year), gender, value, **changes)


@dataclass
class Bench:
    """One series and the areas, with a short way to store readings and see what came of them."""

    series: DataSeries
    areas: dict[str, StatisticalArea]
    refresh: Refresh

    def scope(self, *, complete=True, **changes):
        """All areas, from the series' first year to next year."""
        ids = {code: area.pk for code, area in self.areas.items()}
        last = TODAY.year + 1
        return replace(Scope(ids, self.series.first_year, last, TODAY, complete), **changes)

    def store(self, *readings, complete=True, **changes):
        """Store the readings as one reading of the series."""
        scope = self.scope(complete=complete, **changes)
        return store(self.series, list(readings), scope, refresh=self.refresh)

    def table(self, *, series=None):
        """What holds: (area, period, gender) -> value, without what is withdrawn."""
        return {
            (row.area.code, row.period, row.gender): row.value
            for row in self.rows(series).filter(withdrawn=False)
        }

    def rows(self, series=None):
        """The rows of the series."""
        rows = Observation.objects.filter(series=series or self.series)
        return rows.select_related("area").order_by("pk")

    def row(self, area, year, gender="T"):
        """One row."""
        return self.rows().get(area__code=area, year=year, gender=gender)

    def revisions(self):
        """What was written down, oldest first."""
        return [
            (row.kind, row.old_value, row.new_value)
            for row in Revision.objects.filter(series=self.series).order_by("pk")
        ]

    def held(self, state="open"):
        """Values in quarantine."""
        return list(QuarantinedValue.objects.filter(series=self.series, state=state))


def make_bench(**changes):
    """One series, all areas, and a run going on."""
    return Bench(make_series(**changes), make_areas(), make_refresh())
