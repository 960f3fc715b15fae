"""Letters about requests: to the depositor's people, that one was decided or taken up again, or its notice
withdrawn; to an official, that he was named to decide one."""

from collections.abc import Mapping

from flask import current_app
from flask_babel import LazyString
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.organisation_letters import write_to
from app.compliance.requests.models import Decision, DepositorRequest, Naming
from app.compliance.requests.words import KINDS, STANDINGS
from app.domain.events import Event
from app.domain.requests import Standing
from app.infra.addresses import public_address
from app.infra.db import session
from app.infra.i18n import force_locale, organisation_name
from app.infra.i18n import lazy_gettext as _
from app.infra.mail import queue_message
from app.organisations.models import Organisation

SUBJECTS: Mapping[str, LazyString] = {
    "request.decided_granted": _("The authority has decided on your request"),
    "request.decided_partly": _("The authority has decided on your request"),
    "request.decided_refused": _("The authority has decided on your request"),
    "request.reopened": _("The authority has taken a decision up again"),
}


def tell_of_decision(event: Event) -> None:
    """Queue a letter to the people of the depositor, part of the act's transaction."""
    statement = (
        select(Decision, DepositorRequest.kind, Organisation)
        .join(DepositorRequest, DepositorRequest.id == Decision.request_id)
        .join(Organisation, Organisation.id == DepositorRequest.depositor_id)
        .where(Decision.request_id == event.subjects[0].id)
    )
    decision, kind, depositor = session().execute(statement).one()
    write_to(
        depositor,
        SUBJECTS[event.name],
        "mail/requests/decided.txt",
        at=event.at,
        decision=decision,
        kind=KINDS[kind],
        outcome=STANDINGS[Standing(decision.outcome.value)],
        reopened=event.name == "request.reopened",
        url=public_address("requests.show", request_id=decision.request_id),
    )


def tell_of_withdrawn_notice(event: Event) -> None:
    """Queue a letter that the notice is gone and the request about it stands."""
    request = session().get_one(DepositorRequest, event.subjects[0].id)
    write_to(
        session().get_one(Organisation, request.depositor_id),
        _("A notice that you asked about has been withdrawn"),
        "mail/requests/notice_withdrawn.txt",
        at=event.at,
        number=event.after["number"],
        kind=KINDS[request.kind],
        request_id=request.id,
        url=public_address("requests.show", request_id=request.id),
    )


def tell_who_is_named(event: Event) -> None:
    """Queue a letter to the official who is now the one to decide, in his own language."""
    last = select(Naming).where(Naming.request_id == event.subjects[0].id).order_by(Naming.id.desc()).limit(1)
    naming = session().scalars(last.options(joinedload(Naming.account))).one()
    request = session().get_one(DepositorRequest, naming.request_id)
    depositor = session().get_one(Organisation, request.depositor_id)
    text = current_app.jinja_env.get_template("mail/requests/named.txt")
    with force_locale(naming.account.language):
        body = text.render(
            naming=naming,
            by=event.by.name,
            kind=KINDS[request.kind],
            request=request,
            depositor=organisation_name(depositor),
            url=public_address("requests.show", request_id=request.id),
        )
        subject = str(_("You were named to decide a request"))
        queue_message(to=naming.account.email, subject=subject, body=body, at=event.at)
