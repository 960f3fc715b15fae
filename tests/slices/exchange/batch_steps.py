"""A clerk with a file: what is sent, what the worker does, what the page says."""

import csv
import io
from collections.abc import Sequence

from app.exchange.batches.jobs import work_on_imports
from tests.support.isolation import Browserless

USUAL = {
    "title": "", "author": "Abdulla Qodiriy", "isbn": "", "kind": "book", "language": "uz",
    "carrier": "print", "origin": "domestic", "print_run": "3000", "edition_status": "first",
    "restricted": "no", "audiences": "general", "subjects": "fiction",
    "first_batch_released": "2026-11-19", "print_run_completed": "2026-11-12",
}  # fmt: skip
HEAD = tuple(USUAL)


def row(title: str, isbn: str = "", **differing: str) -> list[str]:
    """Return a good row of a table with these headings, but for what differs."""
    return list({**USUAL, "title": title, "isbn": isbn, **differing}.values())


def table(*rows: Sequence[str], head: Sequence[str] = HEAD) -> bytes:
    """Return rows as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([head, *rows])
    return text.getvalue().encode("utf-8")


def send(client: Browserless, content: bytes, name: str = "kitoblar.csv", **chosen: str) -> int:
    """Send a file, let the worker look at it, and return the number of the batch."""
    answer = client.post("/imports/new", data={"file": (io.BytesIO(content), name), **chosen})
    assert answer.status_code == 303, answer.text
    work_on_imports()
    return int(answer.location.rsplit("/", 1)[1])


def accept(client: Browserless, batch_id: int) -> None:
    """Accept what the look found good, and let the worker register it."""
    assert client.post(f"/imports/{batch_id}/accept").status_code == 303
    work_on_imports()
