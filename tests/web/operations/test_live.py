"""The board's stream: each change drawn once for each kind of reader, and sent to all of them."""

import asyncio
import json

import pytest
from msgspec.structs import replace

from summitry.kit.ids import EventId
from summitry.operations.bodies import Incident, Thing
from summitry.plan.terms import Marking
from summitry.report.language import language
from summitry_web.accounts.models import Grant
from summitry_web.accounts.pages import CLOCK
from summitry_web.events.models import Event
from summitry_web.journal.file import JOURNAL
from summitry_web.operations import assured, live
from summitry_web.operations.access import post_here
from summitry_web.operations.board import SECTIONS
from summitry_web.operations.live import BEAT, ENDED, QUICK, Board, Boards, Watcher, sent
from summitry_web.operations.store.service import folder_of
from tests.web.loops import ran
from tests.web.made import an_actor
from tests.web.operations.made_day import a_day, a_reader, said

pytestmark = pytest.mark.django_db(transaction=True)

WATCHERS = 50
SECONDS_MAX = 20.0


def a_watcher(event, account):
    actor = an_actor(account, event, at=CLOCK.now())
    return Watcher(actor=actor, event=event, reader=language("en"), clock=CLOCK)


def sections_of(message):
    kept = dict(line.split(": ", 1) for line in message.decode().strip().splitlines())
    return kept.get("id", ""), json.loads(kept["data"])


async def until(stream, words):
    """Read on until a message has the words; return its sections and the last id."""
    while True:
        message = await asyncio.wait_for(anext(stream), SECONDS_MAX)
        if message.startswith(b"id:") and words in message.decode():
            return sections_of(message)


async def with_boards(work):
    boards = Boards(CLOCK)
    following = asyncio.create_task(boards.follow())
    try:
        return await work(boards)
    finally:
        following.cancel()
        boards.close()


async def never():
    raise AssertionError("nobody's rights are old enough to be looked at again")


def test_a_change_reaches_fifty_watchers_and_is_drawn_once():
    event, account = a_day()
    said(event, account, Incident(title="Early"))
    watcher = a_watcher(event, account)

    async def work(boards):
        streams = [sent(boards, watcher, "", never) for _ in range(WATCHERS)]
        await asyncio.gather(*(until(each, "Early") for each in streams))
        await asyncio.to_thread(said, event, account, Incident(title="Smoke"))
        begun = asyncio.get_running_loop().time()
        found = await asyncio.gather(*(until(each, "Smoke") for each in streams))
        took = asyncio.get_running_loop().time() - begun
        (board,) = boards.boards.values()
        readers = board.readers
        for each in streams:
            await each.aclose()
        return found, took, readers, board.readers

    found, took, readers, left = ran(with_boards(work))

    assert len({told for told, _ in found}) == 1
    assert (readers, left) == (WATCHERS, 0)
    assert took < SECONDS_MAX


def test_an_entry_is_on_another_screen_while_a_check_is_under_way():
    event, account = a_day()
    watcher = a_watcher(event, account)

    async def work(boards):
        stream = sent(boards, watcher, "", never)
        await until(stream, "latest")
        with assured._lock_of(event):
            await asyncio.to_thread(
                said, event, account, Incident(title="Smoke"), place=Thing("sites", "hall")
            )
            _, sections = await until(stream, "Smoke")
        await stream.aclose()
        return sections

    sections = ran(with_boards(work))

    assert "Hall (hall)" in sections["incidents"]
    assert sections.keys() <= set(QUICK)


def test_what_somebody_may_not_read_is_not_in_their_stream():
    event, account = a_day()
    reader = a_reader(event)
    watcher = a_watcher(event, reader)
    said(event, account, Incident(title="CANARY"), marking=Marking.RED)
    said(event, account, Incident(title="Smoke"))

    async def work(boards):
        stream = sent(boards, watcher, "", never)
        _, sections = await until(stream, "Smoke")
        await stream.aclose()
        return sections

    sections = ran(with_boards(work))

    assert "CANARY" not in json.dumps(sections)


def test_who_comes_back_is_sent_what_has_changed_since_and_no_more():
    async def work():
        board = Board(watcher=None)
        board.take({"incidents": "one", "orders": "none"})
        left = f"{board.epoch}.{board.version}"
        board.take({"incidents": "two", "orders": "none"})
        board.take({"incidents": "three"})
        return [
            sections_of(board.since(board.version_in(told)))[1]
            for told in (left, "another-life.2", "")
        ]

    whole = {"incidents": "three", "orders": "none"}
    assert ran(work()) == [{"incidents": "three"}, whole, whole]


def test_what_is_as_it_was_is_not_sent_again():
    async def work():
        board = Board(watcher=None)
        board.take({"incidents": "one"})
        board.take({"incidents": "one"})
        return board.version

    assert ran(work()) == 1
    assert BEAT.endswith(b"\n\n")


