"""Lines to draw, and what is read out of a finished drawing."""

from hypothesis import strategies as st

from indicators.charts.data import Line, Measured, Point, Role

PERCENT = Measured("%", 1, 0, 100)
COUNT = Measured("vårdtillfällen per 100\u00a0000 invånare", 0, 0)
HOSTILE = '<script>alert("å")</script> & \x00\x08 “Väster]]>bygden”'
KOMMUNER = (
    "Eskilstuna", "Strängnäs", "Katrineholm", "Vingåker", "Flen", "Nyköping", "Oxelösund", "Trosa",
    "Gnesta",
)  # fmt: skip


def line(label, values, role=Role.PEER, first=2012, marker="", **how):
    """A line with a value a year; None is a gap."""
    points = tuple(Point(first + index, value, **how) for index, value in enumerate(values))
    return Line(label, points, role, marker)


def county(own="Region Sörmland", years=11, lift=3.0):
    """Eleven lines: one own, nine peers and the country."""
    base = [50 + (index * 7) % 13 for index in range(years)]
    peers = [
        line(name, [value + lift * (place - 4) for value in base])
        for place, name in enumerate(KOMMUNER)
    ]
    return (line(own, base, Role.OWN), *peers, line("Riket", base[::-1], Role.REFERENCE))


def overlaps(drawing, slack=0.5):
    """The pairs of texts that touch."""
    texts = [text for text in drawing.texts if text.text]
    found = []
    for index, one in enumerate(texts):
        left, top, right, bottom = one.box
        for other in texts[index + 1 :]:
            l2, t2, r2, b2 = other.box
            if (
                left < r2 - slack
                and l2 < right - slack
                and top < b2 - 2 * slack
                and t2 < bottom - 2 * slack
            ):
                found.append((one.text, other.text))
    return found


def outside(drawing):
    """The texts that leave the sheet."""
    return [
        text.text
        for text in drawing.texts
        if text.box[0] < -0.6
        or text.box[2] > drawing.width + 0.6
        or text.box[1] < -0.6
        or text.box[3] > drawing.height + 0.6
    ]


values = st.lists(
    st.one_of(st.none(), st.floats(0, 100, allow_nan=False)), min_size=1, max_size=18
).filter(lambda found: any(value is not None for value in found))
names = st.sampled_from([*KOMMUNER, "Örnsköldsvik", "Länets kommuner (ovägt medel)", "Å"])
roles = st.sampled_from([Role.PEER, Role.PEER, Role.OTHER, Role.REFERENCE])
many_lines = st.lists(st.tuples(names, values, roles), min_size=0, max_size=12).map(
    lambda rows: tuple(line(*row) for row in rows)
)
