"""The small plan: conference, interpretation, precedence, reception, image, treaty."""

from collections.abc import Callable
from datetime import date

from summitry.plan.attestation import AttestationKind
from summitry.plan.conference import (
    Booth,
    BoothDuty,
    Courtesy,
    CourtesyKind,
    Document,
    Feed,
    Seat,
    Speaker,
    Translation,
)
from summitry.plan.organisation import Person
from summitry.plan.outreach import Outreach
from summitry.plan.places import Room
from summitry.plan.programme import Delegation, Item, Principal
from summitry.plan.reception import Bilateral, Gift, LiaisonOfficer
from summitry.plan.table import Row
from summitry.plan.treaty import Act, Article, ContactPoint, Provision, State, Treaty
from tests.plans.small_moments import at

Said = tuple[AttestationKind, str, dict[str, object]]
DELEGATIONS = ("DE-1", "DE-2")
LANGUAGES = ("ar", "en", "es", "fr")


def _once(kind: AttestationKind, by: str) -> Callable[[Row], list[Said]]:
    return lambda _: [(kind, by, {})]


SAID: dict[type[Row], Callable[[Row], list[Said]]] = {
    Document: _once(AttestationKind.ISSUED, "N-U-1"),
    Translation: _once(AttestationKind.COMPLETED, "N-U-3"),
    Feed: _once(AttestationKind.VERIFIED, "N-U-1"),
    Courtesy: _once(AttestationKind.VERIFIED, "N-U-2"),
    Gift: _once(AttestationKind.VERIFIED, "N-U-2"),
    Outreach: _once(AttestationKind.VERIFIED, "N-U-3"),
    ContactPoint: _once(AttestationKind.ISSUED, "N-U-1"),
}
"""What is said of the rows: kind, by whom, and other cells."""


def rows() -> list[Row]:
    return [
        *delegations(),
        *conference(),
        *broadcast(),
        *interpreters(),
        *orders(),
        *reception(),
        *treaty(),
        *law(),
    ]


def delegations() -> list[Row]:
    return [
        *(
            Delegation(
                delegation_id=f"DE-{number}",
                name=name,
                members=20,
                liaison_unit_id="U-2",
                hotel_site_id="hotel" if number == 1 else None,
                head_principal_id=f"PR-{number}",
                languages=(language,),
            )
            for number, name, language in ((1, "A", "fr"), (2, "B", "es"))
        ),
        *(
            Principal(
                principal_id=f"PR-{number}",
                office="President",
                delegation_id=f"DE-{number}",
                rank="head-of-state",
                protected=True,
            )
            for number in (1, 2)
        ),
    ]


def conference() -> list[Row]:
    return [
        Room(room_id="R-4", name="Conference room", site_id="hall", capacity_max=200),
        Item(
            item_id="I-talks",
            title="Plenary",
            kind="plenary",
            room_id="R-4",
            start=at(8),
            end=at(9),
            headcount=180,
            languages=LANGUAGES,
            precedence="rank-then-alphabet",
            broadcast=True,
            owner_unit_id="U-1",
        ),
        Item(
            item_id="I-briefing",
            title="Briefing",
            kind="side-event",
            room_id="R-4",
            start=at(9),
            end=at(9.5),
            languages=("en", "vi"),
            precedence="lot",
            owner_unit_id="U-1",
        ),
        Document(
            document_id="DC-1",
            title="Draft statement",
            item_id="I-talks",
            original="en",
            languages=LANGUAGES,
            due=at(-26),
            owner_unit_id="U-1",
        ),
        *(
            Translation(document_id="DC-1", language=language, due=at(-27), unit_id="U-3")
            for language in ("ar", "es", "fr")
        ),
        Outreach(
            outreach_id="OT-1",
            title="Exhibition",
            kind="exhibition",
            objective_id="O-1",
            site_id="hall",
            start=at(-1),
            end=at(9),
            due=at(-25),
            owner_unit_id="U-3",
        ),
    ]


def broadcast() -> list[Row]:
    cells = {"item_id": "I-talks", "tested_by": at(-25), "owner_unit_id": "U-1"}
    return [
        Feed(feed_id="FE-1", kind="clean-picture", backup_feed_id="FE-2", **cells),
        Feed(feed_id="FE-2", kind="clean-picture", **cells),
        *(
            Feed(feed_id=f"FE-{language}", kind="language-sound", language=language, **cells)
            for language in LANGUAGES
        ),
    ]


