"""Text in the letters that the typeface has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation import fonts
from foundation.pdf.characters import printable, tied
from foundation.pdf.render import print_html
from tests.support.pdf_reader import spoken


@pytest.mark.parametrize(
    ("given_text", "drawn"),
    [
        ("vård och omsorg", "vård och omsorg"),
        ("a\u030a", "å"),
        ("e\u2011tjänst", "e-tjänst"),
        ("10\u202f000", "10\u00a0000"),
        ("10\u2009000", "10 000"),
        ("\ufeffText\u200b", "Text"),
        ("ﬁnansiell", "finansiell"),
        ("\uf0b7 punkt", "• punkt"),
        ("kol\tumn", "kol umn"),
        ("rad\u2028ny", "rad\nny"),
        ("x ≤ 5", "x ≤ 5"),
        ("a → b", "a [tecken U+2192] b"),
        ("bra 👍", "bra [tecken U+1F44D]"),
        ("❤\ufe0f", "[tecken U+2764]"),
        ("mjuk\u00adhet", "mjuk\u00adhet"),
    ],
)
def test_each_sign_has_an_equal_or_its_code(given_text: str, drawn: str) -> None:
    assert printable(given_text) == drawn


@given(st.text())
def test_nothing_undrawable_is_left(text: str) -> None:
    assert all(ord(sign) in fonts.covered() or sign in "\r\n" for sign in printable(text))


@given(st.text())
def test_a_second_time_changes_nothing(text: str) -> None:
    assert printable(printable(text)) == printable(text)


@pytest.mark.parametrize(
    ("markup", "result"),
    [
        ("<p>den 30 september 2026</p>", "<p>den 30\u00a0september 2026</p>"),
        ("<p>§ 14</p>", "<p>§\u00a014</p>"),
        ("<p>kl. 13.00</p>", "<p>kl.\u00a013.00</p>"),
        ("<p>1 234 567 kr</p>", "<p>1\u00a0234\u00a0567\u00a0kr</p>"),
        ("<p>25 %</p>", "<p>25\u00a0%</p>"),
        ("<p>12 kronor</p>", "<p>12 kronor</p>"),
        ("<p>30 dagar</p>", "<p>30 dagar</p>"),
        ('<path d="M 10 200"/>', '<path d="M 10 200"/>'),
    ],
)
def test_numbers_and_dates_hold_together(markup: str, result: str) -> None:
    assert tied(markup) == result


def test_a_sign_without_a_letter_is_printed_as_its_code() -> None:
    pdf = print_html(f"<html lang=sv><title>T</title><p>{printable('Åsa 漢')}")
    assert spoken(pdf) == "Åsa [tecken U+6F22]"
