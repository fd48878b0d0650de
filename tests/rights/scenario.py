"""A small county with something of every kind, each with words of its own that can be searched.

A marker is a word that stands nowhere else. Those in `hidden` stand only where the public must
not see them; those in `drafts` only in texts that have not been handed in.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from county.models import RoadmapEdition, SteeringDocument, User, YearlyResult
from decisions import services as decisions
from decisions.models import Decision, Meeting, Stance
from decisions.services import Stand
from diary import services as diary
from diary.models import DiaryDocument
from foundation import outbox
from foundation.models import OutboxEvent, OutgoingMail
from foundation.text.dates import today
from initiatives import services as initiatives
from initiatives.models import Initiative, Need, Project
from tests.decisions.support import Meetings
from tests.factories import LONG, complete_answers, fresh, initiative_in, make_need
from tests.rights.actors import end_yesterday, people
from tests.rights.brought import bring
from tests.rights.figures import figures

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Scenario:
    """What the walk meets. `initiative` is by state, `hidden` and `drafts` are the markers."""

    at: Meetings
    people: dict[str, User | None] = field(default_factory=dict)
    initiative: dict[str, Initiative] = field(default_factory=dict)
    meeting: dict[str, Meeting] = field(default_factory=dict)
    decision: dict[str, Decision] = field(default_factory=dict)
    document: dict[str, DiaryDocument] = field(default_factory=dict)
    need: dict[str, Need] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    drafts: set[str] = field(default_factory=set)
    rest: dict[str, Any] = field(default_factory=dict)

    def secret(self, word: str) -> str:
        """A marker that no stranger may meet."""
        marker = f"Dolt{word.capitalize()}q"
        self.hidden.add(marker)
        return marker

    def draft(self, word: str) -> str:
        """A marker of a text that has not been handed in."""
        marker = self.secret(f"utkast{word}")
        self.drafts.add(marker)
        return marker


def build() -> Scenario:
    """Everything, through the real services."""
    made = Scenario(Meetings.in_small_county())
    made.people = people(made.at.world)
    _initiatives(made)
    _meetings(made)
    _register(made)
    _needs(made)
    _around(made)
    figures(made)
    bring(made)
    outbox.drain()
    _operations(made)
    for each in made.meeting.values():
        each.refresh_from_db()
    return made


def _marked(made: Scenario, state: str, mark: Any) -> Initiative:
    """An initiative whose every writable text holds a marker of its own."""
    world = made.at.world
    found = initiative_in(world, "draft", title=f"Titel {mark(state + 'titel')}")
    found = initiatives.save_section(
        initiative_id=found.pk, version=found.version, actor=world.author,
        answers={"A6": f"Det som stod först {made.draft(state + 'struket')}."},
    )  # fmt: skip
    answers = complete_answers(world) | {
        "A1": found.title,
        "A6": f"Sammanfattning {mark(state + 'samman')}.",
        "B1": f"{LONG} {mark(state + 'behov')}",
        "C1": f"att ge grupp A i uppdrag {mark(state + 'uppdrag')}",
        "D2": f"Två områden {mark(state + 'test')}.",
    }
    return initiatives.save_section(
        initiative_id=found.pk, version=found.version, answers=answers, actor=world.author
    )


def _nothing(_word: str) -> str:
    """No marker: what is public in the end."""
    return "om reservplaner"


def _initiatives(made: Scenario) -> None:
    from tests.factories.initiatives import _STEPS

    ways = {
        "draft": (made.draft, []),
        "preparing": (made.draft, ["send"]),
        "submitted": (made.secret, ["send", "submit"]),
        "needs_completion": (made.secret, ["send", "submit", "complete"]),
        "remitted": (made.secret, ["send", "submit", "schedule", "remit"]),
        "review": (made.secret, ["send", "submit", "schedule", "approve", "directive"]),
    }
    for state, (mark, steps) in ways.items():
        found = _marked(made, state, mark)
        for step in steps:
            _STEPS[step](made.at.world, found.pk)
        made.initiative[state] = Initiative.objects.get(pk=found.pk)
    left = initiatives.start_initiative(
        title=f"Titel {made.draft('kvarlämnat')}", originating_body=made.at.world.group_b,
        actor=fresh(made.people["former"]),
    )  # fmt: skip
    end_yesterday(made.people["former"])
    made.initiative["its author left"] = left


def _meetings(made: Scenario) -> None:
    at, world = made.at, made.at.world
    planned = at.plan(today() + timedelta(days=7), place=f"Rum {made.secret('rum')}")
    scheduled = _marked(made, "scheduled", made.secret)
    approved = _marked(made, "approved", made.secret)
    for found in (scheduled, approved):
        initiatives.send_to_preparation(initiative_id=found.pk, version=None, actor=world.author)
        initiatives.submit(initiative_id=found.pk, version=None, actor=world.convener_a)
    item = at.put(planned, scheduled)
    decisions.prepare_stance(
        item=item, principal=world.region, stance=Stance.DISSENTS,
        note=f"Anteckning {made.secret('standpunkt')}", actor=world.chair,
    )  # fmt: skip
    public = _marked(made, "public", _nothing)
    initiatives.send_to_preparation(initiative_id=public.pk, version=None, actor=world.author)
    initiatives.submit(initiative_id=public.pk, version=None, actor=world.convener_a)
    waiting = at.matter(f"Titel {made.secret('vantar')}")
    waiting.principals.add(world.south)
    running = at.opened(approved, public, waiting)
    positions = {
        world.region: Stand(Stance.SUPPORTS),
        world.north: Stand(Stance.DISSENTS, f"Skäl {made.secret('skiljaktig')}"),
    }
    wording = [f"att grupp A provar {made.secret('attsats')}"]
    made.decision["unpublished"] = at.decide(
        at.item(running, 1), wording=wording, positions=positions,
        motivation=f"Skäl {made.secret('skal')}",
    )  # fmt: skip
    made.decision["public"] = at.decide(at.item(running, 2))
    at.diarise(made.decision["public"])
    made.decision["public"].refresh_from_db()
    made.meeting = {"planned": planned, "running": running}
    made.initiative["scheduled"] = Initiative.objects.get(pk=scheduled.pk)
    made.initiative["approved"] = Initiative.objects.get(pk=approved.pk)
    made.initiative["public"] = Initiative.objects.get(pk=public.pk)


def _register(made: Scenario) -> None:
    registrar = made.at.world.registrar
    case = diary.open_case(
        title=f"Mening {made.secret('mening')}", public_title="Öppen ärendemening",
        opened_on=today(), actor=registrar,
    )  # fmt: skip
    for key in ("open", "marked", "withheld"):
        made.document[key] = diary.register_document(
            case=case,
            title=f"Rubrik {made.secret(key + 'rubrik')}",
            party=f"Avsändare {made.secret(key + 'part')}",
            public_title="" if key == "withheld" else f"Rubrik {_public(made, key)}",
            public_party="" if key == "withheld" else f"Part {_public(made, key)}",
            category="Skrivelse",
            direction="incoming",
            dated=today(),
            files=[diary.NewFile(content=PDF, media_type="application/pdf",
                                 name=f"{made.secret(key + 'fil')}.pdf")],
            archive_expected=False,
            actor=registrar,
        )  # fmt: skip
    diary.mark_secret(
        document=made.document["marked"], provision="OSL 25 kap. 1 §",
        authority=f"Myndighet {made.secret('myndighet')}", note=f"Not {made.secret('not')}",
        actor=registrar,
    )  # fmt: skip


def _public(made: Scenario, key: str) -> str:
    """What the public fields hold: hidden again once the document is marked."""
    return made.secret("offentlig") if key == "marked" else "som alla får se"


def _needs(made: Scenario) -> None:
    made.need["received"] = make_need(
        title=f"Behov {made.secret('behovstitel')}",
        text=f"{LONG} {made.secret('behovstext')}",
        contact_email=f"{made.secret('epost').lower()}@example.test",
    )
    made.hidden.add(made.secret("epost").lower())


def _around(made: Scenario) -> None:
    """Rows of the county that have pages of their own."""
    made.rest["project"] = Project.objects.create(key="projekt", name="Ett arbete")
    made.rest["edition"] = RoadmapEdition.objects.create(
        key="2026", name="Färdplan", number=1, year=2026
    )
    made.rest["result"] = YearlyResult.objects.create(
        key="r-2025", year=2025, name="Ett resultat", status="klart"
    )
    made.rest["steering"] = SteeringDocument.objects.create(
        key="s", name="En överenskommelse", category="Överenskommelse"
    )


def _operations(made: Scenario) -> None:
    made.rest["event"] = OutboxEvent.objects.create(
        kind="mail.send", key="saknas", dead_at=timezone.now(), last_error=made.secret("fel")
    )
    made.rest["mail"] = OutgoingMail.objects.create(
        key="ovisst", recipient="a@example.test", subject=made.secret("amne"), body="…",
        sending_at=timezone.now() - timedelta(hours=1),
    )  # fmt: skip
