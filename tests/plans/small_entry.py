"""The small plan: accreditation, gates, press, exchange, records."""

from collections.abc import Callable

from summitry.plan.access import (
    Arrival,
    Count,
    Export,
    Gate,
    ListCopy,
    Outlet,
    Participant,
)
from summitry.plan.accreditation import (
    AccessRight,
    BadgeType,
    Desk,
    GateReader,
    Revocation,
    ZoneRight,
)
from summitry.plan.attestation import AttestationKind
from summitry.plan.exchange import Breach, Exchange, InformationRequest, Partner, Record
from summitry.plan.press import Pool, PoolMember, PressPlace, PressPosition
from summitry.plan.readiness import Asset
from summitry.plan.table import Row, table_of
from summitry.plan.terms import Marking
from tests.plans.small_moments import at

Said = tuple[AttestationKind, str, dict[str, object]]
_A = AttestationKind

BY_KEY: dict[str, list[Said]] = {
    "RV-2": [(_A.APPROVED, "N-U-2", {}), (_A.VERIFIED, "N-U-1", {})],
    "POOL-1": [(_A.ISSUED, "N-U-1", {})],
    "POOL-2": [(_A.ISSUED, "N-U-1", {})],
    "IR-1": [(_A.APPROVED, "N-U-1", {}), (_A.APPROVED, "N-U-2", {})],
    "IR-2": [(_A.ISSUED, "N-U-1", {})],
    "IR-3": [
        (_A.APPROVED, "N-U-1", {"second_by": "N-U-2"}),
        (_A.RETURNED, "N-U-1", {}),
        (_A.ISSUED, "N-U-1", {}),
    ],
    "BR-2": [(_A.ISSUED, "N-U-1", {})],
    "RE-3": [(_A.DELETED, "N-U-1", {})],
    "RE-1": [(_A.VERIFIED, "N-U-1", {})],
    "RE-2": [(_A.VERIFIED, "N-U-1", {})],
}


def by_key(row: Row) -> list[Said]:
    return BY_KEY.get(table_of(row).key_of(row), [])


SAID: dict[type[Row], Callable[[Row], list[Said]]] = {
    Export: lambda _: [(AttestationKind.APPROVED, "N-U-1", {})],
    Revocation: by_key,
    Pool: by_key,
    InformationRequest: by_key,
    Breach: by_key,
    Record: by_key,
}
"""What is said of the rows: kind, by whom, and other cells."""


def gates() -> list[Row]:
    rows: list[Row] = []
    for number in (1, 2):
        rows.append(
            Gate(
                gate_id=f"G-{number}",
                name=f"Gate {number}",
                zone_id="Z-1",
                lanes=4,
                lane_persons_per_hour=180,
                opens=at(-3),
                closes=at(2),
                item_id="I-open",
                owner_unit_id="U-1",
                device="Reader with a signed list",
                decision_rule="On the list, and the photo is the holder's",
                not_on_list="block-and-log",
                contact_id="CT-desk",
                # The second has no place yet: both are let through.
                x_m=-40.0 if number == 1 else None,
                y_m=10.0 if number == 1 else None,
            )
        )
        rows += [ListCopy(list_id="LI-1", version=v, gate_id=f"G-{number}") for v in (1, 2)]
        rows += [
            Arrival(
                gate_id=f"G-{number}", start=at(-2 + step / 4), end=at(-1.75 + step / 4), persons=p
            )
            for step, p in enumerate((60, 120, 190, 200, 120, 50))
        ]
    return rows


def accreditation() -> list[Row]:
    return [
        ZoneRight(category="delegate", zone_id="Z-1", reason="Takes part"),
        ZoneRight(category="press", zone_id="Z-1", reason="Reports"),
        AccessRight(
            participant_id="PA-1",
            zone_id="Z-1",
            reason="Sets up the evening before",
            sponsor_unit_id="U-1",
            start=at(-20),
            end=at(-10),
        ),
        Count(
            count_id="CO-3",
            category="delegate",
            zone_id="Z-1",
            stage="registered",
            persons=1_320,
            as_of=at(-48),
        ),
        Desk(
            desk_id="DK-1",
            name="Delegates",
            site_id="hotel",
            start=at(-12),
            end=at(-1),
            counters=4,
            persons_per_hour=40,
            categories=("delegate",),
            owner_unit_id="U-1",
        ),
        Desk(
            desk_id="DK-2",
            name="Everybody",
            site_id="hall",
            start=at(-12),
            end=at(2),
            counters=1,
            persons_per_hour=40,
            owner_unit_id="U-1",
        ),
        BadgeType(badge_type_id="BT-1", name="Badge", categories=("delegate", "press")),
        GateReader(gate_id="G-1", badge_type_id="BT-1"),
        GateReader(gate_id="G-2", badge_type_id="BT-1"),
    ]


