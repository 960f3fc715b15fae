"""Registering many releases in one act: each a title of its own, as a list or a catalogue gives them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from app.domain.actor import Actor
from app.domain.registration import RegistrationAnswers
from app.infra.bulk import add_rows, new_ids
from app.infra.db import session
from app.organisations.models import Organisation
from app.publications.models import (
    Contributor,
    Identifier,
    Publication,
    Release,
    ReleaseEvent,
    ReleaseWithdrawal,
)
from app.publications.queries import standing
from app.publications.services.rows import key_of_title, release_values, title_values


def register_many(
    publisher: Organisation, given: Sequence[RegistrationAnswers], *, at: datetime
) -> Sequence[int]:
    """Write a publication and its first release for each of the answers; return the releases' ids in order.

    The answers are complete, checked (`rows.check`) and fitted to their kind. It tells nobody and works out
    nothing: both are for the caller, who knows what the many belong to.
    """
    titles, releases = new_ids(Publication, len(given)), new_ids(Release, len(given))
    add_rows(Publication, *_table(_titles(titles, publisher, given, at)))
    add_rows(Contributor, ("publication_id", "position", "name", "role"), _people(titles, given))
    add_rows(
        Identifier,
        ("publication_id", "scheme", "value", "printed_form", "override_reason"),
        _identifiers(titles, given),
    )
    add_rows(Release, *_table(_releases(releases, titles, given, at)))
    add_rows(ReleaseEvent, ("release_id", "name", "on"), _events(releases, given))
    return releases


def _table(rows: Sequence[Mapping[str, Any]]) -> tuple[Sequence[str], Iterator[Sequence[object]]]:
    """Rows as names and values; all have the same names in the same order."""
    names = tuple(rows[0]) if rows else ()
    return names, (tuple(row.values()) for row in rows)


def _titles(
    ids: Sequence[int], publisher: Organisation, given: Sequence[RegistrationAnswers], at: datetime
) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "id": number,
            "publisher_id": publisher.id,
            "search_key": key_of_title(answers, publisher),
            "key_outdated": False,
            "created_at": at,
            **title_values(answers),
        }
        for number, answers in zip(ids, given, strict=True)
    ]


def _releases(
    ids: Sequence[int], titles: Sequence[int], given: Sequence[RegistrationAnswers], at: datetime
) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "id": number,
            "publication_id": title,
            "sequence": 1,
            "version": 1,
            "designation": "",
            "registered_at": at,
            **release_values(answers),
        }
        for number, title, answers in zip(ids, titles, given, strict=True)
    ]


def _people(titles: Sequence[int], given: Sequence[RegistrationAnswers]) -> Iterator[tuple[object, ...]]:
    for title, answers in zip(titles, given, strict=True):
        for position, person in enumerate(answers.people):
            yield title, position, person.name, person.role


def _identifiers(titles: Sequence[int], given: Sequence[RegistrationAnswers]) -> Iterator[tuple[object, ...]]:
    for title, answers in zip(titles, given, strict=True):
        for item in {(item.scheme, item.value): item for item in answers.identifiers}.values():
            yield title, item.scheme, item.value, item.printed, item.reason


def _events(releases: Sequence[int], given: Sequence[RegistrationAnswers]) -> Iterator[tuple[object, ...]]:
    for release, answers in zip(releases, given, strict=True):
        for name, day in answers.events.items():
            yield release, name, day


def withdraw_many(
    *, publisher_id: int, chosen: ColumnElement[bool], reason: str, by: Actor, at: datetime
) -> Sequence[int]:
    """Take back the registrations of a publisher's releases that are `chosen`; return their ids.

    It tells nobody: the act to which they belong names them, and reactions to it refuse what has moved.
    """
    mine = (
        select(Release.id)
        .join(Release.publication)
        .where(Publication.publisher_id == publisher_id, chosen, standing())
        .order_by(Release.id)
        .with_for_update(of=Release)
    )
    ids = session().scalars(mine).all()
    add_rows(
        ReleaseWithdrawal,
        ("release_id", "reason", "withdrawn_at", "withdrawn_by_id"),
        ((release_id, reason.strip(), at, by.account_id) for release_id in ids),
    )
    return ids
