"""Messages to administrators when an organisation asks that its official record be changed."""

from flask import current_app
from sqlalchemy import select

from app.accounts.models import Account
from app.domain.actor import Role
from app.domain.errors import DomainError
from app.domain.events import Event
from app.infra.addresses import public_address
from app.infra.db import session
from app.infra.i18n import force_locale, gettext
from app.infra.mail import queue_message
from app.organisations.queries import organisation_by_id


def tell_of_wish(event: Event) -> None:
    """Queue what was asked to every administrator, with the address of the form that changes it.

    Raises:
        DomainError: `organisation.nobody_to_ask`.
    """
    administrators = select(Account).where(
        Account.role == Role.ADMINISTRATOR, Account.deactivated_at.is_(None)
    )
    told = session().scalars(administrators.order_by(Account.id)).all()
    if not told:
        raise DomainError("organisation.nobody_to_ask")
    organisation = organisation_by_id(event.subjects[0].id)
    asker = session().get(Account, event.by.account_id)
    template = current_app.jinja_env.get_template("mail/accounts/change_asked.txt")
    for account in told:
        with force_locale(account.language):
            body = template.render(
                name=account.name,
                organisation=organisation,
                asker=asker,
                words=event.after["asked"],
                url=public_address("organisations.record", organisation_id=organisation.id),
            )
            subject = gettext("An organisation asks that its record be changed")
            queue_message(to=account.email, subject=subject, body=body, at=event.at)
