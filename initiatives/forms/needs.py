"""Leaving a need, following it, and assessing it."""

from typing import Any

from django import forms

from county.models import FocusArea, GoalArea, Organisation
from foundation.forms import CountedTextarea, PortalForm, VersionedFormMixin
from foundation.text.validators import no_personnummer
from initiatives.forms.asking import AskedMixin
from initiatives.models import Need, Project
from initiatives.services.needs import normalised
from initiatives.workflow import NEED


class NeedForm(PortalForm):
    """What anybody may tell. `homepage` is left empty by people and filled in by programs."""

    title = forms.CharField(
        label="Vad gäller det?",
        max_length=120,
        validators=[no_personnummer],
        help_text="En kort rubrik, till exempel ”Svårt att få tid för provtagning”.",
    )
    text = forms.CharField(
        label="Berätta",
        max_length=4000,
        widget=CountedTextarea(rows=10),
        validators=[no_personnummer],
        help_text="Vad har du sett, och vad skulle behöva bli bättre? Skriv inget som gör att "
        "det går att förstå vem en enskild person är, varken du själv eller någon annan.",
    )
    origin = forms.ChoiceField(
        label="Jag skriver som",
        choices=[
            (Need.Origin.CITIZEN, "invånare"),
            (Need.Origin.OPERATION, "medarbetare i vård eller omsorg"),
        ],
        initial=Need.Origin.CITIZEN,
        widget=forms.RadioSelect,
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY),
        label="Kommun",
        required=False,
        empty_label="Hela länet eller vet inte",
        help_text="Var märks behovet?",
    )
    contact_email = forms.EmailField(
        label="E-post",
        required=False,
        max_length=254,
        help_text="Bara om du vill ha ett brev när svaret finns. Vi använder adressen till det, "
        "och raderar den sedan. Den visas aldrig för någon annan.",
    )
    no_personal_data = forms.BooleanField(
        label="Jag har inte skrivit några uppgifter om enskilda personer",
        error_messages={
            "required": "Kryssa i att texten inte innehåller uppgifter om enskilda personer."
        },
    )
    homepage = forms.CharField(label="Lämna den här rutan tom", required=False)

    def clean_homepage(self) -> str:
        """Stop what only a program would fill in, in words that help the odd person."""
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(
                "Töm rutan ”Lämna den här rutan tom” och skicka igen. Den finns för att stoppa "
                "program som skickar skräp."
            )
        return ""

    def shown_fields(self) -> list[forms.BoundField]:
        """Every field but the one that people are not to see."""
        return [field for field in self if field.name != "homepage"]


class CodeForm(PortalForm):
    """Look a need up by its code."""

    code = forms.CharField(
        label="Referenskod",
        max_length=40,
        help_text="Tio tecken som du fick när du lämnade behovet. Mellanslag spelar ingen roll.",
    )

    def clean_code(self) -> str:
        """The code as it is stored, however it was typed."""
        return normalised(self.cleaned_data["code"])


class AssessForm(AskedMixin, PortalForm, VersionedFormMixin):
    """The assessment of a need: where it belongs, the outcome, and the reply."""

    always = AskedMixin.always | {"outcome"}

    groups = (
        ("Var hör behovet hemma?", ("focus_areas", "goal_areas")),
        (
            "Vad blir det av behovet?",
            ("outcome", "existing_project", "merged_into", "handled_by"),
        ),
        ("Svara den som lämnade behovet", ("reply",)),
    )

    focus_areas = forms.ModelMultipleChoiceField(
        FocusArea.objects.all(),
        label="Fokusområden",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    goal_areas = forms.ModelMultipleChoiceField(
        GoalArea.objects.all(),
        label="Målområden",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    outcome = forms.ChoiceField(label="Utfall", widget=forms.RadioSelect)
    existing_project = forms.ModelChoiceField(
        Project.objects.all(),
        label="Vilket arbete pågår redan?",
        empty_label="Välj",
        help_text="Fylls i när utfallet är ”Pågår redan”.",
    )
    merged_into = forms.ModelChoiceField(
        Need.objects.none(),
        label="Vilket behov sammanförs det med?",
        empty_label="Välj",
        help_text="Fylls i när utfallet är ”Sammanför med annat behov”.",
    )
    handled_by = forms.ModelMultipleChoiceField(
        Organisation.objects.filter(is_principal=True),
        label="Vilka tar hand om det lokalt?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Fylls i när utfallet är ”Hanteras lokalt”.",
    )
    reply = forms.CharField(
        label="Svar",
        max_length=3000,
        widget=CountedTextarea(rows=8),
        validators=[no_personnummer],
        help_text="Krävs för varje utfall. Den som lämnade behovet läser svaret med sin kod. "
        "Skriv rakt och vänligt: vad händer nu, och varför?",
    )

    def __init__(self, need: Need, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = self.initial_of(need) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            ("assess", "Bedöm vidare – spara utan utfall"),
            *((row.key, row.label) for row in NEED if row.sources == (Need.State.ASSESSING,)),
        ]
        others = Need.objects.open().exclude(pk=need.pk)
        self.fields["merged_into"].queryset = others  # type: ignore[attr-defined]
        for name, model in (("focus_areas", FocusArea), ("goal_areas", GoalArea)):
            if not model._default_manager.exists():
                del self.fields[name]

    @staticmethod
    def initial_of(need: Need) -> dict[str, Any]:
        """What the need holds already."""
        return {
            "version": need.version,
            "outcome": "assess",
            "reply": need.reply,
            "focus_areas": list(need.focus_areas.all()),
            "goal_areas": list(need.goal_areas.all()),
            "handled_by": list(need.handled_by.all()),
            "existing_project": need.existing_project_id,
            "merged_into": need.merged_into_id,
        }
