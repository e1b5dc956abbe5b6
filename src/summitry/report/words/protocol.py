"""Words for conference, interpretation, precedence, reception, image, treaty."""

from summitry.kit.errors import Text

WORDS: dict[str, Text] = {}
