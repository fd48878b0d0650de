"""Record a decision on the set, and take one back."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from foundation.forms import CountedTextarea, PortalForm
from indicators.models import Indicator, Measure
from indicators.reading.adopted import SetRow
from indicators.workflow import ADOPT, INDICATOR, MEASURE, RETIRE

Row = Indicator | Measure
Choices = list[tuple[str, list[tuple[str, str]]]]


class AdoptionForm(PortalForm):
    """Which decision, and what it adopts or gives up. All proposals are ticked beforehand."""

    number = forms.CharField(
        label="Beslutets diarienummer",
        max_length=40,
        help_text="Beslutet behöver vara diariefört. Numret står i diariet och på beslutet.",
    )
    adopted = forms.MultipleChoiceField(
        label="Antas",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Avmarkera det som beslutet inte gäller.",
    )
    retired = forms.MultipleChoiceField(
        label="Avvecklas", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, rows: Sequence[SetRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows = {_key(each): each for each in _each(rows)}
        for name, transition in (("adopted", ADOPT), ("retired", RETIRE)):
            choices = _choices(rows, transition)
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        if "adopted" in self.fields:
            groups: Choices = self.fields["adopted"].choices  # type: ignore[attr-defined]
            self.fields["adopted"].initial = [key for _name, own in groups for key, _label in own]

    def chosen(self, name: str) -> list[Row]:
        """The rows that are ticked under a field, once the form is valid."""
        return [self._rows[key] for key in self.cleaned_data.get(name, ())]


class UndoForm(PortalForm):
    """Why what was recorded is taken back."""

    reason = forms.CharField(label="Varför?", max_length=1000, widget=CountedTextarea(rows=4))


def _each(rows: Iterable[SetRow]) -> Iterable[Row]:
    for row in rows:
        yield row.indicator
        yield from (measure for measure, _decided in row.measures)


def _key(row: Row) -> str:
    return f"{row._meta.model_name}:{row.key}"


def _choices(rows: Sequence[SetRow], transition: str) -> Choices:
    """What may be adopted or given up, an indicator with its measures as one group."""
    groups: Choices = []
    for row in rows:
        own: list[tuple[str, str]] = []
        if row.indicator.status in INDICATOR[transition].sources:
            own.append((_key(row.indicator), f"Indikatorn {row.indicator.name}"))
        own += [
            (_key(measure), measure.name)
            for measure, _decided in row.measures
            if measure.status in MEASURE[transition].sources
        ]
        if own:
            groups.append((row.indicator.name, own))
    return groups
