"""The questions that a step asks before it is taken."""

from typing import Any

from django import forms

from foundation.forms import ConfirmForm
from initiatives.models import Initiative
from initiatives.proposal import Proposal

REASONS = {
    "return_to_author": "Vad behöver författaren göra?",
    "request_completion": "Vad behöver kompletteras, och varför?",
    "resubmit_remitted": "Hur har ni tagit hand om skälen till återremissen?",
    "withdraw": "Varför återkallas initiativet?",
}
"""The label of the reason, for each step that asks for one."""


class CompletionForm(ConfirmForm):
    """Which fields are to be completed, and why."""

    def __init__(self, initiative: Initiative, *args: Any, **kwargs: Any) -> None:
        codes = [
            (field.code, f"{field.code} {field.name}") for field in Proposal.load(initiative).fields
        ]
        super().__init__(*args, **kwargs)
        self.fields["fields"] = forms.MultipleChoiceField(
            label="Fält som ska kompletteras",
            choices=codes,
            widget=forms.CheckboxSelectMultiple,
            help_text="Bara de här fälten går att ändra tills initiativet kommer tillbaka.",
            error_messages={"required": "Välj minst ett fält som ska kompletteras."},
        )


def step_form(initiative: Initiative, key: str, data: Any = None, **kwargs: Any) -> ConfirmForm:
    """The form of one step of the process."""
    kwargs.setdefault("initial", {"version": initiative.version})
    kwargs["reason_label"] = REASONS.get(key, "")
    if key == "request_completion":
        return CompletionForm(initiative, data, **kwargs)
    return ConfirmForm(data, **kwargs)
