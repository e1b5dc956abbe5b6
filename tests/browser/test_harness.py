"""The harness itself: faults that are planted must be found."""

import pytest

from tests.web.made import an_account

BARE = "<!doctype html><html lang='en'><title>Page</title><main><h1>Page</h1>{}</main></html>"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1440, 390])
def test_page_of_every_part_keeps_nobody_out(page_for, axe, language, width):
    page = page_for(an_account(), language=language, width=width)

    page.goto("/-/style/")

    assert page.locator("html").get_attribute("lang") == language
    assert axe(page) == []


def test_stranger_is_sent_to_sign_in(page_for):
    page = page_for(None)

    page.goto("/new/")

    assert "/accounts/sign-in/?next=" in page.url


def test_cookie_signs_in(page_for):
    page = page_for(an_account())

    page.goto("/")

    assert page.url.endswith("/")
    assert page.locator("h1").count() == 1


def test_missing_label_is_found(page_for, axe):
    page = page_for(None)
    page.set_content(BARE.format("<input name='q'>"))

    without = axe(page)
    page.set_content(BARE.format("<label>Search <input name='q'></label>"))

    assert without == ["""label: <input name="q">"""]
    assert axe(page) == []


def test_complaints_of_the_console_are_kept(page_for, expected_faults):
    page = page_for(None)
    page.goto("/-/style/")

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p onclick=\"x()\">p</p>')")
    page.evaluate("setTimeout(() => { throw new Error('planted') }, 0)")
    page.evaluate("new Promise(done => setTimeout(done, 50))")

    expected_faults += ["Content Security Policy", "exception: planted"]


def test_passkey_of_the_browser_answers(page_for, virtual_authenticator):
    page = page_for(None)
    page.goto("/-/style/")
    session, authenticator = virtual_authenticator(page)

    page.evaluate(
        """async () => { await navigator.credentials.create({publicKey: {
            challenge: new Uint8Array(32), rp: {name: "Summitry", id: "localhost"},
            user: {id: new Uint8Array(16), name: "one", displayName: "One"},
            pubKeyCredParams: [{type: "public-key", alg: -7}, {type: "public-key", alg: -257}],
            authenticatorSelection: {residentKey: "required", userVerification: "required"},
        }}) }"""
    )

    kept = session.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})
    assert [each["rpId"] for each in kept["credentials"]] == ["localhost"]
