"""Failures of the past with crowds, mended: ways, gates, posts, badges."""

from datetime import timedelta

from summitry.plan.access import Arrival, Gate
from summitry.plan.accreditation import GateReader
from summitry.plan.attestation import AttestationKind
from summitry.plan.communications import Radio
from summitry.plan.governance import FieldLead
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person
from summitry.plan.perimeter import Seam
from summitry.plan.posts import Shift
from summitry.plan.readiness import Exercise, ExerciseKind, Measured, Trigger
from summitry.plan.risks import Contingency, ContingencyCard, Rendezvous
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Field, RendezvousKind
from tests.plans.history import changed, findings, plan, put, said, word

HOUR = timedelta(hours=1)
STEWARDS = {"APPROACH": 8, "STEP-FREE": 1}
"""Posts that Wembley lacked, and how many hold each."""


def test_paris_is_mended_by_a_second_way_readers_for_both_and_one_who_answers():
    before = plan("paris-2022")
    comes = {"SEARCH-RAMP": 6_000, "SEARCH-WIDE": 12_000}
    arrivals = [
        Arrival(
            gate_id=gate_id, start=gate.opens, end=gate.opens + 1.5 * HOUR, persons=comes[gate_id]
        )
        for gate_id, gate in before.rows(Gate).items()
        if gate_id in comes
    ]
    elsewhere = {"SEARCH-RAMP": "SEARCH-WIDE", "SEARCH-WIDE": "SEARCH-RAMP"}
    triggers = [
        Trigger(
            trigger_id=gate,
            title="The queue grows",
            measured=Measured.QUEUE_MINUTES,
            threshold=10,
            action="Hold people back and send them to another gate",
            gate_id=gate,
            diversion_gate_ids=(elsewhere.get(gate, "SEARCH-WIDE"),),
            owner_unit_id="ORGANISER",
        )
        for gate in before.rows(Gate)
    ]

    mended = put(
        before,
        changed(before, "flows", "MOST", persons=6_000),
        changed(before, "flows", "FEW", persons=12_000),
        GateReader(gate_id="TURNSTILES", badge_type_id="PAPER"),
        FieldLead(field=Field.VENUES, unit_id="ORGANISER"),
        *arrivals,
        *triggers,
    )

    assert findings(mended, said("paris-2022")) == ()


def test_paris_does_not_grow_well_by_a_wider_ramp_alone():
    before = plan("paris-2022")

    wider = put(before, changed(before, "flow_links", "RAMP", persons_per_hour_max=10_000))

    told = {each.code for each in findings(wider, said("paris-2022"))}
    assert told == {"C-05", "C-06", "C-23", "C-24"}


def test_wembley_is_mended_by_stewards_who_stand_before_the_crowd_comes():
    before = plan("wembley-2021")

    mended = put(
        before,
        *_stewards(before),
        changed(before, "openings", "STEP-FREE", post_id="STEP-FREE"),
        changed(before, "openings", "FIRE-DOOR", locked=True, alarmed=True),
        *_worst_case(before.event),
    )
    words = [
        *said("wembley-2021"),
        *(
            word(mended, ("radios", post), AttestationKind.VERIFIED, "officer-stadium")
            for post in STEWARDS
        ),
        word(mended, ("exercises", "TWICE"), AttestationKind.EXERCISED, "officer-stadium"),
        *(
            word(
                mended,
                ("contingency_cards", f"TWICE|{unit}"),
                AttestationKind.ACKNOWLEDGED,
                f"officer-{unit.lower()}",
            )
            for unit in ("POLICE", "STADIUM")
        ),
    ]

    assert findings(mended, words) == ()


def _stewards(before: Snapshot) -> list[Row]:
    """Return posts on the approach and at the step-free gate, with stewards and radios."""
    event = before.event
    begin = {"APPROACH": event.opens - timedelta(minutes=30), "STEP-FREE": event.opens + 5 * HOUR}
    site = {"APPROACH": "APPROACH", "STEP-FREE": "GROUNDS"}
    rows: list[Row] = []
    for post, headcount in STEWARDS.items():
        stewards = [f"steward-{post.lower()}-{number}" for number in range(1, headcount + 1)]
        cells = {"site_id": site[post], "start": begin[post], "headcount_min": headcount}
        rows += [
            changed(before, "posts", "STEWARDS", post_id=post, **cells),
            Radio(radio_id=post, net_id="NET", post_id=post, unit_id="STADIUM"),
            *(Person(person_id=steward, unit_id="STADIUM") for steward in stewards),
            *(
                Shift(
                    post_id=post,
                    slot=slot,
                    start=begin[post],
                    end=event.closes,
                    person_id=steward,
                    unit_id="STADIUM",
                )
                for slot, steward in enumerate(stewards, start=1)
            ),
        ]
    return rows


def _worst_case(event: Event) -> list[Row]:
    """Return a plan for twice as many people, practised, with points where all meet."""
    units = ("POLICE", "STADIUM")
    practised = event.opens - timedelta(days=7)
    return [
        Contingency(
            contingency_id="TWICE",
            title="Twice as many come as have tickets",
            field=Field.VENUES,
            site_id="APPROACH",
            trigger="More people on the approach than it holds",
            scale=2,
            owner_unit_ids=("STADIUM",),
            agency_unit_ids=units,
        ),
        *(
            Rendezvous(
                rendezvous_id=point, name="Meeting point", kind=RendezvousKind.RVP, site_id=site
            )
            for point, site in {"RVP": "APPROACH", "RVP-INSIDE": "GROUNDS"}.items()
        ),
        Rendezvous(rendezvous_id="FCP", name="Forward", kind=RendezvousKind.FCP),
        *(
            ContingencyCard(contingency_id="TWICE", unit_id=unit, rvp_id="RVP", fcp_id="FCP")
            for unit in units
        ),
        Exercise(
            exercise_id="TWICE",
            title="Twice as many",
            kind=ExerciseKind.TABLE_TOP,
            start=practised,
            end=practised + 2 * HOUR,
            contingency_ids=("TWICE",),
            unit_ids=units,
            owner_unit_id="STADIUM",
        ),
    ]


def test_copenhagen_is_mended_by_fewer_badges_more_counters_and_one_procedure():
    before = plan("copenhagen-2009")
    seam = Seam(
        seam_id="LINE",
        inner_zone_id="INSIDE",
        outer_zone_id="OUTSIDE",
        procedure="Who holds, who is let through, who tells those who wait",
        inner_unit_id="SECRETARIAT",
        outer_unit_id="POLICE",
    )

    mended = put(
        before,
        seam,
        changed(before, "counts", "REGISTERED", persons=15_000),
        changed(before, "counts", "APPROVED", persons=15_000),
        changed(before, "desks", "DESK", counters=33),
    )
    words = [
        word(mended, ("seams", "LINE"), AttestationKind.ACKNOWLEDGED, officer)
        for officer in ("officer-secretariat", "officer-police")
    ]

    assert findings(mended, words) == ()
    assert [each.case for each in findings(mended, words[:1])] == ["not-acknowledged"]


def test_copenhagens_desk_would_have_been_too_slow_for_fifteen_thousand_too():
    before = plan("copenhagen-2009")

    fewer = put(before, changed(before, "counts", "APPROVED", persons=15_000))

    # The desks hand out 3,500 more, as on that Monday; 11,500 of the 15,000 still wait.
    (desk,) = (each for each in findings(fewer) if each.code == "C-36")
    assert {name: desk.facts[name] for name in ("waiting", "capacity")} == {
        "waiting": 11_500,
        "capacity": 3_500,
    }
