"""A document (handling) and the bytes of its files."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from diary.models.case import DiaryCase, Origin
from diary.querysets import DocumentQuerySet
from foundation.text.dates import DatePrecision, known_date


class DiaryDocument(models.Model):
    """A registered document. Append-only; a correction is a new document that refers to it.

    `serial` and `number` are empty only for documents whose number was given elsewhere and is
    not known. What OSL 5 kap. 2 § asks for: date, number, sender or recipient, what it
    concerns; the public fields stand apart and never fall back to the internal ones.
    `year` and `case_serial` are the case's, so that one index gives the register in order.
    `archive_expected` says that the portal itself makes an archive PDF of the document.
    `words` and `public_words` are title, party and the case's title in small letters, for
    searching; like everything here they never change.
    """

    class Direction(models.TextChoices):
        """How the document came to be public."""

        INCOMING = "incoming", "inkommen"
        OUTGOING = "outgoing", "utgående"
        DRAWN_UP = "drawn_up", "upprättad"

    # Each index costs every registration: those that a constraint has already are left out.
    case = models.ForeignKey(
        DiaryCase, on_delete=models.PROTECT, related_name="documents", db_index=False
    )
    year = models.PositiveSmallIntegerField("år")
    case_serial = models.PositiveIntegerField("ärendets löpnummer")
    serial = models.PositiveIntegerField("handlingsnummer", null=True)
    number = models.CharField("diarienummer", max_length=40, null=True)
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
    archive_expected = models.BooleanField("arkivexemplar framställs", default=False)
    registered_at = models.DateTimeField("registrerad")
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    registered_by_name = models.CharField("registrerad av", max_length=200, blank=True)
    words = models.TextField("sökord")
    public_words = models.TextField("offentliga sökord", blank=True)
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections", db_index=False
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["case", "serial", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "serial"], name="document_serial_once"),
            models.UniqueConstraint(fields=["number"], name="document_number_once"),
            models.CheckConstraint(
                condition=models.Q(serial__isnull=False, number__isnull=False)
                | (models.Q(serial__isnull=True) & models.Q(number__isnull=True)),
                name="document_serial_and_number_together",
            ),
            models.CheckConstraint(
                condition=models.Q(number__isnull=False) | ~models.Q(origin=Origin.PORTAL),
                name="portal_documents_have_a_number",
            ),
        ]
        indexes = [
            models.Index(
                models.F("year").desc(),
                models.F("case_serial").desc(),
                models.F("serial").desc(nulls_last=True),
                models.F("id").desc(),
                name="register_in_order",
            ),
            models.Index(fields=["-dated", "-id"], name="register_by_date"),
            models.Index(
                fields=["corrects"],
                name="corrections",
                condition=models.Q(corrects__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.case.number} (handlingsnummer okänt)"

    def get_absolute_url(self) -> str:
        """The public page; an unnumbered document stands on its case's page."""
        if self.number is None:
            return self.case.get_absolute_url()
        return reverse("diary_document", args=[self.number])

    @property
    def reference(self) -> str:
        """What names the document in work addresses: its number, or its row without one."""
        return self.number or f"handling-{self.pk}"

    @property
    def known_date(self) -> str:
        """The document's date as far as it is known."""
        return known_date(self.dated, self.date_precision)
