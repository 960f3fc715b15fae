"""A head names the official who decides a request."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Account
from app.compliance.requests.deciders import is_official
from app.compliance.requests.hands import had_a_hand
from app.compliance.requests.models import DepositorRequest, Naming
from app.compliance.requests.services.finding import waiting_request
from app.compliance.requests.services.telling import tell
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.infra.db import session
from app.policy.permissions import Permission


def name_decider(
    *, request_id: int, account_id: int | None, reason: str, instead_of: int | None, by: Actor, at: datetime
) -> Naming:
    """Let an official of whichever region decide a request that waits, instead of who was named before him.

    `instead_of` is the naming that the actor saw to be the last, None for none.

    Raises:
        NotFound, Conflict: as `waiting_request`.
        Conflict: `request.named_meanwhile`, another head named somebody.
        DomainError: `request.decider_unfit`, `request.decider_barred`, `request.named_already`,
            `request.naming_reason_missing`.
    """
    request = waiting_request(request_id, by, Permission.REQUEST_ENTRUST)
    last = _last(request)
    if (last.id if last else None) != instead_of:
        raise Conflict("request.named_meanwhile", name=last.account.name if last else "")
    person = _fit(request, account_id)
    if last is not None and last.account_id == person.id:
        raise DomainError("request.named_already", "decider", name=person.name)
    if not reason.strip():
        raise DomainError("request.naming_reason_missing", "reason")
    named = Naming(
        request_id=request.id,
        account_id=person.id,
        reason=reason.strip(),
        named_at=at,
        named_by_id=by.account_id,
    )
    session().add(named)
    session().flush()
    after = {"name": person.name, "instead_of": last.account.name if last else None, "reason": named.reason}
    tell("request.decider_named", request, by, at, after)
    return named


def _last(request: DepositorRequest) -> Naming | None:
    statement = select(Naming).where(Naming.request_id == request.id).options(joinedload(Naming.account))
    return session().scalar(statement.order_by(Naming.id.desc()).limit(1))


def _fit(request: DepositorRequest, account_id: int | None) -> Account:
    person = session().scalar(select(Account).where(Account.id == account_id, is_official(Account)))
    if person is None:
        raise DomainError("request.decider_unfit", "decider")
    if had_a_hand(request, person.id):
        raise DomainError("request.decider_barred", "decider", name=person.name)
    return person
