"""Every address by method by relation: who is let through, and who learns nothing."""

import os
import re
import secrets  # noqa: TID251  # a seed that differs each time, and is printed
from types import SimpleNamespace

import pytest
from django.urls import get_resolver

from summitry.kit.streams import stream
from tests.web import matrix, matrix_faults
from tests.web.matrix import Cell, Outcome

FULL = "SUMMITRY_FULL" in os.environ
SEED = int(os.environ.setdefault("SUMMITRY_SEED", str(secrets.randbelow(1 << 31))))
CELLS = 600
"""How many cells a run that is not full takes."""

PARTS = 8 if FULL else 1
"""A full run is spread over the workers."""

PUBLIC = (
    "-/alive",
    "-/language",
    "-/ready",
    "-/style/",
    "-/theme",
    "accounts/challenge/",
    "accounts/invited/<str:code>/",
    "accounts/recovery/",
    "accounts/sign-in/",
    "calendar/<str:secret>.ics",
    "digests/end/<str:code>/",
)
"""Everything that somebody can see who has not signed in."""


ASKERS_OWN = re.compile(rb'matrix-(?:here|none)|\b[0-9A-Za-z]{64}\b|data-now="[^"]*"')
"""What differs between two answers to one person: the event's name, a form's token, the moment."""


def found():
    every = matrix.addresses(get_resolver())
    return [each for each in every if not each.route.startswith(matrix.EXEMPT)]


def of_events(addresses):
    return [each for each in addresses if each.verbs and not matrix.undeclared(each)]


def planted(patterns):
    return list(matrix.addresses(SimpleNamespace(url_patterns=patterns)))


def asked(client, cell: Cell, path: str):
    with matrix.only_declared(cell.address.view):
        return client.generic(cell.method, path)


def said(answer) -> bytes:
    return ASKERS_OWN.sub(b"", answer.content)


def outcome(client, cell: Cell) -> str:
    """Return what comes of the cell; an answer of any other kind in its own words."""
    answer = asked(client, cell, cell.address.path)
    to = answer.headers.get("Location", "")
    if answer.status_code == 405:
        return Outcome.NO_METHOD
    if answer.status_code == 302:
        ways = {"/accounts/prove/": Outcome.PROVE, "/accounts/sign-in/": Outcome.SIGN_IN}
        return ways.get(to.partition("?")[0], f"to {to}")
    if answer.status_code == 404 and said(answer) == said(asked(client, cell, cell.address.absent)):
        return Outcome.ABSENT
    told = answer.content.decode(errors="replace")
    return Outcome(told) if told == Outcome.REACHED else f"{answer.status_code} {told[:80]}"


def wrong_ones(cells: list[Cell]) -> list[str]:
    """Return the cells in which something else came than must."""
    clients = matrix.people()
    came = ((cell, outcome(clients[cell.relation, cell.is_fresh], cell)) for cell in cells)
    return [f"{cell}: {what}, not {cell.expected}" for cell, what in came if what != cell.expected]


def sampled(cells: list[Cell]) -> list[Cell]:
    if FULL or len(cells) <= CELLS:
        return cells
    print(f"matrix: {CELLS} of {len(cells)} cells, SUMMITRY_SEED={SEED}")  # noqa: T201  # to repeat
    chosen = stream(SEED, "matrix").choice(len(cells), CELLS, replace=False)
    return [cells[each] for each in sorted(chosen)]


def test_every_address_is_declared():
    wrong = [matrix.undeclared(each) for each in found()]

    assert [each for each in wrong if each] == []


def test_public_pages_are_these():
    public = [each.route for each in found() if getattr(each.view, "is_public", False)]

    assert tuple(sorted(public)) == PUBLIC


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_every_cell_comes_out_as_the_roles_say(part):
    cells = sampled(list(matrix.cells(of_events(found()))))

    assert wrong_ones(cells[part::PARTS]) == []


def test_planted_faults_of_declaration_are_found():
    wrong = {each.route for each in planted(matrix_faults.PLANTED) if matrix.undeclared(each)}

    assert wrong == {
        "open/",
        "e/<slug:event>/forged/",
        "e/<slug:event>/public/",
        "e/<slug:event>/account/",
        "good/",
    }


@pytest.mark.django_db
@pytest.mark.urls("tests.web.matrix_faults")
def test_good_declaration_has_no_wrong_cell():
    cells = list(matrix.cells(planted([matrix_faults.DECLARED])))

    assert wrong_ones(cells) == []
    assert {cell.expected for cell in cells} == set(Outcome) - {Outcome.NO_METHOD}


@pytest.mark.django_db
@pytest.mark.urls("tests.web.matrix_faults")
def test_planted_lie_of_a_declaration_is_found():
    cells = list(matrix.cells(planted([matrix_faults.LIE])))

    wrong = wrong_ones(cells)

    by = "by reader of the event, proof"
    assert f"GET e/<slug:event>/lying/ {by} fresh: reached, not absent" in wrong
