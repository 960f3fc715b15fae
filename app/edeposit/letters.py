"""Messages to depositors about their files."""

from datetime import datetime

from flask import current_app

from app.edeposit.models import DepositedFile
from app.infra.addresses import public_address
from app.infra.i18n import force_locale, gettext
from app.infra.mail import queue_message
from app.infra.settings import settings


def send_refusal(deposited: DepositedFile, *, at: datetime) -> None:
    """Queue the message that a file was refused and why, in the installation's language.

    A depositor without an e-mail address sees it in the account alone. Part of the caller's transaction.
    """
    depositor = deposited.obligation.depositor
    if depositor is None or not depositor.email:
        return
    url = public_address("edeposit.upload", obligation_id=deposited.obligation_id)
    with force_locale(settings().default_language):
        subject = gettext("The library refused a file")
        template = current_app.jinja_env.get_template("mail/edeposit/refused.txt")
        body = template.render(deposited=deposited, url=url)
    queue_message(to=depositor.email, subject=str(subject), body=body, at=at)
