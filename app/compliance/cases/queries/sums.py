"""Open cases counted by who works on them, where, how far they are and how old; what is unpaid in any."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, func, literal, select

from app.accounts.models import Account
from app.compliance.cases.models import Case
from app.compliance.cases.queries.listing import CaseFilter, narrowed, opened_within
from app.compliance.cases.queries.steps import CaseStep, step_on
from app.compliance.cases.queries.unpaid import Unpaid, unpaid_in
from app.domain.actor import Actor
from app.domain.ages import BANDS, Band, read_band
from app.infra import clock
from app.infra.db import session
from app.organisations.models import Organisation


class CaseSum(NamedTuple):
    """So many open cases of one inspector (None: of nobody), region, step and age."""

    inspector_id: int | None
    inspector: str
    region: str
    step: CaseStep
    age: Band
    number: int


def unpaid_of_cases(actor: Actor, wanted: CaseFilter, *, at: datetime) -> list[Unpaid]:
    """What was claimed in the cases that the list with this filter holds and is not paid in full, currency by
    currency; payments come after a case is settled too."""
    reached = select(Case.id).join(Organisation, Organisation.id == Case.depositor_id)
    return unpaid_in(reached.where(narrowed(actor, wanted, at)))


def sums_of_cases(actor: Actor, wanted: CaseFilter, *, at: datetime) -> list[CaseSum]:
    """Count the cases that the list with this filter holds, in one statement; only open ones have a step."""
    age = case(*((opened_within(band, at), literal(band.code)) for band in BANDS))
    each = (
        select(
            Case.inspector_id,
            func.coalesce(Account.name, "").label("inspector"),
            Case.region_soato,
            step_on(clock.local_day(at)).label("step"),
            age.label("age"),
        )
        .join(Organisation, Organisation.id == Case.depositor_id)
        .outerjoin(Account, Account.id == Case.inspector_id)
        .where(narrowed(actor, wanted, at), Case.settled_at.is_(None))
        .subquery("each_case")
    )
    key = list(each.c)
    counted = select(*key, func.count().label("number")).group_by(*key)
    return [
        CaseSum(
            row.inspector_id,
            row.inspector,
            row.region_soato,
            CaseStep(row.step),
            read_band(row.age),
            row.number,
        )
        for row in session().execute(counted)
    ]
