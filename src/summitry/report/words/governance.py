"""Words for mandate, bodies, plans, requirements, resources."""

from summitry.kit.errors import Text

WORDS: dict[str, Text] = {}
