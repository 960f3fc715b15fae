"""How a case stands now: derived from what its notices name, never stored."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.compliance.cases.models import Case, Outcome
from app.compliance.cases.queries.next_steps import referral_of
from app.compliance.cases.referral import ReferralDay
from app.compliance.models import Notice, NoticeLine
from app.deposits.obligations.models import Obligation
from app.domain.law.procedure_vocabulary import Offence
from app.domain.obligations.relief import Pause, is_over, spares, spares_for_a_time
from app.infra.db import session


@dataclass(frozen=True, slots=True)
class Standing:
    """What is still missing of what notices in force name, what was done amiss, and when it may be referred.

    `missing` copies are asked for, `spared` ones are missing too but in dispute or given time. What an
    amendment put off counts as neither, and nobody was late with it. `outcome`: as what the case can be
    settled though it was not passed on; None while something is missing or no notice is in force.

    `offences` are facts of the copies alone: nothing came, less came, or all came after its day.
    """

    notices: int
    missing: int
    spared: int
    outcome: Outcome | None
    offences: frozenset[Offence]
    referral: ReferralDay

    @property
    def cured(self) -> bool:
        """Whether nothing is missing any more because copies came."""
        return self.outcome is Outcome.CURED


def standing_of(case: Case, today: date) -> Standing:
    """Return how a case stands on a day, from obligations as they are now."""
    notices = (
        session()
        .scalars(
            select(Notice)
            .where(Notice.case_id == case.id, Notice.withdrawn_at.is_(None))
            .options(selectinload(Notice.lines))
            .order_by(Notice.issued_at, Notice.id)
        )
        .all()
    )
    lines = [line for notice in notices for line in notice.lines]
    owed = _obligations(lines)
    live = [row for row in owed.values() if _is_due(row, today)]
    asked = [row for row in live if not (_is_open(row) and spares(row.pause, row.extended_to, today))]
    waiting = [row for row in live if spares_for_a_time(row.pause, row.extended_to, today)]
    return Standing(
        notices=len(notices),
        missing=_lacking(asked),
        spared=_lacking(waiting),
        outcome=None if any(map(_is_open, (*asked, *waiting))) else _outcome(owed.values()),
        offences=frozenset(_offence(row) for row in asked),
        referral=referral_of(case, today),
    )


def _outcome(named: Collection[Obligation]) -> Outcome | None:
    """As what a case ends whose notices ask for nothing more: without what came nothing was put right."""
    if not named or any(row.copies and row.handed_over >= row.copies for row in named):
        return Outcome.CURED if named else None
    decided = all(row.excused_at is not None or row.pause is Pause.UPHELD for row in named)
    return Outcome.EXCUSED if decided else Outcome.CLOSED


def obligations_named(case: Case) -> Sequence[int]:
    """What the notices of a case name, whether in force or withdrawn."""
    statement = select(NoticeLine.obligation_id).join(Notice, Notice.id == NoticeLine.notice_id)
    return session().scalars(statement.where(Notice.case_id == case.id).distinct()).all()


def _obligations(lines: Sequence[NoticeLine]) -> dict[int, Obligation]:
    wanted = select(Obligation).where(Obligation.id.in_([line.obligation_id for line in lines]))
    fresh = wanted.execution_options(populate_existing=True)
    return {row.id: row for row in session().scalars(fresh)}


def _lacking(rows: Sequence[Obligation]) -> int:
    return sum(max(0, (row.copies or 0) - row.handed_over) for row in rows)


def _is_due(row: Obligation, today: date) -> bool:
    return row.cancelled_at is None and row.excused_at is None and is_over(row.due_on, today)


def _is_open(row: Obligation) -> bool:
    return row.cancelled_at is None and row.handed_over < (row.copies or 0)


def _offence(row: Obligation) -> Offence:
    if not _is_open(row):
        return Offence.LATE
    return Offence.INCOMPLETE if row.handed_over else Offence.NOT_DELIVERED
