"""Labels never touch, whatever the figures, and stand as near their lines' ends as they may."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from indicators.charts.labels import Wanted, spread

LOW, HIGH = 0.0, 300.0
wishes = st.lists(
    st.builds(
        Wanted,
        st.floats(-50, 350, allow_nan=False),
        st.sampled_from([18.0, 36.0, 52.0]),
        st.integers(0, 3),
    ),
    max_size=25,
)


@given(wishes)
def test_no_two_labels_touch_and_none_leaves_the_picture(wanted):
    placed = spread(wanted, LOW, HIGH)
    boxes = sorted(
        (middle - want.tall / 2, middle + want.tall / 2)
        for want, middle in zip(wanted, placed, strict=True)
        if middle is not None
    )
    assert all(later[0] >= before[1] - 0.02 for before, later in pairwise(boxes))
    assert all(top >= LOW - 0.02 and bottom <= HIGH + 0.02 for top, bottom in boxes)


@given(wishes)
def test_labels_keep_the_order_of_their_lines(wanted):
    placed = spread(wanted, LOW, HIGH)
    shown = [
        (want.middle, middle)
        for want, middle in zip(wanted, placed, strict=True)
        if middle is not None
    ]
    for one_wish, one in shown:
        for other_wish, other in shown:
            if one_wish < other_wish:
                assert one < other


@given(wishes)
def test_only_labels_without_room_are_left_out_and_the_dearest_stay(wanted):
    placed = spread(wanted, LOW, HIGH)
    if sum(want.tall for want in wanted) <= HIGH - LOW:
        assert None not in placed
    dearest = max(wanted, key=lambda want: want.priority, default=None)
    if dearest is not None:
        assert any(
            middle is not None
            for want, middle in zip(wanted, placed, strict=True)
            if want.priority == dearest.priority
        )


def test_a_label_that_is_alone_stands_where_it_wants():
    assert spread([Wanted(100, 18)], LOW, HIGH) == [100]


def test_two_that_want_the_same_place_share_the_way():
    assert spread([Wanted(100, 20, 1), Wanted(100, 20, 0)], LOW, HIGH) == [90, 110]


def test_a_crowd_at_the_edge_is_held_inside():
    placed = spread([Wanted(299, 20), Wanted(300, 20), Wanted(301, 20)], LOW, HIGH)
    assert placed == [250, 270, 290]


def test_the_least_wanted_is_left_out_first():
    wanted = [Wanted(10, 20, 1), Wanted(20, 20, 3), Wanted(30, 20, 2)]
    assert spread(wanted, 0, 45)[0] is None
