"""Builders of meetings on top of the small county."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from decisions import services
from decisions.models import AgendaItem, Decision, Meeting, Stance
from decisions.services import Stand
from diary.models import DiaryDocument
from foundation.text.dates import today
from initiatives import services as initiatives
from initiatives.models import Initiative
from tests.factories import World, initiative_in, make_initiative, make_user, small_county

TITLES = (
    "Reservplan när en anhörig blir sjuk",
    "Gemensamt hembesök inom tre dygn",
    "En väg in för unga som mår dåligt",
    "Samordnad planering vid utskrivning",
)


@dataclass
class Meetings:
    """The world and what its meetings need: a chair for the region, a member for North."""

    world: World

    @classmethod
    def in_small_county(cls) -> "Meetings":
        world = small_county()
        world.people["chair"] = make_user(
            "chair", body=world.steering, organisation=world.region, is_chair=True
        )
        world.people["member_north"] = make_user(
            "member-north", body=world.steering, organisation=world.north
        )
        return cls(world)

    def plan(self, held_on: date | None = None, **changes: Any) -> Meeting:
        facts = {"body": self.world.steering, "held_on": held_on or today()}
        return services.plan_meeting(**(facts | changes), actor=self.world.registrar)

    def matter(
        self, title: str = TITLES[0], state: str = "submitted", **changes: Any
    ) -> Initiative:
        return initiative_in(self.world, state, title=title, **changes)

    def put(self, meeting: Meeting, initiative: Initiative, **changes: Any) -> AgendaItem:
        return services.put_on_agenda(
            meeting_id=meeting.pk, initiative_id=initiative.pk, version=None,
            actor=self.world.registrar, **changes,
        )  # fmt: skip

    def open(self, meeting: Meeting) -> Meeting:
        seats = services.members_on_the_day(meeting)
        return services.open_meeting(
            meeting_id=meeting.pk, present=[seat.pk for seat in seats], version=None,
            actor=self.world.registrar,
        )  # fmt: skip

    def opened(self, *initiatives: Initiative, **changes: Any) -> Meeting:
        meeting = self.plan(**changes)
        for initiative in initiatives or [self.matter()]:
            self.put(meeting, initiative)
        return self.open(meeting)

    def opened_with(self, answers: dict[str, Any]) -> Meeting:
        """An open meeting with a matter whose answers differ from the complete ones."""
        world = self.world
        initiative = make_initiative(world)
        initiatives.save_section(
            initiative_id=initiative.pk, version=None, answers=answers, actor=world.author
        )
        initiatives.send_to_preparation(
            initiative_id=initiative.pk, version=None, actor=world.author
        )
        initiatives.submit(initiative_id=initiative.pk, version=None, actor=world.convener_a)
        return self.opened(initiative)

    def item(self, meeting: Meeting, paragraph: int = 1) -> AgendaItem:
        return AgendaItem.objects.get(meeting=meeting, paragraph=paragraph)

    def facts(self, outcome: str = "approved", **changes: Any) -> dict[str, Any]:
        """What a complete ruling of each outcome holds."""
        world = self.world
        given: dict[str, Any] = {
            "outcome": outcome,
            "version": None,
            "actor": world.registrar,
            "positions": {
                world.region: Stand(Stance.SUPPORTS),
                world.north: Stand(Stance.DISSENTS, "Vill vänta in budgeten."),
            },
        }
        if outcome == "approved":
            given |= {
                "wording": ["att grupp A provar reservplaner", "att direktiv lämnas i maj"],
                "lead": world.group_a,
                "contributing": [world.group_b],
                "responsible": world.member_a,
            }
        if outcome == "remitted":
            given |= {
                "motivation": "Kostnaden är oklar.",
                "remitted_to": world.group_b,
                "due_on": today() + timedelta(days=30),
            }
        if outcome == "rejected":
            given["motivation"] = "Arbetet pågår redan i regionen."
        if outcome == "directive_returned":
            given["motivation"] = "Testet behöver ett slutdatum."
        return given | changes

    def decide(self, item: AgendaItem, outcome: str = "approved", **changes: Any) -> Decision:
        return services.record_decision(item=item, **self.facts(outcome, **changes))

    def decided(self, outcome: str = "approved", title: str = TITLES[0]) -> Decision:
        """A decision of its own, at a meeting of its own."""
        meeting = self.opened(self.matter(title), starts_at=_next_time())
        changes: dict[str, Any] = {}
        if outcome == "tabled":
            changes["target_meeting"] = self.plan(
                today() + timedelta(days=14), starts_at=_next_time()
            )
        return self.decide(self.item(meeting), outcome, **changes)

    def diarise(self, decision: Decision) -> DiaryDocument:
        return services.diarise(decision=decision, actor=self.world.registrar)

    def diarise_all(self) -> None:
        for decision in Decision.objects.unregistered():
            self.diarise(decision)

    def directive_item(self, meeting: Meeting | None = None) -> AgendaItem:
        """A directive on the agenda of an open meeting."""
        initiative = self.matter(state="directive_review")
        meeting = meeting or self.plan(starts_at=_next_time())
        item = self.put(meeting, initiative)
        self.open(meeting)
        return item


_minutes = iter(range(10**6))


def _next_time() -> Any:
    from datetime import time

    number = next(_minutes)
    return time(number // 60 % 24, number % 60)
