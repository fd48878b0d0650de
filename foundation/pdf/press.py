"""The press: typeface and stylesheet, made ready once per process and used for every document."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration

from foundation import fonts
from foundation.pdf.fetching import OwnFilesOnly

EMPTY_FONT_CONFIGURATION = Path(__file__).with_name("fonts.conf")
STYLESHEETS = ("css/tokens.css", "css/pdf.css")


class Press:
    """A font configuration without the machine's own fonts, and the parsed stylesheet."""

    def __init__(self) -> None:
        with _without_system_fonts():
            self.fonts = FontConfiguration()
        self.fetcher = OwnFilesOnly()
        self.stylesheet = CSS(string=stylesheet(), font_config=self.fonts, url_fetcher=self.fetcher)


@cache
def press() -> Press:
    """The press of this process."""
    return Press()


def stylesheet() -> str:
    """Our tokens and print rules as one text, with the typeface by file."""
    sheets = [_font_faces()]
    for name in STYLESHEETS:
        found = finders.find(name)
        if found:
            sheets.append(Path(found).read_text(encoding="utf-8"))
    return "\n".join(sheets)


def _font_faces() -> str:
    return "\n".join(
        f"@font-face {{ font-family: '{fonts.FAMILY}'; font-weight: {face.weight};"
        f" font-style: {face.style}; src: url('{face.source.as_uri()}') }}"
        for face in fonts.FACES
    )


@contextmanager
def _without_system_fonts() -> Iterator[None]:
    """Fontconfig reads its file when a configuration is made, and never again."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(EMPTY_FONT_CONFIGURATION)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
