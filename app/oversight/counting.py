"""Sums by day counted from the obligations themselves."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, cast, func, not_, select

from app.deposits.obligations.models import Obligation
from app.oversight.models import DayOfDepositor
from app.oversight.outcomes import complete, complete_in_time, counts
from app.publications.models import Publication, Release

KEY_OF_COUNTRY = ("due_on", "region_soato", "kind", "rule_set_id")
KEY_OF_DEPOSITOR = ("depositor_id", *KEY_OF_COUNTRY)
FIGURES = ("due", "in_time", "late", "copies", "copies_missing")


def counted_by_depositor(condition: ColumnElement[bool], *, at: datetime) -> Select[Any]:
    """Rows of `DayOfDepositor` from the obligations for which the condition holds."""
    row = Obligation
    each = (
        select(
            row.depositor_id, row.due_on, row.region_soato, Publication.kind, row.rule_set_id, row.copies,
            complete().label("complete"), complete_in_time(at=at).label("in_time"),
            (row.copies - row.handed_over).label("missing"),
        )
        .join(Release, Release.id == row.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .where(counts(), condition)
        .subquery("each_owed")
    ).c  # fmt: skip
    key = [each[name] for name in KEY_OF_DEPOSITOR]
    return select(
        *key,
        func.count(),
        func.count().filter(each.in_time),
        func.count().filter(each.complete, not_(each.in_time)),
        cast(func.sum(each.copies), Integer),
        cast(func.coalesce(func.sum(each.missing).filter(not_(each.complete)), 0), Integer),
    ).group_by(*key)


def counted_by_country(condition: ColumnElement[bool]) -> Select[Any]:
    """Rows of `DayOfCountry` from those of the depositors for which the condition holds."""
    row = DayOfDepositor
    key = [getattr(row, name) for name in KEY_OF_COUNTRY]
    sums = [cast(func.sum(getattr(row, name)), Integer) for name in FIGURES]
    return select(*key, *sums).where(condition).group_by(*key)
