"""The glossary in seven more languages: the same entries in the same order."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
CODES = ("ar", "es", "fr", "id", "ru", "vi", "zh")
ENTRY = re.compile(r"^- \*\*(.+?)\*\*", re.MULTILINE)
TABLE = re.compile(r"`([^`]+)`")


def lines(path):
    return path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("code", CODES)
def test_every_entry_stands_in_its_place_with_its_english_term(code):
    english = [line for line in lines(DOCS / "GLOSSARY.md") if line.startswith("- ")]
    translated = [line for line in lines(DOCS / "glossary" / f"{code}.md") if line.startswith("- ")]

    assert len(translated) == len(english) > 150
    for told, own in zip(english, translated, strict=True):
        term = ENTRY.match(told)
        assert term is not None
        assert term[1] in own
        assert set(TABLE.findall(own)) == set(TABLE.findall(told))


@pytest.mark.parametrize("code", CODES)
def test_every_heading_is_there(code):
    def heads(path):
        return [line.split(" ")[0] for line in lines(path) if line.startswith("#")]

    assert heads(DOCS / "glossary" / f"{code}.md") == heads(DOCS / "GLOSSARY.md")
