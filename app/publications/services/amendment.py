"""Amending a registered release: what it said before is kept, what is owed follows from what it says now."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event, Subject
from app.domain.registration import RELEASE_FACTS, RegistrationAnswers, changed
from app.domain.schemes import parse_number
from app.infra.db import session
from app.infra.events import publish
from app.publications.amending import amends
from app.publications.doubts import Carried, doubts_of
from app.publications.models import RegistrationDraft, Release, ReleaseRevision
from app.publications.queries import answers_of, other_releases, own_release
from app.publications.services.drafts import (
    keep_draft,
    locked_draft,
    refuse_confirmed_otherwise,
    refuse_unready,
)
from app.publications.services.rows import (
    check,
    check_imprint,
    write_identifiers,
    write_release,
    write_search_key,
    write_title,
)


def start_amendment(
    *, release_id: int, by: Actor, at: datetime, answers: RegistrationAnswers | None = None
) -> RegistrationDraft:
    """Begin to amend one's own release, or go on where it was left; a draft of what it no longer says is put
    aside. `answers` are what a new draft begins with in place of what the release says.

    Raises:
        NotFound: the release is not this organisation's.
        Conflict: `release.withdrawn`.
    """
    release = own_release(by, release_id)
    refuse_withdrawn(release)
    statement = select(RegistrationDraft).where(amends(by, release))
    for draft in session().scalars(statement.with_for_update()):
        if draft.amends_version == release.version:
            return draft
        draft.discarded_at = at
    draft = keep_draft(
        by=by, at=at, answers=answers or answers_of(release), amends=(release.id, release.version)
    )
    answered = _doubts_answered(release, draft)
    if answered:
        draft.answers = {**draft.answers, "explained": answered}
    return draft


def _doubts_answered(release: Release, draft: RegistrationDraft) -> list[str]:
    """The marks of the doubts about the numbers that the title carries with a reason: not asked again."""
    carried = [row for row in release.publication.identifiers if row.override_reason]
    doubts = doubts_of(
        [parse_number(row.scheme, row.printed_form) for row in carried],
        publication_id=release.publication_id,
        organisation_id=draft.organisation_id,
    )
    return sorted(doubt.mark for told in doubts.values() for doubt in told)


def refuse_withdrawn(release: Release) -> None:
    """Refuse to amend what was withdrawn. Raises `Conflict`: `release.withdrawn`."""
    if release.withdrawal is not None:
        raise Conflict("release.withdrawn")


def amend_from_draft(*, draft_id: int, by: Actor, at: datetime, seen: str | None = None) -> Release:
    """Confirm an amendment; confirming the same again returns the release and changes nothing.

    Raises:
        NotFound, Conflict, DomainError: as `amend_release`; Conflict too when the draft amends nothing, or is
            or was confirmed as something else than what was `seen`.
    """
    draft = locked_draft(draft_id, by)
    if draft.amends_id is None or draft.amends_version is None:
        raise Conflict("registration.closed")
    if draft.release_id is not None:
        refuse_confirmed_otherwise(draft, seen)
        return session().get_one(Release, draft.release_id)
    refuse_unready(draft, seen)
    answers = RegistrationAnswers.from_json(draft.answers)
    release = amend_release(
        release_id=draft.amends_id,
        answers=answers,
        version=draft.amends_version,
        by=by,
        at=at,
        explained=draft.explained,
    )
    draft.release_id = release.id
    draft.changed_at = at
    session().flush()
    return release


def amend_release(
    *,
    release_id: int,
    answers: RegistrationAnswers,
    version: int,
    by: Actor,
    at: datetime,
    explained: Collection[str] | None = None,
) -> Release:
    """Let a registered release, and its publication, say what the answers say; keep what they said before.

    `version` is the one that the answers were made from; `explained`: see `rows.check`. Where facts of the
    title change, every other release of it is amended with this one: its history keeps what it said, who was
    amending it learns of it, and it is a subject of the event, because what is owed for it may change too.

    Raises:
        NotFound: the release is not this organisation's.
        Conflict: `release.changed_meanwhile`, somebody amended it since; `release.withdrawn`.
        DomainError: `release.nothing_to_amend`, or see `rows.check`, `rows.check_imprint`.
    """
    release = own_release(by, release_id, lock=True)
    refuse_withdrawn(release)
    if release.version != version:
        raise Conflict("release.changed_meanwhile")
    before, answers = answers_of(release), answers.fitted()
    was, now = changed(before, answers)
    if not now:
        raise DomainError("release.nothing_to_amend")
    check_amendment(release, answers, by=by, explained=explained)
    siblings = other_releases(release) if now.keys() - set(RELEASE_FACTS) else []
    for one in (release, *siblings):
        _keep(one, by, at)
    _rewrite(release, answers)
    for one in (release, *siblings):
        flag_modified(one, "registered_at")  # so that the version counts this amendment, whatever it touches
    session().flush()
    publish(Event("release.amended", by, at, _subjects(release, siblings), was, now))
    return release


def check_amendment(
    release: Release,
    answers: RegistrationAnswers,
    *,
    by: Actor,
    explained: Collection[str] | None = None,
    carried: Carried | None = None,
) -> None:
    """Refuse answers that a release cannot say. `explained`, `carried`: see `rows.check`.

    Raises as `amend_release` does of answers.
    """
    publication = release.publication
    check(
        answers,
        publication_id=publication.id,
        organisation_id=publication.publisher_id,
        explained=explained,
        carried=carried,
    )
    check_imprint(answers, publisher_ids=by.organisation_ids)


def _keep(release: Release, by: Actor, at: datetime) -> None:
    """Keep what the release said before."""
    session().add(
        ReleaseRevision(
            release_id=release.id,
            version=release.version,
            facts=answers_of(release).to_json(),
            amended_at=at,
            amended_by_id=by.account_id,
        )
    )


def _rewrite(release: Release, answers: RegistrationAnswers) -> None:
    publication = release.publication
    write_title(publication, answers)
    write_identifiers(publication, answers, keep_others=False)
    write_search_key(publication, publication.publisher)
    write_release(release, answers)


def _subjects(release: Release, siblings: Iterable[Release]) -> tuple[Subject, ...]:
    return (
        Subject("release", release.id),
        Subject("publication", release.publication_id),
        Subject("organisation", release.publication.publisher_id),
        *(Subject("release", sibling.id) for sibling in siblings),
    )
