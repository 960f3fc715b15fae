"""A notice is taken back in the open."""

from datetime import datetime

from sqlalchemy import select

from app.compliance.models import Notice, NoticeLine
from app.compliance.scope import notices_within_reach
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.policy.permissions import Permission


def withdraw_notice(*, notice_id: int, reason: str, by: Actor, at: datetime) -> Notice:
    """Withdraw a notice with a reason; its number is never used again.

    Raises:
        NotFound: there is none within reach.
        Conflict: `notice.withdrawn_already`.
        DomainError: `notice.reason_missing`.
    """
    return take_back(notice_to_withdraw(notice_id, reason, by), reason=reason, by=by, at=at)


def take_back(notice: Notice, *, reason: str, by: Actor, at: datetime) -> Notice:
    """Withdraw this notice in force, which the caller has locked; whoever does so has the right to."""
    notice.withdrawn_at, notice.withdrawal_reason = at, reason.strip()
    session().flush()
    subjects = (Subject("notice", notice.id), Subject("organisation", notice.depositor_id))
    after = {"number": notice.number, "reason": notice.withdrawal_reason}
    publish(Event("notice.withdrawn", by, at, (*subjects, *_releases(notice)), after=after))
    return notice


def notice_to_withdraw(notice_id: int, reason: str, by: Actor) -> Notice:
    """A notice in force, which nobody else withdraws until the act is done. Raises as `withdraw_notice`."""
    notice = session().scalar(
        select(Notice)
        .where(Notice.id == notice_id, notices_within_reach(by, Permission.NOTICE_ISSUE))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if notice is None:
        raise NotFound("not_found")
    if notice.withdrawn_at is not None:
        raise Conflict("notice.withdrawn_already")
    if not reason.strip():
        raise DomainError("notice.reason_missing", field="reason")
    return notice


def _releases(notice: Notice) -> list[Subject]:
    statement = (
        select(Obligation.release_id)
        .join(NoticeLine, NoticeLine.obligation_id == Obligation.id)
        .where(NoticeLine.notice_id == notice.id)
        .distinct()
        .order_by(Obligation.release_id)
    )
    return [Subject("release", release_id) for release_id in session().scalars(statement)]
