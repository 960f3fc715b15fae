"""Letters to applicants, each with the private link to their application."""

from datetime import datetime

from flask import current_app

from app.accounts.organisation_letters import write_to
from app.accounts.services.passwords import ResetLink
from app.infra.addresses import public_address
from app.infra.i18n import force_locale, gettext, lazy_gettext, organisation_name
from app.infra.mail import queue_message
from app.joining.models import Application
from app.joining.queries import rivals_of
from app.joining.standing import answered_by
from app.organisations.models import Organisation


def send_confirmation(application: Application, secret: str, *, at: datetime) -> None:
    """Ask the applicant to confirm the e-mail; the only letter that can hold the private link."""
    with force_locale(application.language):
        url = public_address("joining.progress", secret=secret)
        _queue(application, gettext("Confirm your application to Nusxa"), "confirm", at, url=url)


def send_receipt(application: Application, secret: str, *, at: datetime) -> None:
    """Say that the application has arrived, and by when it is answered."""
    with force_locale(application.language):
        url, day = public_address("joining.progress", secret=secret), answered_by(application)
        contested = bool(rivals_of(application))
        subject = gettext("Your application has arrived")
        _queue(application, subject, "received", at, url=url, day=day, contested=contested)


def send_link(application: Application, secret: str, *, at: datetime) -> None:
    """Send the private link to an applicant who has lost the letters before."""
    with force_locale(application.language):
        url = public_address("joining.progress", secret=secret)
        _queue(application, gettext("The link to your application"), "link", at, url=url)


def send_question(application: Application, secret: str, *, at: datetime) -> None:
    """Tell the applicant what is asked back, with the link under which it is answered."""
    with force_locale(application.language):
        url = public_address("joining.progress", secret=secret)
        _queue(application, gettext("A question about your application"), "asked", at, url=url)


def send_refusal(application: Application, *, at: datetime) -> None:
    """Tell the applicant that the application is refused, and why."""
    with force_locale(application.language):
        url = public_address("joining.join")
        _queue(application, gettext("Your application is refused"), "refused", at, url=url)


def send_welcome(application: Application, link: ResetLink, *, at: datetime) -> None:
    """Tell the applicant that the organisation has joined, and how to set a password."""
    with force_locale(application.language):
        url = public_address("accounts.reset_password", secret=link.secret)
        _queue(application, gettext("Your organisation has joined Nusxa"), "approved", at, url=url, link=link)


def send_added(
    application: Application, organisation: Organisation, link: ResetLink, *, at: datetime
) -> None:
    """Tell the applicant for which organisation he can work and how to set a password, and his colleagues who
    was added to them."""
    with force_locale(application.language):
        url = public_address("accounts.reset_password", secret=link.secret)
        subject = gettext("Your account in Nusxa")
        _queue(application, subject, "added", at, organisation=organisation, url=url, link=link)
    write_to(
        organisation,
        lazy_gettext("A colleague was added to your organisation"),
        "mail/joining/colleague.txt",
        at=at,
        but=link.email,
        application=application,
        joined=organisation,
        url=public_address("accounts.colleagues"),
    )


def known_reason(application: Application, organisation: Organisation) -> str:
    """Return why an application is refused whose STIR another organisation has, as its applicant reads."""
    with force_locale(application.language):
        return gettext(
            "An organisation with TIN %(stir)s has joined already: %(name)s. If you work there, ask its"
            " people to invite you; if the TIN is wrong, apply anew with the right one.",
            stir=application.stir,
            name=organisation_name(organisation),
        )


def _queue(application: Application, subject: str, name: str, at: datetime, **context: object) -> None:
    template = current_app.jinja_env.get_template(f"mail/joining/{name}.txt")
    body = template.render(application=application, **context)
    queue_message(to=application.email, subject=subject, body=body, at=at)
