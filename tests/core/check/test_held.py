from summitry.check.held import held, held_by_any
from summitry.check.view import View
from summitry.plan.attestation import AttestationKind, Attestations
from summitry.plan.snapshot import Snapshot
from tests.plans.one_rule import EVENT, HOUR, NOW, OPENS, during, person, word
from tests.plans.posted import posted


def view(rows, words=()):
    return View(Snapshot.of([EVENT, *rows]), Attestations(words), at=NOW)


def test_post_is_held_while_its_people_are_there():
    rows = posted(end=OPENS + 3 * HOUR, shifts=[during(0, 60), during(120, 180)])

    assert view(rows).derive(held) == {"post": (during(0, 60), during(120, 180))}


def test_post_of_another_unit_is_held_once_it_is_accepted():
    rows = [*posted(end=OPENS + HOUR, owner_unit_id="guard"), person("chief")]

    assert view(rows).derive(held) == {"post": ()}
    accepted = word(rows[0], AttestationKind.ACCEPTED, "chief")
    assert view(rows, [accepted]).derive(held) == {"post": (during(0, 60),)}


def test_posts_hold_together_and_unknown_ones_hold_nothing():
    rows = [
        *posted(end=OPENS + HOUR),
        *posted("next", start=OPENS + HOUR, end=OPENS + 2 * HOUR),
    ]

    assert held_by_any(view(rows), ["post", "next", "nowhere"]) == (during(0, 120),)
    assert held_by_any(view(rows), ["nowhere"]) == ()
