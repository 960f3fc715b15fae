"""What has come of the release of which another is a reprint, as far as the register knows it."""

from typing import NamedTuple

from sqlalchemy import case, func, select

from app.deposits.obligations.models import Obligation
from app.infra.db import session
from app.publications.models import Release
from app.publications.queries import standing


class Earlier(NamedTuple):
    """A release, how many copies of it are owed in all, and how many of these were handed over."""

    release: Release
    owed: int
    come: int

    @property
    def is_short(self) -> bool:
        """Whether something of it was not deposited."""
        return self.come < self.owed


def earlier_of(publication_id: int, *, before: int | None = None) -> Earlier | None:
    """Return the last release of a publication of which copies are owed; None where there is none.

    One of which nothing was owed, such as a reprint, is passed over: what it repeats is asked about. `before`
    is the place in their order of the release that is no earlier one itself, nor is what came after it.
    """
    handed_over = Obligation.received + Obligation.held
    counted = case((handed_over < Obligation.copies, handed_over), else_=Obligation.copies)
    statement = (
        select(Release, func.sum(Obligation.copies), func.sum(counted))
        .join(Obligation, Obligation.release_id == Release.id)
        .where(
            Release.publication_id == publication_id,
            standing(),
            Obligation.cancelled_at.is_(None),
            Obligation.excused_at.is_(None),
            Obligation.copies > 0,
        )
        .group_by(Release.id)
        .order_by(Release.sequence.desc())
        .limit(1)
    )
    if before is not None:
        statement = statement.where(Release.sequence < before)
    found = session().execute(statement).one_or_none()
    return None if found is None else Earlier(found[0], int(found[1]), int(found[2]))
