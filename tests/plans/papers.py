"""The core of the small plan with what papers show beyond it, and a subject for each kind."""

from collections.abc import Iterable
from datetime import datetime

from summitry.package.package import Package
from summitry.plan.accreditation import AccessRight, Revocation, ZoneRight
from summitry.plan.communications import Channel, Contact
from summitry.plan.medical import Ambulance, Hospital
from summitry.plan.places import Site
from summitry.plan.posts import Post
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row, table_of
from summitry.plan.traffic import Detour, Exemption, PublishedWindow
from summitry.report.formats import Formats
from summitry.report.language import language
from summitry.report.paper.catalogue import coded, document
from summitry.report.paper.document import Document, Kind
from summitry.report.paper.sheet import Printing, Setter, Sheet
from summitry.report.paper.source import Source
from tests.plans import small
from tests.plans.small_entry import gates
from tests.plans.small_moments import NOW, at
from tests.plans.small_protocol import delegations
from tests.plans.small_staff import staff
from tests.plans.small_words import words

DAY = "2025-10-25"
PRINTED = Printing(plan_hash="0123456789abcdef" * 4, printed_at=NOW)

SUBJECTS = {
    Kind.NOTICE: "",
    Kind.POST_CARD: "P-gate1",
    Kind.DUTY: "N-001",
    Kind.ROSTER: "U-1",
    Kind.BRIEF: DAY,
    Kind.CONTACTS: "",
    Kind.GATE_LIST: "G-1",
    Kind.MANIFEST: "M-1",
    Kind.ICS_204: f"U-1|{DAY}",
    Kind.ICS_205: DAY,
    Kind.ICS_206: DAY,
    Kind.ICS_215A: DAY,
}


def extra() -> list[Row]:
    return [
        PublishedWindow(window_id="W-1", segment_id="S-1", start=at(-4), end=at(7)),
        PublishedWindow(window_id="W-2", segment_id="S-1", start=at(6), end=at(8)),
        PublishedWindow(window_id="W-3", segment_id="S-2", start=at(12), end=at(20)),
        Exemption(exemption_id="EX", applies_to="Residents", condition="With a badge"),
        Exemption(exemption_id="EY", applies_to="Buses", segment_ids=("S-1",)),
        Detour(
            detour_id="DT",
            name="North loop",
            closed_segment_ids=("S-1", "S-2"),
            open_segment_ids=("S-3",),
            directions="Follow the yellow signs",
        ),
        Contact(contact_id="K-1", office="Duty officer", unit_id="U-1", phone="+84 24 0000 0000"),
        Channel(
            plan_id="PL-1", channel="RING 1", net_id="N1", receive_mhz=410.0125, tone="NAC 293"
        ),
        Site(site_id="clinic", name="Clinic", kind="hospital"),
        Hospital(hospital_id="H-1", name="City hospital", site_id="hotel", beds_reserved=12),
        Ambulance(ambulance_id="A-1", site_id="hall", start=at(-3), end=at(8), unit_id="U-3"),
        Post(
            post_id="P-ward",
            name="First aid",
            site_id="hall",
            start=at(-3),
            end=at(8),
            field="medical",
            owner_unit_id="U-3",
        ),
        ZoneRight(category="delegate", zone_id="Z-1"),
        AccessRight(participant_id="PA-1", zone_id="Z-1", reason="Pool"),
        Revocation(revocation_id="RV", participant_id="PA-9", decided=at(-40)),
    ]


def package(rows: Iterable[Row] = (), key: bytes = b"") -> Package:
    """Return the plan, rows of the same key put in place of its own."""
    own = [
        *small.mandate(),
        *small.places(),
        *small.risks(),
        *small.radio(),
        *small.programme(),
        *small.movements(),
        *small.access(),
        *gates(),
        *delegations(),
        *staff(),
    ]
    merged = {
        (table_of(row).name, table_of(row).key_of(row)): row for row in (*own, *extra(), *rows)
    }
    return Package(snapshot=Snapshot.of(merged.values()), attestations=words(own), key=key)


def source(rows: Iterable[Row] = (), key: bytes = b"", at_moment: datetime = NOW) -> Source:
    return Source(package(rows, key), at=at_moment)


def sheet(paper: Document, code: str = "en", plan: Source | None = None) -> Sheet:
    made_from = plan or source()
    setter = Setter(Formats(language(code), made_from.zone), made_from.event.opens)
    return setter.sheet(paper, coded(made_from, paper), PRINTED)


def sheet_of(kind: Kind, rows: Iterable[Row] = (), code: str = "en") -> Sheet:
    plan = source(rows)
    return sheet(document(plan, kind, SUBJECTS[kind]), code, plan)


def told(shown: Sheet) -> str:
    """Return everything that stands on the sheet."""
    parts = [shown.title, shown.heading, shown.event]
    for part in shown.parts:
        parts += [part.heading, *part.columns, part.empty if not part.rows else ""]
        parts += [line for row in part.rows for cell in row for line in cell.lines]
    return "\n".join(parts)


def part(shown: Sheet, heading: str) -> list[list[str]]:
    """Return the rows under a heading, each cell's lines joined by a stroke, dashes as hyphens."""
    found = next(each for each in shown.parts if each.heading == heading)
    return [
        [" / ".join(cell.lines).replace("\N{EN DASH}", "-") for cell in row] for row in found.rows
    ]
