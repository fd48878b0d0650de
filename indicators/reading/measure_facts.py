"""What the registry says of a measure, and what nobody has said yet."""

from dataclasses import dataclass

from foundation.text.lists import listed
from indicators.models import DataSeries, Measure, MeasureSource
from indicators.reading.words import whole_numbers


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """Facts as label and value, and the labels of those that are lacking, in one sentence."""

    known: tuple[tuple[str, str], ...]
    lacking: str


def facts_of(measure: Measure, source: MeasureSource | None) -> MeasureFacts:
    """The unit is that of the series shown. A background series has no direction of its own."""
    series: DataSeries | None = source.series if source else None
    unit = series.unit if series and series.unit else measure.unit
    told = measure.direction != Measure.Direction.UNKNOWN
    found = [
        ("Nivå", measure.level),
        ("Gäller", measure.population),
        ("Perspektiv", measure.perspective),
        ("Enhet", whole_numbers(unit)),
        ("Riktning", str(measure.get_direction_display()) if told else ""),
        ("Hur ofta", measure.frequency),
        ("Eftersläpning", measure.lag),
        ("Ansvarig", measure.owner),
    ]
    if source and source.background:
        found = [each for each in found if each[0] != "Riktning"]
    lacking = [label.lower() for label, value in found if not value]
    sentence = f"Ännu inte angivet: {listed(lacking)}." if lacking else ""
    return MeasureFacts(tuple(each for each in found if each[1]), sentence)
