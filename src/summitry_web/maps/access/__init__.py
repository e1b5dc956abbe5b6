"""What a reader may see of places: rights filter before anything is drawn or counted."""

from summitry_web.maps.access.floors import Floor, floor_for, floor_shown, floors_of, may_add_floor
from summitry_web.maps.access.layers import ALL, LAYERS, Drawn, Group, Layer, Shape, drawn_of
from summitry_web.maps.access.sights import STATES, Around, Blocker, SightLine, State, around_of

__all__ = [
    "ALL", "LAYERS", "STATES", "Around", "Blocker", "Drawn", "Floor", "Group", "Layer", "Shape",
    "SightLine", "State", "around_of", "drawn_of", "floor_for", "floor_shown", "floors_of",
    "may_add_floor",
]  # fmt: skip
