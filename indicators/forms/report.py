"""Order a report."""

from typing import Any

from django import forms

from county.models import GoalArea
from foundation.forms import PortalForm, ShortInput
from foundation.text.dates import today


class ReportForm(PortalForm):
    """Which goal area, and which year's figures at the latest."""

    goal_area = forms.ModelChoiceField(
        GoalArea.objects.none(), label="Målområde", empty_label="Välj"
    )
    year = forms.IntegerField(
        label="År",
        widget=ShortInput(attrs={"inputmode": "numeric"}),
        help_text="Siffror till och med det året tas med. För varje mått visas det senaste värdet.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal_area"].queryset = (  # type: ignore[attr-defined]
            GoalArea.objects.filter(indicators__isnull=False).distinct()
        )
        self.fields["year"].initial = today().year
