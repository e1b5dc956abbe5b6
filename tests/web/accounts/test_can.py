"""Who may do what to what: every rule once on each side."""

from datetime import UTC, datetime, timedelta

import pytest

from summitry.plan.terms import Marking
from summitry_web.accounts.can import WHOLE, Actor, Granted, Thing, can, is_readable
from summitry_web.accounts.roles import SENSITIVE, VERBS, Role, Verb

AT = datetime(2025, 10, 1, 8, tzinfo=UTC)
RED, STRICT, AMBER, GREEN = Marking.RED, Marking.AMBER_STRICT, Marking.AMBER, Marking.GREEN


def granted(role=Role.PLANNER, unit="U1", clearance=AMBER, **cells):
    return Granted(role=role, unit_id=unit, clearance=clearance, **cells)


def actor(*grants, **cells):
    cells = {"proved_at": AT, **cells}
    return Actor(account_id=7, person_id="S-7", name="Synthetic", grants=grants, **cells)


def thing(marking=Marking.CLEAR, owners=("U1",), **cells):
    return Thing(marking=marking, owners=owners, **cells)


PLANNER = granted()
LEAD = granted(Role.UNIT_LEAD)
READER = granted(Role.READER)
GLASS_END = AT + timedelta(seconds=1)
READER_OF_ALL = granted(Role.READER, unit="", clearance=RED)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("verb", list(Verb))
def test_a_role_has_its_verbs_and_no_other(role, verb):
    decision = can(actor(granted(role, unit="", clearance=RED)), verb, at=AT)

    assert decision.allowed == (verb in VERBS[role])


