"""Words for command posts, radio, readiness, assets."""

from summitry.kit.errors import Text

WORDS: dict[str, Text] = {}
