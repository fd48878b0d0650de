"""Refusals of this floor."""

from foundation.errors import DomainError


class NewerDirective(DomainError):
    """A later version of the directive has been handed in than the one that was shown."""

    status = 409

    def __init__(self, edition: int) -> None:
        super().__init__(
            f"Direktivet har ändrats – version {edition} finns. Läs den innan du går vidare."
        )
        self.edition = edition
