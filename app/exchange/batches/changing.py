"""Records that change or take back what was sent before, as ONIX block updates and deletions do."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, tuple_

from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.kinds import SERIALS
from app.domain.registration import ANSWERS_NOT_GIVEN, NAMES, RegistrationAnswers
from app.exchange.checking import Checked
from app.infra.db import session
from app.infra.i18n import gettext
from app.publications.models import Identifier, Publication, Release
from app.publications.queries import answers_of, own_release, standing
from app.publications.services import amend_release, withdraw_release


def amend_by(record: Checked, *, by: Actor, at: datetime) -> tuple[int, bool]:
    """Let the release that carries the record's number say what the record gives; the rest stays.

    Returns the release, and whether anything had to be changed.

    Raises:
        DomainError: `exchange.unknown_number`, `exchange.several_titles`, `exchange.periodical_by_hand`,
            or as `amend_release` does.
    """
    release = own_release(by, _meant(record, by))
    before = answers_of(release)
    after = _merged(before, record.answers or RegistrationAnswers())
    if after.fitted() == before:
        return release.id, False
    amend_release(release_id=release.id, answers=after, version=release.version, by=by, at=at)
    return release.id, True


def withdraw_by(record: Checked, *, by: Actor, at: datetime) -> int:
    """Withdraw the registration of the release that carries the record's number; returns the release.

    Raises:
        DomainError: `exchange.unknown_number`, `exchange.several_titles`, `exchange.periodical_by_hand`,
            or as `withdraw_release` does.
    """
    reason = gettext("Deleted by the sender's message")
    return withdraw_release(release_id=_meant(record, by), reason=reason, by=by, at=at).id


def _meant(record: Checked, by: Actor) -> int:
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
    found = session().execute(statement).all() if numbers else []
    if not found:
        raise DomainError("exchange.unknown_number")
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
