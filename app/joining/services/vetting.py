"""What the authority does with an application: approves, refuses, asks back."""

from datetime import datetime

from app.accounts.models import Account
from app.accounts.services.accounts import NewAccount, create_account, invite
from app.accounts.services.passwords import ResetLink
from app.domain.actor import Actor, Role
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event
from app.infra.db import session
from app.infra.events import publish
from app.joining.details import organisation_of
from app.joining.models import Application
from app.joining.queries import vetted_by
from app.joining.services.applying import facts_of, locked_by, subjects_of
from app.joining.standing import Standing, standing_of
from app.organisations.models import Organisation
from app.organisations.services import complete_organisation, create_organisation


def approve_application(*, application_id: int, by: Actor, at: datetime) -> tuple[Application, ResetLink]:
    """Make the organisation, or complete the record that is claimed, and an account for the applicant.

    Returns the application and the link by which the applicant sets a password.

    Raises:
        NotFound: it is none that this person vets.
        Conflict: `application.decided`.
        DomainError: as `create_organisation` and `create_account`.
    """
    application = _open(application_id, by)
    organisation = _organisation(application, by, at)
    application.approved_at, application.decided_by_id = at, by.account_id
    application.organisation_id = organisation.id
    account = _account(application, organisation, by, at)
    link = invite(account=account, by=by, at=at)
    session().flush()
    publish(Event("application.approved", by, at, subjects_of(application), after=facts_of(application)))
    return application, link


def refuse_application(*, application_id: int, reason: str, by: Actor, at: datetime) -> Application:
    """End an application without an account; the applicant is told why and may apply anew.

    Raises:
        NotFound: it is none that this person vets.
        Conflict: `application.decided`.
        DomainError: `application.reason_missing`.
    """
    application = _open(application_id, by)
    application.reason = _said(reason, "application.reason_missing")
    application.refused_at, application.decided_by_id = at, by.account_id
    session().flush()
    after = {"name": application.name, "reason": application.reason}
    publish(Event("application.refused", by, at, subjects_of(application), after=after))
    return application


def ask_applicant(*, application_id: int, question: str, by: Actor, at: datetime) -> Application:
    """Ask the applicant to correct or explain something; until the answer no time runs.

    Raises:
        NotFound: it is none that this person vets.
        Conflict: `application.decided`.
        DomainError: `application.question_missing`.
    """
    application = _open(application_id, by)
    application.question = _said(question, "application.question_missing")
    application.asked_at, application.answered_at = at, None
    session().flush()
    after = {"name": application.name, "question": application.question}
    publish(Event("application.asked_back", by, at, subjects_of(application), after=after))
    return application


def _open(application_id: int, by: Actor) -> Application:
    application = locked_by((Application.id == application_id) & vetted_by(by))
    if standing_of(application) not in (Standing.WAITING, Standing.ASKED):
        raise Conflict("application.decided")
    return application


def _organisation(application: Application, by: Actor, at: datetime) -> Organisation:
    known = organisation_of(application)
    if application.claimed_id is None:
        return create_organisation(new=known, by=by, at=at)
    return complete_organisation(organisation_id=application.claimed_id, known=known, by=by, at=at)


def _account(application: Application, organisation: Organisation, by: Actor, at: datetime) -> Account:
    new = NewAccount(
        email=application.email,
        name=application.contact_name,
        role=Role.DEPOSITOR,
        organisation_id=organisation.id,
        language=application.language,
    )
    return create_account(new=new, by=by, at=at)


def _said(text: str, code: str) -> str:
    said = text.strip()
    if not said:
        raise DomainError(code, field="text")
    return said
