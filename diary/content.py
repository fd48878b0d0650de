"""Files are taken for what they hold, not for what they are called."""

import zipfile
from collections.abc import Callable
from io import BytesIO

from foundation.errors import Problem, Refused

LARGEST = 20 * 1024 * 1024
PDF = "application/pdf"
_OOXML = "application/vnd.openxmlformats-officedocument"
DOCX = f"{_OOXML}.wordprocessingml.document"
XLSX = f"{_OOXML}.spreadsheetml.sheet"
PNG = "image/png"
JPEG = "image/jpeg"
TEXT = "text/plain"


def check(content: bytes, media_type: str, *, field: str = "file") -> None:
    """Raise Refused unless `content` is what `media_type` says and can be kept in the archive."""
    refusal = _refusal(content, media_type)
    if refusal:
        raise Refused(refusal, [Problem(refusal, field)])


def _refusal(content: bytes, media_type: str) -> str:
    if not content:
        return "Filen är tom. Välj filen igen."
    if len(content) > LARGEST:
        return f"Filen är för stor. Den får vara högst {LARGEST // (1024 * 1024)} MB."
    if media_type not in _CHECKS:
        return "Filen är av ett slag som inte kan diarieföras. Spara den som PDF."
    name, holds = _CHECKS[media_type]
    if not holds(content):
        return f"Filen är ingen {name}, fast den heter så. Öppna den och spara den som PDF."
    if media_type == PDF and b"/Encrypt" in content:
        return "PDF-filen är låst med lösenord. Spara den utan lösenord och välj den igen."
    return ""


def _is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]


def _holds_member(member: str) -> Callable[[bytes], bool]:
    def holds(content: bytes) -> bool:
        try:
            with zipfile.ZipFile(BytesIO(content)) as parts:
                return member in parts.namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return False

    return holds


def _is_text(content: bytes) -> bool:
    try:
        return "\x00" not in content.decode()
    except UnicodeDecodeError:
        return False


_CHECKS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    PDF: ("PDF-fil", _is_pdf),
    DOCX: ("Word-fil", _holds_member("word/document.xml")),
    XLSX: ("Excel-fil", _holds_member("xl/workbook.xml")),
    PNG: ("PNG-bild", lambda content: content.startswith(b"\x89PNG\r\n\x1a\n")),
    JPEG: ("JPEG-bild", lambda content: content.startswith(b"\xff\xd8\xff")),
    TEXT: ("textfil", _is_text),
}
