"""Records that change or take back what was sent before, as ONIX block updates and deletions do."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, tuple_

from app.deposits.obligations.moved import moved_among
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.domain.kinds import SERIALS
from app.domain.registration import ANSWERS_NOT_GIVEN, NAMES, RegistrationAnswers, changed
from app.exchange.checking import Checked
from app.infra.db import session
from app.infra.i18n import gettext
from app.publications.models import Identifier, Publication, Release
from app.publications.queries import answers_of, own_release, standing
from app.publications.services import amend_release, check_amendment, withdraw_release

UNKNOWN_NUMBER = "exchange.unknown_number"


@dataclass(frozen=True, slots=True)
class Change:
    """What a record changes of a release: all that it says `after`, and the names of what is new in that."""

    release: Release
    after: RegistrationAnswers
    names: tuple[str, ...]


def foreseen_change(record: Checked, *, by: Actor, but: Collection[int]) -> Change:
    """Return how the release that carries the record's number would change, unless it is one of `but`.

    Raises:
        DomainError: as `amend_by` does.
    """
    change = _change(record, by, but)
    if change.names:
        check_amendment(change.release, change.after, by=by)
    return change


def amend_by(record: Checked, *, by: Actor, at: datetime) -> tuple[int, bool]:
    """Let the release that carries the record's number say what the record gives; the rest stays.

    Returns the release, and whether anything had to be changed.

    Raises:
        DomainError: `exchange.unknown_number`, `exchange.several_titles`, `exchange.periodical_by_hand`,
            or as `amend_release` does.
    """
    change = _change(record, by)
    release = change.release
    if change.names:
        amend_release(release_id=release.id, answers=change.after, version=release.version, by=by, at=at)
    return release.id, bool(change.names)


def foreseen_withdrawal(record: Checked, *, by: Actor, but: Collection[int] = ()) -> Release:
    """Return the release whose registration would be withdrawn, unless it is one of `but`.

    Raises:
        DomainError: `exchange.unknown_number`, `exchange.several_titles`, `exchange.periodical_by_hand`.
        Conflict: `exchange.title_in_parcel`, `exchange.title_moved`.
    """
    release = own_release(by, _meant(record, by, but))
    for moved in moved_among(Release.id == release.id, limit=1):
        code = "exchange.title_in_parcel" if moved.parcel else "exchange.title_moved"
        raise Conflict(code, title=moved.title, parcel=moved.parcel)
    return release


def withdraw_by(record: Checked, *, agreed: bool, by: Actor, at: datetime) -> int:
    """Withdraw the registration of the release that carries the record's number; returns the release.

    Raises:
        DomainError: `exchange.not_agreed`, nobody has agreed to it; or as `foreseen_withdrawal` or
            `withdraw_release` does.
    """
    release = foreseen_withdrawal(record, by=by)
    if not agreed:
        raise DomainError("exchange.not_agreed", title=release.publication.title)
    reason = gettext("Deleted by the sender's message")
    return withdraw_release(release_id=release.id, reason=reason, by=by, at=at).id


def _change(record: Checked, by: Actor, but: Collection[int] = ()) -> Change:
    release = own_release(by, _meant(record, by, but))
    before = answers_of(release)
    after = _merged(before, record.answers or RegistrationAnswers()).fitted()
    return Change(release, after, tuple(changed(before, after)[1]))


def _meant(record: Checked, by: Actor, but: Collection[int]) -> int:
    """The latest standing release of the one title of one's own that carries a number of the record."""
    answers = record.answers or RegistrationAnswers()
    if answers.kind in SERIALS:
        raise DomainError("exchange.periodical_by_hand")
    numbers = [(item.scheme, item.value) for item in answers.identifiers]
    statement = (
        select(Publication.id, Release.id)
        .join(Release, Release.publication_id == Publication.id)
        .join(Identifier, Identifier.publication_id == Publication.id)
        .where(
            Publication.publisher_id == by.organisation_id,
            tuple_(Identifier.scheme, Identifier.value).in_(numbers),
            Publication.kind.not_in(SERIALS),
            standing(),
        )
        .order_by(Release.sequence)
    )
    rows = session().execute(statement).all() if numbers else []
    found = [(publication_id, release_id) for publication_id, release_id in rows if release_id not in but]
    if not found:
        raise DomainError(UNKNOWN_NUMBER)
    if len({publication_id for publication_id, _release_id in found}) > 1:
        raise DomainError("exchange.several_titles")
    return found[-1][1]


def _merged(before: RegistrationAnswers, given: RegistrationAnswers) -> RegistrationAnswers:
    """What was said, with what is given in its place; identifiers and days are added to those there are."""
    changes = {name: value for name in NAMES if (value := getattr(given, name)) != ANSWERS_NOT_GIVEN[name]}
    if given.identifiers:
        kept = {(item.scheme, item.value): item for item in before.identifiers}
        kept |= {
            (item.scheme, item.value): kept.get((item.scheme, item.value), item) for item in given.identifiers
        }
        changes["identifiers"] = tuple(kept.values())
    for name in ("events", "title_details", "release_details"):
        if name in changes:
            changes[name] = {**getattr(before, name), **changes[name]}
    return replace(before, **changes)
