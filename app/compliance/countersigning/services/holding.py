"""What every act on a proposal does: hold it, end it, and say what was done."""

from datetime import datetime

from sqlalchemy import select

from app.compliance.countersigning.models import Ending, NoticeProposal
from app.compliance.countersigning.scope import proposals_within_reach
from app.domain.actor import Actor
from app.domain.errors import Conflict, NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.policy.permissions import Permission


def held(proposal_id: int, by: Actor, permission: Permission) -> NoticeProposal:
    """The proposal, which nobody else decides on until the act is done.

    Raises:
        NotFound: there is none within reach.
        Conflict: `notice_proposal.ended`, somebody has dealt with it.
    """
    proposal = session().scalar(
        select(NoticeProposal)
        .where(NoticeProposal.id == proposal_id, proposals_within_reach(by, permission))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if proposal is None:
        raise NotFound("not_found")
    if proposal.ending is not None:
        raise Conflict("notice_proposal.ended")
    return proposal


def end(
    proposal: NoticeProposal,
    ending: Ending,
    *,
    by: Actor,
    at: datetime,
    about: Subject | None = None,
    **after: object,
) -> None:
    """End a proposal and publish how; `about` is what came of it."""
    proposal.ending, proposal.ended_at, proposal.ended_by_id = ending, at, by.account_id
    session().flush()
    tell(ending.value, proposal, by=by, at=at, about=about, **after)


def tell(
    act: str,
    proposal: NoticeProposal,
    *,
    by: Actor,
    at: datetime,
    about: Subject | None = None,
    **after: object,
) -> None:
    """Publish an act on a proposal."""
    subjects = (Subject("notice_proposal", proposal.id), Subject("organisation", proposal.depositor_id))
    more = (about,) if about is not None else ()
    publish(Event(f"notice_proposal.{act}", by, at, (*subjects, *more), after=after))
