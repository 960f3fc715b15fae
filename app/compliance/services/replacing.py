"""A notice is taken back, and another comes in its place, in one act."""

from datetime import datetime

from sqlalchemy import select

from app.compliance.models import NoticeLine
from app.compliance.requests.models import DepositorRequest
from app.compliance.requests.waiting import waiting_about
from app.compliance.services.issuing import Issue, issue_notice
from app.compliance.services.withdrawing import withdraw_notice
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.events import Event, Subject
from app.domain.requests import RequestKind
from app.infra.db import session
from app.infra.events import publish
from app.organisations.models import Organisation


def replace_notice(*, notice_id: int, language: str, reason: str, by: Actor, at: datetime) -> Issue:
    """Withdraw a notice with a reason and issue another of those of its lines that still stand.

    Raises as `withdraw_notice` and `issue_notice` do, and `Conflict`: `notice.appeal_waits`; then the first
    notice stands as it did.
    """
    replaced = withdraw_notice(notice_id=notice_id, reason=reason, by=by, at=at)
    appeals = waiting_about(notice_id).where(DepositorRequest.kind == RequestKind.APPEAL)
    if session().scalars(appeals.limit(1)).first() is not None:
        raise Conflict("notice.appeal_waits")
    depositor = session().get_one(Organisation, replaced.depositor_id)
    named = select(NoticeLine.obligation_id).where(NoticeLine.notice_id == notice_id)
    issued = issue_notice(
        depositor_id=depositor.merged_into_id or depositor.id,
        obligation_ids=session().scalars(named).all(),
        language=language,
        by=by,
        at=at,
    )
    issued.notice.replaces_id = notice_id
    session().flush()
    subjects = (Subject("notice", notice_id), Subject("notice", issued.notice.id))
    after = {"number": replaced.number, "replaced_by": issued.notice.number}
    publish(Event("notice.replaced", by, at, subjects, after=after))
    return issued
