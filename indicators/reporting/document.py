"""The report as a file: PDF/A-2a and PDF/UA-1."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from county.models import County
from foundation import pdf
from foundation.text.dates import long_date
from foundation.text.numbers import counted
from indicators.charts.paper import Drawing, Sheet
from indicators.charts.render import inline
from indicators.models import GoalAreaReport
from indicators.reporting.content import Content, MeasurePart, gather

TEMPLATE = "indicators/report/pdf.html"
PAPER = Sheet("tryck", 495, 146, 12, 11, 120, 4)
"""As wide as the text of the page, so that letters in the drawing are as large as beside it."""

FEWEST = 2
"""One value alone shows no course: it stands in the text and in the table."""

SHARED = (
    "Ett resultat kan bero på mycket annat än länets gemensamma arbete.",
    "Det kan dröja länge innan en förändring i arbetet syns i siffrorna.",
    "Måtten är inte gjorda för att styra ersättning.",
    "Medianer och skillnader är egna beräkningar.",
)


@dataclass(frozen=True, slots=True)
class Made:
    """The bytes of a report, and whether any figure in it is made up."""

    content: bytes
    synthetic: bool


def render(report: GoalAreaReport, *, made_at: datetime) -> Made:
    """The report with the figures of this moment. The same figures give the same bytes."""
    content = gather(report.goal_area, report.year)
    context = context_of(report, content, made_at=made_at)
    info = info_of(report, content, made_at=made_at)
    return Made(pdf.render(TEMPLATE, context, document=info), content.synthetic)


def info_of(report: GoalAreaReport, content: Content, *, made_at: datetime) -> pdf.DocumentInfo:
    """The file's own metadata. A report is known by its edition, not by a diary number."""
    county = County.objects.first()
    years = content.latest_years
    return pdf.DocumentInfo(
        title=f"{report.goal_area}: hur det går, rapport {report.year}",
        author=county.programme if county else str(report.goal_area),
        created=made_at,
        number=f"Utgåva {report.edition}",
        kind="Rapport",
        subject=f"Indikatorer för målområdet {report.goal_area}"
        + (f", senaste värden från {years}" if years else ""),
    )


def context_of(report: GoalAreaReport, content: Content, *, made_at: datetime) -> dict[str, Any]:
    """What the template shows."""
    county = County.objects.first()
    return {
        "sender": pdf.Sender(name=county.programme if county else str(report.goal_area)),
        "report": report,
        "content": content,
        "made_on": long_date(timezone.localtime(made_at).date()),
        "lead": _lead(content),
        "indicators": [
            (part, [(each, drawn(each), _table(each)) for each in part.measures])
            for part in content.indicators
        ],
        "shared_caveats": SHARED,
    }


def _lead(content: Content) -> str:
    """«Målområdet följs med två indikatorer och åtta mått. Sex mått har siffror …»."""
    measures = content.shown
    told = sum(not each.gap for each in measures)
    years = content.latest_years
    indicators = counted(len(content.indicators), "indikator", "indikatorer", common=True)
    return (
        f"Målområdet följs med {indicators} och {counted(len(measures), 'mått', 'mått')}. "
        f"{counted(told, 'mått', 'mått').capitalize()} har siffror"
        + (f"; {_from(years, told)}." if years else ".")
    )


def _from(years: str, told: int) -> str:
    """From when the latest values are, which is seldom the year of the report."""
    if "–" in years:
        return f"det senaste värdet är från {years}, olika för olika mått"
    return f"{'de senaste värdena' if told > 1 else 'det senaste värdet'} är från {years}"


def drawn(part: MeasurePart) -> str:
    """The drawing. A PDF has one text for a picture, so what it shows follows its title there."""
    if part.picture is None or part.picture.values < FEWEST:
        return ""
    figure = part.picture.figure

    def draw(sheet: Sheet) -> Drawing:
        drawing = figure.on(sheet)
        return replace(drawing, title=f"{drawing.title}. {drawing.description}")

    return inline(replace(figure, key=f"matt-{part.measure.key}", draw=draw), sheets=[PAPER])


def _table(part: MeasurePart) -> pdf.Table | None:
    if not part.latest:
        return None
    noted = any(each.note for each in part.latest)
    columns = ["Område", "Senaste värde", "Period", *(["Anmärkning"] if noted else [])]
    rows = [
        [each.area, each.text, each.period or "–", *([each.note or "–"] if noted else [])]
        for each in part.latest
    ]
    return pdf.Table(caption=f"{part.series}, {part.unit}", columns=columns, rows=rows)
