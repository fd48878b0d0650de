"""Write or change a reflection."""

from typing import Any

from django import forms

from county.models import Body
from foundation.forms import CountedTextarea, PortalForm
from indicators.forms.fields import PeriodField
from indicators.models import Indicator, Measure, Reflection
from indicators.services.reflections import LONGEST


class ReflectionForm(PortalForm):
    """What the note is about, for whom it speaks, and the note itself.

    `own` is the body chosen beforehand; without it somebody has to choose, so that nothing is
    ever written in the name of a body that merely came first.
    """

    subject = forms.ChoiceField(
        label="Om vad?", help_text="Hela indikatorn, eller ett av dess mått."
    )
    period = PeriodField(
        label="Period",
        help_text="Den period som siffrorna gäller: ett år, till exempel 2025, eller en månad, "
        "2025\u201103.",
    )
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label="För vem skrivs den?",
        empty_label="Välj",
        help_text="Reflektionen visas i organets namn.",
        error_messages={"required": "Välj vilket organ reflektionen skrivs för."},
    )
    text = forms.CharField(
        label="Reflektion",
        max_length=LONGEST,
        widget=CountedTextarea(rows=10),
        help_text="Vad visar siffrorna, vad kan ligga bakom och vad behöver ni ta reda på? "
        "Skriv vad ni vet och vad ni tror. Skriv inget om enskilda personer.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        bodies: list[Body],
        own: Body | None = None,
        reflection: Reflection | None = None,
        subject: str = "",
        **kwargs: Any,
    ) -> None:
        if reflection:
            kwargs["initial"] = {
                "subject": subject_key(reflection.indicator, reflection.measure),
                "period": reflection.period,
                "body": reflection.body_id,
                "text": reflection.text,
                "version": reflection.version,
            }
        else:
            kwargs["initial"] = {"subject": subject, "body": own}
        super().__init__(*args, **kwargs)
        self._subjects = _subjects()
        self.fields["subject"].choices = [  # type: ignore[attr-defined]
            ("", "Välj"),
            *_grouped(self._subjects),
        ]
        self.fields["body"].queryset = Body.objects.filter(  # type: ignore[attr-defined]
            pk__in=[each.pk for each in bodies]
        )

    def facts(self) -> dict[str, Any]:
        """What the service takes, once the form is valid."""
        indicator, measure = self._subjects[self.cleaned_data["subject"]]
        return {
            "indicator": indicator,
            "measure": measure,
            "period": self.cleaned_data["period"],
            "body": self.cleaned_data["body"],
            "text": self.cleaned_data["text"],
        }


def subject_key(indicator: Indicator, measure: Measure | None = None) -> str:
    """The value of a choice: «kontinuitet», or «kontinuitet/personal»."""
    return f"{indicator.key}/{measure.key}" if measure else indicator.key


def _subjects() -> dict[str, tuple[Indicator, Measure | None]]:
    found: dict[str, tuple[Indicator, Measure | None]] = {}
    indicators = Indicator.objects.prefetch_related("measures").order_by(
        "goal_area__order", "order"
    )
    for indicator in indicators:
        found[subject_key(indicator)] = (indicator, None)
        for measure in indicator.measures.all():
            found[subject_key(indicator, measure)] = (indicator, measure)
    return found


def _grouped(
    subjects: dict[str, tuple[Indicator, Measure | None]],
) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, (indicator, measure) in subjects.items():
        label = measure.name if measure else f"Hela indikatorn {indicator.name}"
        groups.setdefault(indicator.name, []).append((key, label))
    return list(groups.items())
