"""Drafts: a registration or an amendment under way, kept at every step."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, Forbidden, NotFound
from app.domain.events import Event, Subject
from app.domain.kinds import KINDS
from app.domain.publication import EditionStatus, Kind, Origin
from app.domain.registration import RELEASE_FACTS, RegistrationAnswers, changed, of_next_release
from app.infra.db import session
from app.infra.events import publish
from app.organisations.models import Organisation
from app.publications.models import RegistrationDraft, Typed
from app.publications.queries import answers_of, latest_release


@dataclass(frozen=True, slots=True)
class SentStep:
    """One step of a registration as its page sent it: `name` is `title` or `release`.

    `seen` is its `stamp_of` when the page was made; None where nobody else can have changed it. `mistaken` is
    what was typed, if there are mistakes in it: nothing is registered until the step is sent without any.
    `explained` are the marks of the doubts that its reasons answer; None leaves them as they were.
    """

    name: str
    seen: str | None = None
    mistaken: Typed | None = None
    explained: Collection[str] | None = None

    def beside(self, draft: RegistrationDraft) -> dict[str, object]:
        """Return what the draft says of its steps, beside the answers, once this one is kept."""
        mistaken = {name: typed for name, typed in draft.mistaken.items() if name != self.name}
        if self.mistaken is not None:
            mistaken[self.name] = self.mistaken
        explained = draft.explained if self.explained is None else sorted(self.explained)
        said: dict[str, object] = {"mistaken": mistaken} if mistaken else {}
        return said if explained is None else {**said, "explained": explained}


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


def refuse_unready(draft: RegistrationDraft, seen: str | None) -> None:
    """Refuse to make binding what has mistakes, or what a person has not seen: `seen` is the mark of all that
    the page showed.

    Raises:
        DomainError: `registration.mistaken`, a step was last sent with mistakes.
        Conflict: `registration.changed_since`, somebody has saved something else meanwhile.
    """
    if draft.mistaken:
        raise DomainError("registration.mistaken")
    if not _is_seen(draft, seen):
        raise Conflict("registration.changed_since")


def refuse_confirmed_otherwise(draft: RegistrationDraft, seen: str | None) -> None:
    """Refuse to confirm a closed draft once more with other answers than it was confirmed with.

    Raises:
        Conflict: `registration.confirmed_otherwise`.
    """
    if not _is_seen(draft, seen):
        raise Conflict("registration.confirmed_otherwise")


def _is_seen(draft: RegistrationDraft, seen: str | None) -> bool:
    return seen is None or seen == stamp_of(RegistrationAnswers.from_json(draft.answers), "check")


def save_draft(
    *,
    draft_id: int,
    answers: Mapping[str, object],
    by: Actor,
    at: datetime,
    step: SentStep | None = None,
) -> RegistrationDraft:
    """Put the answers of one step (JSON values, as `RegistrationAnswers.to_json` makes them) into the draft.

    `step` is the page that sent them; None where no page did.

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
    beside = step.beside(draft) if step is not None else draft.beside
    if now or beside != draft.beside:
        if step is not None and step.seen not in (None, stamp_of(before, step.name)):
            raise Conflict("registration.changed_elsewhere")
        draft.answers = {**after.to_json(), **beside}
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
