"""A document (handling) and the bytes of its files."""

from django.conf import settings
from django.db import models

from diary.models.case import DiaryCase, Origin
from foundation.text.dates import DatePrecision, known_date


class DiaryDocument(models.Model):
    """A registered document. Append-only; a correction is a new document that refers to it.

    `serial` and `number` are empty only for documents from before the portal whose number no
    source gives. What OSL 5 kap. 2 § asks for: date, number, sender or recipient, what it
    concerns; the public fields stand apart and never fall back to the internal ones.
    """

    class Direction(models.TextChoices):
        """How the document came to be public."""

        INCOMING = "incoming", "inkommen"
        OUTGOING = "outgoing", "utgående"
        DRAWN_UP = "drawn_up", "upprättad"

    case = models.ForeignKey(DiaryCase, on_delete=models.PROTECT, related_name="documents")
    serial = models.PositiveIntegerField("handlingsnummer", null=True)
    number = models.CharField("diarienummer", max_length=40, unique=True, null=True)
    title = models.CharField("handling", max_length=300)
    public_title = models.CharField("offentlig rubrik", max_length=300, blank=True)
    category = models.CharField("handlingstyp", max_length=80)
    direction = models.CharField("riktning", max_length=10, choices=Direction)
    party = models.CharField("avsändare eller mottagare", max_length=200, blank=True)
    public_party = models.CharField("offentlig part", max_length=200, blank=True)
    dated = models.DateField("datum", null=True)
    date_precision = models.CharField(
        max_length=10, choices=DatePrecision, default=DatePrecision.DAY
    )
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.PORTAL)
    registered_at = models.DateTimeField("registrerad")
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    registered_by_name = models.CharField("registrerad av", max_length=200, blank=True)
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections"
    )

    class Meta:
        ordering = ["case", "serial", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "serial"], name="document_serial_once"),
            models.CheckConstraint(
                condition=models.Q(serial__isnull=False, number__isnull=False)
                | models.Q(origin=Origin.HISTORIC),
                name="only_historic_documents_lack_a_number",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.case.number} (handlingsnummer okänt)"

    @property
    def known_date(self) -> str:
        """The document's date as far as it is known."""
        return known_date(self.dated, self.date_precision)


class StoredFile(models.Model):
    """Bytes, stored once by their SHA-256. Append-only."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256


class DocumentFile(models.Model):
    """A file of a document: what came in, or the archive PDF that was rendered. Append-only."""

    class Role(models.TextChoices):
        """What the file is to the document."""

        ORIGINAL = "original", "original"
        ARCHIVE = "archive", "arkivexemplar"

    document = models.ForeignKey(DiaryDocument, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    name = models.CharField("filnamn", max_length=150)
    attached_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "role"], name="one_file_per_role"),
        ]

    def __str__(self) -> str:
        return self.name
