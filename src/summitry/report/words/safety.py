"""Words for perimeter, sweeps, evacuation, medical care, fire."""

from summitry.kit.errors import Text

WORDS: dict[str, Text] = {}
