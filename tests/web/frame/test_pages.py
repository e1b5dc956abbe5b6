"""The frame of every page, and its parts."""

import re
from typing import Any

import pytest
from django.template import engines
from django.test import Client

from summitry.report.language import offered
from summitry_web.frame import templating
from summitry_web.frame.templating import fragment
from tests.web.frame.made import asked, sample_here

HOST = {"host": "localhost"}
TAG = re.compile(r"<[^>]+>")


def part(source: str, code: str = "en", **names: Any) -> str:
    """Return what the macros make, as one line."""
    imports = "{% import 'frame/macros.html' as m %}"
    template = engines["jinja2"].from_string(imports + source)
    token = templating._READER.set(asked(code=code).reader)
    try:
        return " ".join(template.render(names).split())
    finally:
        templating._READER.reset(token)


def style(address: str = "/-/style/", code: str = "en") -> str:
    client = Client(headers=HOST)
    client.cookies["language"] = code
    return client.get(address).content.decode()


@pytest.mark.parametrize("code", [each.code for each in offered()])
def test_the_page_of_all_parts_is_made_in_every_language(code: str) -> None:
    text = style(code=code)

    assert f'<html lang="{code}"' in text
    assert text.count("<h1>") == 1
    assert text.count('aria-current="true"') == 2


def test_no_page_has_style_or_script_of_its_own() -> None:
    text = style("/-/style/?header=glass&q=high&sort=-people")

    assert re.findall(r"\sstyle=|\son\w+=|<style|<script>|javascript:", text) == []


def test_ids_are_unique_and_every_description_is_there() -> None:
    text = style("/-/style/?header=exercise")
    ids = re.findall(r'\sid="([^"]+)"', text)
    named = re.findall(r'\s(?:for|aria-describedby|aria-labelledby)="([^"]+)"', text)

    assert sorted(set(ids)) == sorted(ids)
    assert {each for group in named for each in group.split()} <= set(ids)


EXERCISE = "Exercise: nothing here touches the live event"
GLASS = "Break-glass is in force until Mon, 1 Mar 2027, 10:00"


@pytest.mark.parametrize(
    ("header", "banners"), [("live", []), ("exercise", [EXERCISE]), ("glass", [GLASS])]
)
def test_exercise_and_break_glass_are_loud(header: str, banners: list[str]) -> None:
    text = style(f"/-/style/?header={header}")

    assert [each for each in (EXERCISE, GLASS) if each in text] == banners


def test_outside_an_event_there_is_no_banner() -> None:
    assert 'class="banner banner-exercise"' not in style()


def test_an_events_name_is_never_markup() -> None:
    here = sample_here()
    bad = here.event.__class__(name="<script>alert(1)</script>")

    text = fragment(
        asked(), "frame/refused.html",
        {"here": here.__class__(event=bad, actor=here.actor, formats=here.formats),
         "told": ("a",), "code": "x", "back": ""},
    )  # fmt: skip

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_a_field_tells_its_help_and_its_error() -> None:
    made = part("{{ m.field('Name', 'name', '\"><b>', error='Write a name.', help='As on the "
                "badge.', required=true, maxlength=80) }}")  # fmt: skip

    assert made == (
        '<div class="field has-error"> '
        '<label for="field-name">Name <span class="muted">(required)</span></label> '
        '<p class="help" id="help-name">As on the badge.</p>'
        '<p class="error" id="error-name">Write a name.</p> '
        '<input type="text" id="field-name" name="name" value="&#34;&gt;&lt;b&gt;" dir="auto" '
        'required aria-describedby="help-name error-name" aria-invalid="true" maxlength="80"> '
        "</div>"
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("m.field('S', 's', 2, kind='select', choices=[(1, 'a'), (2, 'b')])",
         '<option value="2" selected>b</option>'),
        ("m.field('S', 's', '1', kind='radio', choices=[(1, 'a'), (2, 'b')])",
         'value="1" checked> <span>a</span>'),
        ("m.field('S', 's', ['b'], kind='checkboxes', choices=[('a', 'A'), ('b', 'B')])",
         'value="b" checked> <span>B</span>'),
        ("m.field('S', 's', true, kind='checkbox')", 'value="yes" checked> <span>S</span>'),
        ("m.field('S', 's', 'secret', kind='password')",
         '<input type="password" id="field-s" name="s">'),
        ("m.field('S', 's', '</textarea>', kind='textarea', rows=9)",
         'rows="9"> &lt;/textarea&gt;</textarea>'),
        ("m.bar(1, 4, 'Posts')", '<rect class="bar-value" width="25.00" height="8"/>'),
        ("m.bar(0, 0, 'Posts')", '<rect class="bar-value" width="0.00" height="8"/>'),
        ("m.bar(1250, 2500, 'Posts')", '<bdi class="bar-told">1,250 of 2,500</bdi>'),
        ("m.severity('critical')", '<span class="badge badge-critical">critical</span>'),
        ("m.marking('TLP:AMBER+STRICT')",
         '<bdi class="marking marking-amber-strict" dir="ltr">TLP:AMBER+STRICT</bdi>'),
        ("m.csrf_input('abc')", '<input type="hidden" name="csrfmiddlewaretoken" value="abc">'),
    ],
)  # fmt: skip
def test_parts(source: str, expected: str) -> None:
    assert expected in part("{{ " + source + " }}")


def test_macros_speak_the_readers_language() -> None:
    assert TAG.sub("", part("{{ m.severity('high') }}", "fr")) == "élevée"
    assert TAG.sub("", part("{{ m.severity('high') }}")) == "high"


def test_a_list_works_without_scripts() -> None:
    text = style("/-/style/?q=high&sort=-people&other=1")

    assert '<input type="hidden" name="sort" value="-people">' in text
    assert '<input type="hidden" name="other" value="1">' in text
    assert 'aria-sort="descending" class="number"' in text
    assert "30 rows of 120 found" in TAG.sub("", text)


def test_a_search_that_finds_nothing_says_what_to_do() -> None:
    assert "No row has every word of your search." in style("/-/style/?q=nowhere")


def test_the_sample_list_can_be_taken_along() -> None:
    answer = Client(headers=HOST).get("/-/style/?format=csv")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.decode("utf-8-sig").startswith("TLP:AMBER\nKey,")
