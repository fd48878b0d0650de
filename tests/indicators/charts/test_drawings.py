"""Every picture: no words that touch, nothing outside the sheet, gaps as gaps, states as shapes."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.charts import describe
from indicators.charts.data import Cut, Goal, Line, Point, Role, runs
from indicators.charts.lines import LineChart, draw_lines
from indicators.charts.multiples import Multiples, draw_multiples
from indicators.charts.paper import NARROW, SHEETS, WIDE
from indicators.charts.sparks import draw_spark
from indicators.charts.spread import Mark, SpreadChart, draw_spread
from tests.indicators.charts.support import (
    COUNT,
    KOMMUNER,
    PERCENT,
    county,
    line,
    many_lines,
    names,
    outside,
    overlaps,
    values,
)

sheets = st.sampled_from(SHEETS)
cuts = st.lists(st.integers(2010, 2032), max_size=4, unique=True).map(
    lambda years: tuple(Cut(year, "Ny metod.") for year in years)
)
goals = st.lists(
    st.builds(Goal, st.integers(2024, 2036), st.floats(0, 100), st.booleans()), max_size=3
).map(tuple)


def chart(lines, **more):
    return LineChart(tuple(lines), more.pop("measured", PERCENT), "Titel", "Beskrivning", **more)


@settings(deadline=None, max_examples=80)
@given(values, many_lines, st.tuples(cuts, goals), sheets, st.booleans())
def test_no_words_touch_in_a_line_chart(own, others, more, sheet, synthetic):
    cut, goal = more
    lines = [line("Region Sörmland", own, Role.OWN, synthetic=synthetic), *others]
    drawing = draw_lines(chart(lines, cuts=cut, goals=goal, peers_are="länets kommuner"), sheet)
    assert overlaps(drawing) == []
    assert outside(drawing) == []


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(names, values), min_size=1, max_size=21), sheets, st.booleans())
def test_no_words_touch_in_small_multiples(rows, sheet, synthetic):
    lines = tuple(line(name, each, Role.OWN, synthetic=synthetic) for name, each in rows)
    behind = line("Riket", [50, 51, 52], Role.REFERENCE)
    drawing = draw_multiples(Multiples(lines, COUNT, "T", "B", behind), sheet)
    assert overlaps(drawing) == []
    assert outside(drawing) == []


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.one_of(st.none(), st.floats(0, 100)), min_size=1, max_size=49),
    st.one_of(st.none(), st.floats(0, 100)),
    sheets,
)
def test_no_words_touch_in_a_spread(found, country, sheet):
    marks = tuple(Mark(f"{KOMMUNER[i % 9]} {i}", value) for i, value in enumerate(found))
    drawing = draw_spread(
        SpreadChart(marks, PERCENT, "2022", "T", "B", Mark("Riket", country)), sheet
    )
    if not any(value is not None for value in found):
        assert drawing is None
        return
    assert overlaps(drawing) == []
    assert outside(drawing) == []


def test_all_text_can_be_read_on_a_telephone():
    narrowest_content = 320 - 2 * 18
    assert NARROW.small * narrowest_content / NARROW.width >= 12
    tablet_content = 768 - 2 * 2.5 * 18
    assert WIDE.small * tablet_content / WIDE.width >= 12


def test_nothing_is_drawn_of_nothing():
    assert draw_lines(chart([line("Region", [None, None], Role.OWN)])) is None
    assert draw_multiples(Multiples((line("Flen", [None]),), PERCENT, "T", "B")) is None
    assert draw_spark(line("Flen", [None]), PERCENT) is None


def test_a_gap_is_a_gap_and_never_zero():
    drawing = draw_lines(chart([line("Region", [10, 20, None, 30, 40], Role.OWN)]))
    own = [stroke for stroke in drawing.strokes if stroke.kind == "act"]
    assert len(own) == 1, "the second piece is broken off where others were measured"
    both = [
        line("Region", [10, 20, None, 30, 40], Role.OWN),
        line("Riket", [1, 2, 3, 4, 5], Role.REFERENCE),
    ]
    drawing = draw_lines(chart(both))
    pieces = [stroke.d for stroke in drawing.strokes if stroke.kind == "act"]
    assert len(pieces) == 2
    assert all(piece.count("l") == 1 for piece in pieces)
    bottom = max(dot.y for dot in drawing.dots)
    assert len([dot for dot in drawing.dots if dot.kind == "act"]) == 4
    assert bottom < drawing.height - 40


def test_a_year_in_which_nobody_was_measured_breaks_nothing():
    points = tuple(Point(year, value) for year, value in ((2014, 1.0), (2016, 2.0), (2018, 3.0)))
    assert len(runs(Line("Flen", points), [(2014, 0), (2016, 0), (2018, 0)], ())) == 1


def test_a_value_alone_is_seen():
    lines = [line("Region", [10, None, 30], Role.OWN), line("Riket", [1, 2, 3], Role.REFERENCE)]
    drawing = draw_lines(chart(lines))
    assert len([dot for dot in drawing.dots if dot.kind == "act"]) == 2


def test_a_break_cuts_the_line_and_is_named():
    drawing = draw_lines(chart([line("Region", [1, 2, 3, 4], Role.OWN)], cuts=(Cut(2014, "Ny."),)))
    assert len([stroke for stroke in drawing.strokes if stroke.kind == "act"]) == 2
    assert "Brott 2014" in [text.text for text in drawing.texts]


def test_a_break_outside_what_is_shown_is_not_drawn():
    drawing = draw_lines(chart([line("Region", [1, 2], Role.OWN)], cuts=(Cut(1990, "Ny."),)))
    assert not any("Brott" in text.text for text in drawing.texts)


def test_a_proposed_target_is_open_and_called_a_proposal():
    aims = (Goal(2026, 70, True), Goal(2030, 80, False))
    drawing = draw_lines(chart([line("Region", [50, 60], Role.OWN)], goals=aims))
    marks = [dot for dot in drawing.dots if dot.kind == "accent"]
    assert [dot.open for dot in marks[:2]] == [False, True]
    words = " ".join(text.text for text in drawing.texts)
    assert "Förslag till mål 2030: 80,0" in words
    assert "beslutat mål" in words


def test_states_are_shapes_and_words_and_not_colours_alone():
    points = (
        Point(2020, 50.0),
        Point(2021, 55.0, revised=True),
        Point(2022, 60.0, preliminary=True),
    )
    drawing = draw_lines(chart([Line("Region", points, Role.OWN)]))
    assert [dot.ring for dot in drawing.dots[:3]] == [False, True, False]
    assert [dot.open for dot in drawing.dots[:3]] == [False, False, True]
    words = [text.text for text in drawing.texts]
    assert {"reviderat värde", "kan vara preliminär"} <= set(words)
    dashes = {stroke.dash for stroke in drawing.strokes}
    assert "1 5" in dashes


def test_lines_are_told_apart_without_colour():
    drawing = draw_lines(chart(county()))
    looks = {stroke.kind: (stroke.thick, stroke.dash) for stroke in drawing.strokes}
    assert len(set(looks.values())) == 3
    genders = [
        line("Kvinnor", [50, 51], Role.OWN, marker="circle"),
        line("Män", [40, 41], Role.OWN, marker="square"),
    ]
    shapes = {dot.shape for dot in draw_lines(chart(genders)).dots}
    assert shapes == {"circle", "square"}


def test_a_sparkline_breaks_where_far_more_time_than_usual_has_passed():
    years = ((2012, 1.0), (2013, 2.0), (2014, 3.0), (2021, 4.0), (2022, 5.0))
    steady = ((2012, 1.0), (2014, 2.0), (2016, 3.0), (2018, 4.0))
    for found, pieces in ((years, 2), (steady, 1)):
        drawn = draw_spark(Line("Flen", tuple(Point(*each) for each in found)), PERCENT)
        assert len(drawn.strokes) == pieces


@pytest.mark.parametrize("sheet", SHEETS)
def test_invented_figures_are_marked_and_called_demo(sheet):
    own = line("Region", [50, 60], Role.OWN, synthetic=True)
    country = line("Riket", [55, 58], Role.REFERENCE, synthetic=True)
    marks = SpreadChart((Mark("Flen", 4.0, True),), PERCENT, "2022", "T", "B")
    lines = draw_lines(chart([own, country]), sheet)
    squares = draw_multiples(Multiples((own,), PERCENT, "T", "B", country), sheet)
    spread = draw_spread(marks, sheet)
    for drawing in (lines, squares, spread):
        assert drawing.synthetic
        words = [text.text for text in drawing.texts]
        assert {"DEMO", "alla siffror i bilden är påhittade"} <= set(words)
        assert "påhittade siffror" not in words
    assert any(stroke.hatched for stroke in lines.strokes)
    assert any(stroke.hatched for stroke in squares.strokes)
    assert all(dot.cut for dot in spread.dots)
    assert draw_spark(own, PERCENT).strokes[0].hatched
    assert "Påhittade" in draw_spark(own, PERCENT).description


@pytest.mark.parametrize("sheet", SHEETS)
def test_among_true_figures_each_invented_one_is_marked(sheet):
    own = line("Region", [50, 60], Role.OWN)
    country = line("Riket", [55, 58], Role.REFERENCE, synthetic=True)
    lone = line("Flen", [None, 57], Role.PEER, synthetic=True)
    drawing = draw_lines(chart([own, country, lone]), sheet)
    assert {stroke.kind for stroke in drawing.strokes if stroke.hatched} >= {"soft"}
    own_lines = [stroke for stroke in drawing.strokes if stroke.kind == "act" and stroke.thick == 3]
    assert not any(stroke.hatched for stroke in own_lines)
    assert [dot.cut for dot in drawing.dots if dot.kind == "edge"] == [True]
    squares = draw_multiples(Multiples((own,), PERCENT, "T", "B", country), sheet)
    assert [stroke.kind for stroke in squares.grid if stroke.hatched] == ["edge"]
    marks = (Mark("Flen", 4.0, True), Mark("Trosa", 3.0))
    spread = draw_spread(SpreadChart(marks, PERCENT, "2022", "T", "B"), sheet)
    assert [dot.cut for dot in spread.dots[:2]] == [True, False]
    for each in (drawing, squares, spread):
        assert "påhittade siffror" in [text.text for text in each.texts]


def test_of_very_many_invented_squares_each_is_marked():
    lines = tuple(line(f"Kommun {i}", [i, i + 1], Role.OWN, synthetic=True) for i in range(21))
    drawing = draw_multiples(Multiples(lines, PERCENT, "T", "B"))
    assert not any(stroke.hatched for stroke in drawing.strokes)
    assert [dot.cut for dot in drawing.dots] == [True] * 22, "the squares' ends, and the key"


@pytest.mark.parametrize("sheet", SHEETS)
def test_nothing_reaches_out_from_an_invented_mark_as_an_interval_would(sheet):
    marks = (Mark("Flen", 4.0, True), Mark("Trosa", 3.0, True, preliminary=True))
    drawing = draw_spread(SpreadChart(marks, PERCENT, "2022", "T", "B"), sheet)
    assert not drawing.strokes or all(stroke.dash for stroke in drawing.strokes)
    first, second, *key = drawing.dots
    assert (first.open, second.open) == (False, True)
    assert {dot.cut for dot in key} == {True, False}, "the same signs stand in the key"
    assert first.d.count("a6 6") == 2, "a disc in two halves"


def test_the_words_for_a_picture_say_whose_figures_are_invented():
    own = line("Region", [50, 60], Role.OWN, synthetic=True)
    true = line("Riket", [55, 58], Role.REFERENCE)
    made = line("Riket", [55, 58], Role.REFERENCE, synthetic=True)
    every = "Alla siffror är påhittade, inte från någon källa."
    some = "Påhittade siffror, inte från någon källa: Region."
    assert describe.of_lines([own, made], PERCENT).startswith(every)
    assert describe.of_lines([own, true], PERCENT).startswith(some)
    assert describe.of_multiples(Multiples((own,), PERCENT, "T", "", made)).startswith(every)
    assert describe.of_multiples(Multiples((own,), PERCENT, "T", "", true)).startswith(some)
    marks = (Mark("Flen", 4.0, True), Mark("Trosa", 3.0))
    spread = SpreadChart(marks, PERCENT, "2022", "T", "")
    assert describe.of_spread(spread).startswith("Påhittade siffror, inte från någon källa: Flen.")
    assert describe.of_spread(replace(spread, marks=marks[:1])).startswith(every)
    assert "åhittad" not in describe.of_lines([true], PERCENT)


@pytest.mark.parametrize("sheet", SHEETS)
def test_true_figures_are_neither(sheet):
    drawing = draw_lines(chart(county()), sheet)
    assert not drawing.synthetic
    assert not any(stroke.hatched for stroke in drawing.strokes)
    assert "DEMO" not in [text.text for text in drawing.texts]


def test_an_axis_that_does_not_begin_at_zero_says_so():
    words = [text.text for text in draw_lines(chart([line("Region", [90, 95], Role.OWN)])).texts]
    assert "procent, skalan börjar vid 90" in words
    words = [text.text for text in draw_lines(chart([line("Region", [5, 95], Role.OWN)])).texts]
    assert "procent" in words


def test_a_value_alone_in_the_picture_stands_on_an_axis_from_zero():
    alone = [line("Region", [1210], Role.OWN), line("Riket", [None], Role.REFERENCE)]
    for sheet in SHEETS:
        drawing = draw_lines(chart(alone, measured=COUNT), sheet)
        words = [text.text for text in drawing.texts]
        assert "0" in words
        assert not any("skalan börjar" in each for each in words)
        assert overlaps(drawing) == []
    two = draw_lines(chart([line("Region", [1210, 1240], Role.OWN)], measured=COUNT))
    assert "0" not in [text.text for text in two.texts]


def test_an_older_value_carries_its_year():
    lines = [line("Region", [1, 2, 3], Role.OWN), line("Riket", [1, 2], Role.REFERENCE)]
    words = [text.text for text in draw_lines(chart(lines)).texts]
    assert "Riket 2,0 (2013)" in words
    assert "Region 3,0" in words


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_number_is_never_cut_off_a_label(sheet):
    long = "Liknande regioner inom hälso- och sjukvård enligt källans egen indelning"
    lines = [line("Region", [1, 2], Role.OWN), line(long, [3, 6.5], Role.OTHER)]
    words = [text.text for text in draw_lines(chart(lines), sheet).texts]
    assert any(text.endswith("6,5") for text in words)


def test_the_names_beside_the_lines_stand_whole_on_a_narrow_sheet():
    lines = [
        line("Median av länets kommuner", [12100, 12671], Role.OWN),
        line("Liknande regioner, hälso- och sjukvård", [12200, 12710], Role.OTHER),
        line("Länets kommuner (ovägt medel)", [12300, 12690], Role.OTHER),
        line("Riket", [12000, 12485], Role.REFERENCE),
    ]
    drawing = draw_lines(chart(lines, measured=COUNT), NARROW)
    said = " ".join(text.text for text in drawing.texts)
    for each in lines:
        assert each.label in said
    assert "…" not in said
    assert overlaps(drawing) == []
    assert outside(drawing) == []


def test_all_squares_share_one_scale():
    lines = (line("Flen", [10, 10], Role.OWN), line("Trosa", [80, 80], Role.OWN))
    drawing = draw_multiples(Multiples(lines, PERCENT, "T", "B"))
    low, high = (float(stroke.d.split()[1].split("l")[0]) for stroke in drawing.strokes[:2])
    assert low - high == pytest.approx(84 * 70 / 80, abs=1)


@pytest.mark.parametrize(
    ("found", "ends"),
    [
        ([9, 15, 22], {"0,0", "22,5"}),
        ([1200, 4265], {"0", "4\u00a0500"}),
        ([61.2, 68.9], {"61", "69"}),
        ([0, 0], {"0", "1"}),
    ],
)
def test_the_squares_are_filled_by_their_values(found, ends):
    lines = (line("Flen", found, Role.OWN),)
    drawing = draw_multiples(Multiples(lines, COUNT, "T", "B"))
    beside = {text.text for text in drawing.texts if text.anchor == "end"}
    assert ends <= beside


def test_a_year_alone_in_a_square_is_a_dot_and_no_speck():
    lines = (line("Flen", [10, None, 30, 31], Role.OWN), line("Trosa", [1, 2, 3, 4], Role.OWN))
    behind = line("Riket", [9, None, None, 9], Role.REFERENCE)
    drawing = draw_multiples(Multiples(lines, PERCENT, "T", "B", behind))
    assert all("l" in stroke.d for stroke in drawing.strokes)
    flen = [dot for dot in drawing.dots if dot.kind == "act"][:2]
    assert flen[0].x < flen[1].x
    assert all(dot.r >= 3 for dot in flen)
    assert len([dot for dot in drawing.dots if dot.kind == "edge"]) == 4


def test_a_kommun_without_values_has_its_square_and_says_so():
    lines = (line("Flen", [10, 11], Role.OWN), line("Gnesta", [None, None], Role.OWN))
    words = [text.text for text in draw_multiples(Multiples(lines, PERCENT, "T", "B")).texts]
    assert "Gnesta" in words
    assert "uppgift saknas" in words


def test_the_median_needs_three():
    two = SpreadChart((Mark("Flen", 1.0), Mark("Trosa", 3.0)), PERCENT, "2022", "T", "B")
    assert two.middle is None
    three = SpreadChart((*two.marks, Mark("Gnesta", 9.0)), PERCENT, "2022", "T", "B")
    assert three.middle == 3.0
    assert "Median 3,0" in [text.text for text in draw_spread(three).texts]


def test_a_spread_runs_from_high_to_low_and_names_the_missing():
    marks = (Mark("Flen", None), Mark("Trosa", 3.0), Mark("Gnesta", 9.0), Mark("Ånge", 3.0))
    drawing = draw_spread(SpreadChart(marks, PERCENT, "2022", "T", "B"))
    order = [t.text for t in drawing.texts if t.text in {"Flen", "Trosa", "Gnesta", "Ånge"}]
    assert order == ["Gnesta", "Trosa", "Ånge"]
    assert "Uppgift saknas: Flen" in [text.text for text in drawing.texts]


def test_months_stand_between_their_years():
    months = tuple(Point(2024 + index // 12, 50.0 + index, index % 12 + 1) for index in range(18))
    drawing = draw_lines(chart([Line("Region", months, Role.OWN)]))
    own = [dot for dot in drawing.dots if dot.kind == "act"]
    assert len(own) == 18
    assert all(after.x > before.x for before, after in pairwise(own))
    words = [text.text for text in drawing.texts]
    assert {"2024", "2025"} <= set(words)
    assert overlaps(drawing) == []


def test_a_latest_month_is_told_with_its_month():
    lines = [
        Line("Region", (Point(2024, 1.0, 5), Point(2024, 2.0, 6)), Role.OWN),
        Line("Riket", (Point(2024, 3.0, 5),), Role.REFERENCE),
    ]
    assert "Riket 3,0 (2024-05)" in [text.text for text in draw_lines(chart(lines)).texts]
