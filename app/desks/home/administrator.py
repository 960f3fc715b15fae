"""What an administrator needs now."""

from datetime import date, datetime, timedelta

from flask import url_for
from sqlalchemy import func, select

from app.accounts.models import Account
from app.audit.queries import ActFilter, list_acts, unsealed
from app.audit.sentences import sentence_of
from app.compliance.requests.queries.deciders import undecidable
from app.compliance.troubles import state_of_key
from app.deposits.obligations.queries import counts_for
from app.desks.home.doors import Door, applications_door, door, undecidable_doors, unnamed_door
from app.domain.actor import Actor
from app.infra import clock, health
from app.infra.db import session
from app.infra.i18n import gettext
from app.infra.settings import settings
from app.law.calendars.queries import find_calendar, years_of
from app.law.queries import rule_set_on
from app.organisations.models import Organisation
from app.web.forms import SubmissionForm

ACTS = 8
ENDING_SOON = timedelta(days=183)
"""How long before its end a calendar must be extended: half a year, as long as the longest deadlines."""


def compose(actor: Actor, *, at: datetime) -> dict[str, object]:
    """Return what the home of an administrator shows."""
    today = clock.local_day(at)
    return {
        "doors": [
            *_registers(),
            applications_door(actor),
            unnamed_door(counts_for(actor, today)),
            *undecidable_doors(undecidable(actor, helpless=True)),
            _seals(),
        ],
        "law": rule_set_on(today),
        **_calendar(today),
        "signing_key": state_of_key(),
        "health": health.state(at=at),
        "acts": list_acts(ActFilter(), limit=ACTS)[:ACTS],
        "sentence_of": sentence_of,
    }


def _calendar(today: date) -> dict[str, object]:
    """The installation's own calendar, which years of it nobody has reviewed, and whether it ends soon."""
    stored = find_calendar(settings().jurisdiction)
    if stored is None:
        return {"calendar": None, "unreviewed": [], "ending": False}
    unreviewed = [year.year for year in years_of(stored) if not year.reviewed and year.year >= today.year]
    return {
        "calendar": stored,
        "unreviewed": unreviewed,
        "ending": stored.last - today < ENDING_SOON,
        "form": SubmissionForm(),
    }


def _registers() -> list[Door]:
    """Accounts and organisations."""
    active = func.count().filter(Account.deactivated_at.is_(None))
    accounts, every = session().execute(select(active, func.count()).select_from(Account)).one()
    standing = select(func.count()).select_from(Organisation).where(Organisation.closed_at.is_(None))
    closed = gettext("%(num)s closed", num=every - accounts)
    kinds = gettext("depositors, libraries, the authority")
    accounts_url, organisations_url = url_for("accounts.accounts"), url_for("organisations.organisations")
    return [
        door(accounts, gettext("Accounts"), closed, accounts_url, "way", "person-circle"),
        door(
            session().scalar(standing) or 0,
            gettext("Organisations"),
            kinds,
            organisations_url,
            "way",
            "people",
        ),
    ]


def _seals() -> Door:
    note = gettext("the worker seals them each minute")
    url = url_for("audit.acts")
    return door(unsealed(), gettext("Acts not sealed yet"), note, url, "soon", "shield-check")
