"""The typeface of the portal: TrueType for PDFs, WOFF2 for the web, all from one package.

Atkinson Hyperlegible is drawn for readers with weak sight (SIL Open Font License). The files come
from the wheel `fontpkg-atkinson-hyperlegible`, so every machine shows and prints the same letters.
PDFs embed from the whole TrueType files; the web gets a Latin subset, made on first use.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, cast

import fontpkg_atkinson_hyperlegible
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage, Storage
from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Atkinson Hyperlegible"
FILES = Path(fontpkg_atkinson_hyperlegible.ROOT) / "files"

# Basic Latin to Latin Extended-A (Swedish, Finnish, the Sámi letters the face has), Romanian
# comma letters, dashes, quotes, dots, per mille, euro, minus, arrows and comparison signs.
WEB_RANGES = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x2C6, 0x2DD), (0x300, 0x328),
    (0x2010, 0x2026), (0x2030, 0x203A), (0x2044, 0x2044), (0x20AC, 0x20AC), (0x2122, 0x2122),
    (0x2190, 0x2193), (0x2212, 0x2219), (0x2248, 0x2265),
)  # fmt: skip


class Face(NamedTuple):
    """One cut of the family: its file in the package, its name on the web, its CSS values."""

    source: Path
    web_name: str
    weight: int
    style: str


FACES = (
    Face(FILES / "AtkinsonHyperlegible-Regular.ttf", "atkinson-regular.woff2", 400, "normal"),
    Face(FILES / "AtkinsonHyperlegible-Italic.ttf", "atkinson-italic.woff2", 400, "italic"),
    Face(FILES / "AtkinsonHyperlegible-Bold.ttf", "atkinson-bold.woff2", 700, "normal"),
    Face(FILES / "AtkinsonHyperlegible-BoldItalic.ttf", "atkinson-bolditalic.woff2", 700, "italic"),
)


@cache
def covered() -> frozenset[int]:
    """The code points that every cut of the face can draw."""
    sets = [frozenset(TTFont(face.source, lazy=True).getBestCmap()) for face in FACES]
    return frozenset.intersection(*sets)


def web_font(face: Face) -> bytes:
    """The face as WOFF2 with the letters the web needs; the same bytes every time."""
    options = subset.Options(
        flavor="woff2", layout_features=["*"], hinting=False, desubroutinize=True
    )
    font = subset.load_font(str(face.source), options)
    # Without this the subset would carry the time it was made.
    font.recalcTimestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(
        unicodes=[point for first, last in WEB_RANGES for point in range(first, last + 1)]
    )
    subsetter.subset(font)
    output = BytesIO()
    subset.save_font(font, output, options)
    return output.getvalue()


@cache
def web_folder() -> Path:
    """A folder with `fonts/*.woff2`, made once per version of the source and kept between runs."""
    made_of = hashlib.sha256(repr(WEB_RANGES).encode())
    for face in FACES:
        made_of.update(face.source.read_bytes())
    root = _cache_root() / f"webfonts-{made_of.hexdigest()[:16]}"
    for face in FACES:
        target = root / "fonts" / face.web_name
        if not target.exists():
            _write_whole(target, web_font(face))
    return root


def _cache_root() -> Path:
    from django.conf import settings

    root = Path(settings.DATA_DIR) / "cache"
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="webfonts-"))
    return root


def _write_whole(target: Path, content: bytes) -> None:
    """Two processes may make the same file at once; neither may see half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as part:
        part.write(content)
    Path(part.name).chmod(0o644)
    Path(part.name).rename(target)


class PackageFontsFinder(BaseFinder):
    """Yields `fonts/atkinson-*.woff2` to `collectstatic` and to the finders."""

    def check(self, **kwargs: Any) -> list[Any]:  # noqa: ARG002 - Django's signature
        """Nothing to configure, so nothing to complain about."""
        return []

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:  # noqa: FBT001, FBT002
        """The file behind a static path, in the shape Django asks for it."""
        names = {f"fonts/{face.web_name}" for face in FACES}
        if path not in names:
            return []
        found = str(web_folder() / path)
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        """Every web font with the storage it is read from."""
        storage = cast("Storage", FileSystemStorage(location=web_folder()))
        for face in FACES:
            path = f"fonts/{face.web_name}"
            if not matches_patterns(path, ignore_patterns):
                yield path, storage
