"""Releases as the rows of a file: only columns are read and no objects made, as there may be very many."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.actor import Actor
from app.infra.db import streamed
from app.organisations.models import Organisation
from app.organisations.queries import OrganisationNames
from app.publications.models import Contributor, Identifier, Publication, Release, ReleaseWithdrawal
from app.publications.queries import TitleFilter, full_title, releases_within

BETWEEN = "; "


class ReleaseLine(NamedTuple):
    """One release, in the order in which it is selected; people and numbers are joined by `BETWEEN`."""

    title: str
    people: str
    identifiers: str
    kind: str
    language: str
    year: int | None
    print_run: int | None
    pages: int | None
    price: int | None
    registered_at: datetime
    withdrawn: bool
    publisher: OrganisationNames


_FACTS = len(ReleaseLine._fields) - 1


def every_release(actor: Actor, wanted: TitleFilter) -> Iterator[ReleaseLine]:
    """Return all that `list_releases` would give, read a batch at a time for an export."""
    for row in streamed(_statement(actor, wanted)):
        facts: tuple[Any, ...] = row[:_FACTS]
        publisher: tuple[Any, ...] = (OrganisationNames(*row[_FACTS:]),)
        yield ReleaseLine(*facts, *publisher)


def people_in_one() -> ColumnElement[str]:
    """The people of a `Publication` in their order as one text, as a column of a statement about it."""
    return _in_one(Contributor.name, Contributor.publication_id, Contributor.position)


def identifiers_in_one() -> ColumnElement[str]:
    """The numbers of a `Publication` as printed, in the same way."""
    return _in_one(Identifier.printed_form, Identifier.publication_id, Identifier.id)


def _statement(actor: Actor, wanted: TitleFilter) -> Select[Any]:
    columns: list[ColumnElement[Any] | InstrumentedAttribute[Any]] = [
        full_title(), people_in_one(), identifiers_in_one(), Publication.kind, Publication.language,
        Release.year, Release.print_run, Release.pages, Release.price, Release.registered_at,
        ReleaseWithdrawal.release_id.is_not(None),
        Organisation.name, Organisation.name_ru, Organisation.name_en,
    ]  # fmt: skip
    return (
        releases_within(actor, wanted)
        .with_only_columns(*columns)
        .outerjoin(ReleaseWithdrawal, ReleaseWithdrawal.release_id == Release.id)
        .order_by(Release.registered_at.desc(), Release.id.desc())
    )


def _in_one(
    text: InstrumentedAttribute[str],
    publication_id: InstrumentedAttribute[int],
    order: InstrumentedAttribute[int],
) -> ColumnElement[str]:
    own = select(text.label("text")).where(publication_id == Publication.id).order_by(order)
    ordered = own.correlate(Publication).subquery()
    joined = select(func.aggregate_strings(ordered.c.text, BETWEEN)).scalar_subquery()
    return func.coalesce(joined, "")
