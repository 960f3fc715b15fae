"""Imprints: names under which their parent publishes."""

from datetime import datetime

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import DomainError, NotFound
from app.domain.events import Event, Subject
from app.domain.organisation_names import is_same_name
from app.infra.db import session
from app.infra.events import publish
from app.organisations.models import Organisation
from app.organisations.services.namesakes import check_further_name
from app.organisations.services.registering import NewOrganisation, check_names, create_organisation
from app.organisations.services.relations import locked_organisation


def add_imprint(
    *, organisation_id: int, name: str, other_reason: str = "", by: Actor, at: datetime
) -> Organisation:
    """Register an imprint: a name under which its parent publishes, without a STIR of its own.

    One that was taken back under this name, in any spelling, is taken up again. `other_reason` says why the
    name is the parent's although another organisation has it.

    Raises:
        NotFound: there is no such parent.
        DomainError: `organisation.name_missing`, `organisation.name_says_nothing`,
            `organisation.imprint_known`, `organisation.name_own`, `organisation.name_of_another` without a
            reason.
    """
    parent = locked_organisation(organisation_id)
    children = session().scalars(select(Organisation).where(Organisation.parent_id == parent.id))
    known = next((row for row in children if is_same_name(row.name, name)), None)
    if known is None:
        check_names(name=name)
        check_further_name(parent, name, other_reason)
        new = NewOrganisation(
            kind=parent.kind,
            name=name,
            region_soato=parent.region_soato,
            district_soato=parent.district_soato,
            parent_id=parent.id,
        )
        return create_organisation(new=new, other_reason=other_reason.strip(), by=by, at=at)
    if known.closed_at is None:
        raise DomainError("organisation.imprint_known", field="name", name=known.name)
    known.closed_at = None
    session().flush()
    _tell("organisation.imprint_restored", known, by, at)
    return known


def remove_imprint(*, organisation_id: int, imprint_id: int, by: Actor, at: datetime) -> None:
    """Take an imprint back: it is offered no more, and stays where it was named. Again: nothing.

    Raises:
        NotFound: the organisation has no such imprint; a record with a STIR is no mere name.
    """
    parent = locked_organisation(organisation_id)
    imprint = session().get(Organisation, imprint_id, with_for_update=True)
    if imprint is None or imprint.parent_id != parent.id or imprint.stir is not None:
        raise NotFound("not_found")
    if imprint.closed_at is None:
        imprint.closed_at = at
        session().flush()
        _tell("organisation.imprint_removed", imprint, by, at)


def _tell(name: str, imprint: Organisation, by: Actor, at: datetime) -> None:
    subjects = [Subject("organisation", imprint.id)]
    subjects += [Subject("organisation", imprint.parent_id)] if imprint.parent_id else []
    publish(Event(name, by, at, tuple(subjects), after={"name": imprint.name}))
