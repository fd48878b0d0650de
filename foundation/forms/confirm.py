"""The form of a confirmation page: nothing but a version and, where asked for, a reason."""

from typing import Any

from django import forms

from foundation.forms.base import PortalForm, VersionedFormMixin
from foundation.forms.widgets import CountedTextarea

REASON_LENGTH = 1000


class ConfirmForm(PortalForm, VersionedFormMixin):
    """Confirms one step. `reason_label` makes a reason required, in the words of the label."""

    def __init__(self, *args: Any, reason_label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reason_label:
            self.fields["reason"] = forms.CharField(
                label=reason_label,
                max_length=REASON_LENGTH,
                widget=CountedTextarea(rows=4),
                error_messages={"required": f"Fyll i ”{reason_label}”."},
            )
