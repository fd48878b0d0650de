"""What is about to be decided: the facts of one ruling, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from county.models import Body, Organisation, User
from decisions.models import AgendaItem, Decision, Meeting
from initiatives.models import Initiative

Outcome = Decision.Outcome


class Stand(NamedTuple):
    """The stance of a huvudman and its note."""

    stance: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """One ruling on one item. `meeting` and `initiative` are locked by the caller."""

    item: AgendaItem
    meeting: Meeting
    initiative: Initiative
    outcome: str
    wording: tuple[str, ...]
    motivation: str
    positions: Mapping[Organisation, Stand]
    lead: Body | None
    contributing: tuple[Body, ...]
    responsible: User | None
    remitted_to: Body | None
    due_on: date | None
    target_meeting: Meeting | None

    @property
    def approves(self) -> bool:
        """Bifall to the initiative itself."""
        return self.outcome == Outcome.APPROVED

    @property
    def remits(self) -> bool:
        """Sends the initiative back."""
        return self.outcome == Outcome.REMITTED

    @property
    def tables(self) -> bool:
        """Puts the matter off to another meeting."""
        return self.outcome == Outcome.TABLED

    @property
    def groups(self) -> tuple[Body, ...]:
        """The groups that get the assignment, the leading one first."""
        lead = (self.lead,) if self.lead else ()
        return (*lead, *(body for body in self.contributing if body != self.lead))

    @property
    def principals(self) -> list[Organisation]:
        """The huvudmän that take part in the initiative."""
        return list(self.initiative.principals.all())

    @property
    def edition(self) -> int:
        """The version of the directive that the item names; 0 for an initiative."""
        return self.item.directive.edition if self.item.directive else 0

    def data(self) -> dict[str, Any]:
        """What the guards and effects of the transition tables ask for."""
        return {
            "lead": self.lead,
            "contributing": self.contributing,
            "responsible": self.responsible,
            "principals": self.principals,
            "to": self.remitted_to,
            "due_on": self.due_on,
            "edition": self.edition,
        }
