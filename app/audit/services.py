"""Keeping acts: a row in the act's own transaction, sealed into the chain afterwards."""

from sqlalchemy import select, text

from app.audit.chain import hash_act
from app.audit.models import AuditEvent, AuditSubject
from app.audit.queries import end_of_chain, subjects_by_event
from app.domain.events import Event
from app.infra.bulk import add_rows
from app.infra.db import add_row, session

SEALING_LOCK = 7302605
BATCH = 1000


def record(event: Event) -> None:
    """Keep an act; the reaction to every event, so that an act without its record does not happen."""
    kept_id = add_row(
        AuditEvent,
        {
            "name": event.name,
            "at": event.at,
            "account_id": event.by.account_id,
            "actor_name": event.by.name,
            "actor_role": event.by.role.value,
            "actor_organisation_id": event.by.organisation_id,
            "before": dict(event.before),
            "after": dict(event.after),
        },
    )
    concerned = dict.fromkeys((subject.kind, subject.id) for subject in event.subjects)
    add_rows(
        AuditSubject,
        ("event_id", "kind", "subject_id"),
        ((kept_id, kind, subject_id) for kind, subject_id in concerned),
    )


def seal_batch(*, limit: int = BATCH) -> int:
    """Seal the oldest acts that are not sealed yet, in order; return how many.

    One worker at a time: on PostgreSQL an advisory lock that ends with the transaction, on SQLite the write
    lock that `transaction()` holds. The lock waits, so two workers seal one after the other.
    """
    if session().get_bind().dialect.name == "postgresql":
        session().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": SEALING_LOCK})
    waiting = select(AuditEvent).where(AuditEvent.position.is_(None)).order_by(AuditEvent.id).limit(limit)
    # Hashed is what the database holds, not what this process may still remember of it.
    events = session().scalars(waiting.execution_options(populate_existing=True)).all()
    position, previous = end_of_chain()
    subjects = subjects_by_event([event.id for event in events])
    for event in events:
        position += 1
        event.previous_hash = previous
        event.hash = hash_act(event, subjects[event.id], position=position, previous=previous)
        event.position = position
        previous = event.hash
    session().flush()
    return len(events)
