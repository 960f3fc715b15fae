"""Discrepancies as the rows of a file."""

from collections.abc import Iterable, Iterator

from app.deposits.discrepancies.rows import DiscrepancyRow
from app.deposits.discrepancies.words import KINDS, OUTCOMES, STANDINGS
from app.infra import clock
from app.infra.i18n import gettext, organisation_name
from app.web.exports import Cell


def head() -> list[str]:
    """Return the heads of the columns, in the reader's language."""
    return [
        gettext("Receipt"), gettext("Date"), gettext("Library"), gettext("Depositor"), gettext("Title"),
        gettext("Identifiers"), gettext("What is wrong"), gettext("Copies"), gettext("Remark"),
        gettext("State"), gettext("What became of it"), gettext("Decided on"), gettext("Reason"),
        gettext("Replacement promised for"), gettext("Replaced by receipt"),
    ]  # fmt: skip


def cells(rows: Iterable[DiscrepancyRow]) -> Iterator[list[Cell]]:
    """Return a row of the file for each discrepancy."""
    for row in rows:
        yield [
            row.number, clock.local_day(row.at), organisation_name(row.depository),
            organisation_name(row.depositor) if row.depositor else gettext("unknown"),
            row.title or gettext("Unknown book"), row.identifier, str(KINDS[row.kind]), row.copies, row.note,
            str(STANDINGS[row.standing]), str(OUTCOMES[row.outcome]) if row.outcome else "",
            clock.local_day(row.decided_at) if row.decided_at else None, row.decision_note, row.promised_on,
            row.brought_by,
        ]  # fmt: skip
