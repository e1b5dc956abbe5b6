"""Posts exchange what they have: the same set everywhere, nothing twice, two histories kept."""

from datetime import UTC, datetime
from itertools import count, permutations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from summitry.kit.errors import SummitryError
from summitry.operations.entry import Draft
from summitry.operations.sealing import opened, sealed
from summitry.operations.witness import sealed_to
from summitry_web.operations.store.exchange import (
    Exchange,
    bundled,
    packed,
    taken_in,
    unbundled,
    unpacked,
    witness_of,
)
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.writer import Identity, Submission, Writer

AT = datetime(2025, 10, 25, 2, tzinfo=UTC)
EVENT = "hanoi"
POSTS = ("CP-1", "CP-2", "CP-3")
KEYS = {post: Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n, post in enumerate(POSTS)}
KNOWN = {post: key.public_key().public_bytes_raw() for post, key in KEYS.items()}


def submission(post, number, text=b"smoke", event=EVENT):
    entry_id = f"{post[-1]}{number:031x}"
    key = bytes([number % 255 + 1]) * 32
    body = sealed(text, key=key, nonce=bytes(12), event=event, entry_id=entry_id)
    draft = Draft(
        entry_id=entry_id, kind="note", author="N-1", device="d", observed_ms=1, entered_ms=2,
        body=body.commitment(),
    )  # fmt: skip
    return Submission(draft=draft, sealed=body, key=key)


class Post:
    """A command post with its journal, its writer and its exchange."""

    def __init__(self, folder, name, key=None):
        self.identity = self.identity_of(name, key)
        self.folder = folder / name
        self.file = PostFile(self.folder)
        self.exchange = Exchange()
        self.made = 0

    @staticmethod
    def identity_of(name, key=None):
        return Identity(event=EVENT, post=name, key=key or KEYS[name])

    def enter(self, number, text=b"smoke"):
        file = PostFile(self.folder)
        writer = Writer(file, self.identity, count(1_000 + self.made).__next__)
        handed = submission(self.identity.post, number, text, self.identity.event)
        written = writer.submit(handed).result(5)
        writer.close()
        file.close()
        self.made += 50
        return written

    def parcel(self, other, **bounds):
        return self.parcel_beyond(other.file.sizes(), other.identity.post, **bounds)

    def parcel_beyond(self, sizes, receiver, **bounds):
        has = {str(post): size for post, size in sizes.items()}
        made = self.exchange.parcel_for(self.file, self.identity, has, receiver=receiver, **bounds)
        return unpacked(packed(made))

    def take(self, parcel):
        return taken_in(self.file, self.identity, parcel, KNOWN, AT)

    def ids(self):
        return {entry.entry_id for post in self.file.sizes() for entry in self.file.entries(post)}


@pytest.fixture
def posts(tmp_path):
    return [Post(tmp_path, name) for name in POSTS]


def test_what_one_lacks_the_other_brings_with_its_words(posts):
    one, two, _ = posts
    entry = one.enter(1)

    came = two.take(one.parcel(two))
    body, key = two.file.sealed(entry.body), two.file.key(entry.body)

    assert (came.entries, came.forked, came.refused) == (1, (), ())
    assert two.file.entry(entry.entry_id) == entry
    assert opened(body, key=key, event=EVENT, entry_id=entry.entry_id) == b"smoke"


def test_long_bodies_go_in_several_parcels(posts):
    one, two, _ = posts
    for number in range(4):
        one.enter(number, b"x" * 100_000)

    # Its bytes are told in hexadecimal.
    came = [two.take(one.parcel(two, bytes_max=450_000)).entries for _ in range(3)]

    assert came == [2, 2, 0]


def test_a_file_of_parcels_is_read_whole_or_refused(posts):
    one, two, _ = posts
    one.enter(1)
    parcel = one.parcel(two)
    content = bundled(parcel)

    assert unbundled(content * 2) == (parcel, parcel)
    for broken in (b"", content[:3], content[:-1], content + b"x"):
        with pytest.raises(SummitryError, match="malformed"):
            unbundled(broken)


def test_the_same_parcel_again_changes_nothing(posts):
    one, two, _ = posts
    one.enter(1)
    parcel = one.parcel(two)
    two.take(parcel)

    again = two.take(parcel)

    assert (again.entries, len(two.ids())) == (0, 1)


def test_a_third_gets_it_through_the_second(posts):
    one, two, three = posts
    one.enter(1)
    two.take(one.parcel(two))

    three.take(two.parcel(three))

    assert three.ids() == one.ids()


def test_a_long_journal_comes_in_parts(posts):
    one, two, _ = posts
    for number in range(7):
        one.enter(number)
    parts = 0
    while two.ids() != one.ids():
        two.take(one.parcel(two, entries_max=3))
        parts += 1

    assert parts == 3


def test_others_sign_that_a_journal_grew(posts):
    one, two, three = posts
    one.enter(1)
    two.take(one.parcel(two))
    three.take(one.parcel(three))

    came = [one.take(each.parcel(one)).cosigned for each in (two, three)]
    witnesses = [witness_of(EVENT, each, KNOWN[each]) for each in POSTS[1:]]

    assert came == [1, 1]
    assert sealed_to(merged(one), witnesses).size == 1


