"""A person keeps and drops filters. They change nothing for anybody else and are no acts of the record."""

from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import select

from app.accounts.saved_filters.models import SavedFilter
from app.accounts.saved_filters.queries import saved_filters_of
from app.domain.actor import Actor
from app.domain.errors import DomainError, NotFound
from app.infra.db import session

MOST = 20
NOT_KEPT = frozenset({"after"})
"""Where in a list one was is no part of its filter."""


def save_filter(*, page: str, name: str, query: str, by: Actor, at: datetime) -> SavedFilter:
    """Keep a filter under a name; one of the same name for the same list is replaced.

    Raises:
        DomainError: `saved_filter.name_missing`, `saved_filter.nothing`, `saved_filter.too_many`.
    """
    name = " ".join(name.split())
    kept = urlencode([(key, value) for key, value in parse_qsl(query) if key not in NOT_KEPT])
    if not name:
        raise DomainError("saved_filter.name_missing", field="name")
    if not kept:
        raise DomainError("saved_filter.nothing", field="name")
    own = {one.name: one for one in saved_filters_of(by, page)}
    found = own.get(name)
    if found is None:
        if len(own) >= MOST:
            raise DomainError("saved_filter.too_many", field="name", most=MOST)
        found = SavedFilter(account_id=by.account_id, page=page, name=name)
        session().add(found)
    found.query, found.saved_at = kept, at
    session().flush()
    return found


def drop_filter(*, filter_id: int, by: Actor) -> SavedFilter:
    """Drop one of one's own filters. Raises `NotFound`."""
    own = select(SavedFilter).where(SavedFilter.id == filter_id, SavedFilter.account_id == by.account_id)
    found = session().scalar(own)
    if found is None:
        raise NotFound("not_found")
    session().delete(found)
    session().flush()
    return found
