"""The colours of the drawings: the tokens' light values, written into the drawings themselves.

A PDF renderer and a page that embeds a picture read no stylesheet of ours, so every shape
carries its colour as an attribute; on our own pages `indicators.css` lays the tokens over them,
also the dark ones. A test holds these values to `tokens.css`.
"""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by role, as in `tokens.css`."""

    paper: str = "#fbf9f4"
    ink: str = "#1c1b19"
    soft: str = "#4a4640"
    line: str = "#d8d1c3"
    edge: str = "#7a7266"
    act: str = "#0b4a63"
    accent: str = "#8a2a1b"


TONES = MappingProxyType({"skog": "#1f4d33", "ljung": "#5c2a5e", "skiffer": "#3a4354"})
"""The county's one colour, where it is not water."""


def palette(tone: str = "") -> Palette:
    """The colours of a county with this tone; an unknown tone is water."""
    return Palette(act=TONES.get(tone, Palette().act))
