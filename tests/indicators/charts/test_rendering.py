"""Drawings as SVG: well-formed, small, harmless, and the same in a PDF as on a page."""

import re

import pytest
from hypothesis import given, settings
from lxml import etree

from indicators.charts.data import Role
from indicators.charts.lettering import clean, shorten, width, wrap
from indicators.charts.lines import LineChart, draw_lines
from indicators.charts.multiples import Multiples, draw_multiples
from indicators.charts.paper import SHEETS, WIDE
from indicators.charts.render import LARGEST, Figure, inline, spark, standalone
from indicators.charts.sparks import draw_spark
from indicators.charts.spread import Mark, SpreadChart, draw_spread
from tests.indicators.charts.support import HOSTILE, KOMMUNER, PERCENT, county, line, many_lines


def figure(lines=None, title="Titel", **more):
    chart = LineChart(lines or county(), PERCENT, title, "Från 50 till 62.")
    return Figure("utveckling", title, lambda sheet: draw_lines(chart, sheet), **more)


def parsed(markup):
    return etree.fromstring(f"<div>{markup}</div>".encode())


def test_a_figure_is_drawn_for_wide_and_for_narrow_screens():
    wide, narrow = parsed(inline(figure()))
    assert wide.get("class") == "chart__bred"
    assert narrow.get("class") == "chart__smal"
    for svg in (wide, narrow):
        assert svg.get("role") == "img"
        title, described = svg.get("aria-labelledby").split()
        assert svg.find("title").get("id") == title
        assert svg.find("desc").get("id") == described
        assert svg.find("desc").text == "Från 50 till 62."
    assert (
        len({each.get("id") for each in (wide, narrow) for each in each.iter() if each.get("id")})
        == 4
    )


def test_a_pdf_gets_the_wide_sheet_alone():
    assert len(parsed(inline(figure(), sheets=[WIDE]))) == 1


@settings(deadline=None, max_examples=25)
@given(many_lines)
def test_every_drawing_is_well_formed_and_coloured_by_attributes(others):
    lines = (line(HOSTILE, [1, 2], Role.OWN, synthetic=True), *others)
    markup = inline(figure(lines, HOSTILE))
    root = parsed(markup)
    assert not list(root.iter("script"))
    coloured = re.compile(r"none|#[0-9a-f]{6}")
    for shape in root.iter("path", "circle", "text"):
        holders = [shape, *shape.iterancestors("g")]
        assert any(coloured.fullmatch(each.get("fill", "")) for each in holders)
        if shape.tag != "text":
            assert any(coloured.fullmatch(each.get("stroke", "")) for each in holders)
        assert "style" not in shape.attrib
    assert not re.search(r'[xydr]="[^"]*\d,\d', markup), "Swedish decimals in a coordinate"


@pytest.mark.parametrize("made_up", [False, True])
def test_pictures_stay_small_also_for_a_large_county(made_up):
    years = list(range(40, 60))
    peers = [line(f"Kommun {i}", [v + i / 7 for v in years], synthetic=made_up) for i in range(49)]
    own = line("Region", years, Role.OWN, synthetic=made_up)
    chart = LineChart((own, *peers), PERCENT, "T", "B")
    squares = Multiples(tuple(peers), PERCENT, "T", "B", own)
    marks = tuple(Mark(each.label, each.known[-1].value, made_up) for each in peers)
    spread = SpreadChart(marks, PERCENT, "2022", "T", "B")
    for draw, what in ((draw_lines, chart), (draw_multiples, squares), (draw_spread, spread)):
        made = Figure("f", "T", lambda sheet, draw=draw, what=what: draw(what, sheet))
        for sheet in SHEETS:
            size = len(inline(made, sheets=[sheet]).encode())
            assert size < LARGEST, (draw.__name__, sheet.name, size)


def test_a_picture_of_its_own_holds_title_notes_source_and_address():
    drawn = standalone(
        figure(title="Rubriken", source="Källa: Kolada", notes=["Brott 2020: ny fråga."]),
        address="https://exempel.se/matt/x/",
    )
    root = etree.fromstring(drawn.encode())
    words = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    for said in (
        "Rubriken",
        "Källa: Kolada",
        "Brott 2020: ny fråga.",
        "https://exempel.se/matt/x/",
    ):
        assert said in words
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"
    held = [
        each for each in root.iter("{http://www.w3.org/2000/svg}text") if each.get("textLength")
    ]
    assert len(held) == len(words), "another typeface may be wider than ours"


def test_the_county_gives_the_colour():
    assert "#1f4d33" in inline(figure(), "skog")
    assert "#1f4d33" not in inline(figure())


def test_the_same_drawing_gives_the_same_bytes():
    assert inline(figure()) == inline(figure())


def test_a_sparkline_is_a_picture_with_words():
    drawn = parsed(spark(draw_spark(line("Flen", [1, None, 3]), PERCENT)))[0]
    assert drawn.get("role") == "img"
    assert drawn.get("aria-label") == "Flen: från 1,0 (2012) till 3,0 (2014)."
    assert len([path for path in drawn.iter("path") if path.get("stroke-width") == "2"]) == 2


def test_a_pdf_shows_the_colours_and_the_words():
    from weasyprint import HTML

    page = f"<html lang='sv'><body>{inline(figure(), sheets=[WIDE])}</body></html>"
    pdf = HTML(string=page).write_pdf(uncompressed_pdf=True)
    # The own line's colour as PDF writes it, and no shape filled for want of an attribute.
    red, green, blue = (int("0b4a63"[i : i + 2], 16) / 255 for i in (0, 2, 4))
    assert re.search(rf"{red:.3f}\d* {green:.3f}\d* {blue:.3f}\d* RG".encode(), pdf)
    assert b"/Font" in pdf


@pytest.mark.parametrize("kommun", KOMMUNER)
def test_words_are_measured_and_cut_to_their_room(kommun):
    assert 0 < width(kommun, 14) < width(kommun, 14, bold=True) * 1.1
    assert width(shorten(kommun, 40, 14), 14) <= 40
    assert shorten(kommun, 400, 14) == kommun


def test_words_are_broken_between_words_and_never_in_a_number():
    lines = wrap("Region Sörmland 5\u00a0594", 90, 14, bold=True)
    assert lines == ["Region", "Sörmland", "5\u00a0594"] or lines[-1].endswith("5\u00a0594")
    assert len(wrap("a b c d e f g h i j k l m n o p", 12, 14, most=2)) == 2


def test_what_xml_cannot_hold_is_left_out():
    assert clean("A\x00\x0b  B\u00a0C\n") == "A B\u00a0C"
