"""Findings, words on rows, proposals and reports from the field."""

from collections.abc import Mapping
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from msgspec import json
from ninja import Router
from pydantic import Field

from summitry.kit.errors import SummitryError
from summitry.plan.attestation import AttestationKind
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Verb
from summitry_web.api.actions.answers import once, own_id
from summitry_web.api.rest import shapes
from summitry_web.api.rest.guard import caller_of, here_of, needs
from summitry_web.api.rest.problems import OutOfScope
from summitry_web.api.rest.routes.plan import moved_on
from summitry_web.api.rest.shapes import Key, Number, Short, Size, Slug
from summitry_web.desk.access.lines import Line, Telling
from summitry_web.desk.access.lists import Wish, narrowed, wish_of
from summitry_web.intake.access import sites_of
from summitry_web.intake.actions import send
from summitry_web.intake.forms import said_of
from summitry_web.plans.access import stored_row_for, table_named, things_of
from summitry_web.plans.actions.proposals import Waiting, accept, send_back, waiting, withdraw
from summitry_web.plans.actions.words import attest
from summitry_web.plans.typed import cells_of

router = Router()

SAYABLE: Mapping[AttestationKind, Verb] = {
    AttestationKind.ACKNOWLEDGED: Verb.ACKNOWLEDGE,
    AttestationKind.PROGRESS: Verb.EDIT,
    AttestationKind.COMPLETED: Verb.EDIT,
    AttestationKind.SWEPT: Verb.EDIT,
    AttestationKind.SEALED: Verb.EDIT,
    AttestationKind.EXERCISED: Verb.EDIT,
}
"""What a program may say for its owner. Approving, clearing and issuing are for people."""

FILTERS = ("state", "severity", "field", "unit", "code", "table", "mine")


@router.get(
    "/events/{event}/findings", auth=needs(Verb.READ), response=shapes.Findings,
    summary="Findings",
)  # fmt: skip
def findings(  # noqa: PLR0913, PLR0917  # what it can be narrowed to
    request: HttpRequest,
    event: Slug,  # noqa: ARG001  # the guard read it
    state: Short = "open",
    severity: Short = "",
    field: Short = "",
    unit: Short = "",
    code: Short = "",
    table: Short = "",
    mine: Short = "",
    after: Key = "",
    size: Size = shapes.FIRST_SIZE,
) -> dict[str, Any]:
    """Return findings that the token may know of, in order of identity, after the one named.

    ``state`` is open, accepted, closed or all. Above TLP:GREEN a finding leaves the site with its
    code and its link alone, as in a file.
    """
    here = here_of(request)
    given = (state, severity, field, unit, code, table, mine)
    wish: Wish = wish_of(dict(zip(FILTERS, given, strict=True)))
    found = narrowed(here, wish).order_by("identity").filter(identity__gt=after)
    shown, more = shapes.page_of(list(found[: size + 1]), size)
    lines = Telling(here, shown).lines()
    items = [_finding(line) for line in lines]
    return {"items": items, "next": items[-1]["identity"] if more else None}


def _finding(line: Line) -> dict[str, Any]:
    told: dict[str, Any] = dict.fromkeys(
        ("title", "severity", "status", "phase", "field", "table", "key", "sentence", "remedy"), ""
    )
    opened = None
    if line.marking.height <= Marking.GREEN.height:
        told = {
            "title": line.title, "severity": line.severity.value, "status": line.status.value,
            "phase": line.phase, "field": line.field, "table": line.table, "key": line.key,
            "sentence": line.sentence, "remedy": line.remedy,
        }  # fmt: skip
        opened = line.opened_at
    return {
        "identity": line.identity, "code": line.code, "marking": line.marking.value,
        "link": settings.ORIGIN.rstrip("/") + line.address, "is_open": line.is_open,
        "is_accepted": line.is_ruled, "opened_at": opened, **told,
    }  # fmt: skip


@router.post(
    "/events/{event}/words", auth=needs(Verb.READ), response=shapes.WordOut,
    summary="Say something of a row",
)  # fmt: skip
def words(request: HttpRequest, event: Slug, wanted: shapes.WordIn) -> dict[str, Any]:  # noqa: ARG001  # the guard read it
    """Add the owner's word on the row as it stands.

    ``acknowledged`` needs the verb ``acknowledge``; ``progress``, ``completed``, ``swept``,
    ``sealed`` and ``exercised`` need ``edit``, on rows of the owner's units.
    """
    caller = caller_of(request)
    here = caller.here
    kind = next((each for each in SAYABLE if each.value == wanted.kind), None)
    if kind is None:
        raise SummitryError("api.word", got=wanted.kind)
    verb = SAYABLE[kind]
    if verb.value not in caller.token.verbs:
        raise OutOfScope(verb.value)
    table = table_named(wanted.table)
    if table.bulk:
        raise SummitryError("api.bulk", table=table.name)
    stored = stored_row_for(here.actor, here.event, wanted.table, wanted.key, at=here.at)
    here.require(verb, things_of([stored])[stored.pk])

    def do() -> dict[str, Any]:
        said = attest(
            here.actor, here.event, table=wanted.table, key=wanted.key, kind=kind, at=here.at,
            reason=wanted.reason, evidence=wanted.evidence, seen_hash=wanted.hash or None,
        )  # fmt: skip
        caller.changed(f"word {kind.value}")
        return {
            "table": said.subject_table, "key": said.subject_key, "hash": said.row_hash,
            "kind": said.kind.value, "by": said.by, "at": said.at.isoformat(),
        }  # fmt: skip

    client_id = own_id(here.actor, here.event, wanted.id)
    asked = json.encode(["word", wanted.model_dump()])
    return once(here.actor, here.event, client_id, asked, do, at=here.at)


