"""What the figures say of one huvudman: its own values, measure by measure."""

from dataclasses import dataclass

from county.models import Organisation
from indicators.models import Measure, StatisticalArea
from indicators.reading.areas import Areas, read_areas
from indicators.reading.measures import measures_with_sources
from indicators.reading.overview import MeasureRow, measure_rows


@dataclass(frozen=True, slots=True)
class PrincipalPage:
    """A huvudman, its area and its rows. `without` holds the measures that lack its value."""

    organisation: Organisation
    area: StatisticalArea
    rows: list[MeasureRow]
    without: list[MeasureRow]
    areas: Areas

    @property
    def synthetic(self) -> bool:
        """True when any value shown is made up."""
        return any(row.synthetic for row in self.rows)


def principal_page(key: str) -> PrincipalPage | None:
    """The page of the organisation with this key; None when no area of the county is its own."""
    areas = read_areas()
    own = (*areas.regions, *areas.municipalities)
    area = next((row for row in own if row.organisation and row.organisation.key == key), None)
    if area is None or area.organisation is None:
        return None
    every = measures_with_sources().exclude(status=Measure.Status.RETIRED)
    rows = measure_rows(every, areas, area)
    return PrincipalPage(
        area.organisation,
        area,
        [row for row in rows if row.text],
        [row for row in rows if not row.text],
        areas,
    )


def principals(areas: Areas) -> list[StatisticalArea]:
    """The county's own areas that belong to an organisation."""
    return [row for row in (*areas.regions, *areas.municipalities) if row.organisation]
