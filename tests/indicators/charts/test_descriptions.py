"""What is said of a picture to those who cannot see it, where several values are alike."""

from indicators.charts import describe
from indicators.charts.data import Line, Point, Role
from indicators.charts.spread import Mark, SpreadChart
from tests.indicators.charts.support import PERCENT


def test_all_who_share_an_end_are_named_and_none_is_picked_out():
    marks = tuple(Mark(name, value) for name, value in (("A", 20.01), ("B", 19.99), ("C", 25.0)))
    said = describe.of_spread(SpreadChart(marks, PERCENT, "2025", "Titel", ""))
    assert "2025: från 20,0\u00a0% i A och B till 25,0\u00a0% i C." in said
    same = describe.of_spread(SpreadChart(marks[:2], PERCENT, "2025", "Titel", ""))
    assert "2025: 20,0\u00a0% i A och B." in same
    peers = [Line(name, (Point(2025, value),)) for name, value in (("A", 5), ("B", 5), ("C", 4))]
    words = describe.of_lines([Line("Egen", (Point(2025, 5),), Role.OWN), *peers], PERCENT)
    assert "Övriga 2025: från 4,0\u00a0% (C) till 5,0\u00a0% (A och B)." in words


def test_an_extreme_that_reads_as_an_end_is_not_told_twice():
    course = Line(
        "Egen", tuple(Point(2020 + n, v) for n, v in enumerate((5, 18.01, 18.0))), Role.OWN
    )
    assert "högst" not in describe.of_lines([course], PERCENT)
