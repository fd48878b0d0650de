"""From a template to the bytes of an archive document."""

from collections.abc import Mapping
from threading import Lock
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import HTML

from foundation.pdf.characters import printable, tied
from foundation.pdf.document import DocumentInfo
from foundation.pdf.fetching import ForbiddenSourceError, OwnFilesOnly
from foundation.pdf.finish import finish
from foundation.pdf.press import press

VARIANT = "pdf/a-2a"
# Pango's font map is shared by all documents of the process and is not made for two threads.
_one_at_a_time = Lock()


def render(template_name: str, context: Mapping[str, Any], *, document: DocumentInfo) -> bytes:
    """The document as PDF/A-2a and PDF/UA-1 in one file.

    The template extends `pdf/document.html` and gets `document` beside its own context. The same
    input gives the same bytes in every process: no clock, no network, no font of the machine.
    Raises `ForbiddenSourceError` when the template asks for a file outside our static folders.
    """
    return print_html(html(template_name, context, document=document))


def html(template_name: str, context: Mapping[str, Any], *, document: DocumentInfo) -> str:
    """The document before it is set: markup in the letters of the typeface."""
    with translation.override(document.language):
        markup = render_to_string(template_name, {**context, "document": document})
    return tied(printable(markup))


def print_html(markup: str) -> bytes:
    """Set finished markup; for benchmarks and tests, everything else calls `render`."""
    with _one_at_a_time:
        machine = press()
        try:
            pdf: bytes = HTML(string=markup, url_fetcher=machine.fetcher).write_pdf(
                stylesheets=[machine.stylesheet],
                font_config=machine.fonts,
                pdf_variant=VARIANT,
                finisher=finish,
            )
        except OwnFilesOnly.STOP as refusal:
            raise ForbiddenSourceError(str(refusal)) from refusal
    return pdf
