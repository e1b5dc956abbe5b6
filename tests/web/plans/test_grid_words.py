"""The script and the server hold the same sentences."""

import json
import re
from pathlib import Path

from summitry_web.plans.grid_words import WORDS

SCRIPT = Path(__file__).parents[3] / "frontend" / "src" / "grid" / "words.ts"


def test_both_lists_of_sentences_are_equal():
    block = SCRIPT.read_text("utf-8").split("SENTENCES = [")[1].split("] as const")[0]

    sentences = [json.loads(text) for text in re.findall(r'"(?:[^"\\]|\\.)*"', block)]

    assert sentences == list(WORDS)
