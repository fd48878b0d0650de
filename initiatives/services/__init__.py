"""Everything that writes needs, initiatives and directives. All take the acting user."""

from initiatives.services.body import (
    approve,
    approve_directive,
    reject,
    remit,
    return_directive,
    schedule,
    table,
    take_up_again,
)
from initiatives.services.directives import (
    begin_directive,
    hand_in_directive,
    save_directive,
)
from initiatives.services.drafts import (
    note_ready,
    return_to_author,
    save_section,
    send_to_preparation,
    start_initiative,
)
from initiatives.services.needs import assess_need, create_need
from initiatives.services.publication import publish
from initiatives.services.receiving import (
    request_completion,
    resubmit,
    resubmit_remitted,
    submit,
)
from initiatives.services.withdrawing import withdraw

__all__ = [
    "approve",
    "approve_directive",
    "assess_need",
    "begin_directive",
    "create_need",
    "hand_in_directive",
    "note_ready",
    "publish",
    "reject",
    "remit",
    "request_completion",
    "resubmit",
    "resubmit_remitted",
    "return_directive",
    "return_to_author",
    "save_directive",
    "save_section",
    "schedule",
    "send_to_preparation",
    "start_initiative",
    "submit",
    "table",
    "take_up_again",
    "withdraw",
]
