"""The parts of a directive, what a version lacks, and which version counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from foundation.errors import Problem
from indicators.models import Indicator, Measure
from initiatives.models import Directive, Initiative
from initiatives.proposal import Proposal
from initiatives.rows import columns_of
from initiatives.texts import as_text


@dataclass(frozen=True)
class Part:
    """A heading of the directive. `prefill` names template fields whose answers it starts from."""

    key: str
    label: str
    guidance: str
    prefill: tuple[str, ...] = ()
    required: bool = True


PARTS = (
    Part("background", "Bakgrund", "Varför görs detta? Börja i behovet.", ("B1", "B7")),
    Part("assignment", "Uppdrag", "Vad ska göras? Skriv att-satser, en per rad.", ("C1",)),
    Part("goal", "Mål", "Vad ska vara annorlunda när uppdraget är klart?", ("A6",)),
    Part("scope", "Avgränsning", "Vad ingår inte?", required=False),
    Part("organisation", "Organisation", "Vilka möts, hur ofta, och vem beslutar om vad?"),
    Part("resources", "Resurser", "Vilka arbetar, hur mycket och hur länge?", ("C3",)),
    Part("economy", "Ekonomi", "Vad kostar det och vem betalar?", ("C4",)),
    Part("test", "Test", "Var, när och med vilka provas det? När slutar ni?", ("D2",)),
    Part("schedule", "Tidplan", "Vad är klart när?", ("D1",)),
    Part("reporting", "Rapportering", "När rapporterar ni, och till vem?", ("D3",)),
    Part("communication", "Kommunikation", "Vilka behöver veta, och hur?", ("D9",), False),
    Part("ends_on", "Slutdatum", "Dagen då uppdraget ska vara slutfört, till exempel 2027-06-30."),
)
"""The directive's headings in order (domain: uppdragsdirektiv)."""


def prefilled(initiative: Initiative) -> dict[str, str]:
    """The first draft's content, taken from the proposal."""
    proposal = Proposal.load(initiative)
    content = {}
    for part in PARTS:
        fields = [proposal.field(code) for code in part.prefill]
        texts = [as_text(proposal, field) for field in fields if field is not None]
        content[part.key] = "\n\n".join(text for text in texts if text)
    return content


def measures_named(initiative: Initiative) -> list[Measure]:
    """The registered measures that the proposal names in its rows."""
    proposal = Proposal.load(initiative)
    keys = {
        row.get(column["key"])
        for field in proposal.fields
        for column in columns_of(field)
        if column["kind"] == "measure"
        for row in proposal.value(field) or []
    }
    return list(Measure.objects.filter(pk__in=[key for key in keys if str(key).isdigit()]))


def problems_of(directive: Directive) -> Iterator[Problem]:
    """What must be mended before the directive can be handed in."""
    for part in PARTS:
        if part.required and not str(directive.content.get(part.key, "")).strip():
            yield Problem(f"{part.label} saknas", part.key)
    measures = list(directive.measures.prefetch_related("indicators"))
    if not measures and Measure.objects.exists():
        yield Problem("Välj minst ett uppföljningsmått", "measures")
    for measure in measures:
        if not measure.indicators.all():
            yield Problem(f"Måttet ”{measure}” saknar indikator", "measures")


def warnings_of(directive: Directive) -> list[str]:
    """What is worth knowing but stops nothing: indicators that no body has decided on."""
    proposed = Indicator.objects.filter(
        measures__directive=directive, status=Indicator.Status.PROPOSED
    ).distinct()
    return [f"Indikatorn ”{each}” är ett förslag. Den är inte beslutad än." for each in proposed]


def latest_submitted(initiative: Initiative) -> Directive | None:
    """The version that waits for the body, the highest one."""
    return (
        initiative.directives.filter(state=Directive.State.SUBMITTED).order_by("-edition").first()
    )


def shown(content: dict[str, Any]) -> list[tuple[str, str]]:
    """Heading and text of each part that is written, in order, for pages and documents."""
    return [(part.label, content[part.key]) for part in PARTS if content.get(part.key)]
