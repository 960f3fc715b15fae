"""Many papers at once: rendered by as many processes as there are cores, which end when their work does.

Layout holds the interpreter's lock, so threads of one process print no faster than one does. Nothing is kept
here: a killed process loses work and no facts, and the processes of a killed parent end by themselves.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context, parent_process
from threading import Thread

from app.domain.documents import Paper
from app.infra.papers import render_paper
from app.infra.wording import Texts

PAPERS_OF_A_PRESS = 500
"""After so many the processes are begun anew, so that what they remember stays small."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper to be rendered; as the arguments of `render_paper`. `key` tells whose it is."""

    key: int
    paper: Paper
    language: str
    identifier: bytes
    created: datetime
    edited: Texts | None = None


def print_sheets(sheets: Sequence[Sheet]) -> Iterator[tuple[int, bytes | Exception]]:
    """Yield each key with the bytes of its file, or with why there are none, in the order of the sheets.

    The bytes are those of `print_sheet`.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])  # read once; each process of the press begins with it
    cores = len(os.sched_getaffinity(0))
    with ProcessPoolExecutor(cores, context, initializer=_end_with_parent) as press:
        for sheet, future in [(sheet, press.submit(print_sheet, sheet)) for sheet in sheets]:
            yield sheet.key, _result(future)


def print_sheet(sheet: Sheet) -> bytes:
    """Return the file of one paper, made here."""
    return render_paper(
        sheet.paper,
        sheet.language,
        identifier=sheet.identifier,
        created=sheet.created,
        edited=sheet.edited,
    )


def _result(future: Future[bytes]) -> bytes | Exception:
    try:
        return future.result()
    except Exception as error:
        # One paper that cannot be made must not stop the others.
        return error


def _end_with_parent() -> None:
    """Let this process not outlive the one whose work it does, however that one ends."""
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()
