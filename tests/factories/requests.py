"""Requests of a depositor and decisions on them; each act in a transaction of its own."""

from collections.abc import Sequence
from datetime import date, datetime

from app.compliance.requests.models import Decision, DepositorRequest
from app.compliance.requests.services.deciding import Verdict, decide_request
from app.compliance.requests.services.making import Asked, make_request
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.domain.requests import Outcome, RequestKind
from app.infra.db import transaction
from tests.factories.compliance import AT


def ask(
    rows: Sequence[Obligation],
    by: Actor,
    kind: RequestKind = RequestKind.OBJECTION,
    at: datetime = AT,
    until: date | None = None,
    **more: int | None,
) -> DepositorRequest:
    """Ask about these obligations."""
    if kind is RequestKind.EXTENSION and until is None:
        until = date(2026, 12, 31)
    with transaction():
        asked = Asked(kind, [row.id for row in rows], "Pochta orqali joʻnatilgan.", until, **more)
        return make_request(asked, by=by, at=at)


def decide(
    request: DepositorRequest,
    by: Actor,
    outcome: Outcome = Outcome.GRANTED,
    at: datetime = AT,
    until: date | None = None,
    lines: Sequence[int] = (),
) -> Decision:
    """Decide a request in Uzbek."""
    with transaction():
        verdict = Verdict(outcome, "Hujjatlar tekshirildi.", "uz", lines, until)
        return decide_request(request_id=request.id, verdict=verdict, by=by, at=at)
