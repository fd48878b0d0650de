"""The drawings' own colours are the tokens', and can be seen and read on paper."""

import re
from pathlib import Path

import pytest

from indicators.charts.palette import TONES, palette

CSS = Path(__file__).parents[3] / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text().split("prefers-color-scheme: dark")[0]
NAMES = {"soft": "ink-soft", "act": "county"}


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("role", ["paper", "ink", "soft", "line", "edge", "act", "accent"])
def test_each_colour_is_its_token(role):
    token = NAMES.get(role, role)
    stands = re.search(rf"--{token}:\s*(#\w+);", TOKENS)
    assert getattr(palette(), role) == stands[1]


def test_each_tone_is_its_token():
    stands = dict(re.findall(r'data-tone="(\w+)"\]\s*\{\s*--county:\s*(#\w+);', TOKENS))
    assert dict(TONES) == stands
    assert palette("okänd").act == palette().act


@pytest.mark.parametrize("tone", ["", *TONES])
def test_what_is_read_has_seven_to_one_and_what_is_seen_three(tone):
    colours = palette(tone)
    for role in ("ink", "soft", "act", "accent"):
        assert contrast(getattr(colours, role), colours.paper) >= 7, role
    assert contrast(colours.edge, colours.paper) >= 3


def test_the_page_lays_a_token_over_every_role_that_is_drawn():
    css = (CSS / "indicators.css").read_text()
    for role in ("ink", "soft", "line", "edge", "act", "accent"):
        assert f".k-{role} {{ --k: var(--" in css
    assert "forced-colors: active" in css
