"""Every pair of colours that meets on a page is computed, in light, in dark, for each county tone.

Text asks for 7:1, shapes and borders that carry meaning for 3:1 (WCAG 2.2, 1.4.6 and 1.4.11).
"""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static" / "css"
SHEETS = ("portal", "shell", "components", "thread", "data", "forms", "print")
# What only some pages read, beside the common sheets.
COMMON = {"tokens", "pdf", *SHEETS}
OF_SOME_PAGES = sorted(path.stem for path in CSS.glob("*.css") if path.stem not in COMMON)
TOKENS = (CSS / "tokens.css").read_text()
TONES = ("", "skog", "ljung", "skiffer")

# (what is read or seen, what lies behind it)
TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "sheet"),
    ("ink", "field"),
    ("ink", "stop-tint"),
    ("ink", "act-tint"),
    ("ink", "accent-tint"),
    ("ink", "ok-tint"),
    ("ink", "warn-tint"),
    ("ink-soft", "paper"),
    ("ink-soft", "sheet"),
    ("act", "paper"),
    ("act", "sheet"),
    ("act-strong", "paper"),
    ("act-strong", "sheet"),
    ("act-strong", "act-tint"),
    ("on-act", "act"),
    ("on-act", "act-strong"),
    ("on-stop", "stop"),
    ("accent", "paper"),
    ("accent", "sheet"),
    ("ok", "paper"),
    ("warn", "paper"),
    ("stop", "paper"),
    ("stop", "stop-tint"),
]
SHAPE_PAIRS = [
    ("edge", "paper"),
    ("edge", "sheet"),
    ("edge", "field"),
    ("accent", "paper"),
    ("accent", "line"),
    ("act", "field"),
    ("stop", "field"),
    ("ink", "paper"),
]


def _blocks(css: str) -> dict[tuple[str, str], dict[str, str]]:
    """The tokens of each scheme and tone, as written."""
    light, dark = css.split("prefers-color-scheme: dark")
    found = {}
    for scheme, part in (("light", light), ("dark", dark)):
        for tone, body in re.findall(r':root(?:\[data-tone="(\w+)"\])?\s*\{([^}]*)\}', part):
            block = dict(re.findall(r"--([\w-]+):\s*([^;]+);", body))
            found.setdefault((scheme, tone), {}).update(block)
    return found


def _palette(scheme: str, tone: str) -> dict[str, str]:
    blocks = _blocks(TOKENS)
    layers = [blocks["light", ""]]
    if tone:
        layers.append(blocks["light", tone])
    if scheme == "dark":
        # The same specificity rules as the browser's: the tone's own dark values come last.
        layers.insert(1, blocks["dark", ""])
        if tone:
            layers.append(blocks["dark", tone])
    merged: dict[str, str] = {}
    for layer in layers:
        merged.update(layer)
    return {name: _resolve(value, merged) for name, value in merged.items()}


def _resolve(value: str, values: dict[str, str]) -> str:
    while match := re.fullmatch(r"var\(--([\w-]+)\)", value):
        value = values[match.group(1)]
    return value


def _luminance(colour: str) -> float:
    assert re.fullmatch(r"#[0-9a-f]{6}", colour), colour
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_itself():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_can_be_read(scheme, tone, front, back):
    colours = _palette(scheme, tone)
    assert contrast(colours[front], colours[back]) >= 7


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), SHAPE_PAIRS)
def test_shapes_can_be_seen(scheme, tone, front, back):
    colours = _palette(scheme, tone)
    assert contrast(colours[front], colours[back]) >= 3


def test_dark_changes_every_colour_that_light_has():
    blocks = _blocks(TOKENS)
    coloured = {name for name, value in blocks["light", ""].items() if value.startswith("#")}
    assert coloured <= set(blocks["dark", ""])


def test_every_tone_has_the_same_tokens_in_both_schemes():
    blocks = _blocks(TOKENS)
    for tone in TONES[1:]:
        assert set(blocks["light", tone]) == set(blocks["dark", tone])


def test_every_token_used_is_declared_and_every_colour_comes_from_a_token():
    declared = set(re.findall(r"--([\w-]+):", TOKENS))
    for name in (*SHEETS, *OF_SOME_PAGES):
        css = (CSS / f"{name}.css").read_text()
        own = set(re.findall(r"--([\w-]+):", css))
        assert set(re.findall(r"var\(--([\w-]+)", css)) <= declared | own, name
        bare = set(re.findall(r"#[0-9a-fA-F]{3,6}\b", css))
        # White is paper itself: in print, and under a code that a camera reads.
        assert bare <= {"#fff"}, name


def test_the_stylesheet_stays_small():
    names = ("tokens", *SHEETS)
    assert sum((CSS / f"{name}.css").stat().st_size for name in names) < 35_000
    assert all((CSS / f"{name}.css").stat().st_size < 6_000 for name in OF_SOME_PAGES)


def test_every_stylesheet_is_held_to_this():
    assert {"initiatives", "meetings"} <= set(OF_SOME_PAGES)


@pytest.mark.parametrize("name", [*SHEETS, *OF_SOME_PAGES])
def test_no_shadow_gradient_or_foreign_address(name):
    css = (CSS / f"{name}.css").read_text()
    assert "box-shadow" not in css
    assert "gradient" not in css
    assert not re.search(r"https?://(?!www\.w3\.org)|@import", css)