def interpreters() -> list[Row]:
    """Return booths of two interpreters, of three where a booth works both ways."""
    found: list[Row] = []
    for language in LANGUAGES:
        both = language == "ar"
        found.append(
            Booth(
                booth_id=f"BO-{language}",
                room_id="R-4",
                language=language,
                both_ways=both,
                owner_unit_id="U-3",
            )
        )
        for number in range(1, 4 if both else 3):
            name = f"N-{language}-{number}"
            speaks = tuple(sorted({"en", language}))
            found += [
                Person(person_id=name, unit_id="U-3", languages=speaks),
                BoothDuty(booth_id=f"BO-{language}", person_id=name, start=at(8), end=at(9)),
            ]
    found += [
        Booth(
            booth_id="BO-vi",
            room_id="R-4",
            language="vi",
            both_ways=True,
            owner_unit_id="U-3",
        ),
        Person(person_id="N-vi-1", unit_id="U-3", languages=("en", "vi")),
        BoothDuty(booth_id="BO-vi", person_id="N-vi-1", start=at(9), end=at(9.5)),
    ]
    # For two languages and half an hour one interpreter is enough, and the English booth is used.
    found.append(BoothDuty(booth_id="BO-en", person_id="N-en-1", start=at(9), end=at(9.5)))
    return found


def orders() -> list[Row]:
    found: list[Row] = []
    for place, delegation in enumerate(DELEGATIONS, start=1):
        found += [
            Speaker(
                item_id="I-talks",
                place=place,
                delegation_id=delegation,
                principal_id=f"PR-{place}",
                minutes=20,
            ),
            Seat(item_id="I-talks", place=place, delegation_id=delegation),
            Speaker(item_id="I-briefing", place=place, delegation_id=delegation, lot=place * 3),
        ]
        for item in ("I-talks", "I-briefing", "I-sign"):
            for kind in (CourtesyKind.NAME_PLATE, CourtesyKind.FLAG):
                found.append(
                    Courtesy(
                        courtesy_id=f"CO-{item}-{delegation}-{kind}",
                        kind=kind,
                        delegation_id=delegation,
                        item_id=item,
                        due=at(-25),
                        owner_unit_id="U-2",
                    )
                )
    return found


def reception() -> list[Row]:
    both = ("PR-1", "PR-2")
    return [
        Item(
            item_id="I-bilat",
            title="Bilateral",
            kind="bilateral",
            room_id="R-3",
            start=at(7.2),
            end=at(7.5),
            principal_ids=both,
            owner_unit_id="U-1",
        ),
        Person(person_id="N-both", unit_id="U-3", languages=("es", "fr")),
        Bilateral(
            bilateral_id="BI-1",
            item_id="I-bilat",
            delegation_id="DE-1",
            other_delegation_id="DE-2",
            languages=("es", "fr"),
            interpreter_ids=("N-both",),
            owner_unit_id="U-2",
        ),
        Gift(
            gift_id="GI-1",
            name="Bowl",
            delegation_id="DE-1",
            item_id="I-bilat",
            due=at(-25),
            owner_unit_id="U-2",
        ),
        *(
            LiaisonOfficer(
                delegation_id=delegation, person_id=f"N-lo-{number}", start=at(-12), end=at(12)
            )
            for number, delegation in enumerate(DELEGATIONS, start=1)
        ),
        Person(person_id="N-lo-1", unit_id="U-2", languages=("en", "fr")),
        Person(person_id="N-lo-2", unit_id="U-2", languages=("en", "es")),
    ]


def treaty() -> list[Row]:
    return [
        Treaty(
            treaty_id="TR-1",
            title="Convention",
            opens=at(-2),
            closes=at(9_000),
            instruments_min=2,
            days_after=90,
            depositary="Secretary-General",
            source="invented",
            owner_unit_id="U-2",
        ),
        State(state_id="FR", name="A", delegation_id="DE-1"),
        State(state_id="ES", name="B", delegation_id="DE-2"),
        Act(
            act_id="AC-1",
            treaty_id="TR-1",
            state_id="FR",
            kind="signature",
            day=date(2025, 10, 25),
            source="invented",
        ),
        Act(
            act_id="AC-2",
            treaty_id="TR-1",
            state_id="FR",
            kind="ratification",
            day=date(2025, 12, 1),
            source="invented",
        ),
    ]


def law() -> list[Row]:
    return [
        Article(treaty_id="TR-1", number=7, title="Access", asks_law=True, verified=True),
        Article(treaty_id="TR-1", number=8, title="Interception", asks_law=True),
        Article(
            treaty_id="TR-1",
            number=41,
            title="Network",
            asks_contact=True,
            around_the_clock=True,
        ),
        Provision(
            provision_id="PV-7",
            treaty_id="TR-1",
            article=7,
            law="Act A, section 3",
            conformity="conforms",
            owner_unit_id="U-3",
        ),
        Provision(
            provision_id="PV-8",
            treaty_id="TR-1",
            article=8,
            conformity="missing",
            action="Draft a bill",
            due=at(2_000),
            owner_unit_id="U-3",
        ),
        ContactPoint(
            contact_point_id="CT-41",
            treaty_id="TR-1",
            article=41,
            office="Network desk",
            around_the_clock=True,
            notify_by=at(-25),
            owner_unit_id="U-3",
        ),
    ]
