"""A county's series at the emulator, and runs carried through by the real outbox."""

from dataclasses import dataclass, field
from typing import Any

from foundation import outbox
from indicators.models import DataSeries, Observation, Refresh, Revision, StatisticalArea
from indicators.services.refresh import request_refresh
from tests.support.kolada import Emulator

AREAS = {
    "0480": ("municipality", "own", "Nyköping"),
    "0461": ("municipality", "own", "Gnesta"),
    "0004": ("region", "own", "Region Sörmland"),
    "0000": ("country", "reference", "Riket"),
    "G33614": ("group", "reference", "Länets kommuner"),
    "0180": ("municipality", "none", "Stockholm"),
}
FIRST_YEAR = 2021


@dataclass
class Source:
    """The emulator with some of its series registered as the county's."""

    emulator: Emulator
    series: dict[str, DataSeries] = field(default_factory=dict)
    areas: dict[str, StatisticalArea] = field(default_factory=dict)

    def facts(self, kpi: str) -> dict[str, Any]:
        """What the emulator says of a series."""
        found: dict[str, Any] = self.emulator.get(f"/v3/kpi/{kpi}")["values"][0]
        return found

    def register(self, *kpis: str, **changes: Any) -> None:
        """Register series as the emulator has them, and the areas."""
        for number, (code, (kind, role, name)) in enumerate(AREAS.items()):
            self.areas[code] = StatisticalArea.objects.create(
                key=f"omr-{code.lower()}", code=code, kind=kind, role=role, name=name, order=number
            )
        for kpi in kpis:
            facts = self.facts(kpi)
            self.series[kpi] = DataSeries.objects.create(
                key=f"kolada-{kpi.lower()}",
                name=f"Serien {kpi}",
                source_key="kolada",
                external_id=kpi,
                title=facts["title"],
                levels=facts["municipality_type"],
                gendered=facts["is_divided_by_gender"],
                first_year=FIRST_YEAR,
                **changes,
            )
        self.emulator.reset()

    def run(self, kind: str = "full", user: Any = None) -> Refresh:
        """Ask for a run and let the outbox carry it out to its end."""
        asked = request_refresh(source_key="kolada", kind=kind, user=user)
        self.drain()
        asked.refresh.refresh_from_db()
        return asked.refresh

    def drain(self) -> None:
        """What a worker does."""
        while outbox.drain():
            pass

    def faults(self, named: Any = None, **more: Any) -> None:
        """Let something go wrong at the source."""
        self.emulator.faults(named, **more)


def table() -> list[tuple[Any, ...]]:
    """What holds now, without how it came to be: the same after any history."""
    rows = Observation.objects.filter(withdrawn=False).order_by("pk")
    return list(
        rows.values_list(
            "series__external_id", "area__code", "year", "month", "gender", "value", "status",
            "count", "preliminary", "provenance",
        )
    )  # fmt: skip


def value(kpi: str, area: str, year: int, gender: str = "T") -> Observation:
    """One stored row."""
    return Observation.objects.get(
        series__external_id=kpi, area__code=area, year=year, gender=gender
    )


def revisions(kpi: str) -> list[tuple[str, float | None, float | None]]:
    """What was written down of a series, oldest first."""
    rows = Revision.objects.filter(series__external_id=kpi).order_by("pk")
    return list(rows.values_list("kind", "old_value", "new_value"))


def states(run: Refresh) -> dict[str, str]:
    """How each series fared."""
    return dict(run.reads.values_list("series__external_id", "state"))
