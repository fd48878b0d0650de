"""Who is present."""

from typing import Any

from django import forms

from county.models import Membership
from foundation.forms import PortalForm, VersionedFormMixin


class AttendanceForm(PortalForm, VersionedFormMixin):
    """One box for each member who has a seat on the day of the meeting."""

    present = forms.TypedMultipleChoiceField(
        label="Närvarande ledamöter",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Markera vilka ledamöter som är närvarande."},
    )

    def __init__(self, *args: Any, seats: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = [(seat.pk, seat_label(seat)) for seat in seats]  # type: ignore[attr-defined]


def seat_label(seat: Membership) -> str:
    """«Anna Ek, socialchef, Nyköpings kommun, ordförande»."""
    parts = [seat.user.name, str(seat.role), str(seat.organisation or "")]
    if seat.is_chair:
        parts.append("ordförande")
    return ", ".join(part for part in parts if part)
