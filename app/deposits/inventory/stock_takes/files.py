"""A list of a stock-take as the rows of a file."""

from collections.abc import Iterable, Iterator

from app.deposits.inventory.stock_takes.lists import ListedCopy
from app.infra import clock
from app.infra.i18n import gettext
from app.web.exports import Cell


def head() -> list[str]:
    """Return the heads of the columns, in the reader's language."""
    return [
        gettext("Accession number"), gettext("What was scanned"), gettext("Title"), gettext("Identifiers"),
        gettext("Belongs to section"), gettext("Found in section"), gettext("Date"), gettext("Copies"),
        gettext("Label"), gettext("Receipt"), gettext("Copy on the receipt"),
    ]  # fmt: skip


def cells(lines: Iterable[ListedCopy]) -> Iterator[list[Cell]]:
    """Return a row of the file for each line."""
    for line in lines:
        yield [
            line.number, line.text, line.title or gettext("Unknown book"), line.identifier, line.belongs,
            line.shelf, clock.local_day(line.at) if line.at else None, line.copies, line.label, line.receipt,
            line.told_apart,
        ]  # fmt: skip
