"""The bytes of a document, stored in the database so that one backup holds everything."""

from django.db import models

from diary.models.document import DiaryDocument


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
            models.UniqueConstraint(
                fields=["document", "role", "file"], name="same_bytes_once_per_role"
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(role="archive"),
                name="one_archive_copy",
            ),
        ]

    def __str__(self) -> str:
        return self.name
