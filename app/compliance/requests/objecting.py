"""What can be objected to, and whose act a request turns against."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select

from app.compliance.models import Notice, NoticeLine
from app.compliance.requests.models import DepositorRequest
from app.compliance.scope import noticed
from app.deposits.obligations.models import Obligation
from app.domain.errors import Conflict
from app.infra.db import session


def check_objection(lines: Sequence[Obligation], today: date) -> None:
    """Check that these lines can be objected to.

    Raises:
        Conflict: `request.nothing_to_object`, nothing is said against one of them.
    """
    ahead = {line.id for line in lines if line.due_on is None or line.due_on >= today}
    if ahead - set(session().scalars(select(Obligation.id).where(Obligation.id.in_(ahead), noticed()))):
        raise Conflict("request.nothing_to_object")


def issuers_of(request: DepositorRequest) -> Collection[int | None]:
    """Who issued or countersigned the notices that a request turns against: the one it cites, else those in
    force."""
    if request.notice is not None:
        return {request.notice.issued_by_id, request.notice.countersigned_by_id}
    named = select(NoticeLine.notice_id).where(
        NoticeLine.obligation_id.in_([line.obligation_id for line in request.lines])
    )
    hands = select(Notice.issued_by_id, Notice.countersigned_by_id)
    in_force = hands.where(Notice.id.in_(named), Notice.withdrawn_at.is_(None))
    return {person for row in session().execute(in_force) for person in row}
