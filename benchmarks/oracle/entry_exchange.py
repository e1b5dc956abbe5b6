"""Exports, exchange with partners, breaches and records, looked at one row at a time."""

from typing import Any

from benchmarks.oracle.access import HEIGHTS
from benchmarks.oracle.entry_access import Found, settled
from benchmarks.oracle.world import Judgement, World
from summitry.kit.time import seconds_of

ABOUT_PERSONS = (
    "access_rights",
    "attestations",
    "information_requests",
    "liaison_officers",
    "participants",
    "people",
    "person_qualifications",
    "persons",
    "revocations",
    "shifts",
    "wishes",
)
NOT_BY_DEFAULT = (
    "delegations",
    "outlets",
    "participants",
    "people",
    "pool_members",
    "press_places",
    "principals",
    "signatories",
)


def _anyone(_: Any) -> bool:
    return True


def _may_exchange(person: Any) -> bool:
    return "decide-exchange" in person.powers


def exports(world: World, _: Any) -> Judgement:
    """C-40: personal data leaves encrypted, to an office, on a basis; the guarded only released."""
    found: Found = {}
    for row in world.rows("exports"):
        atoms: set[tuple[Any, ...]] = set()
        released = world.said_by(row, "approved", _may_exchange)
        for entry in row.contents:
            table = entry.split(".")[0]
            if table in ABOUT_PERSONS:
                atoms |= {("open", entry)} if not row.encrypted else set()
                atoms |= {("office", entry)} if not row.recipient_office.strip() else set()
                atoms |= {("basis", entry)} if not row.legal_basis.strip() else set()
            if table in NOT_BY_DEFAULT and not released:
                atoms.add(("release", entry))
        found["exports", row.export_id] = atoms
    return settled(found)


def breaches(world: World, _: Any) -> Judgement:
    """C-41: those whose data leaked are told within the hours."""
    found: Found = {}
    for row in world.rows("breaches"):
        atoms: set[tuple[Any, ...]] = set()
        if row.persons != 0 and not world.said_by(row, "issued", _anyone):
            latest = seconds_of(row.found) + world.limit("breach_notify_hours_max") * 3600
            clock = latest if row.notify_by is None else seconds_of(row.notify_by)
            if seconds_of(world.at) >= min(clock, latest):
                atoms.add(("not told",))
            elif row.notify_by is None:
                atoms.add(("no clock",))
            elif clock > latest:
                atoms.add(("too late",))
        found["breaches", row.breach_id] = atoms
    return settled(found)


def copies(world: World, _: Any) -> Judgement:
    """C-49: what is kept has a copy that nobody can change, and that somebody has read back."""
    found: Found = {}
    for row in world.rows("records"):
        atoms: set[tuple[Any, ...]] = set()
        if not world.said_by(row, "deleted", _anyone):
            if row.copy_asset_id is None:
                atoms.add(("no copy",))
            elif not world.said_by(row, "verified", _anyone):
                atoms.add(("untried",))
        found["records", row.record_id] = atoms
    return settled(found)


def retention(world: World, _: Any) -> Judgement:
    """C-85: nothing is kept beyond its date, and personal data has one."""
    found: Found = {}
    for row in world.rows("records"):
        atoms: set[tuple[Any, ...]] = set()
        if not world.said_by(row, "deleted", _anyone):
            if row.keep_until is None:
                atoms |= {("no date",)} if row.personal else set()
            elif row.keep_until <= world.at:
                atoms.add(("kept",))
        found["records", row.record_id] = atoms
    return settled(found)


def exchanges(world: World, _: Any) -> Judgement:
    """C-186: what goes to a partner is within its clearance, marked, recorded, by somebody."""
    found: Found = {}
    for row in world.rows("exchanges"):
        atoms: set[tuple[Any, ...]] = set()
        partner = world.get("partners", row.partner_id)
        cleared = len(HEIGHTS) if partner is None else HEIGHTS.index(partner.cleared)
        if row.mark is None:
            atoms.add(("unmarked",))
        if row.direction == "out":
            export = world.get("exports", row.export_id)
            if row.mark is not None and HEIGHTS.index(row.mark) > cleared:
                atoms.add(("above", row.mark))
            if export is not None and HEIGHTS.index(export.audience) > cleared:
                atoms.add(("export above", export.audience))
            atoms |= {("no export",)} if row.export_id is None else set()
            atoms |= {("no hand",)} if row.person_id is None else set()
            if partner is not None and not partner.agreement.strip():
                found["partners", row.partner_id] = {("agreement",)}
        found["exchanges", row.exchange_id] = atoms
    return settled(found)


def answers(world: World, _: Any) -> Judgement:
    """C-187: requests are answered by their date."""
    found: Found = {}
    for row in world.rows("information_requests"):
        answered = world.said_by(row, "issued", _anyone) or any(
            each.information_request_id == row.information_request_id and each.at <= world.at
            for each in world.rows("exchanges")
        )
        atoms: set[tuple[Any, ...]] = set()
        if not answered and row.due is None:
            atoms.add(("no date",))
        elif not answered and row.due <= world.at:
            atoms.add(("overdue",))
        found["information_requests", row.information_request_id] = atoms
    return settled(found)


def guarded(world: World, _: Any) -> Judgement:
    """C-188: a request on a named person has every safeguard and two who decided."""
    found: Found = {}
    for row in world.rows("information_requests"):
        atoms: set[tuple[Any, ...]] = set()
        if row.on_person:
            atoms |= {("basis",)} if not row.legal_basis.strip() else set()
            atoms |= {("purpose",)} if not row.purpose.strip() else set()
            atoms |= {("rights",)} if not row.rights_checked else set()
            atoms |= {("return",)} if row.return_by is None else set()
            signed = set()
            for word in world.said(row, "approved"):
                signed |= {word.by, word.second_by}
            deciders = [
                person
                for person in world.rows("persons")
                if person.person_id in signed and _may_exchange(person)
            ]
            atoms |= {("decider", n) for n in range(2 - len(deciders))}
        found["information_requests", row.information_request_id] = atoms
    return settled(found)


def returned(world: World, _: Any) -> Judgement:
    """C-189: data on a named person goes back or is deleted by its date, and none comes after."""
    found: Found = {}
    for row in world.rows("information_requests"):
        gone = any(world.said_by(row, kind, _anyone) for kind in ("returned", "deleted"))
        due = row.on_person and row.return_by is not None and row.return_by <= world.at
        atoms: set[tuple[Any, ...]] = {("kept",)} if due and not gone else set()
        found["information_requests", row.information_request_id] = atoms
    for row in world.rows("exchanges"):
        request = world.get("information_requests", row.information_request_id)
        limit = request.return_by if request is not None and request.on_person else None
        late = limit is not None and row.at >= limit
        found["exchanges", row.exchange_id] = {("after",)} if late else set()
    return settled(found)
