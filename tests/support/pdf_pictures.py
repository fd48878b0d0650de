"""Pages as pictures, to measure where there is ink (and to look at, when setting the layout)."""

import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from tests.support.programs import need

DPI = 70
MILLIMETRE = DPI / 25.4


def pictures(pdf: bytes, *, grey: bool = False, dpi: int = DPI) -> list[Image.Image]:
    """One picture per page, in reading order."""
    program = need("pdftoppm", "poppler-utils")
    command = [program, "-r", str(dpi), "-png", *(["-gray"] if grey else [])]
    with TemporaryDirectory() as folder:
        source = Path(folder) / "document.pdf"
        source.write_bytes(pdf)
        subprocess.run([*command, source, f"{folder}/page"], check=True)
        return [
            Image.open(BytesIO(page.read_bytes())) for page in sorted(Path(folder).glob("*.png"))
        ]


def ink(page: Image.Image, left: float, top: float, right: float, bottom: float) -> int:
    """The number of clearly dark pixels in a rectangle given in millimetres from top left."""
    box = tuple(round(side * MILLIMETRE) for side in (left, top, right, bottom))
    return sum(page.convert("L").crop(box).histogram()[:160])
