"""Failures of the past, mended: what would have joined what nobody joined."""

from datetime import timedelta

from summitry.plan.access import Gate, ListCopy
from summitry.plan.attestation import AttestationKind
from summitry.plan.command import CommandPostNet
from summitry.plan.communications import Channel, Contact, Liaison, Radio
from summitry.plan.governance import FieldLead
from summitry.plan.organisation import Person, Unit
from summitry.plan.plans import UnitPlan
from summitry.plan.posts import Shift
from summitry.plan.readiness import Exercise, ExerciseKind
from summitry.plan.risks import ContingencyCard, Rendezvous
from summitry.plan.table import Row
from summitry.plan.terms import Field, Marking, NotOnList, Power, RendezvousKind, UnitKind
from tests.plans.history import changed, findings, places, plan, put, said, word


def test_butler_is_mended_by_the_joins_that_were_missing():
    before = plan("butler-2024")
    roof = before.get("posts", "ROOF")
    assert roof is not None
    guard = Shift(
        post_id="ROOF",
        start=before.event.opens,
        end=before.event.closes,
        person_id="officer-local",
        unit_id="LOCAL",
    )
    heard = CommandPostNet(command_post_id="CP-AGENCY", net_id="NET-LOCAL")
    seated = Liaison(
        liaison_id="LOCAL",
        command_post_id="CP-AGENCY",
        unit_id="LOCAL",
        person_id="officer-local",
        start=before.event.opens,
        end=before.event.closes,
    )
    answers = FieldLead(field=Field.PROTECTEES, unit_id="AGENCY")
    merged: list[Row] = [
        UnitPlan(plan_id="LOCAL", title="Local plan", field=Field.PROTECTEES, unit_id="LOCAL"),
        Channel(plan_id="LOCAL", channel="L1", net_id="NET-LOCAL"),
        *(
            Radio(radio_id=post, net_id="NET-LOCAL", post_id=post, unit_id="LOCAL")
            for post in ("FENCE", "ROOF")
        ),
    ]

    mended = put(before, guard, heard, seated, answers, *merged)
    words = [
        *said("butler-2024"),
        word(mended, ("posts", "ROOF"), AttestationKind.ACCEPTED, "officer-local"),
        word(mended, ("controls", "SCREEN"), AttestationKind.VERIFIED, "officer-agency"),
        word(mended, ("plans", "LOCAL"), AttestationKind.APPROVED, "reader"),
        word(mended, ("radios", "FENCE"), AttestationKind.VERIFIED, "officer-local"),
        word(mended, ("radios", "ROOF"), AttestationKind.VERIFIED, "officer-local"),
    ]

    # The one local officer left now stands on the roof and along the fence: they lacked people.
    assert places(findings(mended, words)) == {("C-53", "persons", "officer-local", "", "critical")}


def test_nara_is_mended_when_somebody_takes_the_rear_and_another_unit_reads_the_plan():
    before = plan("nara-2022")
    centre = Unit(unit_id="CENTRE", name="Central agency", kind=UnitKind.POLICE)
    reader = Person(person_id="reader", unit_id="CENTRE", powers=(Power.APPROVE_PLAN,))
    back = changed(before, "sectors", "MOVED", bearing_from_deg=150, bearing_to_deg=210)

    mended = put(before, back, centre, reader)
    words = [
        *said("nara-2022"),
        word(mended, ("plans", "SPEECH"), AttestationKind.VERIFIED, "officer-police"),
        word(mended, ("plans", "SPEECH"), AttestationKind.APPROVED, "reader"),
    ]

    assert findings(mended, words) == ()
    assert {each.code for each in findings(mended, said("nara-2022"))} == {"C-21", "C-22"}


def test_manchester_is_mended_by_one_card_that_all_have_read():
    before = plan("manchester-2017")
    point = Rendezvous(rendezvous_id="FCP", name="Forward", kind=RendezvousKind.FCP)
    cards = [
        ContingencyCard(contingency_id="ATTACK", unit_id=unit, rvp_id="RVP-A", fcp_id="FCP")
        for unit in ("AMBULANCE", "FIRE", "POLICE")
    ]

    mended = put(before, point, *cards)
    words = [
        word(
            mended,
            ("contingency_cards", f"ATTACK|{card.unit_id}"),
            AttestationKind.ACKNOWLEDGED,
            f"officer-{card.unit_id.lower()}",
        )
        for card in cards
    ]

    assert findings(mended, [*said("manchester-2017"), *words]) == ()
    assert len(findings(mended, [*said("manchester-2017"), *words[1:]])) == 1


