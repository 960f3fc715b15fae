"""Letters to all who work for an organisation, each in the own language."""

from datetime import datetime

from flask import current_app
from flask_babel import LazyString
from sqlalchemy import select

from app.accounts.models import Account
from app.accounts.people import OWN_ORGANISATION, belonging
from app.infra.db import session
from app.infra.i18n import force_locale
from app.infra.mail import queue_message
from app.infra.settings import settings
from app.organisations.models import Organisation


def write_to(
    organisation: Organisation,
    subject: LazyString,
    template: str,
    *,
    at: datetime,
    but: str = "",
    **context: object,
) -> None:
    """Queue a letter to everybody with an open account there, save under the e-mail `but`; where nobody has
    one, to the address of the organisation itself, in the installation's language. Part of the caller's
    transaction."""
    people = belonging(select(Account.email, Account.language)).where(
        OWN_ORGANISATION.in_([organisation.merged_into_id or organisation.id]),
        Account.deactivated_at.is_(None),
        Account.email != but,
    )
    readers = [(email, language) for email, language in session().execute(people.order_by(Account.id))]
    if not readers and organisation.email:
        readers = [(organisation.email, settings().default_language)]
    text = current_app.jinja_env.get_template(template)
    for email, language in readers:
        with force_locale(language):
            queue_message(to=email, subject=str(subject), body=text.render(**context), at=at)
