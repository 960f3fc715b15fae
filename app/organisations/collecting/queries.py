"""Reads of which library collects for which; anyone who sends parcels may know it."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.infra.db import session
from app.organisations.collecting.models import Collecting
from app.organisations.models import Organisation


def all_collecting() -> Sequence[Collecting]:
    """Every library for which another collects, by the library that collects."""
    statement = (
        select(Collecting)
        .options(joinedload(Collecting.depository), joinedload(Collecting.collector))
        .order_by(Collecting.collector_id, Collecting.depository_id)
    )
    return session().scalars(statement).all()


def collectors_of(depository_ids: Collection[int]) -> Mapping[int, Organisation]:
    """By depository, the library that collects for it; those without one are left out."""
    statement = (
        select(Collecting)
        .where(Collecting.depository_id.in_(depository_ids))
        .options(joinedload(Collecting.collector))
    )
    return {row.depository_id: row.collector for row in session().scalars(statement)}


def served_by(collector_id: int | None) -> frozenset[int]:
    """The depositories for which a library collects."""
    statement = select(Collecting.depository_id).where(Collecting.collector_id == collector_id)
    return frozenset(session().scalars(statement))
