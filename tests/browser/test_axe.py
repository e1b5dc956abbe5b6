"""Every page of the site, in two languages: nobody is kept out, and every page can be reached."""

import os
import secrets  # noqa: TID251  # each run draws another sample, and says which

import pytest

from summitry.kit.streams import stream
from tests.browser.sample import a_full_event, seen_by

FULL = "SUMMITRY_FULL" in os.environ
SEED = int(os.environ.setdefault("SUMMITRY_SEED", str(secrets.randbelow(1 << 31))))
PAGES = 12
"""How many pages a run that is not full looks at, in each language."""

PHONE = 390
SETTLED = "() => new Promise((go) => requestAnimationFrame(() => setTimeout(go, 50)))"
STARTS_RIGHT = "() => document.activeElement.matches('a.skip, [autofocus]')"
UNLABELLED = """() => [...document.querySelectorAll("input, select, textarea")]
  .filter((one) => one.type !== "hidden" && one.labels?.length === 0
    && !one.getAttribute("aria-label") && !one.getAttribute("aria-labelledby"))
  .map((one) => one.outerHTML)"""
WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const past = [...document.querySelectorAll("body *")].filter((one) => {
    const box = one.getBoundingClientRect();
    const beyond = box.right > room + 1 || box.left < -1;
    return box.width > 0 && beyond && !one.closest(".table-wrap, .grid-scroll");
  });
  return [`scrolls sideways: ${past.slice(-1).map((one) => one.outerHTML.slice(0, 160))}`];
}"""


@pytest.fixture
def seen():
    sample = a_full_event()
    return sample, seen_by(sample.reader, "/")


def sampled(pages):
    if FULL or len(pages) <= PAGES:
        return pages
    print(f"axe: {PAGES} of {len(pages)} pages, SUMMITRY_SEED={SEED}")  # noqa: T201  # to repeat
    chosen = stream(SEED, "axe").choice(len(pages), PAGES, replace=False)
    return [pages[each] for each in sorted(chosen)]


def wrongs(page, axe, language):
    """Return all that keeps somebody out of the page."""
    page.evaluate(SETTLED)
    found = axe(page)
    found += [f"no label: {each}" for each in page.evaluate(UNLABELLED)]
    html = page.locator("html")
    told = (html.get_attribute("lang"), html.get_attribute("dir"), page.locator("h1").count())
    wanted = (language, "rtl" if language == "ar" else "ltr", 1)
    if told != wanted:
        found.append(f"language, direction and headings are {told}, not {wanted}")
    if not page.evaluate(STARTS_RIGHT):
        page.keyboard.press("Tab")
    if not page.evaluate(STARTS_RIGHT):
        found.append("Tab does not reach the way to the content first")
    page.set_viewport_size({"width": PHONE, "height": 844})
    page.evaluate(SETTLED)
    found += page.evaluate(WIDE)
    page.set_viewport_size({"width": 1440, "height": 900})
    return found


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_keeps_anybody_out(page_for, axe, seen, language):
    sample, met = seen
    stranger, page = page_for(None, language=language), page_for(sample.reader, language=language)
    public = ["/accounts/sign-in/", f"/accounts/invited/{sample.code}/"]
    addresses = sampled(sorted({*met.pages.values()}))

    found = {}
    for who, address in [(stranger, each) for each in public] + [(page, a) for a in addresses]:
        who.goto(address)
        wrong = wrongs(who, axe, language)
        if wrong:
            found[address] = wrong

    assert found == {}


def test_no_link_leads_nowhere(seen):
    _, met = seen

    assert met.broken == ()
