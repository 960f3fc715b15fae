"""The latest notice to each of several depositors."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, bindparam, func, select

from app.compliance.models import Notice
from app.compliance.scope import STAYING
from app.infra import clock
from app.infra.db import read
from app.organisations.models import Organisation


class LastNotice(NamedTuple):
    """The latest notice to a depositor."""

    id: int
    number: str
    issued_on: date


def last_notices(depositor_ids: Sequence[int]) -> dict[int, LastNotice]:
    """Return the latest notice to each depositor, also one to a record that was merged into it."""
    found = read(_LAST_NOTICES, {"depositors": depositor_ids}).all()
    return {row.depositor_id: LastNotice(row.id, row.number, clock.local_day(row.issued_at)) for row in found}


def _latest_notices() -> Select[int, int, str, datetime]:
    addressed = select(Organisation.id).where(STAYING.in_(bindparam("depositors", expanding=True)))
    latest = (
        select(func.max(Notice.id))
        .join(Organisation, Organisation.id == Notice.depositor_id)
        .where(Notice.depositor_id.in_(addressed))
        .group_by(STAYING)
    )
    return (
        select(STAYING.label("depositor_id"), Notice.id, Notice.number, Notice.issued_at)
        .join(Organisation, Organisation.id == Notice.depositor_id)
        .where(Notice.id.in_(latest))
    )


_LAST_NOTICES = _latest_notices()
