"""Messages to people about their accounts, in their own language."""

from datetime import datetime

from flask import current_app

from app.accounts.services.passwords import ResetLink
from app.domain.actor import Actor
from app.infra.addresses import public_address
from app.infra.i18n import force_locale, gettext
from app.infra.mail import queue_message
from app.organisations.queries import organisation_by_id


def send_reset_letter(link: ResetLink, *, at: datetime) -> None:
    """Queue the message with the link that sets a new password; part of the caller's transaction."""
    with force_locale(link.language):
        _queue(link, gettext("New password for Nusxa"), "mail/accounts/reset.txt", at)


def send_invitation(link: ResetLink, *, by: Actor, organisation_id: int | None, at: datetime) -> None:
    """Queue the message that tells a person who invites, to which organisation, and how to set a password."""
    organisation = None if organisation_id is None else organisation_by_id(organisation_id)
    with force_locale(link.language):
        subject, template = gettext("Your account in Nusxa"), "mail/accounts/invitation.txt"
        _queue(link, subject, template, at, by=by.name, organisation=organisation)


def _queue(link: ResetLink, subject: str, template: str, at: datetime, **said: object) -> None:
    url = public_address("accounts.reset_password", secret=link.secret)
    body = current_app.jinja_env.get_template(template).render(link=link, url=url, **said)
    queue_message(to=link.email, subject=subject, body=body, at=at)
