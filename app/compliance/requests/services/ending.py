"""Requests that end without a decision, and decisions that are taken up again."""

from datetime import datetime

from app.compliance.requests.applying import apply_requests
from app.compliance.requests.hands import may_decide
from app.compliance.requests.models import DepositorRequest
from app.compliance.requests.services.finding import locked_request, waiting_request
from app.compliance.requests.services.telling import tell
from app.compliance.requests.times import appeal_day
from app.compliance.requests.waiting import waiting_about
from app.domain.actor import SYSTEM, Actor
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event
from app.domain.obligations.relief import Effect
from app.domain.requests import effect_of
from app.infra import clock
from app.infra.db import session
from app.law.queries import rule_set_by_id
from app.policy.permissions import Permission


def withdraw_request(*, request_id: int, by: Actor, at: datetime) -> DepositorRequest:
    """Withdraw a request that waits; its lines stand again as before.

    Raises:
        NotFound, Conflict: as `waiting_request`.
    """
    request = waiting_request(request_id, by, Permission.REQUEST_MAKE)
    request.withdrawn_at, request.withdrawn_by_id, request.ended_at = at, by.account_id, at
    apply_requests([line.obligation_id for line in request.lines])
    tell("request.withdrawn", request, by, at, {})
    return request


def reopen_request(*, request_id: int, reason: str, by: Actor, at: datetime) -> DepositorRequest:
    """Take up again what an accepted objection or appeal had settled; its lines can be late again.

    This is a decision against the depositor: he may appeal it, in the time of the rule set from now. Whom the
    request turned against does not make it.

    Raises:
        NotFound: there is none within reach.
        Conflict: `request.nothing_to_reopen`, nothing was upheld, or it is reopened already;
            `request.own_act`.
        DomainError: `request.reason_missing`.
    """
    request = locked_request(request_id, by, Permission.REQUEST_DECIDE)
    upholds = effect_of(request.kind, request.against.kind if request.against else None) is Effect.UPHELD
    granted = [line for line in request.lines if line.granted]
    decision = request.decision
    if decision is None or not upholds or not granted or decision.reopened_at is not None:
        raise Conflict("request.nothing_to_reopen")
    if not may_decide(request, by):
        raise Conflict("request.own_act")
    if not reason.strip():
        raise DomainError("request.reason_missing", "reason")
    decision.reopened_at, decision.reopened_by_id = at, by.account_id
    decision.reopening_reason = reason.strip()
    law = rule_set_by_id(request.rule_set_id).rule_set
    decision.reopening_appeal_by = appeal_day(law, clock.local_day(at))
    apply_requests([line.obligation_id for line in request.lines])
    tell(
        "request.reopened", request, by, at, {"number": decision.number, "reason": decision.reopening_reason}
    )
    return request


def notice_withdrawn(event: Event) -> None:
    """A notice was withdrawn: what was asked about it and waits stays, with its lines, until it is decided.

    Otherwise whoever issued a notice could end what is said against it, and accuse the same lines again.
    """
    notice_id = next(subject.id for subject in event.subjects if subject.kind == "notice")
    for request in session().scalars(waiting_about(notice_id).order_by(DepositorRequest.id)).all():
        tell("request.outlives_notice", request, SYSTEM, event.at, {"number": event.after["number"]})
