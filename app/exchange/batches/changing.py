"""Records that change or take back what was sent before, as ONIX block updates and deletions do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.domain.registration import ANSWERS_NOT_GIVEN, NAMES, RegistrationAnswers, changed
from app.exchange.batches.meant import Meant
from app.exchange.batches.weighing import Weigher
from app.exchange.checking import Checked
from app.infra.i18n import gettext
from app.publications.models import Release
from app.publications.queries import answers_of
from app.publications.services import withdraw_release
from app.publications.vocabulary import kind_name


@dataclass(frozen=True, slots=True)
class Change:
    """What a record changes of a release: all that this said `before` and says `after`, and the names of what
    is new in that. `others` are the other releases of the title."""

    release: Release
    others: Sequence[Release]
    before: RegistrationAnswers
    after: RegistrationAnswers
    names: Sequence[str]


NONE_BEFORE: Mapping[int, Mapping[str, Any]] = MappingProxyType({})


def change_of(
    record: Checked,
    meant: Meant,
    weigher: Weigher,
    *,
    but: Collection[int] = (),
    changed_before: Mapping[int, Mapping[str, Any]] = NONE_BEFORE,
) -> Change:
    """Return how the release that carries the record's number would change, unless it is one of `but`.
    `changed_before`: answers by release that records before this one would have changed by then.

    The release says what the record gives; the rest stays, but for days that are asked no more of what it
    becomes.

    Raises:
        DomainError: as `Meant.release`; `exchange.number_lost`, a number of the title cannot stand on what it
            would become; `calendar.out_of_range`, a new day lies outside the calendar.
    """
    release = meant.release(record, but=but)
    named = weigher.imprints.named(record)
    before = replace(answers_of(release), **changed_before.get(release.id, {}))
    given = named.answers or RegistrationAnswers()
    after = weigher.without_strange_days(before, given, _merged(before, given).fitted())
    _refuse_lost_number(before, after)
    weigher.require_new_days_counted(before, after)
    return Change(release, meant.others(release), before, after, tuple(changed(before, after)[1]))


def foreseen_withdrawal(record: Checked, meant: Meant, *, but: Collection[int] = ()) -> Release:
    """Return the release whose registration would be withdrawn, unless it is one of `but`.

    Raises:
        DomainError: as `Meant.release`.
        Conflict: `exchange.title_in_parcel`, `exchange.title_moved`.
    """
    release = meant.release(record, but=but)
    moved = meant.moved(release)
    if moved is not None:
        code = "exchange.title_in_parcel" if moved.parcel else "exchange.title_moved"
        raise Conflict(code, title=moved.title, parcel=moved.parcel)
    return release


def withdraw_by(record: Checked, *, agreed: bool, by: Actor, at: datetime) -> int:
    """Withdraw the registration of the release that carries the record's number; returns the release.

    Raises:
        DomainError: `exchange.not_agreed`, nobody has agreed to it; or as `foreseen_withdrawal` or
            `withdraw_release` does.
    """
    release = foreseen_withdrawal(record, Meant([record], by))
    if not agreed:
        raise DomainError("exchange.not_agreed", title=release.publication.title)
    reason = gettext("Deleted by the sender's message")
    return withdraw_release(release_id=release.id, reason=reason, by=by, at=at).id


def _refuse_lost_number(before: RegistrationAnswers, after: RegistrationAnswers) -> None:
    kept = {(item.scheme, item.value) for item in after.identifiers}
    for item in before.identifiers:
        if (item.scheme, item.value) not in kept:
            kind = kind_name(after.kind)
            raise DomainError(
                "exchange.number_lost", "kind", title=before.title, number=item.printed, kind=kind
            )


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
