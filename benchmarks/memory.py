"""How much memory a process and those it began hold together while they work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

import psutil

_EVERY = 0.1
"""Seconds between two looks."""
_MIB = 2**20


@dataclass(slots=True)
class Held:
    """MiB at the highest look: of the process and all that it began, whoever of them began whom."""

    most: float = 0.0

    def look(self, process: psutil.Process) -> None:
        """Look once."""
        held = sum(map(_resident, (process, *process.children(recursive=True))))
        self.most = max(self.most, held / _MIB)


@contextmanager
def watched() -> Iterator[Held]:
    """Look again and again at this process until the block ends."""
    held, over, process = Held(), Event(), psutil.Process()

    def watch() -> None:
        while not over.wait(_EVERY):
            held.look(process)

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield held
    finally:
        over.set()
        watcher.join()


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0  # it ended between being found and being asked
