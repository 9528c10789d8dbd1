"""A window of longitude and latitude that holds every point within a distance."""

from math import cos, radians

# The shortest degree of latitude on the ellipsoid [m] (at the equator), less half a percent for safety.
METRES_A_DEGREE = 110_000.0


def window(longitude: float, latitude: float, metres: float) -> tuple[float, float, float, float]:
    """West, south, east and north [degrees] around a point.

    Args:
        longitude: -180..180 [degrees].
        latitude: -80..80 [degrees].
        metres: half of its width, > 0 [m].
    """
    north_south = metres / METRES_A_DEGREE
    east_west = north_south / cos(radians(abs(latitude) + north_south))
    return longitude - east_west, latitude - north_south, longitude + east_west, latitude + north_south
