"""A thread of its own for a library that begins an event loop, of which a thread has one at most."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Made = TypeVar("Made")


def apart(work: Callable[[], Made]) -> Made:
    """Return what `work` returns, whatever runs in the thread that asks; raises what it raises."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(work).result()
