"""Papers as an HTML page."""

import re
from html.parser import HTMLParser

import pytest

from summitry.plan.traffic import Detour
from summitry.report.language import NAMES
from summitry.report.paper.document import Kind
from summitry.report.paper.web import page_of
from tests.plans.papers import sheet_of

HOSTILE = "<script>alert(1)</script>\"'&\u202e"


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []
        self.texts = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def read(*sheets):
    reader = Reader()
    reader.feed(page_of(sheets).decode())
    return reader


@pytest.mark.parametrize("code", sorted(NAMES))
@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_in_every_language_says_its_words(kind, code):
    shown = sheet_of(kind, code=code)
    reader = read(shown)
    # A joiner holds the two ends of a time in one line.
    told = "".join(reader.texts).replace("\u2060", "")

    assert ("html", {"lang": code, "dir": shown.direction}) in reader.tags
    for part in shown.parts:
        for row in part.rows:
            for cell in row:
                assert all(line in told for line in cell.lines)
    assert shown.told_code in told


def test_hostile_text_is_text():
    detour = Detour(detour_id="DT", name=HOSTILE, closed_segment_ids=("S-1",))
    reader = read(sheet_of(Kind.NOTICE, [detour]))

    assert "script" not in [tag for tag, _ in reader.tags]
    assert HOSTILE.removesuffix("\u202e") in "".join(reader.texts)


def test_page_fetches_nothing_and_runs_nothing():
    told = page_of([sheet_of(Kind.NOTICE)]).decode()

    assert re.findall(r'(?:src|href)="(?!data:)', told) == []
    assert "default-src 'none'" in told.replace("&#39;", "'")
    assert "http" not in re.sub(r"http-equiv|data:\S+", "", told)


def test_square_code_has_its_words():
    shown = sheet_of(Kind.NOTICE)
    picture = next(facts for tag, facts in read(shown).tags if tag == "img")

    assert picture["alt"] == shown.code
