"""Who may decide which request, as conditions: by the region, or because somebody named him."""

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Account
from app.compliance.requests.hands import has_a_hand
from app.compliance.requests.models import Decision, DepositorRequest, Naming
from app.domain.actor import Actor, Role

WAITS = DepositorRequest.ended_at.is_(None)


def is_official(person: type[Account]) -> ColumnElement[bool]:
    """The condition that an account is an open one of the authority."""
    return and_(person.role == Role.REGULATOR, person.deactivated_at.is_(None))


def named_to(actor: Actor) -> ColumnElement[bool]:
    """The condition that the actor is the last whom somebody named for a request, whatever became of it: he
    learns that it ended, instead of finding nothing where he was about to decide."""
    if actor.account_id is None:
        return false()
    later = aliased(Naming)
    replaced = exists().where(later.request_id == Naming.request_id, later.id > Naming.id)
    mine = select(Naming.request_id).where(Naming.account_id == actor.account_id, ~replaced)
    return DepositorRequest.id.in_(mine)


def entrusted_to(actor: Actor) -> ColumnElement[bool]:
    """The condition that a request waits for the actor, whom somebody named last."""
    return and_(WAITS, named_to(actor))


def appealed_before(actor: Actor) -> ColumnElement[bool]:
    """The condition that a request was decided first, and its appeal, or the appeal against what was taken up
    again after that, waits for the actor who was named."""
    later = aliased(DepositorRequest)
    appealed = select(DepositorRequest.against_id).where(entrusted_to(actor)).correlate(None)
    before = select(later.against_id).where(later.id.in_(appealed))
    return or_(DepositorRequest.id.in_(appealed), DepositorRequest.id.in_(before))


def decided_by(actor: Actor) -> ColumnElement[bool]:
    """The condition that the actor decided a request; what he decided he may read on."""
    if actor.account_id is None:
        return false()
    return DepositorRequest.id.in_(
        select(Decision.request_id).where(Decision.decided_by_id == actor.account_id)
    )


def lacks_decider() -> ColumnElement[bool]:
    """The condition that a request waits and nobody may decide it: each official of its region or of the
    country had a hand in what it turns against, and nobody else is named who may."""
    official = aliased(Account)
    reaches = or_(
        official.region_soato.is_(None),
        official.region_soato == DepositorRequest.region_soato,
        official.id == _named(),
    )
    return and_(WAITS, ~_exists(official, reaches))


def lacks_official() -> ColumnElement[bool]:
    """The condition that a head cannot help a request that nobody may decide: no official of the country may,
    or there is no head to name one. An administrator has to open an account."""
    official, head = aliased(Account), aliased(Account)
    heads = exists().where(is_official(head), head.region_soato.is_(None))
    return and_(lacks_decider(), or_(~heads, ~_exists(official)))


def _exists(official: type[Account], *more: ColumnElement[bool]) -> ColumnElement[bool]:
    able = select(official.id).where(is_official(official), ~has_a_hand(official.id), *more)
    return exists(able.correlate(DepositorRequest))


def _named() -> ColumnElement[int | None]:
    last = select(Naming.account_id).where(Naming.request_id == DepositorRequest.id)
    return last.order_by(Naming.id.desc()).limit(1).correlate(DepositorRequest).scalar_subquery()
