"""Reads of acts; who may see a record's timeline is decided where the record is read."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select, tuple_

from app.audit.chain import BEGINNING, SealedAct
from app.audit.models import AuditEvent, AuditSubject
from app.infra.db import session

TIMELINE = 100
READ_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Act:
    """One act as a timeline shows it; `subjects` pairs a kind with an identifier."""

    id: int
    name: str
    at: datetime
    actor_name: str
    actor_role: str
    actor_organisation_id: int | None
    before: Mapping[str, object]
    after: Mapping[str, object]
    sealed: bool
    subjects: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ActFilter:
    """Which acts to list: of a name or of a noun (`account`), or of any of these names; of one person, about
    one thing."""

    name: str = ""
    names: tuple[str, ...] = ()
    account_id: int | None = None
    kind: str = ""
    subject_id: int | None = None


def acts_of(kind: str, subject_id: int, limit: int = TIMELINE) -> list[Act]:
    """Return what was done about a thing, the newest first."""
    return _newest(ActFilter(kind=kind, subject_id=subject_id), None, limit)


def acts_about(things: Collection[tuple[str, int]], limit: int = TIMELINE) -> list[Act]:
    """Return what was done about any of these things, the newest first."""
    return _acts(_about(things).order_by(AuditEvent.id.desc()).limit(limit))


def sealed_about(things: Collection[tuple[str, int]]) -> list[SealedAct]:
    """Return the sealed acts about any of these things in the order of the chain, as they are stored."""
    statement = _about(things).where(AuditEvent.position.is_not(None)).order_by(AuditEvent.position)
    events = session().scalars(statement.execution_options(populate_existing=True)).all()
    subjects = subjects_by_event([event.id for event in events])
    return [SealedAct(event, subjects[event.id]) for event in events]


def list_acts(chosen: ActFilter, *, after: int | None = None, limit: int = 50) -> list[Act]:
    """Return acts, the newest first, one more than `limit` if more follow; `after` is the last one's id."""
    return _newest(chosen, after, limit + 1)


def _newest(chosen: ActFilter, after: int | None, limit: int) -> list[Act]:
    statement = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(limit)
    if after is not None:
        statement = statement.where(AuditEvent.id < after)
    if chosen.name:
        exact = AuditEvent.name == chosen.name
        statement = statement.where(exact | AuditEvent.name.startswith(f"{chosen.name}.", autoescape=True))
    if chosen.names:
        statement = statement.where(AuditEvent.name.in_(chosen.names))
    if chosen.account_id is not None:
        statement = statement.where(AuditEvent.account_id == chosen.account_id)
    if chosen.kind:
        about = select(AuditSubject.event_id).where(AuditSubject.kind == chosen.kind)
        if chosen.subject_id is not None:
            about = about.where(AuditSubject.subject_id == chosen.subject_id)
        statement = statement.where(AuditEvent.id.in_(about))
    return _acts(statement)


def _about(things: Collection[tuple[str, int]]) -> Select[AuditEvent]:
    named = tuple_(AuditSubject.kind, AuditSubject.subject_id).in_(list(things))
    return select(AuditEvent).where(AuditEvent.id.in_(select(AuditSubject.event_id).where(named)))


def _acts(statement: Select[AuditEvent]) -> list[Act]:
    events = session().scalars(statement).all()
    subjects = subjects_by_event([event.id for event in events])
    return [_act(event, subjects[event.id]) for event in events]


def names_of_acts() -> Sequence[str]:
    """Return the names that occur, for a choice."""
    return session().scalars(select(AuditEvent.name).distinct().order_by(AuditEvent.name)).all()


def unsealed() -> int:
    """Return how many acts wait to be sealed."""
    return session().scalar(select(func.count()).where(AuditEvent.position.is_(None))) or 0


def subjects_by_event(event_ids: Sequence[int]) -> Mapping[int, tuple[tuple[str, int], ...]]:
    """Return what each act concerns, in one query."""
    found: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    if event_ids:
        columns = select(AuditSubject.event_id, AuditSubject.kind, AuditSubject.subject_id)
        for event_id, kind, subject_id in session().execute(
            columns.where(AuditSubject.event_id.in_(event_ids))
        ):
            found[event_id].append((kind, subject_id))
    return {event_id: tuple(found[event_id]) for event_id in event_ids}


def sealed_acts() -> Iterator[SealedAct]:
    """Read the whole chain in order of position, a batch at a time."""
    position: int | None = None
    while True:
        # From the very beginning, for a forged row may stand before the first position.
        later = AuditEvent.position.is_not(None) if position is None else AuditEvent.position > position
        following = select(AuditEvent).where(later).order_by(AuditEvent.position)
        as_stored = following.limit(READ_AT_ONCE).execution_options(populate_existing=True)
        events = session().scalars(as_stored).all()
        if not events:
            return
        subjects = subjects_by_event([event.id for event in events])
        for event in events:
            session().expunge(event)
            yield SealedAct(event, subjects[event.id])
        position = events[-1].position


def end_of_chain() -> tuple[int, str]:
    """Return the last sealed position and its hash; 0 and the beginning's hash for an empty chain."""
    last = select(func.max(AuditEvent.position)).scalar_subquery()
    row = (
        session()
        .execute(select(AuditEvent.position, AuditEvent.hash).where(AuditEvent.position == last))
        .one_or_none()
    )
    return (row.position, row.hash) if row else (0, BEGINNING)


def has_sealed(head: str) -> bool:
    """Whether the chain holds an end that was noted as `position:hash`."""
    position, _, digest = head.partition(":")
    if not position.isdecimal():
        return False
    found = select(AuditEvent.id).where(AuditEvent.position == int(position), AuditEvent.hash == digest)
    return session().scalar(found) is not None


def _act(event: AuditEvent, subjects: tuple[tuple[str, int], ...]) -> Act:
    return Act(
        event.id,
        event.name,
        event.at,
        event.actor_name,
        event.actor_role,
        event.actor_organisation_id,
        event.before,
        event.after,
        event.position is not None,
        subjects,
    )
