"""Which cases a person may see or keep, as conditions."""

from dataclasses import replace

from sqlalchemy import ColumnElement, or_, select

from app.compliance.cases.models import Case
from app.compliance.requests.entrusted import cases_to_read
from app.domain.actor import Actor, Role
from app.domain.errors import NotFound
from app.infra.db import session
from app.organisations.reach import records_within_reach
from app.policy.permissions import Permission


def cases_within_reach(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """The condition that the actor's permission extends to a case; false for who holds none."""
    return records_within_reach(
        actor, permission, depositor_id=Case.depositor_id, region_soato=Case.region_soato
    )


def readable_cases(actor: Actor) -> ColumnElement[bool]:
    """The condition that the actor may open a case: within reach, or of a request that he was named to
    decide. Lists and sums show what is within reach alone."""
    return or_(cases_within_reach(actor, Permission.CASE_READ), Case.id.in_(cases_to_read(actor)))


def reader_in(actor: Actor, case: Case) -> Actor:
    """As whom an official named from another region reads a case: as one of its own region."""
    return replace(actor, region_soato=case.region_soato) if actor.region_soato is not None else actor


def sees_inside(actor: Actor) -> bool:
    """Whether notes, internal files and proposals are for the actor's eyes: never for a depositor's."""
    return actor.role is not Role.DEPOSITOR


def kept_case(case_id: int, actor: Actor) -> Case:
    """A case that the actor keeps, to be shown. Raises `NotFound`."""
    case = session().scalar(
        select(Case).where(Case.id == case_id, cases_within_reach(actor, Permission.CASE_KEEP))
    )
    if case is None:
        raise NotFound("not_found")
    return case


def case_to_keep(case_id: int, by: Actor) -> Case:
    """The case, locked until the act is done. Raises `NotFound`: there is none that the actor keeps."""
    case = session().scalar(
        select(Case)
        .where(Case.id == case_id, cases_within_reach(by, Permission.CASE_KEEP))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if case is None:
        raise NotFound("not_found")
    return case
