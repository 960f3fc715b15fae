"""Reads of publications, their releases and drafts, each within the actor's reach."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, exists, false, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.domain.actor import Actor
from app.domain.errors import Forbidden, NotFound
from app.domain.publication import NewspaperLevel, ReleaseFacts
from app.domain.registration import RELEASE_COLUMNS, GivenIdentifier, Person, RegistrationAnswers, parties
from app.infra.db import session
from app.infra.search import matching
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.policy.predicates import Reach
from app.policy.table import reaches
from app.publications.models import Identifier, Publication, RegistrationDraft, Release, ReleaseWithdrawal

EXACT_TOTAL = 10_000

TITLE_LOADED = (
    contains_eager(Release.publication),
    contains_eager(Release.publication, Publication.publisher),
    joinedload(Release.withdrawal),
    selectinload(Release.publication, Publication.contributors),
    selectinload(Release.publication, Publication.identifiers),
)
RELEASE_LOADED = (
    *TITLE_LOADED,
    joinedload(Release.printer),
    joinedload(Release.imprint),
    selectinload(Release.events),
)


@dataclass(frozen=True, slots=True)
class TitleFilter:
    """What a list of releases is narrowed to; an empty text narrows nothing."""

    text: str = ""
    kind: str = ""
    language: str = ""
    state: str = ""


def release_for(actor: Actor, release_id: int, *, within: ColumnElement[bool] | None = None) -> Release:
    """Return a release with everything its page shows.

    A depositor reaches what it published or printed, a regulator what was published in its region. `within`
    is a further way to reach it, known to slices above this one (a library reaches what is owed to it).

    Raises:
        NotFound: there is no such release within reach.
    """
    reachable = reached(actor) if within is None else or_(reached(actor), within)
    return _one(_releases(*RELEASE_LOADED).where(Release.id == release_id, reachable))


def releases_by_id(release_ids: Sequence[int]) -> list[Release]:
    """Return releases with everything their pages show, whoever asks, in the order of their ids."""
    statement = _releases(*RELEASE_LOADED).where(Release.id.in_(release_ids))
    return list(session().scalars(statement.order_by(Release.id)))


def own_release(actor: Actor, release_id: int, *, lock: bool = False) -> Release:
    """Return a release of one's own organisation to amend it; `lock` keeps others from it and its title
    until the commit.

    Raises:
        NotFound: there is none.
    """
    if lock:
        title = select(Publication.id).join(Release, Release.publication_id == Publication.id)
        session().execute(title.where(Release.id == release_id).with_for_update(of=Publication))
        locked = select(Release.id).where(Release.id == release_id).with_for_update()
        session().execute(locked)
    own = Publication.publisher_id.in_(actor.organisation_ids)
    statement = _releases(*RELEASE_LOADED).where(Release.id == release_id, own)
    return _one(statement.execution_options(populate_existing=lock))


def own_publication(actor: Actor, publication_id: int, *loaded: ORMOption) -> Publication:
    """Return a publication of one's own organisation. Raises `NotFound`."""
    statement = select(Publication).options(*loaded)
    own = Publication.publisher_id.in_(actor.organisation_ids)
    found = session().scalar(statement.where(Publication.id == publication_id, own))
    if found is None:
        raise NotFound("not_found")
    return found


def other_releases(release: Release) -> Sequence[Release]:
    """Return the other releases of its publication, in their order."""
    others = _releases(*RELEASE_LOADED).where(Release.publication_id == release.publication_id)
    others = others.where(Release.id != release.id).order_by(Release.sequence)
    return session().scalars(others.execution_options(populate_existing=True)).all()


def latest_release(actor: Actor, publication_id: int) -> Release:
    """Return the last registered release of one's own publication. Raises `NotFound`."""
    own = Publication.publisher_id.in_(actor.organisation_ids)
    statement = _releases(*RELEASE_LOADED).where(Release.publication_id == publication_id, own)
    return _one(statement.order_by(Release.sequence.desc()).limit(1))


