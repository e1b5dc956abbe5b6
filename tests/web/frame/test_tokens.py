"""Colours: every text is readable on its ground, in both themes."""

import re
from itertools import product
from pathlib import Path

import pytest

from summitry_web.frame import settings

FOLDER = Path(settings.__file__).parent / "static" / "frame"
TOKENS = (FOLDER / "tokens.css").read_text()
AA_TEXT, AA_CONTROL = 4.5, 3.0

GROUNDS = ("ground", "surface", "surface-sunk", "accent-ground")
TEXTS = [
    *product(("text", "link"), GROUNDS),
    *product(("text-muted",), GROUNDS[:3]),
    *product(("danger", "wrong"), ("surface", "ground")),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("accent-hover", "surface"),
    ("on-danger", "danger"),
    *(
        (name, f"{name}-ground")
        for name in (
            "critical", "high", "medium", "low", "wrong", "unknown", "not-yet-due", "ok",
            "exercise",
        )
    ),
]  # fmt: skip
CONTROLS = [
    *product(("line-control", "focus", "accent"), ("ground", "surface")),
    ("accent", "surface-sunk"),
]


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


LIGHT = colours(TOKENS[: TOKENS.index("@media")])
WISHED_BY_DEVICE = colours(
    TOKENS[TOKENS.index("@media") : TOKENS.index(':root[data-theme="dark"]')]
)
DARK = colours(TOKENS[TOKENS.index(':root[data-theme="dark"]') :])


def luminance(colour: str) -> float:
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_is_readable_on_its_ground(theme: dict[str, str]) -> None:
    short = {
        pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2)
        for pair in TEXTS
        if contrast(theme[pair[0]], theme[pair[1]]) < AA_TEXT
    }

    assert short == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_control_stands_out_from_its_ground(theme: dict[str, str]) -> None:
    short = {
        pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2)
        for pair in CONTROLS
        if contrast(theme[pair[0]], theme[pair[1]]) < AA_CONTROL
    }

    assert short == {}


def test_both_ways_to_the_dark_theme_have_the_same_colours() -> None:
    assert WISHED_BY_DEVICE == DARK
    assert sorted(DARK) == sorted(LIGHT)


PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)|left|right|float|text-align: *(?:left|"
    r"right))\s*:"
)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.css")), ids=lambda path: path.name)
def test_sheets_know_start_and_end_not_left_and_right(path: Path) -> None:
    assert PHYSICAL.findall(path.read_text()) == []