def merged(post):
    found = {}
    for each in post.file.cosignatures(post.identity.post):
        held = found.get(each.size)
        found[each.size] = each if held is None else held.with_others(each.others)
    return found.values()


def test_what_came_meanwhile_by_another_way_is_no_trouble_and_the_rest_is_cosigned(posts):
    one, two, three = posts
    one.enter(1)
    told = dict(two.file.sizes())
    two.take(one.parcel(two))
    one.enter(2)
    three.take(one.parcel(three))
    one.enter(3)
    two.take(three.parcel(two))

    came = two.take(one.parcel_beyond({**told, "CP-1": 1}, "CP-2"))
    again = two.take(one.parcel_beyond({}, "CP-2", entries_max=2))

    assert (came.entries, came.refused, again.refused) == (1, (), ())
    assert [each.size for each in two.file.cosignatures("CP-1")] == [1, 2, 3]


def test_two_histories_under_one_key_are_kept_and_nothing_is_merged_away(tmp_path, posts):
    one, two, _ = posts
    one.enter(1)
    two.take(one.parcel(two))
    twin = Post(tmp_path / "twin", "CP-1")
    twin.enter(9, b"another history")

    has = Exchange().parcel_for(twin.file, twin.identity, {}, receiver="CP-2")
    came = two.take(unpacked(packed(has)))
    two.take(unpacked(packed(has)))

    assert (came.forked, came.entries) == (("CP-1",), 0)
    assert [post for post, _ in two.file.forks()] == ["CP-1"]
    assert two.ids() == one.ids()


def test_nothing_of_a_stranger_is_taken_in(tmp_path, posts):
    _, two, _ = posts
    stranger = Post(tmp_path / "x", "CP-1", key=Ed25519PrivateKey.from_private_bytes(b"x" * 32))
    stranger.enter(1)

    came = two.take(stranger.parcel(two))

    assert (came.entries, len(two.ids())) == (0, 0)
    assert came.refused == ("sync.unproved",)


def test_a_parcel_of_another_event_is_refused(posts):
    one, two, _ = posts
    one.identity = Identity(event="other", post="CP-1", key=KEYS["CP-1"])

    with pytest.raises(SummitryError, match=r"exchange\.other_event"):
        two.take(one.parcel(two))


@pytest.mark.parametrize("content", [b"", b"\x00", b"\x93\x01\x02\x03"])
def test_what_is_no_parcel_is_refused(content):
    with pytest.raises(SummitryError, match=r"exchange\.malformed"):
        unpacked(content)


def test_a_changed_entry_is_not_taken_in(posts):
    one, two, _ = posts
    one.enter(1)
    parcel = one.parcel(two)
    content = packed(parcel).replace(b'"kind":"note"', b'"kind":"mote"')

    came = two.take(unpacked(content))

    assert (came.entries, came.refused) == (0, ("sync.unproved",))


@pytest.mark.parametrize("part", ["bodies", "keys"])
def test_words_that_are_not_those_of_their_entry_are_left_out_and_it_is_said(posts, part):
    one, two, _ = posts
    entry, other = one.enter(1), one.enter(2, b"fire")
    parcel = one.parcel(two)
    told = getattr(parcel, part)
    swapped = {entry.body: told[other.body], other.body: told[other.body]}

    came = two.take(structs.replace(parcel, **{part: swapped}))

    assert (came.entries, came.refused) == (2, ("exchange.body",))
    assert two.file.key(entry.body) is None
    assert two.file.key(other.body) == one.file.key(other.body)
    assert (two.file.sealed(entry.body) is None) == (part == "bodies")


def go_on(posts, old, number, step):
    """Enter, send over a link that holds, or bring an old parcel once more."""
    what, here, there = step
    if what == "enter":
        posts[here].enter(number)
    elif what == "send" and here != there:
        old.append((there, posts[here].parcel(posts[there])))
        posts[there].take(old[-1][1])
    elif old:
        receiver, again = old[number % len(old)]
        posts[receiver].take(again)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("enter"), st.integers(0, 2), st.just(0)),
        st.tuples(st.just("send"), st.integers(0, 2), st.integers(0, 2)),
        st.tuples(st.just("again"), st.integers(0, 2), st.integers(0, 2)),
    ),
    max_size=14,
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_whatever_is_cut_and_repeated_all_have_the_same_once_links_hold(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("posts")
    posts = [Post(folder, name) for name in POSTS]
    old = []
    for number, step in enumerate(steps):
        go_on(posts, old, number, step)
    for here, there in [*permutations(posts, 2)] * 2:
        there.take(here.parcel(there))

    sets = [post.ids() for post in posts]

    assert sets[0] == sets[1] == sets[2]
    assert len(sets[0]) == sum(what == "enter" for what, *_ in steps)
    assert all(not post.file.forks() for post in posts)
