"""Links to applications whose applicant has lost the letters."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from app.accounts.secrets import hash_of, new_secret
from app.domain.actor import PUBLIC
from app.domain.events import Event
from app.infra.db import session
from app.infra.events import publish
from app.joining.models import Application, ApplicationLink
from app.joining.services.applying import A_DAY, IN_A_DAY, subjects_of


def renew_links(*, email: str, at: datetime) -> Sequence[tuple[Application, str]]:
    """Make a further link to each of the newest applications made with an e-mail; earlier links stay good.

    Nothing for nobody's e-mail, nor for an application that has had `IN_A_DAY` of them within a day. The
    caller answers the same either way, so that nobody learns who has applied.
    """
    newest = (
        select(Application)
        .where(Application.email == email)
        .order_by(Application.id.desc())
        .limit(IN_A_DAY)
        .with_for_update()
    )
    return [
        (application, _renewed(application, at))
        for application in session().scalars(newest).all()
        if _sent_within_a_day(application, at) < IN_A_DAY
    ]


def _sent_within_a_day(application: Application, at: datetime) -> int:
    recent = select(func.count()).where(
        ApplicationLink.application_id == application.id, ApplicationLink.sent_at > at - A_DAY
    )
    return session().scalar(recent) or 0


def _renewed(application: Application, at: datetime) -> str:
    secret = new_secret()
    session().add(ApplicationLink(application_id=application.id, secret_hash=hash_of(secret), sent_at=at))
    session().flush()
    publish(Event("application.link_sent_again", PUBLIC, at, subjects_of(application)))
    return secret