@pytest.mark.parametrize(
    ("case", "who", "verb", "what", "code"),
    [
        ("nobody reads nothing", actor(), Verb.READ, WHOLE, "not-granted"),
        ("own row", actor(PLANNER), Verb.EDIT, thing(), ""),
        ("row of others", actor(PLANNER), Verb.EDIT, thing(owners=("U2",)), "not-owner"),
        ("one of two owners", actor(PLANNER), Verb.EDIT, thing(owners=("U1", "U2")), ""),
        ("nobody's row", actor(PLANNER), Verb.EDIT, thing(owners=()), "not-owner"),
        ("nobody's row in the led field", actor(granted(fields=frozenset({"fire"}))), Verb.EDIT,
         thing(owners=(), field="fire"), ""),
        ("nobody's row in another field", actor(granted(fields=frozenset({"fire"}))), Verb.EDIT,
         thing(owners=(), field="traffic"), "not-owner"),
        ("another's row in the led field", actor(granted(fields=frozenset({"fire"}))), Verb.EDIT,
         thing(owners=("U2",), field="fire"), "not-owner"),
        ("whole event", actor(granted(Role.ORGANISER, unit="")), Verb.EDIT,
         thing(owners=("U2",)), ""),
        ("others' rows are proposed for", actor(PLANNER), Verb.PROPOSE, thing(owners=("U2",)), ""),
        ("amber with amber", actor(PLANNER), Verb.READ, thing(AMBER, owners=("U2",)), ""),
        ("amber with green", actor(granted(clearance=GREEN)), Verb.READ, thing(AMBER), "marking"),
        ("strict of the own unit", actor(granted(clearance=STRICT)), Verb.READ, thing(STRICT), ""),
        ("strict of another unit", actor(granted(clearance=RED)), Verb.READ,
         thing(STRICT, owners=("U2",)), "marking"),
        ("strict for the whole event", actor(READER_OF_ALL), Verb.READ,
         thing(STRICT, owners=("U2",)), ""),
        ("red that names the reader", actor(PLANNER), Verb.READ, thing(RED, recipients=(7,)), ""),
        ("red that names others", actor(READER_OF_ALL), Verb.READ, thing(RED, recipients=(8,)),
         "marking"),
        ("red that names nobody", actor(READER_OF_ALL), Verb.READ, thing(RED), ""),
        ("the clearance of one and the breadth of another",
         actor(granted(clearance=RED), granted(Role.READER, unit="", clearance=AMBER)), Verb.READ,
         thing(STRICT, owners=("U2",)), "marking"),
        ("the verb of one and the clearance of another",
         actor(granted(clearance=GREEN), READER_OF_ALL), Verb.EDIT, thing(AMBER), "marking"),
        ("the clearance of one unit and the ownership of another",
         actor(granted(clearance=STRICT), granted(unit="U2", clearance=GREEN)), Verb.EDIT,
         thing(AMBER, owners=("U2",)), "not-owner"),
        ("own work", actor(granted(Role.APPROVER, unit="")), Verb.APPROVE_PLAN,
         thing(authors=(7,)), "same-person"),
        ("others' work", actor(granted(Role.APPROVER, unit="")), Verb.APPROVE_PLAN,
         thing(authors=(8,)), ""),
        ("one reads what one wrote", actor(PLANNER), Verb.READ, thing(authors=(7,)), ""),
        ("no proof", actor(granted(Role.APPROVER, unit=""), proved_at=None), Verb.APPROVE_PLAN,
         WHOLE, "prove"),
        ("old proof", actor(granted(Role.APPROVER, unit=""),
                            proved_at=AT - timedelta(seconds=301)), Verb.APPROVE_PLAN, WHOLE,
         "prove"),
        ("fresh proof", actor(granted(Role.APPROVER, unit=""),
                              proved_at=AT - timedelta(seconds=300)), Verb.APPROVE_PLAN, WHOLE, ""),
        ("a stranger is not asked to prove anything", actor(PLANNER, proved_at=None),
         Verb.APPROVE_PLAN, WHOLE, "not-granted"),
        ("glass opens what is red", actor(LEAD, glass_until=AT + timedelta(seconds=1)),
         Verb.READ, thing(RED, owners=("U2",), recipients=(8,)), ""),
        ("glass that is over", actor(LEAD, glass_until=AT), Verb.READ,
         thing(RED, owners=("U2",)), "marking"),
        ("glass does not export", actor(LEAD, glass_until=AT + timedelta(seconds=1)),
         Verb.EXPORT, thing(RED, owners=("U2",)), "glass"),
        ("glass does not edit", actor(LEAD, glass_until=AT + timedelta(seconds=1)),
         Verb.EDIT, thing(owners=("U2",)), "not-owner"),
        ("glass of who has lost the right to it", actor(PLANNER, glass_until=GLASS_END), Verb.READ,
         thing(RED, owners=("U2",)), "marking"),
        ("glass of who had the right until now",
         actor(granted(Role.UNIT_LEAD, not_after=AT), READER, glass_until=GLASS_END), Verb.READ,
         thing(RED, owners=("U2",)), "marking"),
    ],
)  # fmt: skip
def test_each_rule(case, who, verb, what, code):
    decision = can(who, verb, what, at=AT)

    assert (decision.code, decision.allowed) == (code, not code), case


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [(0, None, True), (1, None, False), (None, 0, False), (None, 1, True), (-1, 1, True)],
)
def test_a_grant_holds_from_its_start_to_before_its_end(start, end, holds):
    cells = {
        name: None if seconds is None else AT + timedelta(seconds=seconds)
        for name, seconds in (("not_before", start), ("not_after", end))
    }

    assert can(actor(granted(**cells)), Verb.READ, at=AT).allowed == holds


def test_red_is_not_readable_once_every_grant_is_over():
    who = actor(granted(not_after=AT))

    assert not is_readable(who, thing(RED, recipients=(7,)), at=AT)


def test_every_sensitive_verb_asks_for_a_proof():
    asked = {
        verb
        for verb in Verb
        for role in Role
        if can(actor(granted(role, unit=""), proved_at=None), verb, at=AT).code == "prove"
    }

    assert asked == SENSITIVE
