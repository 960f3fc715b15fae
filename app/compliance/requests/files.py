"""Requests as the rows of a file."""

from collections.abc import Iterable, Iterator
from datetime import date

from app.compliance.requests.queries.rows import RequestRow
from app.compliance.requests.words import KINDS, STANDINGS
from app.infra import clock
from app.infra.i18n import gettext, organisation_name
from app.web.exports import Cell


def head() -> list[str]:
    """Return the heads of the columns, in the reader's language."""
    return [
        gettext("Number"), gettext("Day"), gettext("What is asked"), gettext("Depositor"), gettext("Lines"),
        gettext("Notice"), gettext("Asked until"), gettext("Answer by"), gettext("Provisional"),
        gettext("State"), gettext("Decision"), gettext("Decided on"),
    ]  # fmt: skip


def cells(rows: Iterable[RequestRow], today: date) -> Iterator[list[Cell]]:
    """Return a row of the file for each request."""
    words = {True: gettext("yes"), False: gettext("no")}
    for row in rows:
        yield [
            row.id, clock.local_day(row.made_at), str(KINDS[row.kind]), organisation_name(row.depositor),
            row.lines, row.notice, row.asked_until, row.answer_by, words[row.answer_provisional],
            str(STANDINGS[row.standing(today)]), row.decision,
            clock.local_day(row.decided_at) if row.decided_at else None,
        ]  # fmt: skip
