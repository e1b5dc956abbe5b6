"""Words for vehicles, routes, traffic, flights, flows on foot."""

from summitry.kit.errors import Text

WORDS: dict[str, Text] = {}
