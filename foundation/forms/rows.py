"""Rows to fill in: a formset with one blank row, and a button for one more without JavaScript."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, Form, formset_factory
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.functional import cached_property

ADD_ROW = "add_row"
MOST_ROWS = 100


class BaseRowFormSet(BaseFormSet):  # type: ignore[type-arg]
    """Rows without a required attribute, so that a blank row never stops the browser.

    While a row is being added (`adding`) nothing is judged yet: no errors, and not valid.
    """

    @property
    def adding(self) -> bool:
        """True when «Lägg till rad» of these rows was pressed."""
        return bool(self.data) and self.data.get(ADD_ROW) == self.prefix

    def is_valid(self) -> bool:
        """False while a row is being added, so that the view shows the form again."""
        return not self.adding and super().is_valid()

    def _construct_form(self, i: int, **kwargs: Any) -> Form:
        form: Form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if self.adding:
            unjudged(form)
        return form

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Every row form is told that it stands in a table."""
        return {**super().get_form_kwargs(index), "use_required_attribute": False}

    def add_fields(self, form: Form, index: int | None) -> None:
        """Name the deletion in Swedish, and offer it only for rows that hold something."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Ta bort"
            if index is None or index >= self.initial_form_count():
                form.fields["DELETE"].widget = forms.HiddenInput()

    @cached_property
    def filled(self) -> list[dict[str, Any]]:
        """The rows that hold something and are not to be removed. Call after `is_valid()`."""
        return [
            {key: value for key, value in form.cleaned_data.items() if key != "DELETE"}
            for form in self.forms
            if form.has_changed() or form.initial
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]


def row_formset(form: type[Form], *, extra: int = 1, most: int = MOST_ROWS) -> Any:
    """A formset class of `form` rows: the existing ones and `extra` blank ones."""
    return formset_factory(
        form,
        formset=BaseRowFormSet,
        extra=extra,
        max_num=most,
        validate_max=True,
        can_delete=True,
    )


def unjudged(form: forms.BaseForm) -> None:
    """Keep what was typed, but show no errors: the person is not done yet."""
    form._errors = ErrorDict()  # type: ignore[attr-defined] # noqa: SLF001 - Django has no public way to leave a form unjudged
    if not hasattr(form, "cleaned_data"):
        form.cleaned_data = {}


def with_new_row(data: QueryDict, prefix: str) -> QueryDict | None:
    """The posted data with one more row, when «Lägg till rad» was pressed; otherwise None.

    Show the page again with rows bound to the data returned: what was typed stays, and the
    rows hold no errors yet. Make the form around them `unjudged` too.
    """
    if data.get(ADD_ROW) != prefix:
        return None
    key = f"{prefix}-TOTAL_FORMS"
    try:
        total = int(data.get(key, "0"))
    except ValueError:
        total = 0
    more = data.copy()
    more[key] = str(min(total + 1, MOST_ROWS))
    return more
