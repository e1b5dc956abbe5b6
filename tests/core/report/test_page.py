"""The report as a page: whole, safe, readable without script in three languages."""

import re
from html.parser import HTMLParser
from time import process_time  # noqa: TID251  # measures a test, decides nothing

import pytest
from msgspec.structs import replace

from summitry.outcome.finding import Status
from summitry.plan.mandate import Objective
from summitry.plan.snapshot import Snapshot
from summitry.report.page import PAGE_MAX, page_html, policy, style

VOID = {"meta", "input", "br", "hr"}


class Reader(HTMLParser):
    """Checks that tags close in order, and keeps what a test asks about."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.tags = set()
        self.ids = []
        self.targets = []
        self.attributes = set()
        self.words = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        given = dict(attrs)
        self.attributes |= given.keys()
        self.ids += [given["id"]] if "id" in given else []
        href = given.get("href", "")
        self.targets += [href[1:]] if href.startswith("#") else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data):
        self.words.append(data)


def read(text):
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("vi", "ltr"), ("ar", "rtl")])
def test_page_is_whole_in_each_language(assessment, briefing_for, code, direction):
    text = page_html(briefing_for(assessment, code))

    page = read(text)
    assert f'<html lang="{code}" dir="{direction}">' in text
    assert sorted(set(page.targets) - set(page.ids)) == []
    assert len(page.ids) == len(set(page.ids))


def test_page_runs_no_script_and_fetches_nothing(assessment, briefing_for):
    page = read(page_html(briefing_for(assessment)))

    assert page.tags & {"script", "img", "link", "iframe", "object", "embed"} == set()
    assert page.attributes & {"src", "style", "onclick", "onload", "srcset"} == set()
    assert "url(" not in style()
    assert policy().startswith("default-src 'none'; style-src 'sha256-")


def test_hostile_names_stay_text(hostile, briefing_for):
    page = read(page_html(briefing_for(hostile)))

    assert "script" not in page.tags
    assert any("<script>alert(1)</script>" in word for word in page.words)


def test_every_finding_has_an_anchor(assessment, briefing_for):
    page = read(page_html(briefing_for(assessment)))

    wanted = {f"f-{each.identity}" for each in assessment.findings}
    assert wanted - set(page.ids) == set()


def test_figures_that_contradict_each_other_stand_together(assessment, briefing_for):
    text = page_html(briefing_for(assessment))

    assert text.count("sources differ") == 2
    assert re.search(r"1,800.*2,000", text, re.DOTALL)


def test_style_knows_no_left_and_right():
    assert re.findall(r"(?<![\w-])(?:left|right|margin-left|padding-left)\s*:", style()) == []


def test_page_shows_the_pictures_of_the_plan(assessment, briefing_for):
    objective = Objective(objective_id="O-1", name="Nobody is hurt <b>")
    rows = [row for table in assessment.snapshot.tables.values() for row in table.values()]
    with_objective = replace(assessment, snapshot=Snapshot.of([*rows, objective]))

    without, shown = (page_html(briefing_for(each)) for each in (assessment, with_objective))

    page = read(shown)
    assert sorted(set(page.targets) - set(page.ids)) == []
    assert len(page.ids) == len(set(page.ids))
    assert "style" not in page.attributes
    assert 'id="pictures"' not in without
    assert "Nobody is hurt &lt;b&gt;" in shown


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    ("ink", "ground"),
    ("ink", "sheet"),
    ("soft", "sheet"),
    ("soft", "ground"),
    ("accent", "sheet"),
    ("accent", "ground"),
    ("accent-ink", "accent"),
    ("critical-ink", "critical"),
    ("high-ink", "high"),
    ("medium-ink", "medium"),
    ("low-ink", "low"),
    ("covered-ink", "covered"),
]
THEMES = dict(
    zip(
        ("light", "dark"),
        style().split("@media screen and (prefers-color-scheme: dark)"),
        strict=True,
    )
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_reaches_the_contrast_of_wcag_aa(theme, ink, ground):
    found = re.findall(r"--([\w-]+): (#[0-9a-f]{6});", THEMES[theme])
    # The first in each part is the theme's own; the print style comes after the dark one.
    colours = dict(reversed(found))

    assert contrast(colours[ink], colours[ground]) >= 4.5


def many(assessment, count):
    first = assessment.findings[1]
    return replace(
        assessment,
        findings=tuple(replace(first, discriminator=f"{number}") for number in range(count)),
    )


def test_page_tells_what_it_leaves_out(assessment, briefing_for):
    whole = page_html(briefing_for(many(assessment, PAGE_MAX)))
    cut = page_html(briefing_for(many(assessment, PAGE_MAX + 1)))

    assert "gravest of" not in whole
    assert "This page tells the 1,500 gravest of 1,501 findings." in cut


def test_page_of_five_thousand_findings_is_bounded(assessment, briefing_for):
    start = process_time()
    text = page_html(briefing_for(many(assessment, 5_000)))
    taken = process_time() - start

    assert taken < 2
    assert len(text.encode()) < 4_000_000


def test_page_without_findings_says_so(assessment, briefing_for):
    text = page_html(briefing_for(replace(assessment, findings=())))

    read(text)
    assert "Nothing in the plan is uncovered" in text


def test_not_yet_due_is_no_alarm(assessment, briefing_for):
    later = tuple(replace(each, status=Status.NOT_YET_DUE) for each in assessment.findings)

    text = page_html(briefing_for(replace(assessment, findings=later)))

    assert '<p class="verdict good">' in text


def test_page_bears_the_narrowest_mark_of_what_it_shows(assessment, briefing_for):
    quiet = replace(assessment, findings=())
    bare = replace(quiet, snapshot=Snapshot.of([assessment.event]))

    # The map shows positions with a view, whose table is marked so.
    assert "<bdi>TLP:AMBER+STRICT</bdi></span>" in page_html(briefing_for(quiet))
    assert "<bdi>TLP:GREEN</bdi></span>" in page_html(briefing_for(bare))
