"""Canaries: texts that must not be met, in every row, file, word, draft and proposal of an event.

The letter in a token says for whom it is: ``R`` is TLP:RED, ``S`` TLP:AMBER+STRICT and ``A``
TLP:AMBER. ``P`` stands in what belongs to one person, or to those at a desk.
"""

import os
import secrets  # noqa: TID251  # chance for a sample, told to repeat it
from collections.abc import Iterator
from functools import cache
from io import BytesIO

from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.kit.streams import stream
from summitry.plan.attestation import AttestationKind
from summitry.plan.change import Edit
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.baselines.actions.approving import give_back
from summitry_web.baselines.actions.freezing import freeze
from summitry_web.desk.access.one import Finder, thing_of
from summitry_web.desk.actions import mending
from summitry_web.intake.actions import Said, send
from summitry_web.intake.terms import Act, PlaceKind
from summitry_web.plans.actions.drafts import Kept, keep_draft
from summitry_web.plans.actions.packages import import_package
from summitry_web.plans.actions.proposals import propose
from summitry_web.plans.actions.rows import committed, locked
from summitry_web.plans.actions.words import attest
from summitry_web.plans.checking import Checker
from summitry_web.plans.found import told
from summitry_web.plans.models import FoundFinding
from summitry_web.vault.actions import keep
from tests.plans.small import small
from tests.plans.small_moments import NOW
from tests.web.made import AT, a_grant, an_account, an_actor, an_event, small_package
from tests.web.plans.checked import StoppedClock

TOKEN = "CANARY"  # noqa: S105  # no secret: what is searched for
FULL = "SUMMITRY_FULL" in os.environ
SEED = int(os.environ.setdefault("SUMMITRY_SEED", str(secrets.randbelow(1 << 31))))
MORE = 4
LETTERS = {"R": Marking.RED, "S": Marking.AMBER_STRICT, "A": Marking.AMBER}
TEXTS = ("tasks", "requirements", "decisions", "mandates", "plans", "measures", "posts", "risks")
"""Tables that pages of their own show: they must be among those with canaries."""


@cache
def simple_tables() -> list[str]:
    """Return the tables with canaries: all that can have them in a full run, else a sample.

    The tables that pages of their own show are always among them.
    """
    found = copied()
    if FULL:
        return found
    others = [each for each in found if each not in TEXTS]
    print(f"canaries: {MORE} of {len(others)} tables, SUMMITRY_SEED={SEED}")  # noqa: T201  # to repeat
    chosen = stream(SEED, "canaries").choice(others, MORE, replace=False)
    return [each for each in found if each in TEXTS or each in set(chosen)]


def copied() -> list[str]:
    """Return the tables whose rows can be copied under a key of one's own."""
    snapshot, _ = small()
    found = []
    for name, table in TABLES.items():
        # A limit's id is one of the catalogue's own names.
        if table.bulk or table.singleton or name == "limits" or not snapshot.size(name):
            continue
        row = next(iter(snapshot.tables[name].values()))
        if len(table.key) == 1 and type(getattr(row, table.key[0])) is str:
            found.append(name)
    return found


def canary(table: str, letter: str, number: int) -> Edit:
    """Return a row of the table as a canary: its key and every free text a token of its own."""
    declared, token = TABLES[table], f"{TOKEN}-{letter}-{number:03}"
    row = next(iter(small()[0].tables[table].values()))
    made = replace(row, marking=LETTERS[letter], **{declared.key[0]: token})
    for column in declared.columns:
        given = getattr(made, column.name)
        if type(given) is str and column.id_type is None and column.name not in declared.key:
            try:
                made = replace(made, **{column.name: f"{token} {column.name}"})
            except SummitryError:
                continue  # A text of a certain form: the others of the row carry the token.
    return Edit(table, declared.key_of(made), made)


def rows_of(letter: str) -> list[Edit]:
    """Return a canary for each simple table."""
    return [canary(name, letter, number) for number, name in enumerate(simple_tables())]


def an_event_of(slug, organiser):
    """Return an event with the small plan, and the organiser as an actor."""
    event = an_event(slug)
    a_grant(organiser, event)
    actor = an_actor(organiser, event)
    import_package(actor, event, small_package(), at=AT)
    event.refresh_from_db()
    return event, actor


