"""Every page of the site can be reached by links; what cannot is named, with its reason."""

import re

from django.urls import get_resolver

from tests.browser.sample import a_full_event, seen_by
from tests.web import matrix

POSTED = ("codes", "add-passkey", "challenge", "end-sessions", "remove-passkey", "sign-out", "take")
OF_A_COMMAND_POST = (
    "decision", "declaration", "entry", "evidence", "field-shell", "field-worker", "gap", "guess",
    "handover", "inbox", "incident", "order", "owed", "owed-count", "paper", "sitrep",
    "sitrep-draft", "sitrep-paper", "sitreps",
)  # fmt: skip
NOT_LINKED = {
    "accounts:sign-in",  # where nobody is signed in
    "accounts:prove",  # asked for by what is sensitive
    "accounts:invited",  # comes by mail
    "accounts:recovery",  # where a recovery code was typed
    "frame:style",  # for those who write pages
    "intake:shell",  # kept by the phone for times without a connection
    *(f"accounts:{each}" for each in POSTED),  # sent by buttons
    "api:end-digests", "api:revoke-calendar", "frame:language", "frame:theme",  # the same
    "api:behind", "api:feed", "frame:alive", "frame:ready",  # asked for by machines
    "intake:manifest", "intake:worker", "maps:data",  # asked for by scripts
    "plans:cells", "plans:changes", "plans:history", "plans:row-findings", "plans:targets",
    "register:readers", "desk:since",  # the same
    "plans:recipients",  # on rows marked TLP:RED; the sample has none
    # Of what the sample has none; each has a browser's test of its own.
    "baselines:compare", "baselines:one", "baselines:proof", "baselines:verify", "maps:floor",
    "baselines:copy", "desk:shielded", "register:by-code", "register:meeting", "vault:download",
    # Of a command post, which the sample is none of; the tests of its pages go from link to link.
    *(f"operations:{each}" for each in OF_A_COMMAND_POST),
}  # fmt: skip
"""What no link of the sample leads to, each for its reason."""


def test_every_page_is_reached_by_links():
    met = seen_by(a_full_event().reader, "/")
    found = [each for each in matrix.addresses(get_resolver()) if not each.route.startswith("api/")]

    pages = {name for each in found if (name := page_name(each)) and name not in NOT_LINKED}

    assert sorted(pages - met.met) == []


def page_name(address):
    """Return the name of an address that shows a whole page; None for the others."""
    verbs = address.verbs
    if verbs and "GET" not in verbs:
        return None
    pattern = re.sub(r"<[^>]+>", "1", address.route)
    return NAMES.get(pattern)


def _names(resolver, prefix="", space=""):
    for each in resolver.url_patterns:
        route = prefix + re.sub(r"<[^>]+>", "1", str(each.pattern))
        if hasattr(each, "url_patterns"):
            yield from _names(each, route, each.app_name or space)
        else:
            yield route, f"{space}:{each.name}"


NAMES = dict(_names(get_resolver()))
