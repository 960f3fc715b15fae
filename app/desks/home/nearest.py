"""What is due next within the reader's reach: the rows, figures and dates that every desk begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.queries import Counts, counts_for
from app.deposits.obligations.rows import ObligationRow, read_row, select_rows
from app.deposits.obligations.scope import is_late, is_past, within_reach
from app.domain.actor import Actor
from app.infra.db import session
from app.policy.permissions import Permission
from app.publications.models import Contributor, Release

SHOWN, SOON = 10, 3
"""How many rows are shown, and how many of them at least are not late, if there are so many."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The first open obligations by date, how many there are, and the authors of their titles by release.

    `ahead` are the first of those that are not late: however many are late, `rows` end with some of them.
    """

    rows: Sequence[ObligationRow]
    ahead: Sequence[ObligationRow]
    total: int
    counts: Counts
    oldest_late: date | None
    next_due: date | None
    authors: dict[int, str]


def nearest(actor: Actor, today: date) -> Nearest:
    """Return what is due next, in a constant number of statements."""
    running = and_(
        Obligation.open,
        Obligation.event_on.is_not(None),
        within_reach(actor, Permission.OBLIGATION_READ),
    )
    first, ahead = _first(actor, running), _first(actor, and_(running, ~is_past(today)))
    total, oldest, following = _figures(running, today)
    rows = _shown(first, ahead)
    return Nearest(rows, ahead, total, counts_for(actor, today), oldest, following, _authors(rows))


def _first(actor: Actor, wanted: ColumnElement[bool]) -> list[ObligationRow]:
    by_date = select_rows(actor).where(wanted).order_by(Obligation.due_on.asc().nulls_last(), Obligation.id)
    return [read_row(row) for row in session().execute(by_date.limit(SHOWN))]


def _shown(first: Sequence[ObligationRow], ahead: Sequence[ObligationRow]) -> list[ObligationRow]:
    """The first by date; the last of them give way where they are late and hide what is due next."""
    among = {row.id for row in first}
    hidden = [row for row in ahead[:SOON] if row.id not in among]
    return [*first[: len(first) - len(hidden)], *hidden]


def _figures(running: ColumnElement[bool], today: date) -> tuple[int, date | None, date | None]:
    late, ahead = is_late(today), ~is_past(today)
    statement = select(
        func.count(),
        func.min(Obligation.due_on).filter(late),
        func.min(Obligation.due_on).filter(ahead),
    ).where(running)
    total, oldest, following = session().execute(statement).one()
    return total, oldest, following


def _authors(rows: Sequence[ObligationRow]) -> dict[int, str]:
    """The first author of each title."""
    releases = {row.release_id for row in rows}
    statement = (
        select(Release.id, Contributor.name)
        .join(Contributor, Contributor.publication_id == Release.publication_id)
        .where(Release.id.in_(releases), Contributor.role == "author")
        .order_by(Contributor.position.desc())
    )
    return {row.id: row.name for row in session().execute(statement)}