def answers_of(release: Release) -> RegistrationAnswers:
    """Return what a registered release and its publication say, as its registration would be answered now."""
    return replace(
        title_answers(release.publication),
        **{name: getattr(release, name) for name in RELEASE_COLUMNS},
        release_details=release.details,
        events={event.name: event.on for event in release.events},
    )


def title_answers(publication: Publication) -> RegistrationAnswers:
    """Return what a publication says, as a registration would be answered before a release of it is known."""
    titled = ("title", "parallel_title", "language", "script", "kind", "restricted", "udc", "series")
    return RegistrationAnswers(
        **{name: getattr(publication, name) for name in titled},
        origin=publication.origin or "",
        carrier=publication.carrier or "",
        subjects=None if publication.subjects is None else frozenset(publication.subjects),
        audiences=None if publication.audiences is None else frozenset(publication.audiences),
        people=tuple(Person(person.name, person.role) for person in publication.contributors),
        identifiers=tuple(
            GivenIdentifier(item.scheme, item.value, item.printed_form, item.override_reason)
            for item in publication.identifiers
        ),
        title_details=publication.details,
    )


def facts_of(release: Release) -> ReleaseFacts:
    """Return what the rules may ask of a registered release.

    Raises:
        ValueError: its kind, origin or carrier is not known; none is registered without them.
    """
    facts = facts_if_said(release, answers_of(release))
    if facts is None:
        raise ValueError(f"release {release.id} has no kind, origin or carrier")
    return facts


def facts_if_said(release: Release, answers: RegistrationAnswers) -> ReleaseFacts | None:
    """Return what the rules may ask of a registered release if it said the answers; of the level of a
    newspaper no registration asks. None as `facts_from_answers`."""
    facts = facts_from_answers(answers, release.publication.publisher)
    level = release.publication.newspaper_level
    return facts if facts is None or level is None else replace(facts, newspaper_level=NewspaperLevel(level))


def facts_from_answers(answers: RegistrationAnswers, publisher: Organisation) -> ReleaseFacts | None:
    """Return the facts so far of a registration under way; None until kind, origin and carrier are known."""
    return answers.facts(parties(publisher.id, publisher.kind, answers.printer_id, kind=answers.kind))


def draft_for(actor: Actor, draft_id: int) -> RegistrationDraft:
    """Return a draft of one's own organisation that was not discarded. Raises `NotFound`."""
    statement = _drafts(actor).where(RegistrationDraft.id == draft_id)
    draft = session().scalar(statement)
    if draft is None:
        raise NotFound("not_found")
    return draft


def open_drafts(actor: Actor) -> list[RegistrationDraft]:
    """Return what one's own organisation has begun and not finished, the latest changed first.

    A draft in which nothing was said yet is none: opening the first step is no work that could be lost.
    """
    said = or_(
        RegistrationDraft.changed_at > RegistrationDraft.created_at,
        RegistrationDraft.answers["title"].as_string() != "",
    )
    statement = _drafts(actor).where(RegistrationDraft.release_id.is_(None), said)
    return list(session().scalars(statement.order_by(RegistrationDraft.changed_at.desc()).limit(50)))


def reader_of_lists(actor: Actor) -> Actor:
    """Return the actor, whose reach is a list of releases.

    Raises:
        Forbidden: it is not: a library reads one by one the releases of which copies are owed to it.
    """
    if set(reaches(actor, Permission.RELEASE_READ)) <= {Reach.AS_DEPOSITORY}:
        raise Forbidden("forbidden")
    return actor


