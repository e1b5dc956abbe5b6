"""Partners and what is handed to them, rights beyond the category, what earlier events taught."""

from cities.moments import Book, at
from cities.organisation import commander

BASIS = "Act on international events, section 12 (invented)"
RIVER = "PN-RIVER"
LIMITS = {
    "days_in_row_max": 6,
    "queue_minutes_max": 12,
    "span_of_control_max": 5,
    "week_hours_max": 48,
    "weekly_rest_hours_min": 35,
}


def add_exchange(book: Book) -> None:
    """Add a partner, requests with their answers, an export for it, and a breach that was told."""
    book.add(
        "partners",
        partner_id=RIVER,
        name="Police of the River States (invented)",
        cleared="TLP:AMBER",
        agreement="Agreement on police work (invented)",
        owner_unit_id="PROTO",
    )
    for key, title, direction, due in (
        ("IR-1", "Which trains cross the border on the two days?", "out", "24T12:00"),
        ("IR-2", "Which hospitals take in burns?", "in", "25T12:00"),
    ):
        book.add(
            "information_requests",
            information_request_id=key,
            title=title,
            partner_id=RIVER,
            direction=direction,
            due=at(due),
            owner_unit_id="PROTO",
        )
    book.add(
        "exports",
        export_id="XP-RIVER",
        name="Hospitals",
        recipient="Police of the River States (invented)",
        audience="TLP:AMBER",
        contents=["hospitals"],
        owner_unit_id="PROTO",
        encrypted=True,
        recipient_office="Liaison office",
        legal_basis=BASIS,
    )
    for key, direction, when, export, request in (
        ("EC-1", "in", "24T10:00", None, "IR-1"),
        ("EC-2", "out", "25T10:00", "XP-RIVER", "IR-2"),
    ):
        book.add(
            "exchanges",
            exchange_id=key,
            partner_id=RIVER,
            direction=direction,
            at=at(when),
            mark="TLP:AMBER",
            export_id=export,
            information_request_id=request,
            person_id=None if export is None else commander("PROTO"),
        )
    book.add(
        "breaches",
        breach_id="BR-1",
        title="A seating plan lay on a printer (invented)",
        found=at("25T09:00"),
        notify_by=at("27T09:00"),
        persons=4,
        owner_unit_id="CYBER",
    )


def add_rights(book: Book) -> None:
    """Add a right beyond the category, and two badges that no longer open a gate."""
    book.add(
        "access_rights",
        participant_id="PA-0601",
        zone_id="Z-OPERA",
        reason="Sets up the lights of the pool",
        sponsor_unit_id="PRESS",
        start=at("29T12:00"),
        end=at("29T15:00"),
    )
    for number, (participant, reason) in enumerate(
        (("PA-0610", "lost-badge"), ("PA-0022", "function-ended")), start=1
    ):
        book.add(
            "revocations",
            revocation_id=f"RV-{number}",
            participant_id=participant,
            decided=at("26T10:00"),
            reason=reason,
            decider_id=commander("ACCRED"),
            review=at("30T20:00"),
            expires=at("04-10T00:00"),
            told=True,
        )


def add_lessons(book: Book) -> None:
    """Add what an earlier summit taught, and a limit and minimum that the host set itself."""
    book.add(
        "lessons",
        lesson_id="late-gate",
        title="Gates opened late",
        source="Summit of the Ten, 2029 (invented)",
        what="The crowd stood in the road until the gates opened.",
        field="accreditation",
        owner_unit_id="ACCRED",
        due=at("26T12:00"),
    )
    book.add(
        "lesson_checks",
        lesson_id="late-gate",
        table="gates",
        sentence="Gate {key} has fewer than two lanes.",
        remedy="Open a second lane.",
        must_column="lanes",
        must_operator="at-least",
        must_value="2",
    )
    for limit, value in LIMITS.items():
        book.add("limits", limit_id=limit, value=value, source="Order of the host (invented)")
