"""Going by the list of an event's pages, of which one stage is open at a time."""

import re


def follow(page, nav, name):
    """Click the page of that name in the list; its stage is opened where it is folded."""
    link = page.locator("a", has_text=re.compile(rf"^\s*{re.escape(name)}\s*$"))
    stage = nav.locator(".stages > li > details").filter(has=link)
    if stage.get_attribute("open") is None:
        stage.locator("summary").click()
    stage.locator(link).click()
