"""What a service says when it refuses. Every message is a Swedish sentence for a person."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing to mend. `field` is the anchor of the field it concerns, or empty."""

    message: str
    field: str = ""


class DomainError(Exception):
    """A refusal with its problems. Nothing has been written when it is raised."""

    status = 422

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems) or (Problem(message),)


class Refused(DomainError):
    """A guard or a rule of content said no; the person can mend it."""


class NotAllowed(DomainError):
    """The person has no right to do this."""

    status = 403


class WrongState(DomainError):
    """The thing is not in a state where this can be done."""

    status = 409


class StaleVersion(DomainError):
    """Somebody else changed the thing since it was opened. Says who and when."""

    status = 409

    def __init__(self, *, changed_by: str, changed_at: datetime | None) -> None:
        from foundation.text.dates import date_and_time

        when = f" {date_and_time(changed_at)}" if changed_at else ""
        super().__init__(
            f"Ärendet har ändrats av {changed_by or 'någon annan'}{when}, efter att du öppnade "
            "sidan. Läs den nya versionen innan du går vidare. Det du skrev finns kvar här."
        )
        self.changed_by = changed_by
        self.changed_at = changed_at
