"""What an applicant does: applies, confirms the e-mail, answers what is asked back."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select

from app.accounts.queries import has_account
from app.accounts.secrets import hash_of, new_secret
from app.domain.actor import PUBLIC
from app.domain.errors import Conflict, NotFound, TooMany
from app.domain.events import Event, Subject
from app.domain.organisation_names import bare_name
from app.infra import clock
from app.infra.db import hold, session
from app.infra.events import publish
from app.joining.details import Details, checked
from app.joining.models import Application
from app.joining.queries import UNDECIDED, holds
from app.joining.standing import Standing, standing_of

A_DAY = timedelta(days=1)
IN_A_DAY = 3
"""So many applications may be begun with one e-mail in a day: each sends a letter there."""


def submit_application(
    *, details: Details, language: str, submission_key: str, at: datetime
) -> tuple[Application, str] | None:
    """Keep an application and return it with the secret of its link; None for a form that is sent again.

    Raises:
        TooMany: `application.too_many` begun with this e-mail.
        Conflict: `application.waits`, the same has arrived already and is not decided.
        DomainError: as `checked`.
    """
    hold(Application)
    if session().scalar(select(Application.id).where(Application.submission_key == submission_key)):
        return None
    _refuse_many(details.organisation.email, at)
    sound = checked(details, at=at)
    said = sound.organisation
    _refuse_waiting(said.stir, (said.name, said.name_ru, said.name_en), said.email)
    secret = new_secret()
    added = Application(
        **sound.columns(),
        submission_key=submission_key,
        secret_hash=hash_of(secret),
        language=language,
        submitted_at=at,
    )
    session().add(added)
    session().flush()
    publish(Event("application.submitted", PUBLIC, at, subjects_of(added), after=facts_of(added)))
    return added, secret


def confirm_application(*, secret: str, at: datetime) -> Application | None:
    """Note that the applicant reads mail under the e-mail given; None if that was noted before.

    Raises:
        NotFound: nobody was sent this link.
        Conflict: `application.email_taken`, somebody signs in with this e-mail already; `application.waits`,
            the same has arrived already and is not decided.
    """
    application = locked_by(holds(secret))
    if application.confirmed_at is not None:
        return None
    if has_account(application.email):
        raise Conflict("application.email_taken")
    names = (application.name, application.name_ru, application.name_en)
    _refuse_waiting(application.stir, names, application.email)
    application.confirmed_at = at
    session().flush()
    publish(Event("application.confirmed", PUBLIC, at, subjects_of(application)))
    return application


def answer_question(*, secret: str, details: Details, at: datetime) -> Application:
    """Keep the corrected details and hand the application back to the authority; the e-mail stays.

    Raises:
        NotFound: nobody was sent this link.
        Conflict: `application.not_asked`.
        DomainError: as `checked`.
    """
    application = locked_by(holds(secret))
    if standing_of(application) is not Standing.ASKED:
        raise Conflict("application.not_asked")
    before = facts_of(application)
    for name, value in checked(details, at=at).columns().items():
        if name != "email":
            setattr(application, name, value)
    application.answered_at = at
    session().flush()
    publish(
        Event("application.answered", PUBLIC, at, subjects_of(application), before, facts_of(application))
    )
    return application


def locked_by(condition: ColumnElement[bool]) -> Application:
    """Return the one application under a condition, kept from others until the commit. Raises `NotFound`.

    All are held with it: what is decided of one depends on which others are like it, and who holds one and
    would then write waits for nobody who holds all and waits for that one.
    """
    hold(Application)
    found = session().scalar(select(Application).where(condition).with_for_update())
    if found is None:
        raise NotFound("not_found")
    return found


def subjects_of(application: Application) -> tuple[Subject, ...]:
    """Return what an act on an application concerns: also the record that is claimed, or was made."""
    own, organisation_id = Subject("application", application.id), application.organisation_id
    concerned = organisation_id or application.claimed_id
    return (own, Subject("organisation", concerned)) if concerned else (own,)


def facts_of(application: Application) -> dict[str, object]:
    """Return what an act keeps of an application; nothing of its people."""
    names = ("name", "name_ru", "name_en", "stir", "address", "legal_address", "licence_number",
             "isbn_prefixes", "claimed_id", "other_reason")  # fmt: skip
    facts: dict[str, object] = {name: getattr(application, name) for name in names}
    return {"kind": application.kind.value, "region": application.region_soato} | facts


def _refuse_waiting(stir: str | None, names: Iterable[str], email: str) -> None:
    """Refuse what waits already: the same e-mail with the same STIR, or with a name in any spelling.

    The same STIR under another e-mail is another applicant's: whoever comes first must not shut out the one
    whose organisation it is. The authority sees both.
    """
    alike = select(Application).where(UNDECIDED, Application.email == email)
    bare = {bare_name(name) for name in names if name}
    for row in session().scalars(alike.order_by(Application.id)):
        its_names = {bare_name(name) for name in (row.name, row.name_ru, row.name_en) if name}
        if row.stir == stir or bare & its_names:
            field = "stir" if row.stir == stir else "name"
            raise Conflict(
                "application.waits", field, since=clock.local_day(row.confirmed_at or row.submitted_at)
            )


def _refuse_many(email: str, at: datetime) -> None:
    recent = (Application.email == email) & (Application.submitted_at > at - A_DAY)
    count, first = session().execute(
        select(func.count(), func.min(Application.submitted_at)).where(recent)
    ).one()  # fmt: skip
    if count >= IN_A_DAY:
        raise TooMany("application.too_many", until=first + A_DAY)
