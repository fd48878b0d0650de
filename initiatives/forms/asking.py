"""Fields that are shown as asked for but never stop a form from being saved."""

from django import forms


class AskedMixin(forms.Form):
    """Required fields are marked as such, and left to the service to try when it counts.

    `always` names those that are needed every time.
    """

    always: frozenset[str] = frozenset({"version"})

    def _clean_fields(self) -> None:
        asked = {name for name, field in self.fields.items() if field.required}
        for name in asked - self.always:
            self.fields[name].required = False
        super()._clean_fields()  # type: ignore[misc]
        for name in asked:
            self.fields[name].required = True
