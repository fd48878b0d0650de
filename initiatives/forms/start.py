"""Starting an initiative, and filtering the lists."""

from typing import Any

from django import forms

from county.models import Body
from foundation.forms import PortalForm
from foundation.text.validators import no_personnummer
from initiatives.models import Need
from initiatives.registers import REGISTERS


class StartForm(PortalForm):
    """On whose behalf, what, from which need; and that one has looked for similar work."""

    title = forms.CharField(
        label="Titel",
        min_length=8,
        max_length=120,
        validators=[no_personnummer],
        help_text="Kort, och begriplig för en invånare. Den går att ändra.",
        error_messages={"min_length": "Skriv en titel på minst åtta tecken."},
    )
    originating_body = forms.ModelChoiceField(
        Body.objects.none(),
        label="Avsändande grupp",
        empty_label="Välj grupp",
        help_text="Gruppen som står bakom initiativet.",
    )
    needs = forms.ModelMultipleChoiceField(
        Need.objects.none(),
        label="Bygger på behov",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Behovets text och område följer med in i initiativet.",
    )
    searched = forms.BooleanField(
        label="Jag har sett efter om något liknande redan pågår",
        error_messages={"required": "Se efter om något liknande pågår, och kryssa i rutan."},
    )

    def __init__(self, *args: Any, from_need: Need | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = REGISTERS["originating_body"].rows()
        self.fields["originating_body"].queryset = bodies  # type: ignore[attr-defined]
        needs = Need.objects.filter(state=Need.State.BASIS)
        if from_need is not None:
            needs = Need.objects.filter(pk=from_need.pk) | needs
        self.fields["needs"].queryset = needs  # type: ignore[attr-defined]
        if not needs.exists():
            del self.fields["needs"]


class ListFilter(PortalForm):
    """Filter a list by words and state."""

    compact = True
    q = forms.CharField(label="Sök i titeln", required=False, max_length=100)
    state = forms.ChoiceField(label="Läge", required=False)

    def __init__(self, states: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", "Alla"), *states]  # type: ignore[attr-defined]
