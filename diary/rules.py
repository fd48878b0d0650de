"""Who may read and write the register. Rights come from seats (county.access)."""

from typing import Any

import rules

from county.rules import operates, receives, registers

reads_register = registers | operates | receives


@rules.predicate
def may_read(user: Any, document: Any) -> bool:
    """The internal fields and files of one document; a secrecy mark leaves only registrars."""
    if registers(user):
        return True
    return (
        bool(reads_register(user))
        and not type(document).objects.secret().filter(pk=document.pk).exists()
    )


__all__ = ["may_read", "operates", "reads_register", "receives", "registers"]
