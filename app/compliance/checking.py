"""No notice goes out on stale facts: which of the chosen lines still stand, and why the others drop out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.compliance.models import NoticeLine
from app.compliance.scope import noticed, owed_by
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import within_reach
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.obligations.relief import Pause
from app.infra.db import session
from app.policy.permissions import Permission
from app.publications.models import Publication, Release


class Dropped(StrEnum):
    """Why a line that was chosen is not in the notice."""

    CANCELLED = "cancelled"
    RECEIVED = "received"
    UNKNOWN = "unknown"
    NOT_LATE = "not_late"
    PROVISIONAL = "provisional"
    EXCUSED = "excused"
    EXTENDED = "extended"
    DISPUTED = "disputed"
    """A request that names it waits for an answer."""
    UPHELD = "upheld"
    """An objection was accepted."""
    NOTICED = "noticed"
    OTHER_RULES = "other_rules"


@dataclass(frozen=True, slots=True)
class Checked:
    """The chosen lines at the moment of the check, the oldest first: those that stand, and the others.

    One notice rests on one rule set, that of its oldest line.
    """

    lines: Sequence[Obligation]
    dropped: Sequence[tuple[Obligation, Dropped]]


def check_lines(
    *,
    depositor_id: int,
    obligation_ids: Collection[int],
    by: Actor,
    today: date,
    lock: bool = False,
    besides: int | None = None,
) -> Checked:
    """Check each line as it is now; with `lock`, nobody changes them before the act is done.

    That the notice `besides` names a line is not held against it: that one will be replaced.

    Raises:
        NotFound: a line is not within reach, or is not this depositor's.
    """
    chosen = (
        Obligation.id.in_(obligation_ids),
        owed_by(depositor_id),
        within_reach(by, Permission.NOTICE_ISSUE),
    )
    if lock:
        session().execute(select(Obligation.id).where(*chosen).order_by(Obligation.id).with_for_update())
    found = session().scalars(
        select(Obligation)
        .where(*chosen)
        .order_by(Obligation.due_on.asc().nulls_last(), Obligation.id)
        .options(*WITH_WORKS)
        .execution_options(populate_existing=True)
    )
    rows = found.all()
    if len(rows) != len(set(obligation_ids)):
        raise NotFound("not_found")
    return _sorted_out(rows, _named([row.id for row in rows], besides), today)


WITH_WORKS = (
    joinedload(Obligation.depository),
    joinedload(Obligation.release).joinedload(Release.publication).selectinload(Publication.contributors),
    joinedload(Obligation.release).joinedload(Release.publication).selectinload(Publication.identifiers),
    selectinload(Obligation.rule_set),
)
"""What a paper quotes of an obligation, loaded with it."""


def _named(obligation_ids: Collection[int], besides: int | None) -> set[int]:
    named = select(Obligation.id).where(Obligation.id.in_(obligation_ids), noticed())
    if besides is not None:
        replaced = select(NoticeLine.obligation_id).where(NoticeLine.notice_id == besides)
        named = named.where(Obligation.id.not_in(replaced))
    return set(session().scalars(named))


def _sorted_out(rows: Sequence[Obligation], named: Collection[int], today: date) -> Checked:
    lines: list[Obligation] = []
    dropped: list[tuple[Obligation, Dropped]] = []
    for row in rows:
        why = _why_dropped(row, today, named=row.id in named)
        if why is None and lines and row.rule_set_id != lines[0].rule_set_id:
            why = Dropped.OTHER_RULES
        if why is None:
            lines.append(row)
        else:
            dropped.append((row, why))
    return Checked(lines, dropped)


def _why_dropped(row: Obligation, today: date, *, named: bool) -> Dropped | None:
    if row.cancelled_at is not None or row.excused_at is not None:
        return Dropped.CANCELLED if row.cancelled_at is not None else Dropped.EXCUSED
    if row.copies is None:
        return Dropped.UNKNOWN
    if row.handed_over >= row.copies:
        return Dropped.RECEIVED
    if row.event_on is None or row.due_on is None or row.due_on >= today:
        return Dropped.NOT_LATE
    if row.extended_to is not None and row.extended_to >= today:
        return Dropped.EXTENDED
    return _PAUSED[row.pause] if row.pause else _why_not_certain(row, named=named)


_PAUSED = {Pause.ASKED: Dropped.DISPUTED, Pause.UPHELD: Dropped.UPHELD}


def _why_not_certain(row: Obligation, *, named: bool) -> Dropped | None:
    if row.provisional:
        return Dropped.PROVISIONAL
    return Dropped.NOTICED if named else None
