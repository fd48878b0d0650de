"""Where things are: the address of a field, the words and the address of a step."""

from dataclasses import dataclass

from django.urls import reverse

from county.terms import phrase
from foundation.workflow import Transition
from initiatives.models import Initiative
from initiatives.proposal import Proposal

WORDS = {
    "send_to_preparation": "skicka-till-beredning",
    "return_to_author": "lamna-tillbaka",
    "submit": "skicka-in",
    "request_completion": "begar-komplettering",
    "resubmit": "skicka-in-igen",
    "resubmit_remitted": "svara-pa-aterremiss",
    "withdraw": "aterkalla",
    "schedule": "ta-upp",
    "take_off": "stryk",
    "table": "bordlagg",
    "take_up_again": "ta-upp-igen",
    "remit": "aterremittera",
    "reject": "avsla",
    "approve": "bifall",
    "hand_in_directive": "lamna-direktiv",
    "return_directive": "aterremittera-direktiv",
    "approve_directive": "godkann-direktiv",
}
"""The word in the address of each step. The body's own steps are refused there."""

KEYS = {word: key for key, word in WORDS.items()}
QUIET = {"withdraw", "return_to_author"}


@dataclass(frozen=True)
class Button:
    """A step that one may take."""

    label: str
    url: str
    style: str


def button(initiative: Initiative, row: Transition) -> Button:
    """The button of a transition."""
    url = reverse("initiative_step", args=[initiative.pk, WORDS[row.key]])
    return Button(phrase(row.label), url, "button--second" if row.key in QUIET else "")


def field_link(proposal: Proposal, code: str) -> str:
    """The address of a field in its section's form; empty for a code of no field."""
    field = proposal.field(code)
    if field is None:
        return ""
    section = reverse("initiative_section", args=[proposal.initiative.pk, field.section.code])
    return f"{section}#falt-{code}"
