"""Who owes, where some records were merged into others."""

from sqlalchemy import ColumnElement, FromClause, func, select

from app.deposits.obligations.models import Obligation
from app.infra.db import read
from app.organisations.models import Organisation


def some_are_merged() -> bool:
    return read(_MERGED.limit(1)).first() is not None


def depositors(*, merged: bool) -> tuple[ColumnElement[int | None], FromClause]:
    """Who owes, with merged records as the one that stays, and from where to read that with the obligations.

    While nobody was merged, the index gives late lines in the order of depositors; else they are sorted. The
    merged are read once, not looked up for each line.
    """
    obligations = Obligation.__table__
    if not merged:
        return Obligation.depositor_id.expression, obligations
    records = _MERGED.cte("merged").prefix_with("MATERIALIZED")
    depositor = func.coalesce(records.c.merged_into_id, Obligation.depositor_id)
    return depositor, obligations.outerjoin(records, records.c.id == Obligation.depositor_id)


_MERGED = select(Organisation.id, Organisation.merged_into_id).where(Organisation.merged_into_id.is_not(None))
