"""Words for accreditation, gates, press, exchange, records."""

from summitry.kit.errors import Text

WORDS: dict[str, Text] = {}
