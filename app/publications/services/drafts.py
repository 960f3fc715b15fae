"""Drafts: a registration or an amendment under way, kept at every step."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import Conflict, Forbidden, NotFound
from app.domain.events import Event, Subject
from app.domain.kinds import KINDS
from app.domain.publication import EditionStatus, Kind, Origin
from app.domain.registration import RELEASE_FACTS, RegistrationAnswers, changed, of_next_release
from app.infra.db import session
from app.infra.events import publish
from app.organisations.models import Organisation
from app.publications.models import RegistrationDraft
from app.publications.queries import answers_of, latest_release


def start_draft(
    *, by: Actor, at: datetime, publication_id: int | None = None, kind: Kind = Kind.BOOK
) -> RegistrationDraft:
    """Begin the registration of a new title of a kind, or of a further release of one's own `publication_id`.

    What is most often so is already answered; every answer is shown again before it is registered.

    Raises:
        Forbidden: the account belongs to no organisation.
        NotFound: the publication is not this organisation's.
    """
    if by.organisation_id is None:
        raise Forbidden("forbidden")
    usual = RegistrationAnswers(
        kind=kind,
        origin=Origin.DOMESTIC,
        carrier=KINDS[kind].carriers[0],
        restricted=False,
        edition_status=EditionStatus.FIRST,
        depositor_region=session().get_one(Organisation, by.organisation_id).region_soato,
    )
    if publication_id is not None:
        title = of_next_release(answers_of(latest_release(by, publication_id)))
        usual = title.merged({"depositor_region": usual.depositor_region, "edition_status": None})
    return keep_draft(by=by, at=at, answers=usual, publication_id=publication_id)


def keep_draft(
    *,
    by: Actor,
    at: datetime,
    answers: RegistrationAnswers,
    publication_id: int | None = None,
    amends: tuple[int, int] | None = None,
) -> RegistrationDraft:
    """Write a new draft with its first answers; `amends` is a release's id and version."""
    draft = RegistrationDraft(
        organisation_id=by.organisation_id,
        account_id=by.account_id,
        answers=answers.to_json(),
        publication_id=publication_id,
        amends_id=amends[0] if amends else None,
        amends_version=amends[1] if amends else None,
        created_at=at,
        changed_at=at,
    )
    session().add(draft)
    session().flush()
    publish(Event("draft.started", by, at, (Subject("draft", draft.id),)))
    return draft


def stamp_of(answers: RegistrationAnswers, step: str) -> str:
    """Return a mark of what a step (`title`, `release`; `check`: all) says: it differs when the step does."""
    said = {
        name: x
        for name, x in answers.to_json().items()
        if step == "check" or (name in RELEASE_FACTS) == (step == "release")
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def refuse_unseen(draft: RegistrationDraft, seen: str | None) -> None:
    """Refuse to make binding what a person has not seen: `seen` is the mark of all that the page showed.

    Raises:
        Conflict: `registration.changed_since`, somebody has saved something else meanwhile.
    """
    if seen is not None and seen != stamp_of(RegistrationAnswers.from_json(draft.answers), "check"):
        raise Conflict("registration.changed_since")


def save_draft(
    *,
    draft_id: int,
    answers: Mapping[str, object],
    by: Actor,
    at: datetime,
    seen: tuple[str, str] | None = None,
) -> RegistrationDraft:
    """Put the answers of one step (JSON values, as `RegistrationAnswers.to_json` makes them) into the draft.

    `seen` is the step and its `stamp_of` when its page was made; None where nobody else can have changed it.

    Raises:
        NotFound: there is no such open draft of this organisation.
        Conflict: `registration.closed`, it has been registered already; `registration.changed_elsewhere`, the
            step was saved differently since it was seen.
    """
    draft = locked_draft(draft_id, by)
    if draft.release_id is not None:
        raise Conflict("registration.closed")
    before = RegistrationAnswers.from_json(draft.answers)
    after = before.merged(answers)
    was, now = changed(before, after)
    if now and seen is not None and seen[1] != stamp_of(before, seen[0]):
        raise Conflict("registration.changed_elsewhere")
    if now:
        draft.answers = after.to_json()
        draft.changed_at = at
        session().flush()
        publish(Event("draft.saved", by, at, (Subject("draft", draft.id),), was, now))
    return draft


def discard_draft(*, draft_id: int, by: Actor, at: datetime) -> None:
    """Put a draft aside for good; its answers stay in the record, out of every list.

    Raises:
        NotFound: there is no such open draft of this organisation.
        Conflict: `registration.closed`, it has been registered already.
    """
    draft = locked_draft(draft_id, by)
    if draft.release_id is not None:
        raise Conflict("registration.closed")
    draft.discarded_at = at
    session().flush()
    publish(Event("draft.discarded", by, at, (Subject("draft", draft.id),)))


def locked_draft(draft_id: int, by: Actor) -> RegistrationDraft:
    """Return one's own draft as it is now, and let nobody else change it until the commit.

    Raises:
        NotFound: there is no such draft of this organisation, or it was discarded.
    """
    statement = (
        select(RegistrationDraft)
        .where(
            RegistrationDraft.id == draft_id,
            RegistrationDraft.organisation_id.in_(by.organisation_ids),
            RegistrationDraft.discarded_at.is_(None),
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    draft = session().scalar(statement)
    if draft is None:
        raise NotFound("not_found")
    return draft