def saved(actor, event, edits, reason="") -> None:
    committed(locked(event), edits, actor=actor, at=AT, kind="edit", reason=reason)
    event.refresh_from_db()


def checked(event) -> None:
    """Have the event checked at the plan's own moment."""
    Checker(StoppedClock(NOW)).bring_up(event.pk)
    event.refresh_from_db()


def planted(actor, event, letters: str = "RSA") -> list[tuple[str, str]]:
    """Plant canaries everywhere and return the places of those that are rows.

    Where letters are left out, the event has as many revisions all the same.
    """
    edits = [edit for letter in letters for edit in rows_of(letter)]
    saved(actor, event, edits)
    _change_beside(actor, event, letters)
    checked(event)
    for letter in letters:
        plant_beside(actor, event, letter)
    if letters:
        _report(event)
    return [(edit.table, edit.key) for edit in edits]


def _change_beside(actor, event, letters: str) -> None:
    """Change a row that all may read together with a canary, for a reason that speaks of it."""
    row = small()[0].tables["objectives"]["O-1"]
    for letter, marking in LETTERS.items():
        beside = canary("risks", letter, 900)
        opened = replace(row, name=f"Open since {marking.height}", marking=Marking.GREEN)
        edits = [Edit("objectives", "O-1", opened), beside]
        if letter in letters:
            saved(actor, event, edits, f"{TOKEN}-{letter}-reason")
        else:
            saved(actor, event, edits[:1])


def plant_beside(actor, event, letter: str) -> None:
    """Plant what hangs on rows: files, words, comments, proposals, drafts."""
    numbers = {name: number for number, name in enumerate(simple_tables())}
    token = f"{TOKEN}-{letter}"
    for table in TEXTS:
        key = f"{token}-{numbers[table]:03}"
        keep(
            actor, event, BytesIO(f"{token}-file says\n".encode()), f"{token}-file-{table}.txt",
            subject=(table, key), marking=Marking.GREEN, owners=(), at=AT,
        )  # fmt: skip
        attest(actor, event, table=table, key=key, kind=AttestationKind.RETURNED, at=AT,
               reason=f"{token}-word")  # fmt: skip
        after = replace(canary(table, letter, numbers[table]).row, marking=LETTERS[letter])
        before, wanted = Edit(table, key, after), canary(table, letter, numbers[table])
        gone = Edit(table, wanted.key, None)
        propose(actor, event, [(gone, before.row)], reason=f"{token}-proposal", at=AT)
    keep_draft(actor, event, "posts", Kept(place=f"{token}-new", base_hash="",
               cells={"name": f"{TOKEN}-P-draft"}), at=AT)  # fmt: skip
    for found in FoundFinding.objects.filter(event=event, key__startswith=token)[:5]:
        finding = told(found)
        finder = Finder(
            identity=found.identity, finding=finding, thing=thing_of(finding), is_open=True
        )
        mending.comment(actor, event, finder, f"{token}-comment", at=AT)


def _report(event) -> None:
    """Have somebody in the field report to the desk."""
    account = an_account("Synthetic field")
    a_grant(account, event, Role.REPORTER, "U-7", Marking.GREEN)
    said = Said(
        client_id="phone-0001", act=Act.OBJECT, words=f"{TOKEN}-P-report", place=f"{TOKEN}-P-place",
        place_kind=PlaceKind.WORDS, happened_at=AT,
    )  # fmt: skip
    send(an_actor(account, event), event, said, at=AT)


def plant_baseline(actor, event) -> None:
    """Freeze the plan with a note, and have it returned for a reason."""
    made = freeze(actor, event, name="Reading", reason=f"{TOKEN}-R-note", at=AT)
    account = an_account("Synthetic approver")
    a_grant(account, event, Role.APPROVER)
    approver = an_actor(account, event, device="device-2")
    give_back(approver, event, made.number, reason=f"{TOKEN}-R-returned", at=AT)


def tokens_in(content: bytes) -> Iterator[str]:
    """Yield the letters of the tokens in the content."""
    for part in content.split(TOKEN.encode())[1:]:
        yield part[1:2].decode(errors="replace")
