"""A drawing's shapes as SVG, in one go: there are hundreds, and a template takes each by itself."""

from collections.abc import Iterator, Sequence
from html import escape

from indicators.charts.palette import Palette
from indicators.charts.paper import Dot, Drawing, Stroke, Text

_ROUND_ENDS = frozenset({"", "1 5", "1 4"})


def as_svg(drawing: Drawing, colours: Palette, *, held: bool = False) -> str:
    """The lines, the marks and the words, in the order they are drawn. Texts are escaped.

    `held` keeps each text at its width, whatever the typeface.
    """
    parts = [
        *(part for stroke in drawing.paths for part in _stroke(stroke, colours)),
        *(_marks(first, dots, colours) for first, dots in drawing.marks),
        *(_words(first, texts, drawing, colours, held=held) for first, texts in drawing.words),
    ]
    return "\n".join([*parts, ""])


def _stroke(stroke: Stroke, colours: Palette) -> Iterator[str]:
    colour = getattr(colours, stroke.kind)
    path = f'<path class="k-{stroke.kind}" d="{stroke.d}" fill="none" stroke="{colour}"'
    ends = ' stroke-linecap="round"' if stroke.dash in _ROUND_ENDS else ""
    dash = f' stroke-dasharray="{stroke.dash}"' if stroke.dash else ""
    yield f'{path} stroke-width="{stroke.thick}" stroke-linejoin="round"{ends}{dash}/>'
    if stroke.hatched:
        yield f'{path} stroke-width="9" stroke-dasharray="1.2 5"/>'


def _marks(first: Dot, dots: Sequence[Dot], colours: Palette) -> str:
    """Dots that are alike, coloured by the group around them."""
    colour = getattr(colours, first.kind)
    kind, fill = ("k-open ", colours.paper) if first.open else ("", colour)
    group = f'<g class="{kind}k-{first.kind} k-mark" fill="{fill}" stroke="{colour}"'
    return f'{group} stroke-width="1.5">{"".join(map(_dot, dots))}</g>'


def _dot(dot: Dot) -> str:
    ring = ""
    if dot.ring:
        ring = (
            f'<circle class="k-ring" cx="{dot.x:g}" cy="{dot.y:g}" r="{dot.halo:g}" fill="none" '
            'stroke-width="1.2"/>'
        )
    if dot.shape == "circle" and not dot.cut:
        return f'{ring}<circle cx="{dot.x:g}" cy="{dot.y:g}" r="{dot.r:g}"/>'
    return f'{ring}<path d="{dot.d}"/>'


def _words(
    first: Text, texts: Sequence[Text], drawing: Drawing, colours: Palette, *, held: bool
) -> str:
    anchor = f' text-anchor="{first.anchor}"' if first.anchor != "start" else ""
    size = f' font-size="{first.size}"' if first.size != drawing.sheet.small else ""
    bold = ' font-weight="700"' if first.bold else ""
    group = f'<g class="k-{first.kind}" fill="{getattr(colours, first.kind)}"{anchor}{size}{bold}>'
    return f"{group}{''.join(_text(text, held=held) for text in texts)}</g>"


def _text(text: Text, *, held: bool) -> str:
    hold = f' textLength="{text.long:g}" lengthAdjust="spacingAndGlyphs"' if held else ""
    return f'<text x="{text.x:g}" y="{text.y:g}"{hold}>{escape(text.text)}</text>'
