"""What a reader may see of places: rights filter before anything is drawn or counted."""

from summitry_web.maps.access.fans import Fan
from summitry_web.maps.access.floors import Floor, floor_for, floor_shown, floors_of, may_add_floor
from summitry_web.maps.access.groups import Group
from summitry_web.maps.access.held import LAYERS, Layer
from summitry_web.maps.access.layers import ALL, Drawn, Shape, drawn_of
from summitry_web.maps.access.sights import STATES, Around, Blocker, SightLine, State, around_of

__all__ = [
    "ALL", "LAYERS", "STATES", "Around", "Blocker", "Drawn", "Fan", "Floor", "Group", "Layer",
    "Shape", "SightLine", "State", "around_of", "drawn_of", "floor_for", "floor_shown",
    "floors_of", "may_add_floor",
]  # fmt: skip
