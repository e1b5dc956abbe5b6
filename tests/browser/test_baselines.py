"""The pages of baselines and exercises keep nobody out."""

import pytest

from summitry_web.accounts.roles import Role
from summitry_web.baselines import store
from summitry_web.baselines.actions import copying
from summitry_web.baselines.actions.exercises import Wish
from summitry_web.plans.held import _HELD
from tests.web.baselines.people import an_approver, changed, frozen, published
from tests.web.made import AT, a_grant, a_planned_event

PAGES = (
    "baselines/", "baselines/1/", "baselines/2/", "baselines/1/verify/",
    "baselines/compare/?from=1&to=2", "baselines/compare/?from=0&to=now", "exercises/",
    "exercises/copies/{waiting}/", "exercises/copies/{made}/", "exercises/copies/{cancelled}/",
)  # fmt: skip


@pytest.fixture
def both():
    """Return who organises an event with two baselines, and approves; and copies by state."""
    store.forget()
    _HELD.clear()
    event, _, actor = a_planned_event()
    published(event, actor)
    changed(actor, event)
    frozen(actor, event, "Second reading")
    approver, _ = an_approver(event)
    a_grant(approver, event, Role.ORGANISER)
    copies = {
        slug: copying.ask_for_copy(actor, event, Wish(slug=slug, name=slug, opens=AT), at=AT)
        for slug in ("waiting", "made", "cancelled")
    }
    copying.make_copy.call(copies["made"])
    copying.cancel_copy(actor, event, copies["cancelled"], at=AT)
    return approver, copies


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1440, 390])
def test_pages_keep_nobody_out(page_for, axe, both, language, width):
    approver, copies = both
    pages = [each.format(**copies) for each in PAGES]
    page = page_for(approver, language=language, width=width)

    found = {}
    for path in pages:
        page.goto(f"/e/summit/{path}")
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found[path] = (page.locator("h1").count(), overflow, axe(page))

    assert found == {path: (1, 0, []) for path in pages}
