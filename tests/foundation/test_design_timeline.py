"""The drawn timeline: where days, knots and flags are put, and the words beside the drawing."""

from datetime import date

from django.template import engines

from foundation.pages_timeline import (
    LABELS,
    RIGHT,
    WIDTH,
    Flag,
    Knot,
    ThreadLine,
    draw_years,
)

TODAY = date(2026, 7, 2)


def draw(threads=(), flags=(), **kwargs):
    return draw_years(
        threads=list(threads), flags=flags, today=TODAY, title="T", description="D", **kwargs
    )


def test_years_run_from_the_first_day_to_the_last_and_are_equally_wide():
    line = ThreadLine("A", (Knot(date(2024, 5, 1), "Beslut"),), planned_until=date(2028, 1, 1))
    drawing = draw([line])
    assert [year.year for year in drawing.years] == [2024, 2025, 2026, 2027, 2028]
    widths = {round(b.x - a.x, 0) for a, b in zip(drawing.years, drawing.years[1:], strict=False)}
    assert len(widths) == 1
    assert drawing.years[0].x == LABELS


def test_nothing_but_today_is_still_a_year():
    drawing = draw()
    assert [year.year for year in drawing.years] == [2026]
    assert LABELS < drawing.today_x < WIDTH - RIGHT


def test_a_going_thread_is_solid_until_today_and_dotted_on():
    line = ThreadLine("A", (Knot(date(2025, 1, 1), "Beslut"),), planned_until=date(2027, 12, 31))
    (thread,) = draw([line]).threads
    drawing = draw([line])
    assert thread.solid == (LABELS, drawing.today_x)
    assert thread.dotted[0] == drawing.today_x
    assert thread.dotted[1] > drawing.today_x


def test_a_finished_thread_ends_at_its_last_knot():
    line = ThreadLine("A", (Knot(date(2024, 1, 1), "Beslut"), Knot(date(2025, 1, 1), "Klart")))
    drawing = draw([line])
    (thread,) = drawing.threads
    assert thread.solid[1] == thread.knots[-1].x < drawing.today_x
    assert thread.dotted is None


def test_a_broken_thread_goes_no_further():
    knots = (Knot(date(2024, 1, 1), "Beslut"), Knot(date(2025, 1, 1), "Avbrutet", "crossed"))
    (thread,) = draw([ThreadLine("A", knots, planned_until=date(2025, 1, 1))]).threads
    assert thread.solid[1] == thread.knots[-1].x
    assert thread.dotted is None


def test_a_planned_thread_is_only_dotted():
    line = ThreadLine("A", (Knot(date(2027, 1, 1), "Beslut", "coming"),))
    (thread,) = draw([line]).threads
    assert thread.solid is None
    assert thread.dotted is not None


def test_a_thread_without_days_is_a_name_alone():
    (thread,) = draw([ThreadLine("A", ())]).threads
    assert (thread.solid, thread.dotted, thread.knots) == (None, None, ())


def test_knots_stand_in_the_order_of_their_days():
    knots = (Knot(date(2026, 1, 1), "Sedan"), Knot(date(2025, 1, 1), "Först"))
    (thread,) = draw([ThreadLine("A", knots)]).threads
    assert [placed.knot.label for placed in thread.knots] == ["Först", "Sedan"]


def test_flags_that_would_collide_get_a_row_each():
    flags = [Flag(date(2026, 1, 1), "En lång text om en reform"), Flag(date(2026, 2, 1), "Ännu en")]
    drawing = draw(flags=flags, first_year=2024, last_year=2029)
    assert len({flag.y for flag in drawing.flags}) == 2
    alone = draw(flags=flags[:1], first_year=2024, last_year=2029)
    assert drawing.head > alone.head


def test_a_flag_at_the_right_edge_turns_its_words():
    drawing = draw(flags=[Flag(date(2029, 12, 1), "En text som inte får plats")], first_year=2025)
    (flag,) = drawing.flags
    assert flag.anchor == "end"
    assert flag.text_x < flag.x


def test_flags_outside_the_years_are_not_drawn():
    drawing = draw(flags=[Flag(date(2040, 1, 1), "Långt bort")], first_year=2025, last_year=2027)
    assert drawing.flags == ()


def test_today_outside_the_years_is_not_drawn():
    assert draw(first_year=2020, last_year=2022).today_x is None


def test_long_titles_take_two_lines_and_then_an_ellipsis():
    short, long = (
        "Kort",
        "Samordnad individuell plan för barn och unga med stora behov i hela länet",
    )
    first, second = draw([ThreadLine(short, ()), ThreadLine(long, ())]).threads
    assert first.title_lines == ("Kort",)
    assert len(second.title_lines) == 2
    assert second.title_lines[1].endswith("…")
    assert all(len(line) <= 36 for line in second.title_lines)


def test_the_page_has_the_drawing_and_the_same_in_words():
    line = ThreadLine("Hemgång", (Knot(date(2026, 1, 15), "Beslut"),), url="/satsningar/1/")
    drawing = draw([line], [Flag(date(2026, 3, 1), "Ny lag")])
    html = engines["django"].from_string("{% timeline_years d %}").render({"d": drawing})
    assert 'role="img"' in html
    assert 'aria-labelledby="tidslinje-titel tidslinje-beskrivning"' in html
    assert '<a href="/satsningar/1/">Hemgång</a>' in html
    assert "2026-01-15" in html
    assert html.count("Ny lag") == 2
    assert "style=" not in html
    # Numbers in drawings are written with a point, whatever the language.
    assert not [part for part in html.split('"') if part.replace(",", "").isdigit() and "," in part]


def test_a_date_known_in_part_is_said_as_far_as_it_is_known():
    line = ThreadLine("Målbild", (Knot(date(2021, 1, 1), "Beslutad", when="våren 2021"),))
    flags = [Flag(date(2027, 1, 1), "Reform", when="2027"), Flag(date(2027, 5, 1), "Lag")]
    page = engines["django"].from_string("{% timeline_years d %}")
    html = page.render({"d": draw([line], flags)})
    listed = html[html.index("<details>") :]
    assert "våren 2021" in listed
    assert "2021-01-01" not in html
    assert "Reform, 2027<" in listed
    assert "Lag, 2027-05-01" in listed
