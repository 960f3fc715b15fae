"""The acts of requests, as the chain of acts keeps them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from app.compliance.requests.models import DepositorRequest, RequestLine
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish


def tell(name: str, request: DepositorRequest, by: Actor, at: datetime, after: Mapping[str, object]) -> None:
    """Publish an act on a request, which concerns its depositor, its notice and the releases it names."""
    releases = (
        select(Obligation.release_id)
        .join(RequestLine, RequestLine.obligation_id == Obligation.id)
        .where(RequestLine.request_id == request.id)
        .distinct()
        .order_by(Obligation.release_id)
    )
    subjects = (
        Subject("request", request.id),
        Subject("organisation", request.depositor_id),
        *((Subject("notice", request.notice_id),) if request.notice_id else ()),
        *(Subject("release", release_id) for release_id in session().scalars(releases)),
    )
    publish(Event(name, by, at, subjects, after=after))