def test_hamburgs_recall_once_entered_names_the_gates_it_did_not_reach():
    before = plan("hamburg-2017")
    recalls = [
        word(
            before,
            ("list_versions", f"REVOKED|{number}"),
            AttestationKind.RECALLED,
            "recall-desk",
            before.event.opens,
        )
        for number in (1, 2)
    ]

    found = findings(before, recalls)

    assert {(each.key, each.case) for each in found if each.code == "C-31"} == {
        ("REVOKED", "none"),
        *(
            (f"REVOKED|{number}|{gate}", "recall-not-acknowledged")
            for number in (1, 2)
            for gate in ("PRESS-CENTRE", "SERVICE")
        ),
    }


def test_washington_is_mended_by_somebody_of_the_office_with_the_list_at_each_checkpoint():
    before = plan("washington-2009")
    gates = before.rows(Gate)
    block = {"not_on_list": NotOnList.BLOCK_AND_LOG, "contact_id": "OFFICE"}
    rows: list[Row] = [
        Contact(
            contact_id="OFFICE",
            office="Office that invites",
            unit_id="HOUSEHOLD",
            phone="invented",
            hours="During the dinner",
        ),
        ListCopy(list_id="GUEST", version=1, gate_id="LAST"),
        changed(before, "gates", "FIRST", **block),
        changed(
            before, "gates", "LAST", device="Names", decision_rule="On the list of guests", **block
        ),
    ]
    for gate_id, gate in gates.items():
        desk = changed(
            before,
            "posts",
            f"GUARD-{gate_id}",
            post_id=f"OFFICE-{gate_id}",
            owner_unit_id="HOUSEHOLD",
        )
        person = f"usher-{gate_id.lower()}"
        rows += [
            desk,
            Person(person_id=person, unit_id="HOUSEHOLD"),
            Shift(
                post_id=f"OFFICE-{gate_id}",
                start=gate.opens,
                end=gate.closes,
                person_id=person,
                unit_id="HOUSEHOLD",
            ),
            Radio(radio_id=person, net_id="NET", post_id=f"OFFICE-{gate_id}", unit_id="HOUSEHOLD"),
        ]

    mended = put(before, FieldLead(field=Field.PROTECTEES, unit_id="GUARD"), *rows)
    words = [
        *said("washington-2009"),
        word(
            mended, ("list_copies", "GUEST|1|LAST"), AttestationKind.ACKNOWLEDGED, "officer-guard"
        ),
        *(
            word(
                mended,
                ("radios", f"usher-{gate.lower()}"),
                AttestationKind.VERIFIED,
                "planner-guard",
            )
            for gate in gates
        ),
    ]

    assert findings(mended, words) == ()


def test_brisbane_is_mended_by_a_lock_a_named_office_and_a_word_to_those_concerned():
    before = plan("brisbane-2014")

    mended = put(
        before,
        changed(before, "lists", "LEADERS", shows=("yes/no",)),
        changed(
            before,
            "exports",
            "LEADERS",
            audience=Marking.RED,
            encrypted=True,
            recipient="Host's protocol",
            recipient_office="Host's protocol",
            legal_basis="Issue of visas",
        ),
    )
    words = [
        word(mended, ("exports", "LEADERS"), AttestationKind.APPROVED, "exchange-desk"),
        word(mended, ("breaches", "WRONG-ADDRESS"), AttestationKind.ISSUED, "officer-visa"),
    ]

    assert findings(mended, words) == ()
    assert {each.code for each in findings(mended, words[:1])} == {"C-41"}


def test_torontos_commanders_are_mended_and_its_lost_months_are_not():
    before = plan("toronto-2010")
    commanders = ("commander-field", "commander-incident")
    practised = before.event.opens - timedelta(days=30)
    exercise = Exercise(
        exercise_id="DISORDER",
        title="Disorder in the city centre",
        kind=ExerciseKind.COMMAND_POST,
        start=practised,
        end=practised + timedelta(hours=8),
        risk_ids=("DISORDER",),
        unit_ids=("POLICE",),
        person_ids=commanders,
        owner_unit_id="POLICE",
    )

    mended = put(before, exercise)
    words = [
        *said("toronto-2010"),
        word(mended, ("exercises", "DISORDER"), AttestationKind.EXERCISED, "officer-police"),
        word(mended, ("plans", "ORDER"), AttestationKind.ACKNOWLEDGED, "commander-incident"),
        word(mended, ("command_posts", "FIELD"), AttestationKind.ACKNOWLEDGED, "commander-field"),
    ]

    assert [(each.code, each.key) for each in findings(mended, words)] == [("C-42", "SUMMIT")]
