"""Plan or change a meeting."""

from typing import Any

from django import forms

from county.models import Body
from decisions.models import Meeting
from foundation.forms import IsoDateField, PortalForm, ShortInput
from foundation.text.dates import iso_date

CLOCK_FORMATS = ("%H:%M", "%H.%M", "%H")


class MeetingForm(PortalForm):
    """Day, time, place and deadline; the body only when the meeting is new."""

    body = forms.ModelChoiceField(Body.objects.none(), label="Vem möts?", empty_label=None)
    held_on = IsoDateField(
        label="Dag", help_text="Skriv som år-månad-dag, till exempel 2026-12-04."
    )
    starts_at = forms.TimeField(
        label="Tid",
        required=False,
        input_formats=CLOCK_FORMATS,
        widget=ShortInput(attrs={"inputmode": "numeric"}),
        help_text="Till exempel 13.00.",
        error_messages={"invalid": "Skriv tiden som timme och minut, till exempel 13.00."},
    )
    place = forms.CharField(label="Plats", required=False, max_length=150)
    dispatch_on = IsoDateField(
        label="Handlingarna skickas senast",
        required=False,
        help_text="Ärenden som tas upp efter den dagen behöver ett skäl till att de är brådskande.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(
        self, *args: Any, bodies: list[Body], meeting: Meeting | None = None, **kwargs: Any
    ) -> None:
        if meeting is not None:
            kwargs["initial"] = {
                "held_on": iso_date(meeting.held_on),
                "starts_at": meeting.starts_at and f"{meeting.starts_at:%H.%M}",
                "place": meeting.place,
                "dispatch_on": meeting.dispatch_on,
                "version": meeting.version,
            }
        super().__init__(*args, **kwargs)
        if meeting is not None:
            del self.fields["body"]
        else:
            choice = self.fields["body"]
            choice.queryset = Body.objects.filter(  # type: ignore[attr-defined]
                pk__in=[body.pk for body in bodies]
            )
            if bodies:
                choice.initial = bodies[0].pk
