"""How a huvudman stands, said before the decision."""

from typing import Any

from django import forms

from county.models import Organisation
from decisions.models import PreparedStance, Stance
from foundation.forms import PortalForm


class StanceForm(PortalForm):
    """Three choices at thumb height, and a line for why."""

    principal = forms.ModelChoiceField(
        Organisation.objects.none(), label="Huvudman", empty_label=None
    )
    stance = forms.ChoiceField(choices=Stance.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="Anteckning", required=False, max_length=300)

    def __init__(
        self,
        *args: Any,
        principals: list[Organisation],
        prepared: PreparedStance | None = None,
        **kwargs: Any,
    ) -> None:
        initial: dict[str, Any] = {"principal": principals[0].pk}
        if prepared is not None:
            initial |= {
                "principal": prepared.principal_id,
                "stance": prepared.stance,
                "note": prepared.note,
            }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["principal"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            pk__in=[each.pk for each in principals]
        )
        if len(principals) == 1:
            self.fields["principal"].widget = forms.HiddenInput()
            self.fields["stance"].label = f"Hur ställer sig {principals[0]}?"
        else:
            self.fields["stance"].label = "Hur ställer ni er?"
        self.fields["stance"].error_messages["required"] = "Välj hur ni ställer er."
