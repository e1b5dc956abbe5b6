"""The journals of a node as a pack: whole, with what its reader may see and no more."""

import json

import pytest

from summitry.operations.pack import Standing
from summitry.operations.verify import verify_pack
from summitry_web.operations.store.evidence import pack_lines
from tests.web.operations.store.test_exchange import EVENT, KNOWN, POSTS, Post

AT_MS = 1_800_000_000_000


@pytest.fixture
def posts(tmp_path):
    return [Post(tmp_path, name) for name in POSTS]


def packed(post, may_read=lambda _: True):
    return list(pack_lines(post.file, post.identity, KNOWN, may_read=may_read, at_ms=AT_MS))


def told(found):
    return [(each.post, each.size, each.signed, each.hidden, each.withheld) for each in found.logs]


def exchanged(posts):
    for _ in range(3):
        for one in posts:
            for other in posts:
                if one is not other:
                    other.take(one.parcel(other))


def test_every_journal_that_is_here_goes_in_signed_and_witnessed(posts):
    for number, post in enumerate(posts):
        post.enter(number)
        post.enter(number + 10)
    exchanged(posts)

    found = verify_pack(packed(posts[0]))

    assert (found.event, found.faults) == (EVENT, ())
    assert told(found) == [(post, 2, 2, 0, 0) for post in POSTS]
    # Each has what others signed of its own journal; theirs are sealed in their own packs.
    assert [each.sealing and each.sealing.size for each in found.logs] == [2, None, None]


def test_what_may_not_be_read_goes_in_as_its_hash_alone(posts):
    canary = posts[0].enter(1, b"canary").entry_id
    posts[0].enter(2)

    lines = packed(posts[0], lambda entry: entry.entry_id != canary)

    assert (verify_pack(lines).faults, told(verify_pack(lines))) == ((), [("CP-1", 2, 2, 1, 0)])
    assert canary.encode() not in b"".join(lines)


def test_a_body_without_its_key_is_withheld(posts):
    entry = posts[0].enter(1)
    posts[0].file.erase([entry.body])

    lines = packed(posts[0])

    assert (verify_pack(lines).faults, told(verify_pack(lines))) == ((), [("CP-1", 1, 1, 0, 1)])
    assert [json.loads(line)["body"].get("standing", Standing.WITHHELD) for line in lines
            if b'"body":{' in line] == [Standing.WITHHELD]  # fmt: skip


def test_a_post_whose_key_is_not_known_stays_out(posts):
    posts[0].enter(1)
    posts[1].enter(2)
    exchanged(posts)

    lines = pack_lines(posts[0].file, posts[0].identity, {}, may_read=lambda _: True, at_ms=AT_MS)

    assert told(verify_pack(lines)) == [("CP-1", 1, 1, 0, 0)]
