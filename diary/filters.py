"""The register's filter, by address: the same for the page, its exports and the work register."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import F, Q

from diary.models import DiaryDocument
from diary.numbers import squeeze
from diary.querysets import DocumentQuerySet, is_disclosed
from foundation.forms import IsoDateField, PortalForm
from foundation.forms.widgets import ShortInput

ORDERS = {
    "-nummer": ("-year", "-case_serial", F("serial").desc(nulls_last=True), "-pk"),
    "nummer": ("year", "case_serial", F("serial").asc(nulls_first=True), "pk"),
    "-datum": (F("dated").desc(nulls_last=True), "-pk"),
    "datum": (F("dated").asc(nulls_last=True), "pk"),
}
DEFAULT_ORDER = "-nummer"
_FEWEST_SIGNS_OF_A_NUMBER = 4


class RegisterFilter(PortalForm):
    """What to look for. A category that nothing disclosed has is no choice, whoever asks."""

    compact = True

    q = forms.CharField(
        label="Diarienummer eller ord",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    ar = forms.IntegerField(
        label="År", min_value=1900, max_value=2999, required=False, widget=ShortInput
    )
    typ = forms.ChoiceField(label="Handlingstyp", required=False)
    riktning = forms.ChoiceField(
        label="In, ut eller upprättad",
        required=False,
        choices=[
            ("", "Alla"),
            *((value, label.capitalize()) for value, label in DiaryDocument.Direction.choices),
        ],
    )
    fran = IsoDateField(label="Från och med", required=False)
    till = IsoDateField(label="Till och med", required=False)

    def __init__(self, *args: Any, categories: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["typ"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [("", "Alla"), *((name, name) for name in categories)]

    def is_used(self) -> bool:
        """True when anything at all is asked for."""
        return any(self.data.get(name) for name in self.fields)

    def is_narrowed(self) -> bool:
        """True when more than words is asked for."""
        return any(self.data.get(name) for name in self.fields if name != "q")

    def chosen(self) -> dict[str, Any]:
        """What could be read; a field with an error filters nothing and shows its error."""
        self.is_valid()
        return self.cleaned_data


def public_filter(chosen: dict[str, Any]) -> Q:
    """The filter over public fields. Words, type and direction only find what is disclosed.

    Otherwise the filter itself would tell what a secrecy-marked document is about.
    """
    found = _by_number_and_date(chosen)
    disclosed = is_disclosed()
    if chosen.get("typ"):
        found &= disclosed & Q(category=chosen["typ"])
    if chosen.get("riktning"):
        found &= disclosed & Q(direction=chosen["riktning"])
    if chosen.get("q"):
        words = disclosed & _words(chosen["q"], "public_words")
        found &= words | _number(chosen["q"])
    return found


def work_filter(chosen: dict[str, Any]) -> Q:
    """The same over the internal fields, for those who may read them."""
    found = _by_number_and_date(chosen)
    if chosen.get("typ"):
        found &= Q(category=chosen["typ"])
    if chosen.get("riktning"):
        found &= Q(direction=chosen["riktning"])
    if chosen.get("q"):
        found &= _words(chosen["q"], "words") | _number(chosen["q"])
    return found


def ordered(documents: DocumentQuerySet, order: str) -> DocumentQuerySet:
    """In one of ORDERS; anything else gives the newest number first."""
    return documents.order_by(*ORDERS.get(order, ORDERS[DEFAULT_ORDER]))


def _by_number_and_date(chosen: dict[str, Any]) -> Q:
    found = Q()
    if chosen.get("ar"):
        found &= Q(year=chosen["ar"])
    since: date | None = chosen.get("fran")
    until: date | None = chosen.get("till")
    if since:
        found &= Q(dated__gte=since)
    if until:
        found &= Q(dated__lte=until)
    return found


def _number(text: str) -> Q:
    """Documents and cases whose number holds `text`, with or without blanks in it."""
    sought = squeeze(text)
    if len(sought) < _FEWEST_SIGNS_OF_A_NUMBER or not any(sign.isdigit() for sign in sought):
        return Q(pk__in=[])
    return Q(number__contains=sought) | Q(case__number__contains=sought)


def _words(text: str, name: str) -> Q:
    found = Q()
    for word in text.lower().split():
        found &= Q(**{f"{name}__contains": word})
    return found
