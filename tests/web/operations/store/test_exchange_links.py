"""Three posts over links that are cut both ways, one way, or flap, with clocks that are wrong."""

import os
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from summitry.kit.streams import stream
from summitry.operations.entry import decoded
from summitry_web.journal.keys import node_public_key
from summitry_web.operations.store.exchange import Exchange, packed, unpacked
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.service import (
    Hand,
    Take,
    Writers,
    answered,
    folder_of,
    identity_of,
    told_of,
)
from tests.web.operations.store.test_exchange import EVENT, POSTS, submission

SEEDS = range(20 if os.environ.get("SUMMITRY_FULL") == "1" else 2)
SECONDS = 25
HEALED_SECONDS_MAX = 30
AT = datetime(2025, 10, 25, 2, tzinfo=UTC)
DAY_S = 86_400
CUTS = {
    "both ways": lambda chance, second, link: "CP-1" in link and second > 3,  # noqa: ARG005  # one shape
    "one way": lambda chance, second, link: link == ("CP-2", "CP-1") and second > 3,  # noqa: ARG005  # one shape
    "flapping": lambda chance, second, link: chance.random() < 0.6,  # noqa: ARG005  # one shape
}
"""Whether what goes from the first of the link to the second is lost in that second."""


class Node:
    """A post: its journal's writer under a clock of its own, and what it knows of the others."""

    def __init__(self, name):
        self.name = name
        self.writers = Writers(self)
        self.exchange = Exchange()
        self.has = {each: {} for each in POSTS}
        self.at = AT
        self.skew = timedelta()
        self.heard = []
        self.refused = set()

    def now(self):
        return self.at + self.skew

    def enter(self, number):
        hand = Hand(event=EVENT, post=self.name, submissions=(submission(self.name, number),))
        (answer,) = answered(self.writers, hand)
        entry = decoded(answer.entry)
        assert all(entry.stamp > each for each in self.heard)
        return entry.entry_id

    def parcel_for(self, other):
        file = PostFile(folder_of(EVENT, self.name), readonly=True)
        identity = identity_of(EVENT, self.name)
        made = self.exchange.parcel_for(file, identity, self.has[other], receiver=other)
        file.close()
        return packed(made)

    def take(self, content):
        parcel = unpacked(content)
        known = {each: node_public_key() for each in POSTS if each != self.name}
        told = told_of(self.writers, Take(event=EVENT, post=self.name, parcel=parcel, known=known))
        self.refused.update([*told.came.refused, *told.came.forked])
        self.has[parcel.sender] = parcel.has
        file = PostFile(folder_of(EVENT, self.name), readonly=True)
        self.heard = [file.last_stamp(each) for each in file.sizes()]
        file.close()

    def ids(self):
        file = PostFile(folder_of(EVENT, self.name), readonly=True)
        found = [each.entry_id for post in file.sizes() for each in file.entries(post)]
        forks = file.forks()
        file.close()
        assert len(found) == len(set(found))
        assert not forks
        return set(found)


class Network:
    """Calls of each post to each other: a question with a parcel, and an answer with another."""

    def __init__(self, seed):
        self.chance = stream(seed, "links")
        self.nodes = {name: Node(name) for name in POSTS}
        self.late = []
        self.entered = {node.enter(0) for node in self.nodes.values()}

    def second(self, number, is_cut):
        """Let a second go by: clocks jump, posts write, each calls each; what is late comes."""
        for node in self.nodes.values():
            node.at += timedelta(seconds=1)
        for here, there in permutations(self.nodes.values(), 2):
            if not is_cut(self.chance, number, (here.name, there.name)):
                self.deliver(there, here.parcel_for(there.name))
                if not is_cut(self.chance, number, (there.name, here.name)):
                    self.deliver(here, there.parcel_for(here.name))

    def trouble(self, number):
        """Let a clock jump, a post write, and a parcel of before come once more."""
        node = self.nodes[POSTS[self.chance.integers(len(POSTS))]]
        if self.chance.random() < 0.3:
            node.skew = timedelta(seconds=int(self.chance.integers(-DAY_S, DAY_S)))
        self.entered.add(node.enter(number))
        if self.late and self.chance.random() < 0.5:
            there, content = self.late.pop(self.chance.integers(len(self.late)))
            there.take(content)

    def deliver(self, there, content):
        there.take(content)
        if self.chance.random() < 0.2:
            there.take(content)
        if self.chance.random() < 0.3:
            self.late.append((there, content))

    def is_one(self):
        return all(node.ids() == self.entered for node in self.nodes.values())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("cut", CUTS)
def test_all_have_the_same_soon_after_the_links_hold(cut, seed, own_home):  # noqa: ARG001  # their folder
    network = Network(seed)
    for number in range(1, SECONDS):
        network.trouble(number)
        network.second(number, CUTS[cut])
    was_one = network.is_one()
    healed = 0
    while not network.is_one() and healed < HEALED_SECONDS_MAX:
        healed += 1
        network.second(SECONDS + healed, lambda *_: False)
    for node in network.nodes.values():
        node.writers.close()

    assert network.is_one()
    assert (cut, was_one) != ("both ways", True)
    assert [node.refused for node in network.nodes.values()] == [set()] * 3
