"""How records hang together: other names, who belongs to whom, who succeeded whom."""

from datetime import datetime
from typing import Literal

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import DomainError, NotFound
from app.domain.events import Event, Subject
from app.domain.script import search_key
from app.infra.db import session
from app.infra.events import publish
from app.organisations.models import NO_DEPOSITORS, Organisation, OrganisationName
from app.organisations.queries import find_by_reference
from app.organisations.services.namesakes import check_further_name
from app.organisations.services.registering import check_names

Relation = Literal["parent_id", "successor_id"]


def add_name(*, organisation_id: int, name: str, other_reason: str = "", by: Actor, at: datetime) -> None:
    """Let an organisation be found under another name too; the same name again changes nothing.

    `other_reason` says why it is its name although another organisation has it.

    Raises:
        NotFound: there is no such organisation.
        DomainError: `organisation.name_missing`, `organisation.name_says_nothing`, `organisation.name_own`,
            `organisation.name_of_another` without a reason.
    """
    organisation, written = locked_organisation(organisation_id), name.strip()
    check_names(name=written)
    check_further_name(organisation, written, other_reason)
    if keep_name(organisation, written):
        facts: dict[str, object] = {"name": written}
        facts |= {"other_reason": other_reason.strip()} if other_reason.strip() else {}
        find_by_all_names(organisation)
        _tell("organisation.name_added", organisation, by, at, facts)


def keep_name(organisation: Organisation, name: str) -> bool:
    """Keep another name of an organisation; return whether it was not there yet."""
    known = select(OrganisationName.id).where(
        OrganisationName.organisation_id == organisation.id, OrganisationName.name == name
    )
    if session().scalar(known) is not None:
        return False
    session().add(OrganisationName(organisation_id=organisation.id, name=name))
    session().flush()
    return True


def remove_name(*, organisation_id: int, name_id: int, by: Actor, at: datetime) -> None:
    """Take another name away. Raises `NotFound`."""
    organisation = locked_organisation(organisation_id)
    found = session().get(OrganisationName, name_id)
    if found is None or found.organisation_id != organisation.id:
        raise NotFound("not_found")
    session().delete(found)
    session().flush()
    find_by_all_names(organisation)
    _tell("organisation.name_removed", organisation, by, at, {"name": found.name})


def relate(*, organisation_id: int, relation: Relation, reference: str, by: Actor, at: datetime) -> None:
    """Name the parent or the successor of an organisation by TIN or number; an empty reference takes it away.

    Raises:
        NotFound: there is no such organisation.
        DomainError: `organisation.no_such`, `organisation.oneself`, `organisation.unlike` for a depositor and
            a library, `organisation.circle`, `organisation.succession_circle`.
    """
    organisation = locked_organisation(organisation_id)
    other = _related(organisation, relation, reference) if reference.strip() else None
    before = getattr(organisation, relation)
    if before == other:
        return
    setattr(organisation, relation, other)
    session().flush()
    subjects = (
        Subject("organisation", organisation.id),
        *((Subject("organisation", other),) if other else ()),
    )
    publish(Event("organisation.related", by, at, subjects, {relation: before}, {relation: other}))


def _related(organisation: Organisation, relation: Relation, reference: str) -> int:
    """The record named, if it may stand in this relation to the organisation."""
    other = find_by_reference(reference)
    if other.id == organisation.id:
        raise DomainError("organisation.oneself", field="reference")
    both = {other.kind, organisation.kind}
    if len(both) > 1 and not both.isdisjoint(NO_DEPOSITORS):
        raise DomainError("organisation.unlike", field="reference", name=other.name)
    if organisation.id in _chain(other.id, relation):
        circle = "circle" if relation == "parent_id" else "succession_circle"
        raise DomainError(f"organisation.{circle}", field="reference")
    return other.id


def locked_organisation(organisation_id: int) -> Organisation:
    """Return an organisation, kept from others until the commit. Raises `NotFound`."""
    found = session().get(Organisation, organisation_id, with_for_update=True)
    if found is None:
        raise NotFound("not_found")
    return found


def _chain(first: int, relation: Relation) -> set[int]:
    """The organisation and all that lie above it."""
    seen: set[int] = set()
    following: int | None = first
    while following is not None and following not in seen:
        seen.add(following)
        following = getattr(session().get_one(Organisation, following), relation)
    return seen


def fold_outdated_names() -> int:
    """Let organisations whose search key is outdated be found by all their names; return how many were."""
    outdated = session().scalars(select(Organisation).where(Organisation.key_outdated)).all()
    for organisation in outdated:
        find_by_all_names(organisation)
    return len(outdated)


def find_by_all_names(organisation: Organisation) -> None:
    """Let an organisation be found by the names it has now."""
    others = select(OrganisationName.name).where(OrganisationName.organisation_id == organisation.id)
    own = (organisation.name, organisation.short_name, organisation.name_ru, organisation.name_en)
    organisation.search_key = search_key(" ".join([*own, *session().scalars(others)]))
    organisation.key_outdated = False
    session().flush()


def _tell(name: str, organisation: Organisation, by: Actor, at: datetime, facts: dict[str, object]) -> None:
    publish(Event(name, by, at, (Subject("organisation", organisation.id),), after=facts))
