"""Messages to those who manage two organisations when a mandate between them begins or ends."""

from collections.abc import Mapping

from flask import current_app
from flask_babel import LazyString
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Account
from app.accounts.people import OWN_ORGANISATION, belonging
from app.domain.events import Event
from app.infra.addresses import public_address
from app.infra.db import session
from app.infra.i18n import force_locale
from app.infra.i18n import lazy_gettext as _
from app.infra.mail import queue_message
from app.organisations.models import Mandate

SUBJECTS: Mapping[str, LazyString] = {
    "mandate.granted": _("A mandate was offered"),
    "mandate.accepted": _("A mandate was accepted"),
    "mandate.ended": _("A mandate was ended"),
}


def tell_of_mandate(event: Event) -> None:
    """Queue a message to everybody who manages one of the two, but for who did it."""
    mandate_id = next(subject.id for subject in event.subjects if subject.kind == "mandate")
    both = (joinedload(Mandate.mandator), joinedload(Mandate.mandatary))
    mandate = session().scalars(select(Mandate).where(Mandate.id == mandate_id).options(*both)).one()
    ended_by = mandate.mandator if event.by.organisation_id == mandate.mandator_id else mandate.mandatary
    template = current_app.jinja_env.get_template("mail/accounts/mandate.txt")
    for account in _managers(mandate, but=event.by.account_id):
        with force_locale(account.language):
            body = template.render(
                name=account.name,
                act=event.name,
                mandate=mandate,
                ended_by=ended_by,
                url=public_address("organisations.mandates"),
            )
            queue_message(to=account.email, subject=str(SUBJECTS[event.name]), body=body, at=event.at)


def _managers(mandate: Mandate, *, but: int | None) -> list[Account]:
    """Who manages either of the two, also under a record that was merged into it."""
    managing = belonging(select(Account)).where(
        Account.manages,
        Account.deactivated_at.is_(None),
        OWN_ORGANISATION.in_((mandate.mandator_id, mandate.mandatary_id)),
    )
    if but is not None:
        managing = managing.where(Account.id != but)
    return list(session().scalars(managing.order_by(Account.id)))
