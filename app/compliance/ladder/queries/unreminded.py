"""What would be noticed though no reminder of the law has gone out about it."""

from collections.abc import Collection

from sqlalchemy import func, select

from app.compliance.ladder.steps import unreminded
from app.deposits.obligations.models import Obligation
from app.infra.db import session


def count_unreminded(obligation_ids: Collection[int]) -> int:
    """Of how many of these obligations nobody was reminded, though the rules know reminders."""
    of_these = select(func.count(Obligation.id)).where(Obligation.id.in_(obligation_ids), unreminded())
    return session().scalar(of_these) or 0
