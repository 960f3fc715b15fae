"""Acting for another organisation under its mandate, in one session, and back."""

from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Account, UserSession
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.events import Event, Subject
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.organisations.models import Mandate
from app.organisations.queries import mandate_holds


def begin_errand(*, session_id: int, mandate_id: int, by: Actor, at: datetime) -> None:
    """Let this session act for a mandator.

    Raises:
        NotFound: the mandate is not given to the person's own organisation, or does not hold.
    """
    held = _own_session(session_id, by)
    own = select(Account.organisation_id).where(Account.id == by.account_id)
    mandate = session().scalar(
        select(Mandate).where(
            Mandate.id == mandate_id,
            Mandate.mandatary_id == own.scalar_subquery(),
            mandate_holds(clock.local_day(at)),
        )
    )
    if mandate is None:
        raise NotFound("not_found")
    if held.mandate_id != mandate.id:
        held.mandate_id = mandate.id
        session().flush()
        subjects = (Subject("mandate", mandate.id), Subject("organisation", mandate.mandator_id))
        publish(Event("mandate.taken_up", by, at, subjects))


def end_errand(*, session_id: int, by: Actor, at: datetime) -> None:
    """Let this session act for the person's own organisation again. Raises `NotFound`."""
    held = _own_session(session_id, by)
    if held.mandate_id is not None:
        subject = Subject("mandate", held.mandate_id)
        held.mandate_id = None
        session().flush()
        publish(Event("mandate.laid_down", by, at, (subject,)))


def _own_session(session_id: int, by: Actor) -> UserSession:
    found = session().get(UserSession, session_id, with_for_update=True)
    if found is None or found.account_id != by.account_id:
        raise NotFound("not_found")
    return found
