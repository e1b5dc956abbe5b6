"""The script says only what the page translates."""

import re
from pathlib import Path

from summitry_web.maps.words import WORDS


def test_script_and_page_hold_the_same_sentences():
    source = Path("frontend/src/map/words.ts").read_text(encoding="utf-8")
    listed = source[source.index("[") : source.index("] as const")]

    assert re.findall(r'"([^"]+)"', listed) == [str(word) for word in WORDS]
