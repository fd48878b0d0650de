"""Refusals of this floor that are neither stale rows nor missing rights."""

from typing import TYPE_CHECKING

from foundation.errors import WrongState

if TYPE_CHECKING:
    from decisions.models import AgendaItem, Decision


class AlreadyDecided(WrongState):
    """The matter has its decision."""

    def __init__(self, item: "AgendaItem", decision: "Decision") -> None:
        super().__init__(
            f"§ {item.paragraph} har redan ett beslut: {decision.get_outcome_display()}, "
            f"antecknat av {decision.recorded_by}."
        )
        self.decision = decision


class AlreadyRegistered(WrongState):
    """The decision stands in the diary."""

    def __init__(self, number: str) -> None:
        super().__init__(f"Beslutet är redan diariefört som {number}.")
        self.number = number