@router.get(
    "/events/{event}/proposals", auth=needs(Verb.READ), response=shapes.Proposals,
    summary="Proposals",
)  # fmt: skip
def proposals(  # what it can be narrowed to
    request: HttpRequest,
    event: Slug,  # noqa: ARG001  # the guard read it
    state: Annotated[str, Field(pattern="^(open|all)$")] = "open",
    before: Number = shapes.NUMBER_MAX,
    size: Size = shapes.FIRST_SIZE,
) -> dict[str, Any]:
    """Return the proposed changes that the owner may decide or has made, the latest first."""
    here = here_of(request)
    asked = None if state == "all" else "open"
    found = [
        each
        for each in waiting(here.actor, here.event, at=here.at, state=asked)
        if each.pk < before
    ]
    shown, more = shapes.page_of(found, size)
    items = [_proposed(each) for each in shown]
    return {"items": items, "next": str(shown[-1].pk) if more else None}


def _proposed(each: Waiting) -> dict[str, Any]:
    table = TABLES[each.table]
    old = {} if each.before is None else cells_of(table, each.before)
    new = {} if each.after is None else cells_of(table, each.after)
    names = [column.name for column in table.columns]
    return {
        "id": each.pk, "person_id": each.person_id, "at": each.at, "reason": each.reason,
        "table": each.table, "key": each.key, "is_gone": each.after is None, "state": each.state,
        "note": each.note, "may_decide": each.may_decide, "is_mine": each.is_mine,
        "cells": [
            {"column": name, "before": old.get(name, ""), "after": new.get(name, "")}
            for name in names
            if old.get(name, "") != new.get(name, "")
        ],
    }  # fmt: skip


@router.post(
    "/events/{event}/proposals/{number}", auth=needs(Verb.READ), response=shapes.DecisionOut,
    summary="Decide a proposal",
)  # fmt: skip
def decide(
    request: HttpRequest,
    event: Slug,  # noqa: ARG001  # the guard read it
    number: Number,
    wanted: shapes.DecisionIn,
) -> dict[str, Any]:
    """Accept or return a proposed change (``decide-proposal``), or withdraw one's own."""
    caller = caller_of(request)
    here = caller.here
    needed = Verb.PROPOSE if wanted.decision == "withdraw" else Verb.DECIDE_PROPOSAL
    if needed.value not in caller.token.verbs:
        raise OutOfScope(needed.value)
    if wanted.decision == "accept":
        accept(here.actor, here.event, number, at=here.at, note=wanted.note)
        state = "accepted"
    elif wanted.decision == "return":
        send_back(here.actor, here.event, number, at=here.at, note=wanted.note)
        state = "returned"
    else:
        withdraw(here.actor, here.event, number, at=here.at)
        state = "withdrawn"
    caller.changed(f"proposal {state}")
    return {"id": number, "state": state, "revision": moved_on(here)}


@router.post(
    "/events/{event}/reports", auth=needs(Verb.REPORT), response=shapes.ReportOut,
    summary="Report a danger",
)  # fmt: skip
def report(request: HttpRequest, event: Slug, wanted: shapes.ReportIn) -> dict[str, Any]:  # noqa: ARG001  # the guard read it
    """Take a report in; sent again under the same id it is the same report.

    One of ``site``, ``position`` (latitude and longitude) and ``place`` says where. Without
    ``happened`` it happened now. Persons are named, and photos sent, on the site alone.
    """
    caller = caller_of(request)
    here = caller.here
    cells = wanted.model_dump(exclude={"id", "happened"})
    cells |= {"client_id": wanted.id, "happened": wanted.happened}
    cells["when"] = "then" if wanted.happened else "now"
    sites = sites_of(here.actor, here.event, at=here.at)
    said = said_of(cells, sites=sites, zone=ZoneInfo(here.event.timezone), at=here.at)
    made = send(here.actor, here.event, said, at=here.at)
    caller.changed("report")
    return {"number": made.number}
