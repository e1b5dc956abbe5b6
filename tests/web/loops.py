"""Coroutines in tests that are not coroutines themselves."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from django.db import connections


class _Helpers(ThreadPoolExecutor):
    """Threads for what a loop hands over; each lets go of its connection when its work is done."""

    def submit(self, work, /, *given, **named):
        def whole():
            try:
                return work(*given, **named)
            finally:
                connections.close_all()

        return super().submit(whole)


def ran(work):
    """Return what comes of the work; a browser of another test may have a loop in this thread."""

    async def helped():
        asyncio.get_running_loop().set_default_executor(_Helpers())
        return await work

    with _Helpers(1) as pool:
        return pool.submit(asyncio.run, helped()).result()