def test_who_was_cut_off_is_sent_what_has_changed_meanwhile_and_no_more():
    event, account = a_day()
    watcher = a_watcher(event, account)

    async def cut(boards):
        stream = sent(boards, watcher, "", never)
        seen, whole = await until(stream, "latest")
        await stream.aclose()
        await asyncio.to_thread(said, event, account, Incident(title="Smoke"))
        again = sent(boards, watcher, seen, never)
        _, changed = await until(again, "Smoke")
        later = await asyncio.wait_for(anext(again), SECONDS_MAX)
        await again.aclose()
        return whole, changed, later

    whole, changed, later = ran(with_boards(cut))

    assert whole.keys() == SECTIONS.keys()
    assert changed.keys() == {"incidents", "latest", "owed"}
    assert later == BEAT


def test_a_slow_reader_gets_what_stands_and_not_what_stood_in_between():
    event, account = a_day()
    watcher = a_watcher(event, account)

    async def work(boards):
        slow, quick = (sent(boards, watcher, "", never) for _ in range(2))
        await until(slow, "latest")
        for title in ("First", "Second", "Third"):
            await asyncio.to_thread(said, event, account, Incident(title=title))
            await until(quick, title)
        _, sections = await until(slow, "Third")
        later = await asyncio.wait_for(anext(slow), SECONDS_MAX)
        await slow.aclose()
        await quick.aclose()
        return sections["incidents"], later

    incidents, later = ran(with_boards(work))

    assert [title in incidents for title in ("First", "Second", "Third")] == [True] * 3
    assert later == BEAT


def test_who_may_no_longer_read_as_before_is_told_that_it_has_ended(monkeypatch):
    event, account = a_day()
    reader = a_reader(event)
    monkeypatch.setattr(live, "SECONDS_BETWEEN_PROOFS", 0.0)
    watcher = a_watcher(event, reader)

    async def renewed():
        return await asyncio.to_thread(a_watcher, event, reader)

    async def work(boards):
        stream = sent(boards, watcher, "", renewed)
        await until(stream, "latest")
        await asyncio.to_thread(said, event, account, Incident(title="Smoke"))
        await until(stream, "Smoke")
        await asyncio.to_thread(Grant.objects.filter(account=reader).delete)
        await asyncio.to_thread(said, event, account, Incident(title="Flood"))
        return [message async for message in stream]

    rest = ran(asyncio.wait_for(with_boards(work), SECONDS_MAX))

    assert rest == [ENDED]


def test_a_board_that_cannot_be_drawn_never_says_that_it_holds():
    event, account = a_day()
    watcher = a_watcher(event, account)
    gone = replace(watcher, event=Event(slug="summit"))

    async def work(boards):
        stream = sent(boards, watcher, "", never)
        await until(stream, "latest")
        (board,) = boards.boards.values()
        board.watcher = gone
        with pytest.raises(Event.DoesNotExist):
            await boards._draw(board, QUICK)
        is_rung = rung(boards, board)
        board.watcher = watcher
        await boards._draw(board, QUICK)
        await asyncio.gather(*boards._tasks)
        is_rung_again = rung(boards, board)
        await stream.aclose()
        return is_rung, is_rung_again

    def rung(boards, board):
        bell = board._bell
        boards._beat(0.0)
        return bell.done()

    assert ran(with_boards(work)) == (False, True)


def test_a_look_that_fails_is_not_the_last(caplog):
    event, account = a_day()
    watcher = a_watcher(event, account)
    folder = folder_of(EventId(event.slug), post_here(event))

    async def work(boards):
        stream = sent(boards, watcher, "", never)
        await until(stream, "latest")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / JOURNAL).write_bytes(b"no journal yet" * 100)
        async with asyncio.timeout(SECONDS_MAX):
            while not caplog.records:  # noqa: ASYNC110  # the next look comes by itself
                await asyncio.sleep(0)
        (folder / JOURNAL).unlink()
        await asyncio.to_thread(said, event, account, Incident(title="Smoke"))
        _, sections = await until(stream, "Smoke")
        await stream.aclose()
        return sections

    sections = ran(with_boards(work))

    assert "Smoke" in sections["incidents"]
    assert "could not be looked at" in caplog.text


def test_entries_that_come_while_a_board_is_drawn_are_drawn_together():
    event, account = a_day()
    watcher = a_watcher(event, account)

    async def work():
        boards = Boards(CLOCK)
        async with boards.watching(watcher) as board:
            most = 0
            for number in range(10):
                await asyncio.to_thread(said, event, account, Incident(title=f"Smoke {number}"))
                boards.want(board)
                most = max(most, boards.pending)
            while boards.pending:  # noqa: ASYNC110  # drawings end by themselves
                await asyncio.sleep(0)
            shown = board.since(0).decode()
        boards.close()
        return most, shown

    most, shown = ran(work())

    # One is under way and one waits, of the quick sections and of the others.
    assert most <= 4
    assert "Smoke 9" in shown
