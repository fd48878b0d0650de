"""Validators that public and registered texts share."""

from django.core.exceptions import ValidationError

from foundation.text.personnummer import find_personnummer


def no_personnummer(value: str) -> None:
    """Stop a text that holds a personal identity number, naming what was found."""
    found = find_personnummer(value)
    if found:
        raise ValidationError(
            "Texten innehåller något som ser ut som ett personnummer (%(found)s). "
            "Ta bort det: här får inga uppgifter om enskilda personer stå.",
            code="personnummer",
            params={"found": ", ".join(found)},
        )
