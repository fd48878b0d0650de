"""What is said of a change: its size as it is shown, what is usual, and what cannot be said."""

from hypothesis import given
from hypothesis import strategies as st

from indicators.charts.data import Line, Point
from indicators.charts.scales import amount
from indicators.models import DataSeries, StatisticalArea
from indicators.reading.change import NO_MARGIN, change_words
from indicators.reading.words import span_words


def series(**facts):
    return DataSeries(**({"unit": "%", "decimals": 1, "span_years": 1} | facts))


def line(*values, first=2015):
    return Line("Region", tuple(Point(first + i, value) for i, value in enumerate(values)))


def words(*values, cuts=(), **facts):
    return " ".join(change_words(line(*values), series(**facts), cuts))


def test_nothing_is_said_of_nothing():
    assert words(None, None) == ""


def test_one_value_has_nothing_to_be_compared_with():
    assert words(10) == "Det finns inget tidigare värde att jämföra med."


def test_the_change_is_that_of_the_figures_as_they_are_shown():
    assert "Det är 0,1\u00a0procentenheter högre än 2015 (10,0\u00a0%)." in words(10.04, 10.05)
    assert "Värdet är detsamma som 2015." in words(10.01, 10.04)


def test_percent_differ_by_percentage_points_and_counts_by_their_number():
    assert "2,0\u00a0procentenheter lägre" in words(12, 10)
    assert "Det är 1\u00a0200 lägre än 2015 (6\u00a0200)." in words(
        6200, 5000, unit="antal vårdtillfällen", decimals=0
    )


def test_how_large_changes_have_been_is_told_when_there_are_enough_of_them():
    assert "för få år" in words(10, 11, 12)
    assert (
        "Så mycket har värdet inte ändrats förut: som mest 1,0\u00a0procentenheter mellan två"
    ) in words(10, 11, 10, 11, 10, 11, 15)
    assert (
        "Så stora ändringar har förekommit förut: som mest 2,0\u00a0procentenheter mellan två"
    ) in words(10, 12, 10, 12, 10, 12, 11)
    assert "ändringar har förekommit" in words(10, 12, 10, 12, 10, 12, 10)


def test_of_a_value_that_stands_still_nothing_is_said_of_size():
    assert words(10, 12, 10, 12, 10, 12, 12) == "Värdet är detsamma som 2020."


def test_one_unit_of_percent_is_one_point():
    assert "Det är 1\u00a0procentenhet högre" in words(10, 11, decimals=0)


def test_a_gap_is_stepped_over_with_its_year_told():
    assert "än 2015 (10,0\u00a0%)" in words(10, None, 12)


def test_values_that_share_years_are_never_compared():
    said = words(10, 11, 12, 13, 20, span_years=4)
    assert "än 2015 (10,0\u00a0%)" in said
    assert "Varje värde avser fyra år tillsammans." in said
    assert "som mest" not in said
    assert words(10, 11, 12, span_years=4) == (
        "De tidigare värdena (2015–2016) avser delvis samma år som det senaste och kan därför inte "
        "jämföras med det."
    )
    assert words(10, 11, span_years=4).startswith("Det tidigare värdet (2015) avser delvis samma")


def test_a_change_is_only_set_beside_changes_over_as_long_a_time():
    """Two years move more than one: a gap must not make a change look larger than it is."""
    yearly = (10, 11, 10, 11, 10, 11)
    assert "förut" in words(*yearly, 15)
    assert "förut" not in words(*yearly, None, 15)
    assert "för få år" in words(*yearly, None, 15)


def test_a_median_of_other_kommuner_says_so():
    points = (Point(2020, 10, of=7), Point(2021, 12, of=9))
    said = " ".join(change_words(Line("Median", points), series()))
    assert "Medianen är av 7 kommuner 2020 och av 9 kommuner 2021" in said
    same = (Point(2020, 10, of=9), Point(2021, 12, of=9))
    assert "Medianen är av" not in " ".join(change_words(Line("Median", same), series()))


def test_where_the_county_answers_another_survey_its_values_cover_other_years():
    """Sörmland among others: Liv & hälsa, one year; the rest of the country four together."""
    two = series(span_years=4, own_span_years=1)
    course = line(10, 11, 12, 13, 20)
    assert "än 2018 (13,0\u00a0%)" in " ".join(change_words(course, two))
    assert "tillsammans" not in " ".join(change_words(course, two))
    said = " ".join(change_words(course, two, span=two.span_of(StatisticalArea(role="reference"))))
    assert "än 2015 (10,0\u00a0%)" in said
    assert two.span_of(StatisticalArea(role="own")) == two.span_of(None) == 1
    assert span_words(two) == ("För länet avser varje värde ett år, för andra fyra år tillsammans.")
    assert span_words(series(span_years=3)) == "Varje värde avser tre år tillsammans."
    assert span_words(series()) == ""


def test_a_break_is_never_stepped_over():
    assert words(10, 20, cuts=(2016,)) == (
        "Metoden har ändrats, så det senaste värdet kan inte jämföras bakåt."
    )
    assert "än 2016" in words(10, 20, 21, cuts=(2016,))


def test_the_margin_is_never_invented():
    assert words(10, 11).endswith(NO_MARGIN)


@given(st.lists(st.floats(0, 100), min_size=2, max_size=12), st.integers(0, 2))
def test_the_words_agree_with_the_figures_whatever_they_are(values, decimals):
    said = change_words(line(*values), series(decimals=decimals), ())[0]
    before, now = amount(values[-2], decimals), amount(values[-1], decimals)
    if before == now:
        assert "detsamma" in said
    elif values[-1] > values[-2]:
        assert "högre" in said
    else:
        assert "lägre" in said
    assert now == before or f"({before}\u00a0%)" in said


def test_a_series_among_folders_is_named_by_its_table():
    assert series(external_id="N11111").number == "N11111"
    long = "A_Mo8/Halsoutfall/01.01halsgod/halsgodyreg.px?Kön=00&Andel/x=01"
    assert series(external_id=long).number == "halsgodyreg.px"
    assert series(source_key="manual", external_id="egen-1").number == ""
