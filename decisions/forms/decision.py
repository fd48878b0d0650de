"""Record a decision: the outcome first, then what that outcome asks for."""

from typing import Any

from django import forms
from django.forms import BoundField

from county.access import bodies_with_mandate
from county.models import Body, Membership, Organisation, User
from decisions.models import AgendaItem, Decision, Meeting, Stance
from decisions.services.outcomes import fitting
from decisions.services.ruling import Stand
from foundation.forms import CountedTextarea, IsoDateField, PortalForm, VersionedFormMixin

Outcome = Decision.Outcome
FEW = 8
NOT_TAKING_PART = "deltar inte"
OF_OUTCOME = {
    Outcome.APPROVED: ("wording", "lead", "contributing", "responsible"),
    Outcome.REMITTED: ("remitted_to", "due_on"),
    Outcome.TABLED: ("target_meeting",),
}
"""Fields that only one outcome asks for."""


class DecisionForm(PortalForm, VersionedFormMixin):
    """One page for every outcome. What is refused comes from the service, at its field."""

    # No field is «frivilligt» here: what is needed depends on the outcome.
    compact = True

    outcome = forms.ChoiceField(label="Vad beslutades?", widget=forms.RadioSelect)
    wording = forms.CharField(
        label="Att-satser",
        required=False,
        max_length=4000,
        widget=CountedTextarea(rows=6),
        help_text="En att-sats per rad. Förslaget är hämtat ur underlaget.",
    )
    lead = forms.ModelChoiceField(Body.objects.none(), label="Grupp som leder", required=False)
    contributing = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label="Grupper som medverkar",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    responsible = forms.ModelChoiceField(
        User.objects.none(),
        label="Ansvarig för uppdraget",
        required=False,
        empty_label="Välj en person",
        help_text="En person, inte en grupp.",
    )
    remitted_to = forms.ModelChoiceField(
        Body.objects.none(),
        label="Till vilken grupp?",
        required=False,
        empty_label="Välj en grupp",
    )
    due_on = IsoDateField(
        label="Åter senast",
        required=False,
        help_text="Skriv som år-månad-dag, till exempel 2027-01-31.",
    )
    target_meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label="Till vilket möte?",
        required=False,
        empty_label="Välj ett möte",
    )
    motivation = forms.CharField(
        label="Skäl",
        required=False,
        max_length=4000,
        widget=CountedTextarea(rows=5),
        help_text="Skälen står i beslutet. De krävs vid avslag och återremiss.",
    )

    def __init__(
        self,
        *args: Any,
        item: AgendaItem,
        prepared: dict[int, Stand],
        present: set[str],
        proposed: list[str],
        **kwargs: Any,
    ) -> None:
        self.item = item
        self.principals = list(item.initiative.principals.all())
        initial = {
            "version": item.initiative.version,
            "wording": "\n".join(proposed),
            "responsible": item.initiative.responsible_id,
            "contributing": [],
        }
        super().__init__(*args, initial=initial, **kwargs)
        self._choose_among()
        for principal in self.principals:
            self._ask(principal, prepared.get(principal.pk), str(principal) in present)

    def _choose_among(self) -> None:
        item, initiative = self.item, self.item.initiative
        groups = Body.objects.filter(
            pk__in=[body.pk for body in bodies_with_mandate("prepares", "initiative")]
        )
        choices: dict[str, Any] = {
            "lead": groups,
            "contributing": groups,
            "responsible": User.objects.filter(
                is_active=True, pk__in=Membership.objects.valid_on().values("user")
            ),
            "remitted_to": Body.objects.filter(
                pk__in=[
                    initiative.originating_body_id,
                    *initiative.preparing_bodies.values_list("pk", flat=True),
                ]
            ),
            "target_meeting": Meeting.objects.planned()
            .filter(body=item.meeting.body_id, held_on__gte=item.meeting.held_on)
            .select_related("body"),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        if groups.count() <= FEW:
            self.fields["lead"].empty_label = None  # type: ignore[attr-defined]
            self.fields["lead"].widget = forms.RadioSelect(choices=self.fields["lead"].choices)  # type: ignore[attr-defined]
        self.fields["outcome"].choices = [(each.value, each.label) for each in fitting(item)]  # type: ignore[attr-defined]
        self.fields["outcome"].error_messages["required"] = "Välj vad som beslutades."

    def _ask(self, principal: Organisation, said: Stand | None, is_present: bool) -> None:  # noqa: FBT001 - private
        """Consensus is the rule: those present support unless they said something else."""
        stance, note = f"stance_{principal.pk}", f"note_{principal.pk}"
        default = Stance.SUPPORTS.value if is_present else ""
        self.fields[stance] = forms.ChoiceField(
            label=str(principal),
            required=False,
            choices=[*Stance.choices, ("", NOT_TAKING_PART)],
            widget=forms.RadioSelect,
            initial=said.stance if said else default,
        )
        self.fields[note] = forms.CharField(
            label=f"Anteckning från {principal}",
            required=False,
            max_length=300,
            initial=said.note if said else "",
        )

    def clean(self) -> dict[str, Any] | None:
        """What was typed for another outcome stays in its box and stops nothing."""
        chosen = self.cleaned_data.get("outcome", "")
        for outcome, names in OF_OUTCOME.items():
            if outcome != chosen:
                for name in names:
                    self.errors.pop(name, None)
        return super().clean()

    def stances(self) -> list[tuple[BoundField, BoundField]]:
        """The question and the note of each huvudman."""
        return [(self[f"stance_{each.pk}"], self[f"note_{each.pk}"]) for each in self.principals]

    def ruling(self) -> dict[str, Any]:
        """The arguments of `record_decision`, apart from the item and the actor."""
        data = self.cleaned_data
        return {
            "outcome": data["outcome"],
            "version": data["version"],
            "wording": data.get("wording", "").splitlines(),
            "motivation": data["motivation"],
            "positions": {
                each: Stand(data[f"stance_{each.pk}"], data[f"note_{each.pk}"].strip())
                for each in self.principals
                if data[f"stance_{each.pk}"]
            },
            "lead": data.get("lead"),
            "contributing": list(data.get("contributing") or ()),
            "responsible": data.get("responsible"),
            "remitted_to": data.get("remitted_to"),
            "due_on": data.get("due_on"),
            "target_meeting": data.get("target_meeting"),
        }
