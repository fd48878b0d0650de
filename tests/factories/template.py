"""A small proposal template with every kind of field."""

from collections.abc import Sequence
from typing import Any

from county.models import (
    Criterion,
)
from initiatives.models import (
    ProposalTemplate,
    TemplateField,
    TemplateSection,
)

Row = tuple[str, str, str, str, str, Sequence[str], dict[str, Any]]

TEMPLATE: dict[tuple[str, str], list[Row]] = {
    ("A", "Grunduppgifter"): [
        ("A1", "Titel", "text", "submission", "title", (), {"min_length": 8, "max_length": 120}),
        ("A2", "Avsändande grupp", "relation", "submission", "originating_body", (), {}),
        ("A3", "Kontaktperson", "relation", "submission", "contact", (), {}),
        ("A4", "Deltagande huvudmän", "relations", "submission", "principals", (), {}),
        ("A5", "Berörda grupper", "relations", "submission", "preparing_bodies", (), {}),
        ("A6", "Sammanfattning", "long_text", "submission", "summary", (), {"max_length": 900}),
    ],
    ("B", "Behov"): [
        ("B1", "Behovsbeskrivning", "long_text", "submission", "", (), {"min_length": 200}),
        ("B2", "Kopplade behov", "relations", "recommended", "needs", (), {}),
        ("B3", "Ursprung", "choice", "submission", "", (), {
            "choices": [
                {"value": "verksamhet", "label": "Verksamhet"},
                {"value": "invanare", "label": "Invånare"},
            ],
        }),
        ("B4", "Målgrupp", "relations", "submission", "target_groups", (), {}),
        ("B5", "Målområde", "relations", "submission", "goal_areas", (), {}),
        ("B6", "Fokusområde", "relations", "submission", "focus_areas", (), {}),
        ("B8", "Vad pågår redan?", "confirm", "submission", "", (), {}),
        ("B9", "Evidens", "long_text", "recommended", "", (), {}),
    ],
    ("C", "Förutsättningar"): [
        ("C1", "Önskat uppdrag", "long_text", "submission", "", ("K1",), {}),
        ("C2", "Ansvarig för uppdraget", "relation", "submission", "responsible", ("K2",), {}),
        ("C4", "Ekonomi och finansiering", "rows", "submission", "", ("K3",), {
            "columns": [
                {"key": "item", "label": "Post", "kind": "text"},
                {"key": "cost", "label": "Kostnad", "kind": "money"},
                {"key": "financing", "label": "Finansiering", "kind": "money"},
            ],
            "balance": ["cost", "financing"],
        }),
        ("C6", "Brukar-/patientmedverkan", "long_text", "submission", "", (), {}),
        ("C8", "Beroenden", "relations", "optional", "", (), {"register": "dependencies"}),
    ],
    ("D", "Planering"): [
        ("D1", "Aktiviteter och tidplan", "rows", "submission", "", (), {
            "columns": [
                {"key": "what", "label": "Aktivitet", "kind": "text", "required": True},
                {"key": "start", "label": "Start", "kind": "date"},
                {"key": "end", "label": "Slut", "kind": "date"},
                {"key": "who", "label": "Vem", "kind": "organisation"},
            ],
            "period": ["start", "end"],
        }),
        ("D2", "Test inför breddinförande", "long_text", "submission", "", ("K5",), {}),
        ("D3", "Plan för uppföljning", "long_text", "submission", "", ("K4",), {}),
        ("D4", "Uppföljningsmått", "rows", "submission", "", ("K4",), {
            "columns": [
                {"key": "measure", "label": "Mått", "kind": "text", "required": True},
                {"key": "indicator", "label": "Indikator", "kind": "indicator"},
            ],
        }),
        ("D10", "Personuppgifter", "confirm", "submission", "", (), {}),
    ],
}  # fmt: skip


def make_template(*, edition: int = 1) -> ProposalTemplate:
    """A template with every kind of field, and the criteria K1–K5."""
    criteria = {
        code: Criterion.objects.get_or_create(
            key=code.lower(),
            defaults={
                "code": code,
                "order": int(code[1]),
                "name": f"Kriterium {code}",
                "met_at": "decision" if code == "K1" else "submission",
            },
        )[0]
        for code in ("K1", "K2", "K3", "K4", "K5")
    }
    template = ProposalTemplate.objects.create(
        key=f"mall-{edition}", name="Mall för initiativ", edition=edition
    )
    for order, ((code, name), rows) in enumerate(TEMPLATE.items()):
        section = TemplateSection.objects.create(
            key=f"mall-{edition}-{code.lower()}",
            template=template, code=code, name=name, order=order,
        )  # fmt: skip
        for position, (field_code, label, kind, requirement, target, marks, limits) in enumerate(
            rows
        ):
            made = TemplateField.objects.create(
                key=f"mall-{edition}-{field_code.lower()}",
                section=section, code=field_code, name=label, order=position, kind=kind,
                requirement=requirement, target=target, limits=limits,
                guidance=f"Så fyller du i {label.lower()}.",
            )  # fmt: skip
            made.criteria.set([criteria[mark] for mark in marks])
    return template
