import pytest

from summitry.plan.attestation import AttestationKind
from summitry.plan.perimeter import Seal, SterileArea, Sweep
from summitry.plan.places import Zone
from tests.plans.one_rule import HOUR, MINUTE, OPENS, found, person, told, word
from tests.plans.posted import posted

AREA = SterileArea(area_id="stage", name="Stage", zone_id="hall", start=OPENS, end=OPENS + 2 * HOUR)
KEPT = posted("keeper", start=OPENS - 6 * HOUR, end=OPENS)


def sweep(sweep_id="sweep", *, ends=OPENS - 3 * HOUR):
    return Sweep(sweep_id=sweep_id, area_id="stage", start=ends - HOUR, end=ends)


def seal(seal_id="seal", *, start=OPENS - 3 * HOUR, end=OPENS, post="keeper"):
    return Seal(seal_id=seal_id, area_id="stage", start=start, end=end, post_id=post)


def cases(*rows, **more):
    return [finding.case for finding in found("C-58", [AREA, *rows], **more)]


def test_sweep_and_seal_that_meet_and_last_to_the_use_are_enough():
    assert cases(sweep(), seal(), *KEPT) == []


def test_area_without_a_sweep_is_critical():
    assert told(found("C-58", [AREA])) == [("no-sweep", "sterile_areas", "stage", "", "critical")]


@pytest.mark.parametrize(("late", "expected"), [(0 * MINUTE, []), (MINUTE, ["late-sweep"])])
def test_sweep_must_end_when_the_use_begins(late, expected):
    assert cases(sweep(ends=OPENS + late)) == expected


def test_minute_between_sweep_and_seal_breaks_the_chain():
    (finding,) = found("C-58", [AREA, sweep(), seal(start=OPENS - 3 * HOUR + MINUTE), *KEPT])

    assert (finding.case, finding.facts["minutes"]) == ("unsealed", 1)
    assert (finding.start, finding.end) == (OPENS - 3 * HOUR, OPENS - 3 * HOUR + MINUTE)
    assert finding.joins == (("sweeps", "sweep"),)


def test_seal_that_ends_before_the_use_breaks_the_chain():
    assert cases(sweep(), seal(end=OPENS - MINUTE), *KEPT) == ["unsealed"]


def test_two_seals_that_touch_are_one():
    middle = OPENS - HOUR

    assert cases(sweep(), seal(end=middle), seal("second", start=middle), *KEPT) == []


def test_seal_without_a_post_is_kept_by_nobody():
    assert cases(sweep(), seal(post=None), *KEPT) == ["unkept"]
    assert cases(sweep(), seal(post="nowhere"), *KEPT) == ["unkept"]


def test_seal_is_open_while_its_post_is_empty():
    rows = posted("keeper", start=OPENS - 2 * HOUR, end=OPENS)

    (finding,) = found("C-58", [AREA, sweep(), seal(), *rows])

    assert (finding.case, finding.facts["minutes"]) == ("unkept", 60)


def test_post_at_another_site_keeps_no_seal():
    rows = posted("keeper", start=OPENS - 6 * HOUR, end=OPENS, site_id="hotel")
    hall = Zone(zone_id="hall", site_id="hall", name="Hall")

    assert cases(sweep(), seal(), *rows) == []
    assert cases(sweep(), seal(), *rows, hall) == ["unkept"]


def test_earlier_sweep_counts_where_its_own_chain_holds():
    early = sweep("early", ends=OPENS - 5 * HOUR)
    rows = [early, sweep(), seal(start=OPENS - 5 * HOUR), *KEPT]

    assert cases(*rows) == []
    assert cases(early, sweep(), *KEPT) == ["unsealed"]


def test_sweep_is_to_be_recorded_once_it_has_ended():
    rows = [sweep(), seal(), *KEPT, person("searcher")]
    ended = OPENS - 3 * HOUR

    assert cases(*rows, at=ended - MINUTE) == []
    assert cases(*rows, at=ended) == ["not-swept"]
    swept = word(sweep(), AttestationKind.SWEPT, "searcher")
    assert cases(*rows, at=ended, attested=[swept]) == ["not-sealed"]
    sealed = word(seal(), AttestationKind.SEALED, "searcher")
    assert cases(*rows, at=ended, attested=[swept, sealed]) == []


def test_word_of_somebody_who_is_not_in_the_plan_does_not_count():
    swept = word(sweep(), AttestationKind.SWEPT, "stranger")
    rows = [sweep(), seal(), *KEPT]

    findings = found("C-58", [AREA, *rows], at=OPENS - 2 * HOUR, attested=[swept])

    assert told(findings) == [("not-swept", "sterile_areas", "stage", "", "high")]
