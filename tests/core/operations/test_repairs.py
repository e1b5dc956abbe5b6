"""Repairs: each judged by the check, the least first, and why others are none."""

from summitry.check.run import check
from summitry.operations.assurance import Plan, Watch, effect, watch
from summitry.operations.bodies import Absence, Closure, Delay, Failure, Order, Thing
from summitry.operations.day import row_edit
from summitry.operations.record import Record
from summitry.operations.repairs import repairs
from summitry.operations.ways import Way
from summitry.outcome.finding import Finding
from summitry.plan.change import Edit, apply
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.posts import Post, Shift
from summitry.plan.tables import TABLES
from summitry.plan.terms import Severity
from tests.plans.entered import entered
from tests.plans.small import small
from tests.plans.small_moments import at


def never():
    return False


def day_of(body, *edits) -> tuple[Watch, list[Finding]]:
    """Return the day with the entry, and what it opened."""
    snapshot, attestations = small()
    plan = Plan(snapshot=apply(snapshot, edits), attestations=attestations)
    quiet = watch(plan, Record(), at(0))
    after = watch(plan, Record([entered(1, body)]), at(0), quiet)
    return after, list(effect(quiet.findings, after.findings).opened)


def officer(person_id: str, **columns) -> Edit:
    return Edit("persons", person_id, Person(person_id=person_id, unit_id="U-1", **columns))


def searcher(person_id: str) -> Edit:
    row = PersonQualification(person_id=person_id, qualification_id="search")
    return Edit("person_qualifications", f"{person_id}|search", row)


def ways(found):
    return [(each.candidate.way, each.candidate.person_id) for each in found]


def test_somebody_free_of_the_own_unit_steps_in():
    body = Absence(person_id="N-005", start=at(0), end=at(3))
    day, opened = day_of(body, officer("N-free"), searcher("N-free"))
    gap = next(each for each in opened if each.code == "C-52")

    found = repairs(day, gap, stop=never, most=50)

    assert (Way.RESERVE, "N-free") in ways(found.found)
    step = next(each for each in found.found if each.candidate.person_id == "N-free")
    assert gap in step.closes
    assert step.candidate.changed == 0


def test_whoever_cannot_do_what_is_missing_is_not_named():
    body = Absence(person_id="N-005", start=at(0), end=at(3))
    day, opened = day_of(body, officer("N-free"))
    wanting = [each for each in opened if each.code == "C-52" and each.facts["requirements"]]

    assert all(
        "N-free" not in [person for _, person in ways(repairs(day, each, stop=never).found)]
        for each in wanting
    )


def test_what_breaks_a_rule_on_a_person_is_barred_and_the_rule_is_named():
    body = Absence(person_id="N-005", start=at(0), end=at(3))
    day, opened = day_of(body)
    gap = next(each for each in opened if each.code == "C-52")

    found = repairs(day, gap, stop=never, most=500)

    assert "N-005" not in [person for _, person in ways(found.found)]
    assert found.complete
    assert "C-54" in found.barred


def test_every_repair_that_is_named_is_one_by_a_whole_check():
    body = Absence(person_id="N-005", start=at(0), end=at(3))
    day, opened = day_of(body, officer("N-free"), searcher("N-free"))
    for gap in opened:
        for each in repairs(day, gap, stop=never).found:
            after = check(
                apply(day.snapshot, each.candidate.edits), day.attestations, at=day.at,
                live=day.live,
            )  # fmt: skip
            left = {finding.identity for finding in after.findings}
            assert gap.identity not in left


def test_choosing_a_repair_writes_an_order_that_closes_the_gap():
    body = Absence(person_id="N-005", start=at(0), end=at(3))
    day, opened = day_of(body, officer("N-free"), searcher("N-free"))
    gap = next(each for each in opened if each.code == "C-52")
    chosen = repairs(day, gap, stop=never).found[0].candidate
    order = Order(
        text="Take the post", post_ids=("P-gate1",),
        edits=tuple(row_edit(edit) for edit in chosen.edits),
    )  # fmt: skip

    after = watch(day.base, Record([entered(1, body), entered(2, order)]), at(0.1), day)

    assert gap.identity not in {each.identity for each in after.findings}


def test_a_blocked_road_is_left_for_the_alternate_where_it_is_closed_too():
    body = Closure(thing=Thing("segments", "S-2"), start=at(-3), end=at(0))
    snapshot, _ = small()
    closures = snapshot.tables["closures"]
    more = [
        Edit("closures", f"CL-9{n}", type(closures["CL-1"])(
            closure_id=f"CL-9{n}", segment_id=f"S-{n}", start=at(-3), end=at(6),
            owner_unit_id="U-2",
        ))
        for n in (4, 5)
    ]  # fmt: skip
    day, opened = day_of(body, *more)
    blocked = [each for each in opened if each.table == "legs"]

    assert blocked
    for gap in blocked:
        found = repairs(day, gap, stop=never).found
        assert [each.candidate.way for each in found] == [Way.REROUTE]


def test_a_post_on_a_dead_net_goes_to_one_that_lives():
    day, opened = day_of(Failure(thing=Thing("nets", "N2"), start=at(0)))
    gaps = [each for each in opened if each.table == "nets"]

    for gap in gaps:
        assert Way.OTHER_NET in [each.candidate.way for each in repairs(day, gap, stop=never).found]
    assert gaps


def test_a_late_motorcade_keeps_its_roads_closed_longer():
    day, opened = day_of(Delay(thing=Thing("movements", "M-1"), minutes=200))
    gaps = [each for each in opened if each.table == "legs"]

    found = [repairs(day, gap, stop=never).found for gap in gaps]

    assert gaps
    assert any(each.candidate.way is Way.CLOSE_LONGER for one in found for each in one)


def test_what_was_found_before_the_time_was_up_is_kept_and_called_incomplete():
    body = Absence(person_id="N-005", start=at(0), end=at(3))
    day, opened = day_of(body, officer("N-free"), searcher("N-free"))
    gap = next(each for each in opened if each.code == "C-52")

    found = repairs(day, gap, stop=lambda: True)

    assert (found.found, found.tried, found.complete) == ((), 0, False)


def test_a_swap_takes_from_a_post_of_less_weight_only():
    less = Post(
        post_id="P-desk", name="Desk", site_id="hall", start=at(-3), end=at(2),
        owner_unit_id="U-1", holder_unit_id="U-1", net_id="N1", weight=Severity.LOW,
    )  # fmt: skip
    duty = Shift(
        post_id="P-desk", start=at(-3), end=at(2), person_id="N-desk", unit_id="U-1", slot=1
    )
    edits = [
        Edit("posts", "P-desk", less), officer("N-desk"), searcher("N-desk"),
    ]  # fmt: skip
    edits.append(Edit("shifts", TABLES["shifts"].key_of(duty), duty))
    day, opened = day_of(Absence(person_id="N-005", start=at(0.5), end=at(3)), *edits)
    gap = next(each for each in opened if each.code == "C-52" and each.key == "P-gate1")

    swaps = [
        each.candidate
        for each in repairs(day, gap, stop=never).found
        if each.candidate.way is Way.SWAP
    ]

    assert [(each.person_id, each.from_post_id, each.changed) for each in swaps] == [
        ("N-desk", "P-desk", 1)
    ]
