"""Reads of one's own saved filters; nobody ever sees another person's."""

from collections.abc import Sequence

from sqlalchemy import select

from app.accounts.saved_filters.models import SavedFilter
from app.domain.actor import Actor
from app.infra.db import session


def saved_filters_of(actor: Actor, page: str) -> Sequence[SavedFilter]:
    """Return the filters that a person saved for a list, by name."""
    own = select(SavedFilter).where(SavedFilter.account_id == actor.account_id, SavedFilter.page == page)
    return session().scalars(own.order_by(SavedFilter.name)).all()
