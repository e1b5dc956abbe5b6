"""Reads what was sent about a floor plan."""

from collections.abc import Mapping
from math import isfinite

from summitry.kit.errors import SummitryError
from summitry_web.maps.actions import Scale

NAMES = (
    "pixel_x_1", "pixel_y_1", "pixel_x_2", "pixel_y_2", "east_m_1", "north_m_1", "east_m_2",
    "north_m_2", "opacity",
)  # fmt: skip


def scale_of(cells: Mapping[str, str]) -> Scale:
    """Return the two points and the strength that the form holds.

    Raises
    ------
    SummitryError
        ``floor.number`` for what is no number.
    """
    given = {name: _number(name, cells.get(name, "")) for name in NAMES}
    return Scale(
        pixels=(
            (given["pixel_x_1"], given["pixel_y_1"]), (given["pixel_x_2"], given["pixel_y_2"])
        ),
        metres=((given["east_m_1"], given["north_m_1"]), (given["east_m_2"], given["north_m_2"])),
        opacity=given["opacity"],
    )  # fmt: skip


def _number(name: str, text: str) -> float:
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError as problem:
        raise SummitryError("floor.number", column=name, got=text) from problem
    if not isfinite(number):
        raise SummitryError("floor.number", column=name, got=text)
    return number
