"""What to show on a measure's page: another series, another area, women or men."""

from django import forms

from foundation.forms import PortalForm
from indicators.models import Gender
from indicators.reading.measure_page import MeasurePage


class ChoiceForm(PortalForm):
    """The three choices, with the page's own at first. It only ever asks; it changes nothing."""

    compact = True

    serie = forms.ChoiceField(label="Serie", required=False)
    omrade = forms.ChoiceField(label="Område", required=False)
    kon = forms.ChoiceField(label="Kön", required=False)

    def __init__(self, page: MeasurePage) -> None:
        series = page.series
        super().__init__(
            initial={
                "serie": series.key if series else "",
                "omrade": page.asked.area,
                "kon": page.asked.gender,
            },
            auto_id="val-%s",
        )
        self._offer("serie", [(each.series.key, each.series.name) for each in page.sources])
        shown = page.subject.shown_areas if page.subject else []
        first = page.subject.first_name if page.subject else ""
        head = page.subject.head_area if page.subject else None
        if head and page.asked.area == head.code:
            self.initial["omrade"] = ""
        others = [(area.code, area.name) for area in shown if area != head]
        self._offer("omrade", [("", f"{first} (visas först)"), *others])
        genders = Gender.choices if page.subject and page.subject.gendered else Gender.choices[:1]
        self._offer("kon", [(value, str(label).capitalize()) for value, label in genders])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
