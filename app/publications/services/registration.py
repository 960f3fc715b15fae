"""Registering a release: the act that makes a draft binding."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event, Subject
from app.domain.registration import RegistrationAnswers
from app.infra.db import session
from app.infra.events import publish
from app.organisations.models import Organisation
from app.publications.models import Publication, RegistrationDraft, Release
from app.publications.queries import own_publication
from app.publications.same_titles import likely_duplicates
from app.publications.services.drafts import locked_draft, refuse_confirmed_otherwise, refuse_unready
from app.publications.services.rows import (
    check,
    check_imprint,
    write_identifiers,
    write_release,
    write_search_key,
    write_title,
)


def register_release(
    *, draft_id: int, by: Actor, at: datetime, seen: str | None = None, another: bool = False
) -> Release:
    """Register what a draft says: its publication, or a further release of one, with everything it causes.

    Registering the same answers of a draft again returns the same release and writes nothing; a second sender
    waits for the first. What is owed is worked out by the reaction to the event, in the same transaction.
    `another`: a person has looked at the releases that it may be and says that it is none of them.

    Raises:
        NotFound: there is no such draft of this organisation.
        Conflict: the draft amends a release and does not register one; it is not, or was not confirmed as,
            what was `seen`.
        DomainError: see `rows.check`, `rows.check_imprint`; `registration.likely_duplicate` of what may be
            registered already, unless it is `another`; `calendar.out_of_range` for a day for which no
            deadline can be given.
    """
    draft = locked_draft(draft_id, by)
    if draft.amends_id is not None:
        raise Conflict("registration.closed")
    if draft.release_id is not None:
        refuse_confirmed_otherwise(draft, seen)
        return session().get_one(Release, draft.release_id)
    refuse_unready(draft, seen)
    answers = RegistrationAnswers.from_json(draft.answers).fitted()
    check(
        answers,
        publication_id=draft.publication_id,
        organisation_id=draft.organisation_id,
        explained=draft.explained,
    )
    check_imprint(answers, publisher_ids=by.organisation_ids)
    alike = [release.id for release in likely_duplicates(answers, publisher_ids=by.organisation_ids)]
    if alike and not another:
        raise DomainError("registration.likely_duplicate", "another")
    publication = _publication(draft, answers, by, at)
    concerns = [Subject("draft", draft.id)]
    release = add_release(publication, answers, by=by, at=at, concerns=concerns, not_the_same_as=alike)
    draft.release_id = release.id
    draft.changed_at = at
    session().flush()
    return release


def add_release(
    publication: Publication,
    answers: RegistrationAnswers,
    *,
    by: Actor,
    at: datetime,
    designation: str = "",
    concerns: Sequence[Subject] = (),
    not_the_same_as: Sequence[int] = (),
) -> Release:
    """Write the next release of a publication that the caller holds locked, with all that it causes.

    `designation` numbers an issue; `concerns` are further subjects of the event. `not_the_same_as` are
    releases of which somebody said that this is another. The answers were checked.

    Raises:
        DomainError: `calendar.out_of_range` for a day for which no deadline can be given.
    """
    release = Release(
        publication_id=publication.id,
        sequence=_next_sequence(publication.id),
        designation=designation,
        registered_at=at,
        events=[],
    )
    write_release(release, answers)
    session().add(release)
    session().flush()
    subjects = (
        Subject("release", release.id),
        Subject("publication", publication.id),
        Subject("organisation", publication.publisher_id),
        *concerns,
    )
    named: dict[str, object] = {"designation": designation} if designation else {}
    if not_the_same_as:
        named["not_the_same_as"] = list(not_the_same_as)
    publish(Event("release.registered", by, at, subjects, after={**answers.to_json(), **named}))
    return release


def _publication(
    draft: RegistrationDraft, answers: RegistrationAnswers, by: Actor, at: datetime
) -> Publication:
    """A new publication; or the one of which this is a further release, which gains its identifiers only."""
    publisher = session().get_one(Organisation, draft.organisation_id)
    if draft.publication_id is None:
        publication = Publication(publisher_id=publisher.id, created_at=at, identifiers=[])
        write_title(publication, answers)
        session().add(publication)
    else:
        publication = own_publication(
            by,
            draft.publication_id,
            selectinload(Publication.contributors),
            selectinload(Publication.identifiers),
        )
        session().refresh(publication, attribute_names=["id"], with_for_update=True)
    write_identifiers(publication, answers, keep_others=draft.publication_id is not None)
    write_search_key(publication, publisher)
    session().flush()
    return publication


def _next_sequence(publication_id: int) -> int:
    last = session().scalar(
        select(func.max(Release.sequence)).where(Release.publication_id == publication_id)
    )
    return (last or 0) + 1
