"""What the register says when it refuses."""

from typing import TYPE_CHECKING

from foundation.errors import DomainError, Problem, WrongState

if TYPE_CHECKING:
    from diary.models import DiaryDocument


class NoSeries(WrongState):
    """The county has no series to take numbers from."""

    def __init__(self) -> None:
        super().__init__("Länet saknar diarieserie – lägg upp en serie först.")


class NumberTaken(WrongState):
    """The number exists already; names what it was given to."""

    def __init__(self, *, number: str, title: str) -> None:
        message = f"{number} finns redan: {title}"
        super().__init__(message, [Problem(message, "number_text")])


class AlreadyRegistered(WrongState):
    """The same form was sent twice."""

    def __init__(self, document: "DiaryDocument") -> None:
        super().__init__(f"Redan diariefört som {document}.")
        self.document = document


class Busy(DomainError):
    """Somebody else has held the counter for three seconds."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Någon annan diarieför just nu och blev inte klar i tid. Inget nummer har tagits. "
            "Försök igen om en stund."
        )
