"""The checker writes what a whole check finds, and only the difference."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from summitry.check.catalogue import rules as all_rules
from summitry.check.run import check
from summitry.kit.streams import stream
from summitry.outcome.finding import Finding
from summitry.plan.attestation import Attestations
from summitry.plan.change import Edit
from summitry.plan.organisation import Unit
from summitry.plan.rulings import Ruling, RulingKind
from summitry.plan.snapshot import Snapshot
from summitry_web.plans import store
from summitry_web.plans.checking import checker as checking
from summitry_web.plans.checking import held
from summitry_web.plans.checking.checker import Checker, Outcome, waiting
from summitry_web.plans.checking.kept import finding_bytes, finding_of
from summitry_web.plans.checking.moment import moment_of
from summitry_web.plans.models import CheckedRevision, FindingUnit, FoundFinding
from tests.plans.random_rows import OPENS, some_attestation, some_edit, some_snapshot
from tests.plans.small import mandate
from tests.plans.small_moments import NOW
from tests.web.plans.checked import StoppedClock, an_event_of, save, say

pytestmark = pytest.mark.django_db


def told(event_id: int) -> list[Finding]:
    rows = FoundFinding.objects.filter(event_id=event_id, is_open=True).order_by("place")
    return [finding_of(bytes(row.content)) for row in rows]


def a_small_event():
    return an_event_of(Snapshot.of(mandate()))


def without_commander() -> Edit:
    row = Unit(unit_id="U-9", name="U-9", commander_id="N-404")
    return Edit("units", "U-9", row)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 1 << 20))
def test_what_stands_in_the_database_is_what_a_whole_check_finds(seed: int) -> None:
    chance = stream(seed, "checker")
    event = an_event_of(some_snapshot(chance), slug=f"e{FoundFinding.objects.count()}-{seed}")
    clock = StoppedClock(OPENS - timedelta(days=1))
    checker = Checker(clock)

    for _ in range(4):
        checker.bring_up(event.pk)
        present = store.snapshot_of(event)
        save(event, [some_edit(chance, present) for _ in range(2)])
        word = some_attestation(chance, store.snapshot_of(event))
        say(event, [] if word is None else [word])
    checker.bring_up(event.pk)

    words = store.attestations_of(event)
    at = moment_of(store.snapshot_of(event), words, (), now=clock.now())
    whole = check(store.snapshot_of(event), words, at=at)
    assert told(event.pk) == list({each.identity: each for each in whole.findings}.values())
    event.delete()


def test_a_finding_is_kept_with_the_type_of_every_fact() -> None:
    chance = stream(7, "kept")
    findings = check(some_snapshot(chance), Attestations(), at=OPENS).findings

    assert [finding_of(finding_bytes(each)) for each in findings] == list(findings)


def test_a_change_opens_and_closes_and_nothing_else_is_written() -> None:
    event = a_small_event()
    checker = Checker(StoppedClock(NOW))
    checker.bring_up(event.pk)
    before = dict(FoundFinding.objects.values_list("identity", "content"))
    save(event, [without_commander()])

    opened = checker.bring_up(event.pk)
    again = checker.bring_up(event.pk)
    save(event, [Edit("units", "U-9", None)])
    closed = checker.bring_up(event.pk)

    assert opened.opened
    assert not opened.closed
    assert again == Outcome(2)
    assert set(closed.closed) == set(opened.opened)
    rows = FoundFinding.objects.filter(identity__in=opened.opened)
    assert set(rows.values_list("is_open", "opened_revision", "closed_revision")) == {(False, 2, 3)}
    open_now = FoundFinding.objects.filter(is_open=True)
    assert dict(open_now.values_list("identity", "content")) == before


def test_units_marking_and_weight_stand_beside_the_finding() -> None:
    event = a_small_event()
    Checker(StoppedClock(NOW)).bring_up(event.pk)

    for row in FoundFinding.objects.filter(event=event):
        finding = finding_of(bytes(row.content))
        units = FindingUnit.objects.filter(finding=row).order_by("unit_id")
        assert (row.marking, row.severity) == (finding.marking.height, finding.severity.depth)
        assert tuple(units.values_list("unit_id", flat=True)) == finding.units


def test_another_checker_goes_on_from_the_database() -> None:
    event = a_small_event()
    clock = StoppedClock(NOW)
    first, second = Checker(clock), Checker(clock)
    first.bring_up(event.pk)
    save(event, [without_commander()])

    opened = second.bring_up(event.pk)
    late = first.bring_up(event.pk)
    save(event, [Edit("units", "U-9", None)])
    closed = first.bring_up(event.pk)

    assert opened.opened
    assert late == Outcome(2)
    assert set(closed.closed) == set(opened.opened)
    assert second.bring_up(event.pk) == Outcome(3)


def test_a_database_put_back_is_read_again() -> None:
    event = a_small_event()
    checker = Checker(StoppedClock(NOW))
    checker.bring_up(event.pk)
    save(event, [without_commander()])
    checker.bring_up(event.pk)

    event.changes.filter(revision=2).delete()
    event.rows.filter(key="U-9").delete()
    event.revision = 1
    event.save()
    CheckedRevision.objects.filter(event=event).update(revision=1)
    checker.bring_up(event.pk)

    assert told(event.pk) == told_by_a_fresh_checker(event.pk)


def told_by_a_fresh_checker(event_id: int) -> list[Finding]:
    FoundFinding.objects.all().delete()
    CheckedRevision.objects.all().delete()
    Checker(StoppedClock(NOW)).bring_up(event_id)
    return told(event_id)


def test_a_ruling_rules_away_what_stays_told() -> None:
    event = a_small_event()
    checker = Checker(StoppedClock(NOW))
    save(event, [without_commander()])
    checker.bring_up(event.pk)
    ruling = Ruling(
        ruling_id="R-1", kind=RulingKind.SUPPRESS, code=told(event.pk)[0].code,
        severity="critical", by="N-U-1", at=NOW - timedelta(hours=1), reason="known",
        subject_table="units", subject_key="U-9",
    )  # fmt: skip
    say(event, [ruling])

    checker.bring_up(event.pk)

    words = store.rulings_of(event)
    whole = check(store.snapshot_of(event), Attestations(), at=NOW, rulings=words).findings
    assert told(event.pk) == list(whole)
    ruled = FoundFinding.objects.filter(is_ruled=True).count()
    assert ruled == sum(each.ruling is not None for each in whole)


def test_a_rule_that_fails_is_left_out_and_named(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    event = a_small_event()
    bad = replace(all_rules()[0], code="Z-1", check=lambda view: [view.nothing])
    monkeypatch.setattr(held, "all_rules", lambda: (*all_rules(), bad))
    monkeypatch.setattr("summitry.check.run.all_rules", lambda: (*all_rules(), bad))

    Checker(StoppedClock(NOW)).bring_up(event.pk)

    whole = check(store.snapshot_of(event), Attestations(), at=NOW, rules=all_rules()).findings
    assert told(event.pk) == list(whole)
    assert checking.counts_of(event.pk)["broken"] == ["Z-1"]
    assert "rule Z-1 cannot be run" in caplog.text


def test_a_plan_without_its_event_waits_without_findings() -> None:
    event = an_event_of(Snapshot.of([Unit(unit_id="U-1", name="U-1")]))

    outcome = Checker(StoppedClock(NOW)).bring_up(event.pk)

    assert outcome == Outcome(1)
    assert checking.counts_of(event.pk) == {"without_event": True}


def test_the_least_recently_asked_event_is_forgotten_first() -> None:
    events = [an_event_of(Snapshot.of(mandate()), slug=f"trial-{n}") for n in range(3)]
    checker = Checker(StoppedClock(NOW), events_max=2)

    for each in (events[0], events[1], events[0], events[2]):
        checker.bring_up(each.pk)

    assert checker.events == (events[0].pk, events[2].pk)


def test_what_nobody_asked_about_is_found_waiting() -> None:
    event = a_small_event()
    clock = StoppedClock(NOW)
    checker = Checker(clock)
    fresh = waiting(now=NOW)
    checker.bring_up(event.pk)
    at_rest = waiting(now=NOW)
    save(event, [without_commander()])
    changed = waiting(now=NOW)
    checker.bring_up(event.pk)
    an_hour_later = waiting(now=NOW + timedelta(hours=1))

    assert (fresh, at_rest, changed, an_hour_later) == ([event.pk], [], [event.pk], [event.pk])
