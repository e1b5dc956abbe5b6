"""Coroutines in tests that are not coroutines themselves."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from django.db import connections


def ran(work):
    """Return what comes of the work; a browser of another test may have a loop in this thread."""

    def alone():
        try:
            return asyncio.run(work)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(alone).result()
