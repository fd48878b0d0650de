"""A made-up decision for the PDF tests and the benchmark. Nothing in it is real."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from foundation.pdf import (
    DocumentInfo,
    Information,
    Position,
    Section,
    Sender,
    Step,
    Table,
    render,
)

TEMPLATE = "pdf/document.html"
NUMBER = "EXEMPEL26-0032-2"
CREATED = datetime(2026, 5, 7, 11, 30, tzinfo=UTC)
TITLE = "Gemensamt hembesök inom tre dygn efter utskrivning från sjukhus"
NEED = (
    "Äldre personer med stora behov skrivs ut från sjukhus till hem där ingen har hunnit "
    "förbereda mottagandet. Läkemedelslistan skiljer sig från den som hemsjukvården har, "
    "hjälpmedlen kommer flera dagar senare och den anhöriga vet inte vem som svarar för vad. "
    "Flera verksamheter har beskrivit samma bekymmer i behovsinventeringen, oberoende av varandra."
    "\n\n"
    "Satsningen prövar ett arbetssätt där distriktssköterska, undersköterska och "
    "biståndshandläggare gör ett gemensamt hembesök inom tre dygn. Besöket följer en kort "
    "checklista, dokumenteras en gång och avslutas med att den enskilde får veta vem som är fast "
    "vårdkontakt."
)
RULING = (
    "Förslaget bygger på befintliga resurser under försöksperioden. Det berör flera huvudmän, "
    "svarar mot ett behov som finns i behovsinventeringen och går att utvärdera med uppgifter som "
    "redan samlas in. Verksamhetscheferna ansvarar för att besöken ryms inom bemanningen."
)
PRINCIPALS = (
    ("Exempelköpings kommun", "Tillstyrker", "", "filled"),
    ("Provinge kommun", "Tillstyrker", "Deltar från och med hösten 2026.", "filled"),
    ("Fjällfinna kommun", "Avstår", "Har ett liknande arbetssätt i drift.", "open"),
    ("Övre Exempels kommun", "Avvikande mening", "Vill avvakta utvärderingen.", "crossed"),
    ("Region Exempel", "Tillstyrker", "", "filled"),
)


def document(**changes: Any) -> DocumentInfo:
    """The sample's own facts, with `changes`."""
    facts: dict[str, Any] = {
        "title": TITLE,
        "number": NUMBER,
        "kind": "Beslut",
        "author": "Region Exempel",
        "created": CREATED,
        "subject": "Påhittat beslut för prov av dokumentmallen",
    }
    return DocumentInfo(**{**facts, **changes})


def context(**changes: Any) -> dict[str, Any]:
    """A decision of two pages, with `changes`."""
    parts: dict[str, Any] = {
        "sender": Sender(
            name="Region Exempel",
            unit="Samverkansgruppen för nära vård i Exempel län",
            lines=(
                "Region Exempel",
                "Provgatan 1, 000 00 Exempelköping",
                "0000-00 00 00",
                "post@example.test",
                "Org.nr 000000-0000",
            ),
        ),
        "information": Information(
            title=TITLE,
            number=NUMBER,
            category="Beslut om gemensam satsning",
            responsible="Stödenheten för samverkan",
            decided_by="Samverkansgruppen, den 7 maj 2026, § 14",
            validity="Till och med den 31 december 2027",
            revisions=("2026-05-07 Första version",),
        ),
        "steps": [
            Step(label="Behov", date="2026-01-19"),
            Step(label="Initiativ", date="2026-02-26"),
            Step(label="Inlämnat", date="2026-03-30"),
        ],
        "decision_intro": "Samverkansgruppen beslutar den 7 maj 2026, § 14,",
        "clauses": [
            "att Gemensamt hembesök prövas som satsning till och med den 31 december 2027,",
            "att Beredningsgrupp A leder arbetet och att Beredningsgrupp B medverkar,",
            "att ett direktiv lämnas till Samverkansgruppen senast den 30 september 2026, samt",
            "att satsningen följs upp mot indikatorn Oplanerad återinskrivning inom 30 dagar.",
        ],
        "positions": [
            Position(principal=principal, stance=stance, note=note, mark=mark)
            for principal, stance, note, mark in PRINCIPALS
        ],
        "sections": [
            Section(heading="Behovet kommer från verksamheterna", text=NEED),
            Section(heading="Skälen för beslutet", text=RULING),
            Section(
                heading="Så följs satsningen upp",
                text="Effekten mäts mot läget innan försöket börjar.",
                table=Table(
                    caption="Mått, utgångsläge och mål (påhittade värden)",
                    columns=("Mått", "Period", "Utgångsläge", "Mål"),
                    rows=(
                        ("Oplanerad återinskrivning inom 30 dagar", "2025", "17,4 %", "15 %"),
                        ("Hembesök inom tre dygn", "2025", "uppgift saknas", "80 %"),
                        ("Anhöriga som vet vem de ska ringa", "2025", "1 234 av 2 500", "90 %"),
                    ),
                ),
            ),
        ],
        "closing_sections": [
            Section(
                heading="Underlag för beslutet",
                items=(
                    "Initiativ, inkommet den 30 mars 2026 (EXEMPEL26-0032-1)",
                    "Sammanställning ur behovsinventeringen, den 12 februari 2026",
                ),
            ),
            Section(
                heading="Beslutet skickas till",
                text="Deltagande huvudmän, Beredningsgrupp A och Beredningsgrupp B.",
            ),
        ],
    }
    return {**parts, **changes}


@cache
def full() -> bytes:
    """The whole sample."""
    return render(TEMPLATE, context(), document=document())


@cache
def draft() -> bytes:
    """The sample before it has a number."""
    information = Information(title=TITLE, category="Beslut om gemensam satsning")
    return render(TEMPLATE, context(information=information), document=document(number=""))


@cache
def long() -> bytes:
    """Everything too long at once."""
    title = (
        "Samordnad individuell planering vid övergångar mellan slutenvård och hemsjukvård " * 3
    )[:200]
    return render(
        TEMPLATE,
        context(
            clauses=[
                f"att åtgärd nummer {n} genomförs enligt plan och redovisas" for n in range(1, 41)
            ],
            positions=[],
            sections=[
                Section(
                    heading="Kommunalförbundssamverkansöverenskommelseuppföljningsgruppen " * 2,
                    text="Realisationsvinstbeskattningsanordningsföreskriftssammanställningen " * 6,
                ),
                Section(
                    heading="Tabell över sidor",
                    table=Table(
                        caption="Många rader",
                        columns=("Rad", "Värde"),
                        rows=[
                            (f"Rad {n}", 'Ett värde < 5 & > 2 "inom citat"') for n in range(1, 81)
                        ],
                    ),
                ),
            ],
        ),
        document=document(title=title),
    )


SAMPLES = {"full": full, "draft": draft, "long": long}
