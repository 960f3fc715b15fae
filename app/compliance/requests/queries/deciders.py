"""Who can be named to decide a request, and what nobody may decide."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import exists, func, select

from app.accounts.models import Account
from app.compliance.requests.deciders import entrusted_to, is_official, lacks_decider, lacks_official
from app.compliance.requests.hands import has_a_hand
from app.compliance.requests.models import DepositorRequest
from app.compliance.requests.scope import requests_within_reach
from app.domain.actor import Actor
from app.domain.errors import Conflict, NotFound
from app.infra.db import session
from app.policy.permissions import Permission


class Lack(StrEnum):
    """Who can help where nobody may decide a request."""

    HEAD = "head"
    """A head, by naming an official of another region."""
    ADMINISTRATOR = "administrator"
    """An administrator, by opening an account: of an official who had no hand in it, or of a head."""


class Undecidable(NamedTuple):
    """How many requests nobody may decide, and since when the oldest of them waits."""

    number: int
    since: datetime | None


def officials_for(request_id: int) -> Sequence[Account]:
    """The officials of the country who had no hand in what the request turns against, by name."""
    barred = exists().where(DepositorRequest.id == request_id, has_a_hand(Account.id))
    able = select(Account).where(is_official(Account), ~barred.correlate(Account))
    return session().scalars(able.order_by(Account.name, Account.id)).all()


def lack_of(request_id: int) -> Lack | None:
    """Who has to help so that somebody may decide; None: somebody may, or it waits no longer."""
    asked = select(lacks_decider(), lacks_official()).where(DepositorRequest.id == request_id)
    nobody, helpless = session().execute(asked).one()
    return Lack.ADMINISTRATOR if helpless else Lack.HEAD if nobody else None


def undecidable(actor: Actor, *, helpless: bool = False) -> Undecidable:
    """Requests within reach that nobody may decide; `helpless`: those for which no head can help."""
    lacking = lacks_official() if helpless else lacks_decider()
    reached = requests_within_reach(actor, Permission.REQUEST_READ)
    counted = select(func.count(), func.min(DepositorRequest.made_at)).select_from(DepositorRequest)
    return Undecidable(*session().execute(counted.where(lacking, reached)).one())


def entrusted_number(actor: Actor) -> int:
    """How many requests wait for the actor because he was named to decide them."""
    counted = select(func.count()).select_from(DepositorRequest).where(entrusted_to(actor))
    return session().scalar(counted) or 0


def request_to_entrust(actor: Actor, request_id: int) -> DepositorRequest:
    """A request that waits and for which the actor may name who decides.

    Raises:
        NotFound: there is none within reach.
        Conflict: `request.waits_no_longer`.
    """
    reached = requests_within_reach(actor, Permission.REQUEST_ENTRUST)
    found = session().scalar(select(DepositorRequest).where(DepositorRequest.id == request_id, reached))
    if found is None:
        raise NotFound("not_found")
    if found.ended_at is not None:
        raise Conflict("request.waits_no_longer")
    return found
