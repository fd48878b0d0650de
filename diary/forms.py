"""Forms of the register: register, correct, mark, void, verify."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms

from diary import content
from diary.models import DiaryDocument
from diary.services import NewFile
from foundation.errors import Refused
from foundation.forms import CountedTextarea, IsoDateField, PortalForm, VersionedFormMixin
from foundation.text.validators import no_personnummer

PUBLIC_GUIDE = (
    "Visas i det öppna diariet. Lämna tomt om uppgiften ska prövas innan någon får se den."
)


def _line(label: str, limit: int, *, required: bool = True, guide: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=limit,
        required=required,
        help_text=guide,
        validators=[no_personnummer],
        error_messages={"max_length": f"”{label}” får vara högst {limit} tecken."},
    )


class PdfField(forms.FileField):
    """A PDF, known by what it holds. Cleans to a NewFile, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=150,
            widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
            error_messages={
                "empty": "Filen är tom. Välj filen igen.",
                "invalid": "Filen kom inte fram. Välj filen igen.",
                "max_length": "Filnamnet får vara högst 150 tecken. Döp om filen.",
            },
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Read and check the bytes, when there are any."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        if upload.size > content.LARGEST:
            limit = content.LARGEST // (1024 * 1024)
            raise forms.ValidationError(f"Filen är för stor. Den får vara högst {limit} MB.")
        read = upload.read()
        try:
            content.check(read, content.PDF)
        except Refused as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return NewFile(content=read, media_type=content.PDF, name=upload.name)


class DocumentFields(PortalForm):
    """What every registered document has, and the token that makes it registered once."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    title = _line("Handling", 300, guide="Vad handlingen är, för den som arbetar med ärendet.")
    public_title = _line("Offentlig rubrik", 300, required=False, guide=PUBLIC_GUIDE)
    category = _line("Handlingstyp", 80, guide="Till exempel skrivelse, beslut, remissvar.")
    direction = forms.ChoiceField(
        label="Hur handlingen blev allmän",
        choices=[(value, label.capitalize()) for value, label in DiaryDocument.Direction.choices],
        widget=forms.RadioSelect,
        initial=DiaryDocument.Direction.INCOMING,
    )
    party = _line("Avsändare eller mottagare", 200, required=False)
    public_party = _line(
        "Offentlig avsändare eller mottagare",
        200,
        required=False,
        guide="Organisation eller roll. Lämna tomt om det är en enskild person.",
    )
    dated = IsoDateField(
        label="Datum", help_text="Dagen handlingen kom in eller upprättades. Skriv 2026-04-17."
    )
    file = PdfField(label="PDF-fil", required=False, help_text="Högst 20 MB.")

    groups: Any = (
        ("Handlingen", ("title", "category", "direction", "party", "dated", "file")),
        (
            "Det öppna diariet",
            ("public_title", "public_party"),
            "Bara det som skrivs här visas för allmänheten. Det som står ovan visas aldrig.",
        ),
    )

    def facts(self) -> dict[str, Any]:
        """The document's fields as the services take them."""
        names = (
            "title",
            "public_title",
            "category",
            "direction",
            "party",
            "public_party",
            "dated",
        )
        return {name: self.cleaned_data[name] for name in names if name in self.fields}

    def new_files(self) -> list[NewFile]:
        """The file, if there is one."""
        return [self.cleaned_data["file"]] if self.cleaned_data["file"] else []


class RegisterForm(DocumentFields):
    """A document in a new case, an existing one, or under a number given elsewhere.

    The form shows the fields of one place; the page has a link to each of the others.
    """

    PLACES: ClassVar[dict[str, tuple[str, tuple[str, ...]]]] = {
        "new": ("I ett nytt ärende", ("case_title", "case_public_title")),
        "existing": ("I ett ärende som finns", ("case_number",)),
        "external": (
            "Under ett nummer som redan är givet",
            ("number_text", "new_series", "case_title", "case_public_title"),
        ),
    }

    where = forms.ChoiceField(
        choices=[(key, label) for key, (label, _names) in PLACES.items()], widget=forms.HiddenInput
    )
    case_number = forms.CharField(label="Ärendenummer", max_length=60)
    number_text = forms.CharField(
        label="Nummer som redan är givet",
        max_length=60,
        help_text="Som det står på handlingen. Blanksteg spelar ingen roll.",
    )
    new_series = forms.BooleanField(
        label="Numret är givet i en annan myndighets diarium", required=False
    )
    case_title = _line("Ärendemening", 300, guide="Vad ärendet gäller, sakligt och sökbart.")
    case_public_title = _line("Offentlig ärendemening", 300, required=False, guide=PUBLIC_GUIDE)

    def __init__(self, *args: Any, where: str, example: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = where if where in self.PLACES else "new"
        self.initial["where"] = self.place
        _label, here = self.PLACES[self.place]
        for _other, names in self.PLACES.values():
            for name in set(names) - set(here):
                self.fields.pop(name, None)
        if self.place == "existing" and example:
            self.fields["case_number"].help_text = f"Till exempel {example}."
        if self.place == "external":
            self.fields["case_title"].required = False
            self.fields[
                "case_title"
            ].help_text = (
                "Om ärendet inte finns i diariet. Utan ärendemening används handlingens rubrik."
            )
        self.groups = (("Ärendet", here), *DocumentFields.groups)

    def placement(self) -> dict[str, Any]:
        """Where the document goes, as the service takes it."""
        names = ("where", *self.PLACES[self.place][1])
        return {name: self.cleaned_data[name] for name in names}


class CorrectionForm(DocumentFields):
    """A rättelse. Its direction is that of the document it corrects."""

    direction = None  # type: ignore[assignment]


class SecrecyForm(PortalForm, VersionedFormMixin):
    """A secrecy mark: provision, authority, and a note that only registrars see."""

    provision = _line("Lagrum", 120, guide="Till exempel OSL 25 kap. 1 §.")
    authority = _line("Myndighet som gör markeringen", 200)
    note = _line("Anmärkning", 300, required=False, guide="Syns bara för den som diarieför.")


class ReasonForm(PortalForm, VersionedFormMixin):
    """One reason, required."""

    reason = forms.CharField(
        label="Skäl", max_length=300, widget=CountedTextarea(rows=3), validators=[no_personnummer]
    )


class ChecksumForm(PortalForm):
    """A number and the checksum of a file, by address."""

    compact = True

    nummer = forms.CharField(label="Diarienummer", max_length=60)
    summa = forms.RegexField(
        label="Kontrollsumma (SHA-256)",
        regex=r"^\s*[0-9a-fA-F]{64}\s*$",
        max_length=80,
        error_messages={"invalid": "En kontrollsumma har 64 tecken: siffror och bokstäverna a–f."},
    )


class UploadForm(PortalForm):
    """A number and a PDF, which is read and thrown away."""

    nummer = forms.CharField(label="Diarienummer", max_length=60)
    fil = PdfField(label="PDF-fil", help_text="Högst 20 MB. Filen läses men sparas inte.")
