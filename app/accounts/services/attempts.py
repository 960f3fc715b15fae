"""Guessing of passwords, slowed down by e-mail and by address.

Each attempt is counted before the password is looked at, and committed, so that any number of workers
together let no more than the limit through. Who shows himself, by the right password or a mailed link, takes
his e-mail's attempts away.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select

from app.accounts.models import SignInFailure
from app.domain.errors import TooMany
from app.infra.db import session

WINDOW = timedelta(minutes=15)
BY_EMAIL = 5
BY_ADDRESS = 30
KEPT = timedelta(days=1)


def refuse_guessing(*, email: str, address: str, at: datetime, counted: int = 0) -> None:
    """Refuse one more attempt when there were too many; `counted` of them are the present one's own.

    Raises:
        TooMany: `sign_in.too_many`, with the moment from which it may be tried again.
    """
    limits = ((SignInFailure.email == email, BY_EMAIL), (SignInFailure.address == address, BY_ADDRESS))
    free_at = [moment for condition, limit in limits if (moment := _free_at(condition, limit + counted, at))]
    if free_at:
        raise TooMany("sign_in.too_many", until=max(free_at))


def _free_at(whose: ColumnElement[bool], limit: int, at: datetime) -> datetime | None:
    newest = select(SignInFailure.at).where(whose, SignInFailure.at > at - WINDOW)
    decisive = session().scalar(newest.order_by(SignInFailure.at.desc()).offset(limit - 1).limit(1))
    return decisive + WINDOW if decisive is not None else None


def count_attempt(*, email: str, address: str, at: datetime) -> None:
    """Count one attempt as a failure until it is known not to be."""
    session().add(SignInFailure(email=email, address=address, at=at))
    session().flush()


def forget_attempts(*, email: str) -> None:
    """Forget the attempts on an e-mail whose owner has shown himself."""
    session().execute(delete(SignInFailure).where(SignInFailure.email == email))


def forget_old_attempts(*, at: datetime) -> int:
    """Remove attempts that limit nobody any more; return how many."""
    gone = session().execute(
        delete(SignInFailure).where(SignInFailure.at < at - KEPT).returning(SignInFailure.id)
    )
    return len(gone.all())
