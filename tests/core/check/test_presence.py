from msgspec.structs import replace

from summitry.check.presence import accepted, presence
from summitry.check.view import View
from summitry.kit.time import Interval
from summitry.outcome.live import QUIET, LiveState
from summitry.plan.attestation import AttestationKind, Attestations
from summitry.plan.organisation import Person
from summitry.plan.posts import Post, PostRequirement, Shift
from summitry.plan.snapshot import Snapshot
from tests.plans.one_rule import EVENT, HOUR, NOW, OPENS, word

POST = Post(
    post_id="roof",
    name="Roof",
    site_id="hall",
    start=OPENS,
    end=OPENS + 8 * HOUR,
    owner_unit_id="guard",
    holder_unit_id="police",
)
ANNA = Person(person_id="a", unit_id="police", languages=("fr",))
BERT = Person(person_id="b", unit_id="guard")


def shift(person_id, hour_from, hour_to):
    return Shift(
        post_id="roof",
        start=OPENS + hour_from * HOUR,
        slot=ord(person_id),
        end=OPENS + hour_to * HOUR,
        person_id=person_id,
        unit_id="police",
    )


def hours(hour_from, hour_to):
    return Interval(OPENS + hour_from * HOUR, OPENS + hour_to * HOUR)


def view_of(*rows, live=QUIET, attested=()):
    return View(Snapshot.of([EVENT, *rows]), Attestations(attested), at=NOW, live=live)


def test_a_post_is_present_while_it_has_all_that_it_needs():
    french = PostRequirement(post_id="roof", requirement="french", language="fr")
    view = view_of(POST, french, ANNA, BERT, shift("a", 0, 3), shift("a", 4, 6), shift("b", 0, 8))

    assert view.derive(presence) == {"roof": (hours(0, 3), hours(4, 6))}


def test_a_post_without_shifts_is_never_present():
    assert view_of(POST).derive(presence) == {"roof": ()}


def test_an_absence_ends_the_presence():
    live = LiveState(absences=(("a", hours(2, 3)),))
    view = view_of(POST, ANNA, shift("a", 0, 8), live=live)

    assert view.derive(presence) == {"roof": (hours(0, 2), hours(3, 8))}


def test_two_absences_that_touch_are_one():
    live = LiveState(absences=(("a", hours(3, 4)), ("a", hours(2, 3)), ("a", hours(2, 2.5))))
    view = view_of(POST, ANNA, shift("a", 0, 8), live=live)

    assert view.derive(presence) == {"roof": (hours(0, 2), hours(4, 8))}


def test_presence_reads_what_it_is_made_from():
    view = view_of(POST)
    view.derive(presence)

    assert view.sources_of(presence) == {
        "*live",
        "event",
        "person_qualifications",
        "persons",
        "post_requirements",
        "posts",
        "shifts",
    }


def test_a_post_is_accepted_by_a_person_of_its_holder():
    attested = [word(POST, AttestationKind.ACCEPTED, "a")]

    assert view_of(POST, ANNA, attested=attested).derive(accepted) == {"roof"}


def test_a_post_is_not_accepted_by_a_person_of_its_owner():
    attested = [word(POST, AttestationKind.ACCEPTED, "b")]

    assert view_of(POST, ANNA, BERT, attested=attested).derive(accepted) == frozenset()


def test_a_post_that_its_owner_holds_is_accepted():
    own = replace(POST, holder_unit_id="guard")

    assert view_of(own).derive(accepted) == {"roof"}
