"""Lists of organisations: kept as they were sent, and their good rows added."""

from datetime import datetime

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra.db import hold, session
from app.infra.events import publish
from app.infra.storage import StoredFile, keep_file, storage
from app.organisations.lists.reading import ListReading, read_list
from app.organisations.models import Organisation, OrganisationList
from app.organisations.services.registering import create_organisation

MOST_AT_ONCE = 5000
"""So many a page adds while somebody waits; the command line takes whole lists."""


def receive_list(*, content: bytes, name: str, media_type: str, by: Actor, at: datetime) -> OrganisationList:
    """Keep a list so that it can be looked at before anything is added.

    Raises:
        DomainError: it is no list at all; see `read_list`; `list.too_many_rows` to be added at once.
    """
    reading = read_list(content)
    if len(reading.new) > MOST_AT_ONCE:
        raise DomainError("list.too_many_rows", "file", most=MOST_AT_ONCE)
    stored = keep_file(content, name=name, media_type=media_type, at=at)
    received = OrganisationList(file_id=stored.id, sent_at=at)
    session().add(received)
    session().flush()
    rows = len(reading.new) + len(reading.known) + len(reading.refused)
    facts = {"name": name, "rows": rows}
    publish(Event("organisation_list.received", by, at, _subjects(received), after=facts))
    return received


def accept_list(*, list_id: int, by: Actor, at: datetime) -> OrganisationList:
    """Add the organisations of a list that are not registered; its faulty rows are left out.

    Raises:
        NotFound: there is no such list.
        Conflict: `organisation_list.accepted`.
    """
    accepted = session().get(OrganisationList, list_id, with_for_update=True)
    if accepted is None:
        raise NotFound("not_found")
    if accepted.accepted_at is not None:
        raise Conflict("organisation_list.accepted")
    reading = add_organisations(content=content_of(accepted), by=by, at=at)
    accepted.accepted_at, accepted.added = at, len(reading.new)
    session().flush()
    facts = {"added": accepted.added, "known": len(reading.known), "refused": len(reading.refused)}
    publish(Event("organisation_list.accepted", by, at, _subjects(accepted), after=facts))
    return accepted


def add_organisations(*, content: bytes, by: Actor, at: datetime) -> ListReading:
    """Register what a list holds and is not registered; the same list again adds nothing.

    Raises:
        DomainError: it is no list at all; see `read_list`.
    """
    hold(Organisation)
    reading = read_list(content)
    for row in reading.new:
        create_organisation(new=row.said, other_reason=row.other_reason, by=by, at=at)
    return reading


def content_of(received: OrganisationList) -> bytes:
    """Return the bytes of a list as they were sent. Raises as `FolderStorage.get` does."""
    return storage().get(session().get_one(StoredFile, received.file_id).sha256)


def _subjects(received: OrganisationList) -> tuple[Subject, ...]:
    return (Subject("organisation_list", received.id),)
