"""Failures of the past, rebuilt in small: each told by the rules it needed, and by no other."""

import filecmp
import re
import subprocess
import sys

import pytest

from summitry.cli.files import load
from summitry.outcome.finding import Status
from summitry.package.package import Package
from tests.plans.history import HISTORY, findings, places, plan, said

EXPECTED = {
    "brisbane-2014": {
        ("C-33", "lists", "LEADERS", "more", "high"),
        ("C-40", "exports", "LEADERS", "no-basis", "high"),
        ("C-40", "exports", "LEADERS", "no-office", "high"),
        ("C-40", "exports", "LEADERS", "not-encrypted", "high"),
        ("C-40", "exports", "LEADERS", "not-released", "high"),
        ("C-41", "breaches", "WRONG-ADDRESS", "not-told", "high"),
        ("C-84", "exports", "LEADERS", "over", "critical"),
    },
    "butler-2024": {
        ("C-02", "positions", "ROOF", "screen", "critical"),
        ("C-08", "posts", "ROOF", "", "critical"),
        ("C-09", "controls", "SCREEN", "never", "high"),
        ("C-11", "units", "LOCAL", "", "high"),
        ("C-12", "nets", "NET-LOCAL", "unreachable", "critical"),
        ("C-13", "command_posts", "CP-AGENCY", "none", "high"),
        ("C-14", "nets", "NET-LOCAL", "no-radios", "high"),
        ("C-23", "field_leads", "protectees", "", "high"),
        ("C-52", "posts", "ROOF", "empty", "critical"),
        ("C-78", "nets", "NET-LOCAL", "", "high"),
        ("C-81", "risks", "SIGHT", "none-verified", "high"),
    },
    "copenhagen-2009": {
        ("C-35", "zones", "INSIDE", "people", "critical"),
        ("C-36", "counts", "APPROVED", "short", "high"),
        ("C-37", "zones", "INSIDE", "none", "high"),
    },
    "hamburg-2017": {
        ("C-31", "list_copies", "REVOKED|1|PRESS-CENTRE", "not-acknowledged", "high"),
        ("C-31", "list_copies", "REVOKED|1|SERVICE", "not-acknowledged", "high"),
        ("C-31", "list_copies", "REVOKED|2|PRESS-CENTRE", "not-acknowledged", "high"),
        ("C-31", "list_copies", "REVOKED|2|SERVICE", "not-acknowledged", "high"),
        ("C-31", "list_versions", "REVOKED|1", "unsigned", "high"),
        ("C-31", "list_versions", "REVOKED|2", "unsigned", "high"),
        ("C-31", "lists", "REVOKED", "two-active", "critical"),
        ("C-32", "revocations", "WITHDRAWN", "no-decider", "high"),
        ("C-32", "revocations", "WITHDRAWN", "no-expiry", "high"),
        ("C-32", "revocations", "WITHDRAWN", "no-reason", "high"),
        ("C-32", "revocations", "WITHDRAWN", "no-review", "high"),
        ("C-32", "revocations", "WITHDRAWN", "not-told", "high"),
        ("C-33", "lists", "REVOKED", "more", "high"),
    },
    "manchester-2017": {
        ("C-28", "contingencies", "ATTACK", "disagree", "critical"),
        ("C-28", "contingencies", "ATTACK", "no-point", "high"),
    },
    "nara-2022": {
        ("C-03", "exposures", "SPEAKER", "unwatched", "critical"),
        ("C-21", "plans", "SPEECH", "not-reviewed", "high"),
        ("C-22", "plans", "SPEECH", "none", "high"),
    },
    "paris-2022": {
        ("C-04", "flow_links", "RAMP", "over", "high"),
        ("C-05", "gates", "SEARCH-RAMP", "wait", "high"),
        ("C-06", "gates", "TURNSTILES", "one-of-two", "high"),
        ("C-06", "zone_rights", "guest|STANDS", "unread", "high"),
        ("C-23", "field_leads", "venues", "", "high"),
        ("C-24", "gates", "SEARCH-RAMP", "none", "high"),
        ("C-24", "gates", "SEARCH-WIDE", "none", "high"),
        ("C-24", "gates", "TURNSTILES", "none", "high"),
    },
    "toronto-2010": {
        ("C-42", "mandates", "SUMMIT", "", "medium"),
        ("C-43", "command_posts", "FIELD", "command-post", "high"),
        ("C-43", "plans", "ORDER", "plan", "high"),
        ("C-44", "command_posts", "FIELD", "", "high"),
        ("C-45", "risks", "DISORDER", "none", "high"),
    },
    "washington-2009": {
        ("C-38", "gates", "FIRST", "no-contact", "medium"),
        ("C-38", "gates", "FIRST", "no-keeper", "high"),
        ("C-38", "gates", "LAST", "no-device", "medium"),
        ("C-38", "gates", "LAST", "no-list", "high"),
        ("C-38", "gates", "LAST", "no-rule", "medium"),
        ("C-39", "gates", "FIRST", "let-in", "high"),
        ("C-39", "gates", "LAST", "let-in", "high"),
    },
    "wembley-2021": {
        ("C-19", "site_windows", "APPROACH|2021-07-11T15:00Z", "", "medium"),
        ("C-25", "openings", "FIRE-DOOR", "open", "high"),
        ("C-25", "openings", "STEP-FREE", "no-post", "high"),
        ("C-26", "posts", "POLICE", "", "high"),
        ("C-27", "sites", "APPROACH", "", "high"),
    },
}


@pytest.mark.parametrize("case", EXPECTED)
def test_each_case_is_told_by_the_rules_it_needed_and_no_other(case):
    found = findings(plan(case), said(case))

    assert places(found) == EXPECTED[case]
    assert {each.status for each in found} == {Status.WRONG}


def test_the_script_makes_the_same_bytes(tmp_path):
    made = tmp_path / "history"

    subprocess.run(  # noqa: S603  # our own script
        [sys.executable, HISTORY / "make.py", made], check=True, timeout=60
    )

    assert sorted(each.name for each in made.iterdir()) == sorted(EXPECTED)
    for case in EXPECTED:
        kept = sorted(p.name for p in (HISTORY / case).iterdir() if p.suffix != ".md")
        assert sorted(p.name for p in (made / case).iterdir()) == kept
        same, *others = filecmp.cmpfiles(made / case, HISTORY / case, kept, shallow=False)
        assert (sorted(same), others) == (kept, [[], []])


@pytest.mark.parametrize("case", EXPECTED)
def test_each_page_names_its_rules_and_its_sources(case):
    page = (HISTORY / case / "README.md").read_text(encoding="utf-8")

    assert set(re.findall(r"C-\d+", page)) == {code for code, *_ in EXPECTED[case]}
    assert "**Source" in page
    assert "**Invented.**" in page


def test_the_first_page_leads_to_every_case():
    page = (HISTORY / "README.md").read_text(encoding="utf-8")

    assert [case for case in EXPECTED if f"({case}/README.md)" not in page] == []


def test_a_case_is_a_package_like_any_other():
    assert all(isinstance(load(HISTORY / case), Package) for case in EXPECTED)
