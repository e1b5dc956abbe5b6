"""The page of evidence in a browser: it judges as the command line does, as far as it judges."""

import inspect
from collections.abc import Iterable

import pytest

from summitry.operations.verify import verify_pack
from summitry.report.evidence_page import SENTENCES, evidence_page
from summitry.report.journal import WHOLE
from summitry.report.language import NAMES, language
from tests.core.operations import tampered
from tests.core.operations.posts import Posts
from tests.core.operations.tampered import Case

LEFT_TO_THE_COMMAND_LINE = {
    "backdated", "broken-receipt", "erased-unsaid", "forged-cosignature", "forged-receipt",
    "key-kept", "malformed",
}  # fmt: skip
"""Reasons that the page leaves to the command line, as it says."""
WITHOUT_ED25519 = """
  const own = crypto.subtle.importKey.bind(crypto.subtle);
  crypto.subtle.importKey = (form, key, kind, ...more) =>
    kind === "Ed25519" ? Promise.reject(new Error("unknown")) : own(form, key, kind, ...more);
"""


def tampers():
    """Return every kind of tampering that a pack alone can show or hide."""
    found = inspect.getmembers(tampered, inspect.isfunction)
    return {
        name: made for name, made in found
        if list(inspect.signature(made).parameters) == ["case"] and not name.startswith("_")
    }  # fmt: skip


def shown(page, tmp_path, lines: Iterable[bytes], code: str = "en"):
    """Open a page with the lines and return what it says of them."""
    path = tmp_path / "evidence.html"
    path.write_bytes(b"".join(evidence_page(lines, language(code))))
    page.goto(path.as_uri())
    page.wait_for_function("document.querySelector('#verdict').dataset.faults")
    return page.evaluate("JSON.parse(document.querySelector('#verdict').dataset.faults)")


def test_the_page_names_what_the_command_line_names(page_for, tmp_path):
    page, expected, found = page_for(None), {}, {}
    for name, tamper in tampers().items():
        case = Case(7)
        tamper(case)
        lines = case.raw()
        expected[name] = [
            [each.post, each.fault.reason.value, each.fault.number]
            for each in verify_pack(lines).faults
            if each.fault.reason not in LEFT_TO_THE_COMMAND_LINE
        ]
        found[name] = shown(page, tmp_path, lines)

    assert found == expected
    assert len({reason for each in found.values() for _, reason, _ in each}) == 13


def test_a_whole_pack_is_shown_and_can_be_searched(page_for, tmp_path, axe):
    posts, page = Posts(6), page_for(None)
    entries = [each for post in posts.all for each in post.entries]
    wanted = entries[7].entry_id

    faults = shown(page, tmp_path, posts.lines())
    all_rows = page.locator("tbody tr").count()
    page.get_by_label("Search").fill(wanted)

    assert faults == []
    assert page.locator("#verdict p").all_inner_texts() == [
        f"Journal of {each.name}: whole, {len(each.entries)} entries, signed up to entry "
        f"{len(each.entries)}."
        for each in posts.all
    ]
    assert all_rows == len(entries)
    assert page.locator("tbody tr td:last-child").all_inner_texts() == [wanted]
    assert axe(page) == []


@pytest.mark.parametrize("code", sorted(NAMES))
def test_every_language_gets_its_verdict(page_for, tmp_path, code):
    page = page_for(None)
    posts = Posts(6)

    faults = shown(page, tmp_path, posts.lines(), code)
    told = language(code).gettext(WHOLE)

    assert faults == []
    assert page.locator("#verdict p").all_inner_texts() == [
        told.format(post=each.name, size=len(each.entries), signed=len(each.entries))
        for each in posts.all
    ]
    assert page.locator("#verdict").get_attribute("class") == "good"


def test_a_browser_without_ed25519_says_so_and_still_finds_a_changed_entry(page_for, tmp_path):
    page, case = page_for(None), Case(7)
    page.add_init_script(WITHOUT_ED25519)

    whole = shown(page, tmp_path, case.raw())
    said = page.locator("#verdict p").all_inner_texts()
    tampered.cell("author", "P-99")(case)
    changed = shown(page, tmp_path, case.raw())

    assert (whole, said) == ([], [SENTENCES["unsigned"]])
    assert changed == [["CP-A", "changed", case.number]]


def test_what_is_no_pack_is_named_by_its_line(page_for, tmp_path):
    page = page_for(None)
    lines = Posts(6).lines()

    path = tmp_path / "evidence.html"
    content = b"".join(evidence_page([*lines[:3], b"{}", *lines[3:]], language("en")))
    path.write_bytes(content)
    page.goto(path.as_uri())

    assert page.locator("#verdict.bad p").inner_text() == (
        "Line 4 is no line of an evidence pack: the page was changed."
    )
