"""The brief of 06:00."""

from datetime import date

import pytest

from summitry.kit.errors import SummitryError
from summitry.package.package import Package
from summitry.plan.attestation import Attestations
from summitry.plan.places import Site
from summitry.plan.posts import Post
from summitry.plan.risks import ContingencyCard
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Marking
from summitry.report.paper.catalogue import coded, document
from summitry.report.paper.document import Kind
from summitry.report.paper.source import Source
from tests.plans.papers import DAY, package, part, sheet, sheet_of, source
from tests.plans.small import small
from tests.plans.small_moments import NOW, at

EMPTY = Post(
    post_id="P-empty",
    name="Empty",
    site_id="hall",
    start=at(-1),
    end=at(1),
    owner_unit_id="U-1",
    holder_unit_id="U-1",
    net_id="N1",
)


def test_brief_names_what_is_uncovered_the_gravest_first():
    shown = sheet_of(Kind.BRIEF, [EMPTY])
    first = part(shown, "The ten that matter")[0]

    assert part(shown, "")[0][1].startswith("The plan is not ready. Critical demands")
    assert first[:2] == ["critical", "C-52"]
    assert first[2] == "Nobody is on post P-ward; it needs 1."
    assert len(part(shown, "The ten that matter")) <= 10
    assert shown.marking is Marking.AMBER


def test_brief_counts_the_days_and_tells_programme_and_closures():
    shown = sheet_of(Kind.BRIEF)

    assert part(shown, "")[1] == ["Days to the opening", "0"]
    assert part(shown, "Today's programme") == [
        ["09:00-10:00", "Opening", "Stage"],
        ["10:12-10:24", "Signing", "Salon"],
        ["14:00-16:00", "Dinner", "Ballroom"],
    ]
    assert part(shown, "Roads closed today") == [
        [f"Street {number}", "06:00-15:00", "1"] for number in (1, 2, 3)
    ]


def test_who_has_not_read_the_current_version_is_named():
    changed = ContingencyCard(contingency_id="CY-1", unit_id="U-2", rvp_id="RV-2", fcp_id="FC-1")

    assert part(sheet_of(Kind.BRIEF), "Has not read the current version") == []
    assert part(sheet_of(Kind.BRIEF, [changed]), "Has not read the current version") == [
        ["U-2", "Card for Fire"]
    ]


def test_comparison_is_told_and_does_not_count():
    now, earlier = package([EMPTY]), package()
    plain, compared = Source(now, at=NOW), Source(now, at=NOW, earlier=earlier)
    paper = document(compared, Kind.BRIEF, DAY)

    assert coded(plain, paper) == coded(plain, document(plain, Kind.BRIEF, DAY))
    assert part(sheet(paper, plan=compared), "Changed since the plan compared with") == [
        ["Posts", "1", "0", "0"]
    ]


def test_brief_looks_at_six_whenever_it_is_made():
    late, early = source(at_moment=at(20)), source(at_moment=at(-400))

    assert document(late, Kind.BRIEF, DAY) == document(early, Kind.BRIEF, DAY)


def test_brief_without_a_day_is_refused():
    with pytest.raises(SummitryError) as refused:
        document(source(), Kind.BRIEF, "")

    assert refused.value.code == "print.needs"


def test_days_of_briefs_run_from_sixty_before_to_a_fortnight_after():
    days = list(source().days())

    assert (days[0], days[-1]) == (date(2025, 8, 26), date(2025, 11, 8))


def test_quiet_day_has_a_place_for_the_weather():
    shown = sheet(document(source(), Kind.BRIEF, "2025-10-01"))
    by_hand = shown.parts[-1]

    assert part(shown, "Today's programme") == []
    assert [row[1].lines for row in by_hand.rows] == [(), ()]


def verdict(day, *rows):
    """Return what the brief of a day says first of the small plan alone, with these rows added."""
    snapshot, words = small()
    # The pools of the small plan are drawn later that morning only.
    told = {name: rows for name, rows in snapshot.tables.items() if "pool" not in name}
    own = [row for table in told.values() for row in table.values()]
    said = Attestations(word for word in words if word.subject_table in told)
    bulk = [row for table in snapshot.bulks.values() for row in table.rows()]
    plan = Source(Package(snapshot=Snapshot.of([*own, *bulk, *rows]), attestations=said), at=NOW)
    return part(sheet(document(plan, Kind.BRIEF, day), plan=plan), "")[0][1]


def test_verdict_tells_nothing_not_due_and_not_critical_apart():
    nobody_s = Site(site_id="shed", name="Shed")

    assert verdict("2025-10-24") == "Nothing is uncovered."
    assert verdict("2025-10-24", nobody_s).startswith("Nothing critical is uncovered;")
    assert verdict("2025-08-01", EMPTY).startswith("Nothing that is due is uncovered;")
