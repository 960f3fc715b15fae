"""What an administrator needs now."""

from datetime import datetime

from flask import url_for
from sqlalchemy import func, select

from app.accounts.models import Account
from app.audit.queries import ActFilter, list_acts, unsealed
from app.audit.sentences import sentence_of
from app.deposits.obligations.queries import counts_for
from app.desks.home.doors import door
from app.domain.actor import Actor
from app.infra import clock, health
from app.infra.db import session
from app.infra.i18n import gettext
from app.infra.settings import settings
from app.law.models import CalendarRange
from app.law.queries import rule_set_on
from app.organisations.models import Organisation

ACTS = 8


def compose(actor: Actor, *, at: datetime) -> dict[str, object]:
    """Return what the home of an administrator shows."""
    today = clock.local_day(at)
    accounts, closed = session().execute(
        select(
            func.count().filter(Account.deactivated_at.is_(None)),
            func.count().filter(Account.deactivated_at.is_not(None)),
        ).select_from(Account)
    ).one()  # fmt: skip
    organisations = session().scalar(
        select(func.count()).select_from(Organisation).where(Organisation.closed_at.is_(None))
    )
    return {
        "doors": [
            door(
                accounts,
                gettext("Accounts"),
                gettext("%(num)s closed", num=closed),
                url_for("accounts.accounts"),
                "way",
                "person-circle",
            ),
            door(
                organisations or 0,
                gettext("Organisations"),
                gettext("depositors, libraries, the authority"),
                url_for("organisations.organisations"),
                "way",
                "people",
            ),
            door(
                counts_for(actor, today).unidentified,
                gettext("Depositor not named"),
                gettext("owed copies without a depositor"),
                url_for("obligations.index", state="unidentified"),
                "soon",
                "patch-question-fill",
            ),
            door(
                unsealed(),
                gettext("Acts not sealed yet"),
                gettext("the worker seals them each minute"),
                url_for("audit.acts"),
                "soon",
                "shield-check",
            ),
        ],
        "law": rule_set_on(today),
        "calendar": session().get(CalendarRange, settings().jurisdiction),
        "health": health.state(at=at),
        "acts": list_acts(ActFilter(), limit=ACTS)[:ACTS],
        "sentence_of": sentence_of,
    }
