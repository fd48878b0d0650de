"""Take a matter up at a meeting."""

from django import forms

from foundation.forms import PortalForm, VersionedFormMixin


class TakeUpForm(PortalForm, VersionedFormMixin):
    """Which matter, and why it is urgent when the papers have gone out."""

    initiative = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    urgent_reason = forms.CharField(
        label="Varför är det brådskande?", required=False, max_length=300
    )
