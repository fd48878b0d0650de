"""Several words as one: «a, b och c»."""

from collections.abc import Iterable


def listed(words: Iterable[str]) -> str:
    """«a, b och c», «a och b», «a», or nothing."""
    words = list(words)
    return f"{', '.join(words[:-1])} och {words[-1]}" if words[1:] else "".join(words)