def list_releases(
    actor: Actor, wanted: TitleFilter, *, after: tuple[datetime, int] | None = None, limit: int
) -> list[Release]:
    """Return releases within reach, the latest registered first, after a key of (registered, id)."""
    statement = _releases(*RELEASE_LOADED).where(reached(actor), _wanted(wanted))
    if after is not None:
        at, last_id = after
        earlier = or_(Release.registered_at < at, and_(Release.registered_at == at, Release.id < last_id))
        statement = statement.where(earlier)
    newest_first = statement.order_by(Release.registered_at.desc(), Release.id.desc())
    return list(session().scalars(newest_first.limit(limit)))


def releases_within(actor: Actor, wanted: TitleFilter) -> Select[Release]:
    """Return a statement of all that `list_releases` would give, beside `Publication` and its publisher."""
    return _releases().where(reached(actor), _wanted(wanted))


def count_releases(actor: Actor, wanted: TitleFilter) -> int:
    """Return how many releases `list_releases` would give, counting no further than one past EXACT_TOTAL."""
    matches = releases_within(actor, wanted).with_only_columns(Release.id)
    counted = select(func.count()).select_from(matches.limit(EXACT_TOTAL + 1).subquery())
    return session().scalar(counted) or 0


def full_title() -> ColumnElement[str]:
    """The title of a release (`Release.title`) as a column: of its publication, and which issue this is."""
    issue = Publication.title + ". " + Release.designation
    return case((Release.designation == "", Publication.title), else_=issue).label("title")


def first_identifier() -> ScalarSelect[str]:
    """A title's first identifier as printed, or NULL, as a column of a statement about `Publication`."""
    return (
        select(Identifier.printed_form)
        .where(Identifier.publication_id == Publication.id)
        .order_by(Identifier.id)
        .limit(1)
        .correlate(Publication)
        .scalar_subquery()
    )


def _releases(*loaded: ORMOption) -> Select[Release]:
    statement = select(Release).join(Release.publication).join(Publication.publisher)
    return statement.options(*loaded)


def _drafts(actor: Actor) -> Select[RegistrationDraft]:
    return select(RegistrationDraft).where(
        RegistrationDraft.organisation_id.in_(actor.organisation_ids),
        RegistrationDraft.discarded_at.is_(None),
    )


def _one(statement: Select[Release]) -> Release:
    found = session().scalar(statement)
    if found is None:
        raise NotFound("not_found")
    return found


def _wanted(wanted: TitleFilter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true()]
    if wanted.text:
        conditions.append(matching(Publication.id, wanted.text))
    if wanted.kind:
        conditions.append(Publication.kind == wanted.kind)
    if wanted.language:
        conditions.append(Publication.language == wanted.language)
    if wanted.state:
        conditions.append(~standing() if wanted.state == "withdrawn" else standing())
    return and_(*conditions)


def standing() -> ColumnElement[bool]:
    """Return the condition that the registration of a release was not withdrawn."""
    return ~exists().where(ReleaseWithdrawal.release_id == Release.id)


def said_still() -> ColumnElement[bool]:
    """Return the condition that a publication was not taken back with everything registered of it."""
    released = exists().where(Release.publication_id == Publication.id)
    return or_(~released, released.where(standing()))


def standing_releases_of(publication_id: int) -> Sequence[int]:
    """Return the ids of a publication's releases whose registration was not withdrawn."""
    own = select(Release.id).where(Release.publication_id == publication_id, standing())
    return session().scalars(own.order_by(Release.id)).all()


def reached(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on joined Release, Publication and publisher that the actor may read."""
    conditions: list[ColumnElement[bool]] = [false()]
    for reach in reaches(actor, Permission.RELEASE_READ):
        if reach is Reach.ALL or (reach is Reach.REGION and actor.region_soato is None):
            return true()
        if reach is Reach.REGION:
            conditions.append(Organisation.region_soato == actor.region_soato)
        elif reach is Reach.AS_DEPOSITOR:
            own = actor.organisation_ids
            conditions += [Publication.publisher_id.in_(own), Release.printer_id.in_(own)]
    return or_(*conditions)
