"""What is near a place, and a sketch of it: a map that needs nothing from elsewhere.

Places are `(key, latitude, longitude)` in degrees. The sketch has north at its top; it keeps
directions, while what would lie on something else is moved outwards: distances are told beside it.
"""

from dataclasses import dataclass
from math import asin
from math import atan2
from math import cos
from math import degrees
from math import hypot
from math import radians
from math import sin
from math import sqrt


EARTH = 6_371_000  # metres
MOST = 6
#: What is no farther than this, or than so many times the nearest, is near.
NEAR = 1500
TIMES = 4
#: Of the sketch, its edge and what stands in it, in its own units.
WIDTH, HEIGHT, EDGE, APART = 300, 200, 18, 24
DIRECTIONS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")


@dataclass(frozen=True)
class Neighbour:
    """A place near another: metres away, its bearing (degrees from north), where it is drawn."""

    key: object
    metres: float
    bearing: float
    x: int
    y: int

    @property
    def direction(self):
        """One of `DIRECTIONS`; nothing where both are in one place."""
        return DIRECTIONS[round(self.bearing / 45) % 8] if self.metres >= 25 else ""


def apart(here, there):
    """(metres as the crow flies, bearing in degrees from north) between two places."""
    lat, lon, lat2, lon2 = (radians(value) for value in (*here, *there))
    east = lon2 - lon
    chord = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin(east / 2) ** 2
    bearing = atan2(sin(east) * cos(lat2), cos(lat) * sin(lat2) - sin(lat) * cos(lat2) * cos(east))
    return 2 * EARTH * asin(min(1, sqrt(chord))), degrees(bearing) % 360


def neighbours(here, places):
    """The nearest of `places` around `here` (latitude, longitude), nearest first, as drawn."""
    found = sorted(
        ((*apart(here, place[1:]), place[0]) for place in places), key=lambda each: each[0]
    )[:MOST]
    if not found:
        return []
    limit = max(NEAR, TIMES * found[0][0])
    found = [each for each in found if each[0] <= limit]
    taken = [(WIDTH / 2, HEIGHT / 2)]
    farthest = found[-1][0] or 1
    drawn = []
    for metres, bearing, key in found:
        spot = free_spot(metres / farthest, radians(bearing), taken)
        taken.append(spot)
        drawn.append(Neighbour(key, metres, bearing, round(spot[0]), round(spot[1])))
    return drawn


def free_spot(share, bearing, taken):
    """Where something is drawn, its distance a share of the farthest's: on nothing else."""
    for turn in (0, 0.3, -0.3, 0.6, -0.6, 1.2, -1.2, 2.4, -2.4, 3.1):
        across, up = sin(bearing + turn), cos(bearing + turn)
        # As far as the edge is in this direction.
        reach = min(
            (WIDTH / 2 - EDGE) / max(abs(across), 0.001), (HEIGHT / 2 - EDGE) / max(abs(up), 0.001)
        )
        length = share * reach
        while length <= reach:
            spot = (WIDTH / 2 + across * length, HEIGHT / 2 - up * length)
            if all(hypot(spot[0] - x, spot[1] - y) >= APART for x, y in taken):
                return spot
            length += 4
    return spot