def revocations() -> list[Row]:
    return [
        Participant(participant_id="PA-3", category="press", outlet_id="OU-2", badge="B-3"),
        Revocation(
            revocation_id="RV-1",
            participant_id="PA-3",
            decided=at(-70),
            reason="lost-badge",
            decider_id="N-U-1",
            review=at(50),
            expires=at(200),
            told=True,
        ),
        Revocation(
            revocation_id="RV-2",
            participant_id="PA-2",
            decided=at(-70),
            reason="function-ended",
            decider_id="N-U-1",
            review=at(-30),
            expires=at(200),
            told=True,
        ),
    ]


def press() -> list[Row]:
    return [
        Outlet(outlet_id="OU-2", name="Courier", foreign=True),
        PressPosition(
            press_position_id="PP-1",
            name="Riser",
            kind="camera-riser",
            places=40,
            item_id="I-open",
            zone_id="Z-1",
            gate_id="G-1",
            called=at(-3),
            swept=at(-2),
            doors=at(-1),
            owner_unit_id="U-1",
        ),
        PressPlace(press_position_id="PP-1", outlet_id="OU-1", places=40),
        PressPlace(
            press_position_id="PP-1", outlet_id="OU-2", withdrawn=True, reason="Gave it back"
        ),
        Pool(
            pool_id="POOL-1",
            name="Opening",
            item_id="I-open",
            places=2,
            drawn=at(-26),
            seed="5a17",
            owner_unit_id="U-1",
        ),
        Pool(
            pool_id="POOL-2",
            name="Signing",
            item_id="I-sign",
            places=1,
            drawn=at(-25),
            seed="77c0",
            owner_unit_id="U-1",
        ),
        PoolMember(pool_id="POOL-1", outlet_id="OU-1"),
        PoolMember(pool_id="POOL-1", outlet_id="OU-2"),
        PoolMember(pool_id="POOL-2", outlet_id="OU-2"),
    ]


def request(number: int, **cells: object) -> InformationRequest:
    return InformationRequest(
        information_request_id=f"IR-{number}",
        title="A question",
        partner_id="PN-1",
        owner_unit_id="U-1",
        **cells,
    )


def exchange() -> list[Row]:
    guarded = {
        "on_person": True,
        "legal_basis": "Invented act",
        "purpose": "Safety of a guest",
        "rights_checked": True,
    }
    return [
        Partner(
            partner_id="PN-1",
            name="Invented service",
            cleared=Marking.AMBER,
            agreement="Invented agreement",
            owner_unit_id="U-1",
        ),
        request(1, direction="in", due=at(10), return_by=at(100), **guarded),
        request(2, direction="out", due=at(-40)),
        request(3, direction="out", due=at(-40), return_by=at(-30), **guarded),
        request(4, direction="out", due=at(-36)),
        Exchange(
            exchange_id="EC-1",
            partner_id="PN-1",
            direction="out",
            at=at(-50),
            mark=Marking.AMBER,
            export_id="XP-2",
            information_request_id="IR-1",
            person_id="N-U-1",
        ),
        Exchange(
            exchange_id="EC-2",
            partner_id="PN-1",
            direction="in",
            at=at(-45),
            mark=Marking.GREEN,
            information_request_id="IR-4",
        ),
        Export(
            export_id="XP-2",
            name="Answer",
            recipient="Invented service",
            audience=Marking.AMBER,
            contents=("participants",),
            owner_unit_id="U-1",
            encrypted=True,
            recipient_office="Liaison office",
            legal_basis="Invented act",
        ),
    ]


def records() -> list[Row]:
    return [
        Breach(
            breach_id="BR-1",
            title="A list was left behind",
            found=at(-60),
            notify_by=at(-20),
            persons=3,
            owner_unit_id="U-1",
        ),
        Breach(
            breach_id="BR-2",
            title="A message went astray",
            found=at(-90),
            notify_by=at(-50),
            owner_unit_id="U-1",
        ),
        Asset(
            asset_id="AS-copy",
            name="Store that only adds",
            kind="other",
            critical=False,
            site_id="hotel",
            playbook_id="CY-1",
            owner_unit_id="U-1",
        ),
        *(
            Record(
                record_id=f"RE-{number}",
                name=f"Record {number}",
                kind=kind,
                personal=number > 1,
                keep_until=at(until),
                copy_asset_id="AS-copy",
                owner_unit_id="U-1",
            )
            for number, kind, until in (
                (1, "journal", 9_000),
                (2, "applications", 100),
                (3, "scans", -30),
            )
        ),
    ]


def rows() -> list[Row]:
    return [*gates(), *accreditation(), *revocations(), *press(), *exchange(), *records()]
