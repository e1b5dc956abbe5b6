"""Data in and out: exports with recipient and basis, breaches told, records kept and deleted."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_known, with_power
from summitry.check.view import View
from summitry.kit.errors import Fact, Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.access import Export
from summitry.plan.attestation import AttestationKind
from summitry.plan.exchange import Breach, Record, RecordKind
from summitry.plan.terms import Field, Power, Severity

PERSONAL = frozenset(
    {
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
    }
)
"""Tables about single persons, by name or by number; what leaves of them is personal data."""
GUARDED = frozenset(
    {
        "delegations",
        "outlets",
        "participants",
        "people",
        "pool_members",
        "press_places",
        "principals",
        "signatories",
    }
)
"""Tables about delegations and the press, which leave only when somebody has said so."""
LOGS = frozenset({RecordKind.JOURNAL, RecordKind.RADIO})
"""What a review asks for first."""

_BRISBANE = Text(
    "G20 summit Brisbane 2014: passport and visa data of leaders was sent to the organiser of a "
    "sports tournament, and those concerned were not told (published 2015)."
)


@rule(
    "C-40",
    title=Text("Export of personal data without control"),
    why=Text(
        "An address that completes itself is enough: what leaves must be locked and expected."
    ),
    cases={
        "not-encrypted": Text(
            "Export {export} holds personal data ({entries}) and is not encrypted."
        ),
        "no-office": Text(
            "Export {export} holds personal data ({entries}), and no office is named that receives "
            "it."
        ),
        "no-basis": Text(
            "Export {export} holds personal data ({entries}), and no legal basis is named."
        ),
        "not-released": Text(
            "Export {export} holds data on delegations or the press ({entries}), and nobody with "
            "the power has approved that it leaves."
        ),
    },
    remedy=Text(
        "Take the data out; or encrypt it, name the office that receives it and the legal basis, "
        "and have somebody with the power to decide on exchange approve it."
    ),
    source=_BRISBANE,
    field=Field.LIAISON,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("exports", "persons"),
    attests=(AttestationKind.APPROVED,),
)
def loose_exports(view: View) -> Iterator[Gap]:
    """Yield exports of personal data, or data on delegations and press, that lack a safeguard."""
    for export in view.rows(Export).values():
        personal = _of(export, PERSONAL)
        guarded = _of(export, GUARDED)
        lacking = {
            "not-encrypted": ("encrypted", personal, not export.encrypted),
            "no-office": ("recipient_office", personal, not export.recipient_office.strip()),
            "no-basis": ("legal_basis", personal, not export.legal_basis.strip()),
            "not-released": ("contents", guarded, not _released(view, export)),
        }
        for case, (column, entries, lacks) in lacking.items():
            if entries and lacks:
                yield Gap(
                    table="exports",
                    key=export.export_id,
                    column=column,
                    case=case,
                    discriminator=case,
                    facts={"export": export.export_id, "entries": entries},
                )


def _of(export: Export, tables: frozenset[str]) -> tuple[str, ...]:
    """Return the entries of the export, tables or columns, that are of the tables."""
    return tuple(entry for entry in export.contents if entry.partition(".")[0] in tables)


def _released(view: View, export: Export) -> bool:
    words = with_power(view, export, AttestationKind.APPROVED, Power.DECIDE_EXCHANGE)
    return bool(words)


@rule(
    "C-41",
    title=Text("Breach of data that nobody was told of"),
    why=Text(
        "Brisbane 2014: the leaders whose data had leaked were not told; at least one office "
        "learned of it from the press."
    ),
    cases={
        "not-told": Text(
            "Breach {breach}, found {found}: those concerned were to be told by {due}, and nobody "
            "has said that they were."
        ),
        "too-late": Text(
            "Breach {breach}, found {found}, is to be told by {due}: later than {limit} h after."
        ),
        "no-clock": Text("Nobody has said by when those concerned by breach {breach} are told."),
    },
    remedy=Text("Tell those concerned now, record who told whom and when, and what was done."),
    source=_BRISBANE,
    field=Field.CYBERSPACE,
    severity=Severity.HIGH,
    phase=Phase.D60,
    scope=Scope.UNIT,
    reads=("breaches", "persons"),
    attests=(AttestationKind.ISSUED,),
    limits=("breach_notify_hours_max",),
)
def untold_breaches(view: View) -> Iterator[Gap]:
    """Yield breaches without a clock, with one that runs too long, and those told too late."""
    limit = view.limits.breach_notify_hours_max
    for breach in view.rows(Breach).values():
        if breach.persons == 0 or by_anyone_known(view, breach, AttestationKind.ISSUED):
            continue
        latest = breach.found + timedelta(hours=limit)
        due = min(latest, breach.notify_by or latest)
        if view.at >= due:
            yield _breach_gap(breach, "not-told", {"due": due})
        elif breach.notify_by is None:
            yield _breach_gap(breach, "no-clock", {})
        elif breach.notify_by > latest:
            yield _breach_gap(breach, "too-late", {"due": breach.notify_by, "limit": limit})


def _breach_gap(breach: Breach, case: str, more: Mapping[str, Fact | datetime]) -> Gap:
    return Gap(
        table="breaches",
        key=breach.breach_id,
        column="notify_by",
        case=case,
        discriminator=case,
        start=breach.found,
        facts={"breach": breach.breach_id, "found": breach.found, **more},
    )


@rule(
    "C-49",
    title=Text("Record without an unchangeable copy"),
    why=Text(
        "After an incident the first question is what was said when. Records that were overwritten "
        "or lost cannot answer, and look as if somebody had wanted that."
    ),
    cases={
        "no-copy": Text("Record {record} has no copy that nobody can change."),
        "untried": Text("Nobody has tried whether the copy of record {record} can be read back."),
    },
    remedy=Text(
        "Write the record to a second place that only adds, and read one back before the event."
    ),
    source=Text(
        "Messages of January 2021 of a protective service, lost in a change of devices (Inspector "
        "General, as reported; not verified)."
    ),
    field=Field.CYBERSPACE,
    severity=Severity.MEDIUM,
    phase=Phase.D2,
    scope=Scope.UNIT,
    reads=("persons", "records"),
    attests=(AttestationKind.DELETED, AttestationKind.VERIFIED),
)
def records_without_copy(view: View) -> Iterator[Gap]:
    """Yield records that are still kept and have no copy, or one that nobody has tried."""
    for record in view.rows(Record).values():
        if by_anyone_known(view, record, AttestationKind.DELETED):
            continue
        case = "no-copy" if record.copy_asset_id is None else "untried"
        if case == "untried" and by_anyone_known(view, record, AttestationKind.VERIFIED):
            continue
        high = case == "no-copy" and record.kind in LOGS
        yield Gap(
            table="records",
            key=record.record_id,
            column="copy_asset_id",
            case=case,
            discriminator="copy",
            severity=Severity.HIGH if high else Severity.LOW if case == "untried" else None,
            facts={"record": record.record_id},
        )


@rule(
    "C-85",
    title=Text("Record kept beyond its date"),
    why=Text("Data that is no longer needed can still be lost, stolen or used for something else."),
    cases={
        "kept": Text(
            "Record {record} was to be kept until {until}; nobody has said that it was deleted."
        ),
        "no-date": Text(
            "Record {record} holds personal data, and nobody has said until when it is kept."
        ),
    },
    remedy=Text("Delete it, its copy too, and record that; or set a date with a reason."),
    source=Text(
        "Principle that personal data is kept no longer than is needed: Regulation (EU) 2016/679, "
        "article 5, and like laws; set the dates from your own."
    ),
    field=Field.CYBERSPACE,
    severity=Severity.MEDIUM,
    phase=Phase.D30,
    scope=Scope.UNIT,
    reads=("persons", "records"),
    attests=(AttestationKind.DELETED,),
)
def records_past_date(view: View) -> Iterator[Gap]:
    """Yield records past their date that nobody has deleted, and personal ones without a date."""
    for record in view.rows(Record).values():
        undated = record.keep_until is None and record.personal
        past = record.keep_until is not None and view.at >= record.keep_until
        if not (undated or past) or by_anyone_known(view, record, AttestationKind.DELETED):
            continue
        yield Gap(
            table="records",
            key=record.record_id,
            column="keep_until",
            case="no-date" if undated else "kept",
            discriminator="date",
            severity=Severity.HIGH if past and record.personal else None,
            facts={"record": record.record_id, "until": record.keep_until},
        )
