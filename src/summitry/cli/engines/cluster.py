"""Searches on a Ray cluster, driven by a process of their own and heard through its pipe.

Ray is the extra `ray`; this module is loaded by its entry point, where it is asked for.
"""

import logging
import os
import sys
from collections import deque
from collections.abc import Callable
from typing import Any, Generic

import ray
from ray.exceptions import RayError

from summitry.cli.engines.job import Begun, Job, Lost, Message, P, R, Refused, Watch
from summitry.cli.engines.processes import answered

POLL_SECONDS = 0.25
HERE = "local"
THREADS = 3
"""Of each search: to search, to be asked what is new, and to be told to stop."""


class Searcher(Generic[P, R]):
    """One search on a node of the cluster; it is asked what it has to tell while it runs."""

    def __init__(self, job: Job[P, R], place: int) -> None:
        self._job, self._place = job, place
        self._news: deque[Message[P, R]] = deque()
        self._is_stopped = False

    def search(self) -> list[Message[P, R]]:
        """Return what the search comes to, after what it has told before."""
        watch: Watch[P, R] = Watch(self._place, self._news.append, lambda: self._is_stopped)
        self._news.append(answered(self._job, self._place, watch))
        return self.news()

    def news(self) -> list[Message[P, R]]:
        """Return what was told since it was last asked."""
        return [self._news.popleft() for _ in range(len(self._news))]

    def stop(self) -> None:
        """Let the search end with its best so far."""
        self._is_stopped = True


def run(
    send: Callable[[Message[P, R]], None],
    is_stopped: Callable[[], bool],
    job: Job[P, R],
    count: int | None,
    address: str | None,
) -> None:
    """Search on the cluster, and send what is heard of it until all have ended or are lost."""
    try:
        _connect(address, count)
    except (ConnectionError, OSError, RuntimeError, ValueError, RayError) as problem:
        facts = {"address": address or HERE, "problem": str(problem)}
        send(Refused("engine.unreachable", facts))
        return
    cores = int(ray.cluster_resources().get("CPU", 0))
    if not 1 <= (count or cores) <= cores:
        send(Refused("engine.cores", {"count": count or 1, "cores": cores}))
        return
    searches: _Searches[P, R] = _Searches(send, job, count or cores)
    is_told = False
    while searches.is_open:
        if is_stopped() and not is_told:
            is_told = True
            searches.stop()
        searches.hear()
    ray.shutdown()


def _connect(address: str | None, count: int | None) -> None:
    """Join the cluster, else start one on this machine that no other can reach."""
    if address is not None:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
        return
    ray.init(
        # A new one, whatever cluster the environment names: one is joined only by its name.
        address=HERE,
        num_cpus=count or len(os.sched_getaffinity(0)),
        include_dashboard=False,
        log_to_driver=False,
        logging_level=logging.ERROR,
    )


class _Searches(Generic[P, R]):
    """The searches that run, each on a core of some node."""

    def __init__(self, send: Callable[[Message[P, R]], None], job: Job[P, R], count: int) -> None:
        self._send = send
        made: Any = ray.remote(Searcher)
        made = made.options(num_cpus=1, max_concurrency=THREADS, scheduling_strategy="SPREAD")
        shared = ray.put(job)
        self._searchers = {place: made.remote(shared, place) for place in range(count)}
        send(Begun(count))
        self._ends = {place: each.search.remote() for place, each in self._searchers.items()}
        self._news = {place: each.news.remote() for place, each in self._searchers.items()}

    @property
    def is_open(self) -> bool:
        return bool(self._ends)

    def stop(self) -> None:
        for place in self._ends:
            self._searchers[place].stop.remote()

    def hear(self) -> None:
        """Send what is new; it waits a little where nothing is."""
        ends = list(self._ends.values())
        ray.wait(ends, num_returns=len(ends), timeout=POLL_SECONDS)
        for place in list(self._ends):
            if _is_there(self._ends[place]):
                self._hand_on(self._ends[place], place)
                self._ends.pop(place, None)
            elif _is_there(self._news[place]):
                told, self._news[place] = self._news[place], self._searchers[place].news.remote()
                self._hand_on(told, place)

    def _hand_on(self, told: Any, place: int) -> None:
        """Send what has come, or that the search is lost."""
        try:
            came = ray.get(told)
        except RayError as problem:
            sys.stderr.write(f"{problem}\n")
            self._send(Lost((place,), type(problem).__name__))
            self._ends.pop(place)
            return
        for message in came:
            self._send(message)


def _is_there(told: Any) -> bool:
    return bool(ray.wait([told], timeout=0)[0])
