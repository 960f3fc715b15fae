"""What the authority does with an application: approves, refuses, asks back."""

from datetime import datetime

from app.accounts.models import Account
from app.accounts.queries import name_of_account
from app.accounts.secrets import hash_of, new_secret
from app.accounts.services.accounts import NewAccount, create_account, invite
from app.accounts.services.passwords import ResetLink
from app.domain.actor import Actor, Role
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event
from app.infra.db import session
from app.infra.events import publish
from app.joining.alike import refuse_unseen
from app.joining.claims import Belonging, record_to_complete
from app.joining.details import organisation_of
from app.joining.models import Application
from app.joining.queries import registered_already, vetted_by
from app.joining.services.applying import facts_of, locked_by, subjects_of
from app.joining.standing import Standing, stamp_of, standing_of
from app.organisations.models import Organisation
from app.organisations.services import complete_organisation, create_organisation


def approve_application(
    *,
    application_id: int,
    by: Actor,
    at: datetime,
    seen: str | None = None,
    record_seen: str | None = None,
    alike_seen: str | None = None,
    belonging: Belonging | None = None,
) -> tuple[Application, ResetLink]:
    """Make the organisation, or complete the record that is claimed, and an account for the applicant.

    `record_seen` and `belonging` are of a claim, see `record_to_complete`; `alike_seen` is the stamp of what
    the page showed to be like it. Returns the application and the link by which the applicant sets a
    password.

    Raises:
        NotFound: it is none that this person vets.
        Conflict: see `_open`, `record_to_complete` and `refuse_unseen`.
        DomainError: as `record_to_complete`, `create_organisation` and `create_account`.
    """
    application = _open(application_id, by, seen)
    claimed_id = record_to_complete(application, seen=record_seen, belonging=belonging)
    refuse_unseen(application, alike_seen)
    organisation = _organisation(application, claimed_id, by, at)
    application.approved_at, application.decided_by_id = at, by.account_id
    application.organisation_id = organisation.id
    account = _account(application, organisation, by, at)
    link = invite(account=account, by=by, at=at)
    session().flush()
    found = {} if belonging is None else {"record_is_theirs": belonging is Belonging.RECORD}
    facts = facts_of(application) | found
    publish(Event("application.approved", by, at, subjects_of(application), after=facts))
    return application, link


def add_as_colleague(
    *, application_id: int, by: Actor, at: datetime, seen: str | None = None
) -> tuple[Application, Organisation, ResetLink]:
    """Give the applicant an account of the organisation that has the STIR already; its record stays as it is.

    Raises:
        NotFound: it is none that this person vets.
        Conflict: see `_open`; `application.stir_free`.
        DomainError: as `create_account`.
    """
    application = _open(application_id, by, seen)
    organisation = registered_already(application)
    if organisation is None:
        raise Conflict("application.stir_free")
    application.approved_at, application.decided_by_id = at, by.account_id
    application.organisation_id = organisation.id
    link = invite(account=_account(application, organisation, by, at), by=by, at=at)
    session().flush()
    after = {"name": application.name, "organisation": organisation.name}
    publish(Event("application.added", by, at, subjects_of(application), after=after))
    return application, organisation, link


def refuse_application(
    *, application_id: int, reason: str, by: Actor, at: datetime, seen: str | None = None
) -> Application:
    """End an application without an account; the applicant is told why and may apply anew.

    Raises:
        NotFound: it is none that this person vets.
        Conflict: see `_open`.
        DomainError: `application.reason_missing`.
    """
    application = _open(application_id, by, seen)
    application.reason = _said(reason, "application.reason_missing")
    application.refused_at, application.decided_by_id = at, by.account_id
    session().flush()
    after = {"name": application.name, "reason": application.reason}
    publish(Event("application.refused", by, at, subjects_of(application), after=after))
    return application


def ask_applicant(
    *, application_id: int, question: str, by: Actor, at: datetime, seen: str | None = None
) -> tuple[Application, str]:
    """Ask the applicant to correct or explain something; until the answer no time runs.

    Returns the application and the secret of a link to it, for the letter.

    Raises:
        NotFound: it is none that this person vets.
        Conflict: see `_open`.
        DomainError: `application.question_missing`.
    """
    application = _open(application_id, by, seen)
    application.question = _said(question, "application.question_missing")
    application.asked_at, application.answered_at = at, None
    secret = new_secret()
    application.question_secret_hash = hash_of(secret)
    session().flush()
    after = {"name": application.name, "question": application.question}
    publish(Event("application.asked_back", by, at, subjects_of(application), after=after))
    return application, secret


def _open(application_id: int, by: Actor, seen: str | None) -> Application:
    """The application to be decided, as it was `seen` (`stamp_of`) by who decides.

    Raises:
        NotFound: it is none that this person vets.
        Conflict: `application.approved` or `application.refused` by another; `application.asked_since` or
            `application.answered_since` it was seen.
    """
    application = locked_by((Application.id == application_id) & vetted_by(by))
    standing = standing_of(application)
    if standing not in (Standing.WAITING, Standing.ASKED):
        decided_at = application.approved_at or application.refused_at
        who = name_of_account(application.decided_by_id)
        raise Conflict(f"application.{standing}", by=who, at=decided_at)
    if seen is not None and seen != stamp_of(application):
        asked = standing is Standing.ASKED
        moment = application.asked_at if asked else application.answered_at
        raise Conflict("application.asked_since" if asked else "application.answered_since", at=moment)
    return application


def _organisation(application: Application, claimed_id: int | None, by: Actor, at: datetime) -> Organisation:
    known = organisation_of(application)
    if claimed_id is None:
        return create_organisation(new=known, by=by, at=at)
    return complete_organisation(organisation_id=claimed_id, known=known, by=by, at=at)


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
