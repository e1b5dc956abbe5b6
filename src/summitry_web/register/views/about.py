"""What every page of one paper shows: its cells, words, files, findings, and what may be done."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from summitry.kit.errors import Text
from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.table import ColumnKind, Row, table_of
from summitry.plan.terms import Marking
from summitry.report.words import word
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.plans import told
from summitry_web.plans.access import is_own
from summitry_web.plans.history import history_of
from summitry_web.plans.typed import cells_of
from summitry_web.register.access.files import Attachment, files_on, files_since
from summitry_web.register.access.subjects import (
    Change,
    Subject,
    change_since,
    said_of,
    subject_for,
    title_of,
)
from summitry_web.register.actions.deciding import (
    APPROVED_BY,
    RETURNED_BY,
    SUBMITTED_BY,
    VERIFIED_BY,
)
from summitry_web.register.paper import paper_in
from summitry_web.register.terms import BADGES, MANDATE_STATES, STATES

TOLD_AT_LENGTH = frozenset(
    ("decisions", name) for name in ("title", "options", "chosen", "reasons", "dissent")
)
WORDED = frozenset({ColumnKind.CHOICE, ColumnKind.CHOICES})
ON_PAPER = Text("on paper")


def about(here: Here, table: str, key: str) -> dict[str, Any]:
    """Return the names that the page of one row needs."""
    subject = subject_for(here.actor, here.event, table, key, at=here.at)
    own = is_own(here.actor, subject.thing, at=here.at)
    return {
        "subject": subject,
        "title": title_of(subject.row),
        "marking_of_row": subject.thing.marking,
        "facts_of_row": facts_of(here, subject.row),
        "said": said_of(subject),
        "states": MANDATE_STATES if table == "mandates" else STATES,
        "badges": BADGES,
        "files": files_on(here.actor, here.event, table, key, at=here.at),
        "findings": told.findings_beside(here, table, key),
        "differs": told.differs(here, table, key, subject.hash),
        "steps": history_of(here.actor, here.event, table_of(subject.row), key, at=here.at).steps,
        "own": own,
        "may": _may(here, subject),
        "must_prove": _must_prove(here, subject),
        "changed_since_approval": _since_approval(here, subject),
        "files_since_approval": _files_since_approval(here, subject),
        "markings": [(each.value, each.value) for each in Marking],
    }


def facts_of(here: Here, row: Row) -> list[tuple[str, str]]:
    """Return label and text of each cell that is filled, in the reader's words.

    What the page tells at length is left out.
    """
    table = table_of(row)
    cells = cells_of(table, row)
    found = []
    for column in table.columns:
        value = getattr(row, column.name)
        text = cells[column.name]
        if not text or (table.name, column.name) in TOLD_AT_LENGTH:
            continue
        if column.kind is ColumnKind.MOMENT:
            text = here.formats.moment(value)
        elif column.kind in WORDED:
            many = value if isinstance(value, tuple) else (value,)
            text = "; ".join(word(str(each), here.reader) for each in many)
        elif isinstance(value, tuple):
            text = "; ".join(str(each) for each in value)
        found.append((here.reader.gettext(column.label), text))
    return found


def _may(here: Here, subject: Subject) -> dict[str, bool]:
    """Return which forms the page shows; whether it is their turn, the action says."""
    verbs = {
        "submit": SUBMITTED_BY, "send_back": RETURNED_BY, "review": VERIFIED_BY,
        "approve": APPROVED_BY,
    }  # fmt: skip
    found = {
        name: subject.table in table and here.may(table[subject.table], subject.thing)
        for name, table in verbs.items()
    }
    found["keep"] = here.may(Verb.EDIT, subject.thing)
    found["issue"] = subject.table == "plans" and here.may(Verb.ISSUE, subject.thing)
    return found


def _must_prove(here: Here, subject: Subject) -> bool:
    verb = APPROVED_BY.get(subject.table)
    return verb is not None and here.decide(verb, subject.thing).code == "prove"


def _since_approval(here: Here, subject: Subject) -> Change | None:
    before = subject.standing.approved_before
    if before is None or before.row_hash == subject.hash:
        return None
    return change_since(here.actor, here.event, subject, before, at=here.at)


def _files_since_approval(here: Here, subject: Subject) -> list[Attachment]:
    """Return the files that who approved the present content did not see."""
    approved = subject.standing.approved
    if approved is None:
        return []
    files = files_on(here.actor, here.event, subject.table, subject.key, at=here.at)
    paper = paper_in(approved.evidence)
    # The scan of the signed paper comes with the approval, or after it.
    scan = "" if paper is None else paper.scan
    return [each for each in files_since(files, approved.at) if each.hash != scan]


def approvals_of(here: Here, subject: Subject) -> list[Attestation]:
    """Return the approvals that hold of the row as it stands."""
    return list(subject.words.of(subject.row, AttestationKind.APPROVED, at=here.moment))


def address(here: Here, name: str, **parts: str) -> str:
    """Return the address of a page of this app."""
    return reverse(f"register:{name}", kwargs={"event": here.event.slug, **parts})


def page_address(here: Here, table: str, key: str) -> str:
    """Return the page of the row: of this app where it has one, else the row's form."""
    pages = {
        "mandates": "mandate", "plans": "plan", "decisions": "decision", "meetings": "meeting",
        "requirements": "requirement", "bodies": "body",
    }  # fmt: skip
    if table in pages:
        return address(here, pages[table], key=key)
    parts = {"event": here.event.slug, "table": table, "key": key}
    return reverse("plans:row", kwargs=parts)


def absolute(request: HttpRequest, path: str) -> str:
    """Return the address as it goes into a message."""
    return request.build_absolute_uri(path)
