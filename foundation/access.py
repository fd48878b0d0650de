"""Who watches over the operation. The ground asks; a floor above, which knows people, answers."""

from collections.abc import Callable
from typing import Any

Check = Callable[[Any], bool]


def _nobody(_user: Any) -> bool:
    return False


_check: Check = _nobody


def operator_check(check: Check) -> None:
    """Register the predicate that says whether a person is an operator."""
    global _check  # noqa: PLW0603 - one hook for the whole process, set when apps are ready
    _check = check


def is_operator(user: Any) -> bool:
    """True when the person may see and mend what the outbox holds; nobody until told who."""
    return bool(_check(user))
