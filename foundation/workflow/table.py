"""A process as data: states, transitions, who may, guards and effects.

A table can be asked what a person may do now, and what stands in the way. It never writes;
`foundation.workflow.apply` and `apply_all` do.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices

from foundation.errors import Problem

Who = Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Context:
    """What a transition is applied with: the acting user (None = the system), reason, data."""

    actor: Any
    reason: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


Guard = Callable[[Any, Context], Iterable[Problem]]
Effect = Callable[[Any, Context], None]


@dataclass(frozen=True)
class Transition:
    """One row of the table.

    `who` is asked with (user, thing); `who_label` says the same in Swedish for the diagram.
    Guards yield problems without writing. Effects run after the new state is saved, in the
    same transaction. `hidden` transitions are no button: another service applies them.
    """

    key: str
    sources: tuple[str, ...]
    target: str
    label: str
    who: Who
    who_label: str
    guards: tuple[Guard, ...] = ()
    effects: tuple[Effect, ...] = ()
    reason_required: str = ""
    hidden: bool = False

    def problems(self, thing: Any, context: Context) -> list[Problem]:
        """Everything that stands in the way, in the order of the guards."""
        found = []
        if self.reason_required and not context.reason.strip():
            found.append(Problem(self.reason_required, "reason"))
        for guard in self.guards:
            found.extend(guard(thing, context))
        return found


class TransitionTable:
    """All transitions of one kind of thing. Keys are unique; states are those of `states`.

    `column` is where the thing keeps its state, where the sources call it something else.
    """

    def __init__(
        self,
        name: str,
        states: type[TextChoices],
        transitions: Iterable[Transition],
        *,
        column: str = "state",
    ) -> None:
        self.name = name
        self.states = states
        self.column = column
        self._rows: dict[str, Transition] = {}
        for row in transitions:
            if row.key in self._rows:
                raise ValueError(f"{name} has two transitions named {row.key}")
            self._rows[row.key] = row
        known = set(states.values)
        for row in self._rows.values():
            unknown = {*row.sources, row.target} - known
            if unknown:
                raise ValueError(f"{name}.{row.key} names unknown states: {sorted(unknown)}")

    def __iter__(self) -> Iterator[Transition]:
        return iter(self._rows.values())

    def __getitem__(self, key: str) -> Transition:
        return self._rows[key]

    def state_of(self, thing: Any) -> str:
        """Where the thing stands."""
        return str(getattr(thing, self.column))

    def allows(self, user: Any, thing: Any, key: str) -> bool:
        """True when the state and the person allow the transition; guards are not asked."""
        row = self._rows[key]
        return self.state_of(thing) in row.sources and row.who(user, thing)

    def available(self, user: Any, thing: Any) -> list[Transition]:
        """The transitions to offer this person as buttons, in the table's order."""
        return [row for row in self if not row.hidden and self.allows(user, thing, row.key)]
