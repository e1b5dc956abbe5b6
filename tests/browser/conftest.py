"""A real browser on a real server: every page that a test opens must open without a complaint.

`site` is the address of the server, `page_for` opens a page as somebody, `axe` lists what keeps
people out, `virtual_authenticator` is a passkey in the browser, and `expected_faults` holds
patterns of complaints that the test provokes on purpose.
"""

import os
import re
import tempfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import sync_playwright

from summitry_web.accounts.access import PROVED
from summitry_web.accounts.pages import CLOCK
from summitry_web.operations import access as operations
from summitry_web.operations import assured
from summitry_web.operations.store import service as journal
from summitry_web.plans import held
from summitry_web.plans.checking.service import local
from tools.servers import browser as browser_program

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--disable-quic", "--disable-component-update", "--no-first-run",
)  # fmt: skip
HEIGHT = 900
WAIT_MS_MAX = 10_000
HERE = Path(__file__).parent
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            # One worker, so that one browser serves all; and threads of a server need real commits.
            item.add_marker(pytest.mark.xdist_group("browser"))
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):  # noqa: ARG001  # pytest hands it over by its name
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


# Of the package and not of the session: Playwright keeps an event loop running in the thread, and
# tests of other folders in the same worker could start none.
@pytest.fixture(scope="package")
def browser():
    """Return the browser."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Django refuses its database to a thread with an event loop; here nothing awaits anything.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        started = playwright.chromium.launch(
            executable_path=browser_program(), args=list(ARGUMENTS), headless=True
        )
        yield started
        started.close()


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    """Give each test its own keys, and no plan of another: their events have the same numbers."""
    settings.HOME = tmp_path / "home"
    held.forget_all()
    local.cache_clear()
    operations.forget_all()
    assured.forget_all()
    journal.end_local()


@pytest.fixture
def site(live_server, settings):
    """Return the address of the server, which shares the test's database."""
    settings.ORIGIN = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return live_server.url


@pytest.fixture
def expected_faults():
    """Return the list for patterns of complaints that the test provokes."""
    return []


@pytest.fixture
def page_for(browser, site, request, expected_faults):
    """Return a function that opens a page as the account, or as a stranger where it is None."""
    contexts, faults = [], []

    def opened(account, *, language="en", width=1440, is_fresh=True, **more):
        context = browser.new_context(
            base_url=site, locale=language, viewport={"width": width, "height": HEIGHT}, **more
        )
        context.set_default_timeout(WAIT_MS_MAX)
        contexts.append(context)
        if account is not None:
            account.language = language
            account.save()
            context.add_cookies(_cookies(account, site, is_fresh=is_fresh))
        page = context.new_page()
        _listen(page, faults)
        return page

    yield opened
    if request.node.stash.get(FAILED, False):
        _picture([page for context in contexts for page in context.pages], request.node.name)
    for context in contexts:
        context.close()
    known = [re.compile(each) for each in expected_faults]
    assert [each for each in faults if not any(one.search(each) for one in known)] == []


def _cookies(account, site, *, is_fresh):
    client = Client()
    client.force_login(account)
    session = client.session
    if is_fresh:
        session[PROVED] = CLOCK.now().timestamp()
        session.save()
    values = {"sessionid": session.session_key, "device": f"device-{account.pk}"}
    return [{"name": name, "value": value, "url": site} for name, value in values.items()]


def _listen(page, faults):
    # What the policy of content forbids is told on the console, as an error.
    def said(message):
        if message.type in {"error", "warning"}:
            faults.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    page.on("console", said)
    page.on("pageerror", lambda problem: faults.append(f"exception: {problem}"))


def _picture(pages, name):
    folder = Path(os.environ.get("SUMMITRY_PICTURES") or tempfile.mkdtemp(prefix="summitry-seen-"))
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pages):
        path = folder / f"{re.sub(r'[^A-Za-z0-9]+', '-', name)}-{number}.png"
        page.screenshot(path=path, full_page=True)
        print(f"seen: {path}")  # noqa: T201  # where to look


@pytest.fixture(scope="session")
def axe():
    """Return a function that lists what axe finds on the page; an empty list is right."""
    checking = Axe()
    options = {
        "resultTypes": ["violations"],
        "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }

    def violations(page):
        found = checking.run(page, options=options).response["violations"]
        return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]

    return violations


@pytest.fixture
def virtual_authenticator():
    """Return a function that gives the page a passkey device, which always says yes."""

    def added(page):
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }  # fmt: skip
        made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return session, made["authenticatorId"]

    return added
