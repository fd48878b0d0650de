"""Form ground: base classes, fields and widgets that speak Swedish and work without JavaScript."""

from foundation.forms.base import PortalForm, PortalFormMixin, PortalModelForm, VersionedFormMixin
from foundation.forms.confirm import ConfirmForm
from foundation.forms.fields import IsoDateField, YesNoField
from foundation.forms.rows import BaseRowFormSet, row_formset, unjudged, with_new_row
from foundation.forms.widgets import CountedTextarea, IsoDateInput, ShortInput

__all__ = [
    "BaseRowFormSet",
    "ConfirmForm",
    "CountedTextarea",
    "IsoDateField",
    "IsoDateInput",
    "PortalForm",
    "PortalFormMixin",
    "PortalModelForm",
    "ShortInput",
    "VersionedFormMixin",
    "YesNoField",
    "row_formset",
    "unjudged",
    "with_new_row",
]
