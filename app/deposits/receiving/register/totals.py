"""The totals of a register: of a month by day, of a year by month, and by kind of publication."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import case, func, select

from app.deposits.receiving.models import Receipt, ReceiptLine
from app.deposits.receiving.register.period import Period
from app.deposits.receiving.register.queries import RegisterFilter, within
from app.domain.actor import Actor
from app.infra import clock
from app.infra.db import streamed
from app.publications.models import Publication, Release


class Sum(NamedTuple):
    """Copies: that came, that were taken back (zero or below), and those of both that meet an obligation."""

    came: int = 0
    taken_back: int = 0
    owed: int = 0

    @property
    def left(self) -> int:
        """What stands after what was taken back is counted out."""
        return self.came + self.taken_back

    @property
    def without_obligation(self) -> int:
        """What stands and meets no obligation."""
        return self.left - self.owed

    def plus(self, other: "Sum") -> "Sum":
        """Both together."""
        return Sum(self.came + other.came, self.taken_back + other.taken_back, self.owed + other.owed)


@dataclass(slots=True)
class Totals:
    """By day of the month or month of the year, and by kind (None: nobody registered the book)."""

    whole: Sum = field(default_factory=Sum)
    by_time: dict[int, Sum] = field(default_factory=dict)
    by_kind: dict[str | None, Sum] = field(default_factory=dict)

    def add(self, time: int, kind: str | None, copies: Sum) -> None:
        """Count copies in."""
        self.whole = self.whole.plus(copies)
        self.by_time[time] = self.by_time.get(time, Sum()).plus(copies)
        self.by_kind[kind] = self.by_kind.get(kind, Sum()).plus(copies)


def totals_of(actor: Actor, wanted: RegisterFilter, period: Period) -> Totals:
    """Return the totals of the lines that `whole_register` gives, from one statement read in portions.

    The database sums each receipt; on which day it was made only the country's zone can tell.
    """
    copies = ReceiptLine.copies
    statement = (
        select(
            Receipt.at,
            Publication.kind,
            func.sum(case((copies > 0, copies), else_=0)),
            func.sum(case((copies < 0, copies), else_=0)),
            func.sum(case((ReceiptLine.handed_over_for.is_not(None), copies), else_=0)),
        )
        .select_from(Receipt)
        .join(ReceiptLine, ReceiptLine.receipt_id == Receipt.id)
        .outerjoin(Release, Release.id == ReceiptLine.release_id)
        .outerjoin(Publication, Publication.id == Release.publication_id)
        .where(within(actor, wanted))
        .group_by(Receipt.at, Receipt.id, Publication.kind)
        .order_by(Receipt.at, Receipt.id)
    )
    totals = Totals()
    for at, kind, came, taken_back, owed in streamed(statement):
        day = clock.local_day(at)
        time = day.month if period.month is None else day.day
        totals.add(time, kind, Sum(int(came), int(taken_back), int(owed)))
    return totals


def largest_first(by_kind: Mapping[str | None, Sum]) -> list[tuple[str | None, Sum]]:
    """The kinds, those of which most came first, and what nobody registered last."""
    return sorted(by_kind.items(), key=lambda item: (item[0] is None, -item[1].came, item[0] or ""))
