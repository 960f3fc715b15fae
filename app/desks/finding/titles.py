"""The titles that a search finds, each as one frozen row read with all that it shows in one statement."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    case,
    column,
    func,
    select,
    table,
)
from sqlalchemy.orm import InstrumentedAttribute

from app.desks.finding.conditions import concerns_every_release, of_titles, releases
from app.desks.finding.wanted import KEPT, Wanted
from app.domain.actor import Actor
from app.infra.db import read, streamed
from app.infra.search import WORDS, Found, found_by, words_of
from app.organisations.models import Organisation
from app.publications.lines import identifiers_in_one, people_in_one
from app.publications.models import Publication, Release, ReleaseWithdrawal
from app.publications.queries import EXACT_TOTAL

_chosen = table("chosen", column("id", Integer), column("latest", Integer))


class Title(NamedTuple):
    """What a list shows of a title, in the order in which it is selected.

    `people` and `identifiers` are joined by `BETWEEN`. From `release_id` on it tells of the latest release
    that the search concerns; None where there is none, as of a periodical before its first issue. The names
    are those of the publisher.
    """

    id: int
    title: str
    parallel_title: str
    language: str
    script: str
    kind: str
    people: str
    identifiers: str
    region: str
    release_id: int | None
    year: int | None
    print_run: int | None
    pages: int | None
    registered_at: datetime | None
    withdrawn: bool
    name: str
    name_ru: str
    name_en: str


class Titles(NamedTuple):
    """Some of the titles that are found, and how many they are in all."""

    rows: list[Title]
    total: int


def list_titles(actor: Actor, wanted: Wanted, *, today: date, after: int | None = None, limit: int) -> Titles:
    """Titles within reach, the latest registered first, after the id of a publication; and how many there are
    in all, counting no further than one past EXACT_TOTAL."""
    words = words_of(wanted.text)
    values = {WORDS: words, "after": after, "limit": limit}
    make = _listed if _may_be_kept(wanted) else _listed.__wrapped__
    found = read(make(actor, _shape(wanted, words), today, first=after is None), values).all()
    if found:
        return Titles([Title._make(row[:-1]) for row in found], found[0][-1])
    if after is None:
        return Titles([], 0)
    return Titles([], read(select(_total(_found(actor, wanted, today)))).scalar_one())


def every_title(actor: Actor, wanted: Wanted, *, today: date) -> Iterator[Title]:
    """All that `list_titles` would give, read a batch at a time for an export."""
    found = _found(actor, wanted, today)
    for row in streamed(_shown().add_cte(_ids(found, actor, wanted, today).cte(_chosen.name))):
        yield Title._make(row)


# The statements are kept for whom they were made, whatever the words: making one takes longer than its rows.


@lru_cache(KEPT)
def _listed(actor: Actor, shape: Wanted, today: date, *, first: bool) -> Select[Any]:
    """The rows, and with each how many there are. Where a first page is not full they are not counted again:
    if few titles meet a filter without words, counting walks through the table."""
    found = _found(actor, shape, today)
    limit = bindparam("limit", type_=Integer())
    ids = _ids(found, actor, shape, today).limit(limit)
    total = _total(found)
    if first:
        here = select(func.count()).select_from(_chosen).scalar_subquery()
        total = case((here < limit, here), else_=total)
    else:
        ids = ids.where(found.order < bindparam("after", type_=BigInteger()))
    return _shown().add_columns(total.label("total")).add_cte(ids.cte(_chosen.name))


def _total(found: Found) -> ColumnElement[int]:
    counted = found.ids.limit(EXACT_TOTAL + 1).subquery()
    return select(func.count()).select_from(counted).scalar_subquery()


def _shape(wanted: Wanted, words: str) -> Wanted:
    """The same search for any other words; those of no letters find nothing, as do others of that kind."""
    return replace(wanted, text=wanted.text and ("a" if words else "-"))


def _may_be_kept(wanted: Wanted) -> bool:
    """Who sits in a region is read when a statement is made, so that one is made anew each time."""
    return not wanted.region


def _ids(found: Found, actor: Actor, wanted: Wanted, today: date) -> Select[Any]:
    """With each the latest release that the search concerns; where that is any, the index leads to it."""
    if concerns_every_release(actor, wanted, today):
        ids, latest = found.ids, select(func.max(Release.id)).where(Release.publication_id == found.order)
    else:
        ids = found.joined()
        latest = releases(actor, wanted, today).with_only_columns(func.max(Release.id))
    return ids.add_columns(latest.scalar_subquery().label("latest")).order_by(found.order.desc())


def _found(actor: Actor, wanted: Wanted, today: date) -> Found:
    found = found_by(Publication.id, wanted.text)
    return found.where(*of_titles(actor, wanted, today))


@cache
def _shown() -> Select[Any]:
    """What is shown of the publications in the common table `_chosen`; made once, since it is the same."""
    columns: list[ColumnElement[Any] | InstrumentedAttribute[Any]] = [
        Publication.id, Publication.title, Publication.parallel_title, Publication.language,
        Publication.script, Publication.kind,
        people_in_one(), identifiers_in_one(),
        Organisation.region_soato, Release.id, Release.year, Release.print_run, Release.pages,
        Release.registered_at, ReleaseWithdrawal.release_id.is_not(None),
        Organisation.name, Organisation.name_ru, Organisation.name_en,
    ]  # fmt: skip
    return (
        select(*columns)
        .select_from(_chosen)
        .join(Publication, Publication.id == _chosen.c.id)
        .join(Organisation, Organisation.id == Publication.publisher_id)
        .outerjoin(Release, Release.id == _chosen.c.latest)
        .outerjoin(ReleaseWithdrawal, ReleaseWithdrawal.release_id == Release.id)
        .order_by(_chosen.c.id.desc())
    )
