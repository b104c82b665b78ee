"""What is near an agency, and the sketch of it."""

from egov.portal.site import nearby
from egov.portal.site.nearby import apart
from egov.portal.site.nearby import neighbours
from math import hypot
import pytest


HERE = (18.6768, 105.6795)


@pytest.mark.parametrize(
    "there, metres, direction",
    (
        ((18.6858, 105.6795), 1000, "n"),
        ((18.6768, 105.6890), 1000, "e"),
        ((18.6678, 105.6795), 1000, "s"),
        ((18.6768, 105.6700), 1000, "w"),
        ((18.6832, 105.6862), 1000, "ne"),
    ),
)
def test_distance_and_direction_are_those_of_the_earth(there, metres, direction):
    (found,) = neighbours(HERE, [("a", *there)])
    assert found.metres == pytest.approx(metres, rel=0.02)
    assert found.direction == direction


def test_two_in_one_place_have_no_direction():
    (found,) = neighbours(HERE, [("a", *HERE)])
    assert (found.metres, found.direction) == (0, "")


def test_the_nearest_come_first_and_what_is_far_beside_them_is_left_out():
    places = [("far", 19.4, 105.68), ("second", 18.69, 105.68), ("first", 18.678, 105.68)]
    assert [each.key for each in neighbours(HERE, places)] == ["first", "second"]
    # Alone it is what is nearest.
    assert [each.key for each in neighbours(HERE, places[:1])] == ["far"]
    assert neighbours(HERE, []) == []


def test_the_date_line_and_the_poles_are_no_error():
    assert apart((0, 179.99), (0, -179.99))[0] < 3000
    assert neighbours((90, 0), [("a", 89.99, 90), ("b", 90, 0)])


def test_nothing_is_drawn_over_something_else_or_out_of_the_sketch():
    places = [(number, 18.6768 + number * 0.00001, 105.6795) for number in range(30)]
    drawn = neighbours(HERE, places)
    spots = [(nearby.WIDTH / 2, nearby.HEIGHT / 2), *((each.x, each.y) for each in drawn)]
    assert len(drawn) == nearby.MOST
    for number, (x, y) in enumerate(spots):
        assert nearby.EDGE - 1 <= x <= nearby.WIDTH - nearby.EDGE + 1
        assert nearby.EDGE - 1 <= y <= nearby.HEIGHT - nearby.EDGE + 1
        for x2, y2 in spots[:number]:
            assert hypot(x - x2, y - y2) >= nearby.APART - 2
