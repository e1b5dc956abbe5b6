"""A summit over three invented cities: another kind of event, for which only the data changed."""

import subprocess
import sys
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec import convert

from summitry.check.run import check
from summitry.cli.files import load
from summitry.outcome.finding import Finding
from summitry.package.package import Package
from summitry.plan.attestation import Attestation, Attestations, row_hash
from summitry.plan.change import Edit, apply
from summitry.plan.places import Site
from summitry.plan.posts import Post
from summitry.plan.programme import Delegation, Principal
from summitry.plan.snapshot import Snapshot
from summitry.plan.tables import TABLES
from summitry.plan.terms import Field
from tests.golden.three_cities_defects import DEFECTS, Defect, Drop, Unsay

EXAMPLE = Path(__file__).parents[2] / "examples" / "three-cities"
PLAN = EXAMPLE / "plan"
BYTES_MAX = 3_000_000
NO_TREATY = {
    "acts",
    "articles",
    "contact_points",
    "provisions",
    "signatories",
    "states",
    "treaties",
}
LEFT_TO_OTHERS = {"figures", "minimums", "seams", "traffic_orders"}
"""What this host does not have: published figures, an own catalogue, another jurisdiction."""


BY_CODE = {defect.code: defect for defect in DEFECTS}


class Told(NamedTuple):
    """What a finding is about."""

    code: str
    table: str
    key: str


@cache
def plan() -> Package:
    return load(PLAN)


def found(snapshot: Snapshot, attestations: Attestations) -> tuple[Finding, ...]:
    run = check(snapshot, attestations, at=snapshot.event.opens, people=plan().people)
    return run.findings


@cache
def found_after(code: str) -> tuple[Finding, ...]:
    """Return what is found after the edit that is to show the rule."""
    return found(*spoiled(BY_CODE[code]))


def spoiled(defect: Defect) -> tuple[Snapshot, Attestations]:
    """Return the plan with one edit; what was said of an edited row is said of it as it now is."""
    snapshot, words = plan().snapshot, list(plan().attestations)
    row = snapshot.tables[defect.table][defect.key]
    if isinstance(defect.edit, Unsay):
        kept = [word for word in words if not _is(word, defect, defect.edit.kind)]
        assert len(kept) < len(words)
        return snapshot, Attestations(kept)
    if isinstance(defect.edit, Drop):
        return apply(snapshot, [Edit(defect.table, defect.key, None)]), Attestations(words)
    before = {name: getattr(row, name) for name in row.__struct_fields__}
    after = convert({**before, **defect.edit}, type(row))
    assert after != row
    hashes = {row_hash(row): row_hash(after)}
    snapshot = apply(snapshot, [Edit(defect.table, defect.key, after)])
    return snapshot, Attestations(_said_again(words, defect, hashes))


def _is(word: Attestation, defect: Defect, kind: str) -> bool:
    about = (word.subject_table, word.subject_key, word.kind)
    return about == (defect.table, defect.key, kind)


def _said_again(
    words: Iterable[Attestation], defect: Defect, hashes: dict[str, str]
) -> Iterable[Attestation]:
    for word in words:
        cells = {name: getattr(word, name) for name in word.__struct_fields__}
        about = (word.subject_table, word.subject_key) == (defect.table, defect.key)
        row = hashes.get(word.row_hash, word.row_hash) if about else word.row_hash
        yield Attestation(**{**cells, "row_hash": row})


def test_making_it_anew_gives_the_committed_bytes(tmp_path: Path) -> None:
    command = [sys.executable, str(EXAMPLE / "make.py"), str(tmp_path)]
    subprocess.run(command, check=True)  # noqa: S603  # our own script

    made = {path.name: path.read_bytes() for path in (tmp_path / "plan").iterdir()}
    committed = {path.name: path.read_bytes() for path in PLAN.iterdir()}

    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == []
    assert sum(map(len, committed.values())) < BYTES_MAX


def test_nothing_is_found_at_its_own_moment_nor_at_the_opening() -> None:
    snapshot = plan().snapshot
    assert snapshot.event.now is not None

    now = check(snapshot, plan().attestations, at=snapshot.event.now, people=plan().people)
    opening = check(snapshot, plan().attestations, at=snapshot.event.opens, people=plan().people)

    assert (now.findings, opening.findings) == ((), ())


def test_it_has_the_size_of_a_summit_of_twenty() -> None:
    snapshot = plan().snapshot
    principals = snapshot.rows(Principal).values()

    assert len(snapshot.rows(Delegation)) == 20
    assert sum(row.protected for row in principals) == 20
    assert 180 <= len(snapshot.rows(Post)) <= 220
    assert 2_000 <= snapshot.size("shifts") <= 6_000
    assert 1_400 <= snapshot.size("persons") <= 1_700


def test_every_table_is_used_but_those_of_a_treaty() -> None:
    snapshot = plan().snapshot
    unused = {name for name in TABLES if not snapshot.size(name)}

    assert unused == NO_TREATY | LEFT_TO_OTHERS


def test_leaders_meet_in_three_cities() -> None:
    snapshot = plan().snapshot
    sites = snapshot.rows(Site)
    venues = [site for site in sites.values() if site.kind.value == "venue"]

    apart = [
        ((one.x_m - two.x_m) ** 2 + (one.y_m - two.y_m) ** 2) ** 0.5
        for one in venues
        for two in venues
        if one.site_id < two.site_id and one.x_m is not None and two.x_m is not None
        if one.y_m is not None and two.y_m is not None
    ]
    assert len(venues) == 3
    assert min(apart) > 50_000


def test_a_watch_in_the_night_of_the_change_is_eight_hours_long_and_nine_on_the_clock() -> None:
    snapshot = plan().snapshot
    zone, shifts = snapshot.event.zone, snapshot.bulks["shifts"].rows()
    nights = {
        (row.start.astimezone(zone).hour, row.end.astimezone(zone).hour, row.end - row.start)
        for row in shifts
        if row.post_id == "HT-1-01" and row.start.astimezone(zone).day == 29
        if row.end.astimezone(zone).day == 30
    }

    assert nights == {(22, 7, timedelta(hours=8, minutes=15))}


def test_everybody_and_every_word_in_it_is_synthetic_and_in_time() -> None:
    now = plan().snapshot.event.now
    assert now is not None

    assert [row for row in plan().people if not row.document.startswith("SYNTHETIC-")] == []
    assert [word for word in plan().attestations if word.at > now] == []
    assert "Invented" in plan().snapshot.event.remark


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_one_edit_gives_the_finding_of_one_rule(code: str) -> None:
    told = {Told(each.code, each.table, each.key) for each in found_after(code)}

    assert told == {Told(code, *BY_CODE[code].about)}


def test_a_lost_shift_leaves_its_post_short() -> None:
    shifts = plan().snapshot.bulks["shifts"]
    row = next(each for each in shifts.rows() if each.post_id == "CS-12")
    key = TABLES["shifts"].key_of(row)

    findings = found(apply(plan().snapshot, [Edit("shifts", key, None)]), plan().attestations)

    assert {Told(f.code, f.table, f.key) for f in findings} == {Told("C-52", "posts", "CS-12")}
    assert all(f.start is not None and f.start >= row.start for f in findings)


def test_the_defects_are_of_many_rules_and_of_every_field() -> None:
    fields = {each.field for code in BY_CODE for each in found_after(code)}

    assert len(BY_CODE) == len(DEFECTS) >= 60
    assert fields == set(Field)
