"""Acts on the law: adopting a rule set, seeding the calendar."""

import hashlib
from dataclasses import asdict
from datetime import date, datetime, timedelta

from sqlalchemy import delete, insert, or_, select

from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.events import Event, Subject
from app.domain.law import RuleSet
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.infra.settings import settings
from app.law.calendars import SEEDED, StoredDay, digest_of, known_days
from app.law.models import AdoptedRuleSet, CalendarDay, CalendarRange
from app.law.reading import read_rule_set
from app.organisations.models import Organisation, OrganisationKind

ONE_DAY = timedelta(days=1)
THE_ONLY = 0
"""The id under which acts on the calendar are noted: an installation has one."""


def adopt_rule_set(*, text: str, effective_from: date, by: Actor, at: datetime) -> AdoptedRuleSet:
    """Put the rule set written in `text` into force from `effective_from` on, until another follows it.

    The exact text is kept with its SHA-256. The set in force before ends the day before; that day may not lie
    in the past, because a later law changes nothing past.

    Raises:
        RuleSetProblems: the text is not a rule set.
        DomainError: `law.hypothetical_refused`, `law.already_adopted`, `law.unknown_depository`,
            `law.overlap`, `law.changes_the_past`, or the text cannot be read (`law.not_yaml`,
            `law.not_an_object`, `law.text_too_long`).
    """
    rule_set = read_rule_set(text)
    if rule_set.hypothetical and not settings().hypothetical_law:
        raise DomainError("law.hypothetical_refused", rule_set=rule_set.id)
    _refuse_repeated(rule_set)
    _refuse_unknown_depositories(rule_set)
    superseded = _make_way(rule_set.jurisdiction, effective_from, clock.local_day(at))
    adopted = AdoptedRuleSet(
        code=rule_set.id,
        jurisdiction=rule_set.jurisdiction,
        version=rule_set.version,
        hypothetical=rule_set.hypothetical,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        effective_from=effective_from,
        adopted_at=at,
        adopted_by_id=by.account_id,
    )
    session().add(adopted)
    session().flush()
    subjects = [Subject("rule_set", adopted.id)]
    after: dict[str, object] = {
        "code": adopted.code,
        "version": adopted.version,
        "sha256": adopted.sha256,
        "effective_from": effective_from.isoformat(),
    }
    if superseded is not None:
        subjects.append(Subject("rule_set", superseded.id))
        after["superseded_until"] = (effective_from - ONE_DAY).isoformat()
    publish(Event("rule_set.adopted", by, at, tuple(subjects), after=after))
    return adopted


def _refuse_repeated(rule_set: RuleSet) -> None:
    found = session().scalar(
        select(AdoptedRuleSet.id).where(
            AdoptedRuleSet.code == rule_set.id, AdoptedRuleSet.version == rule_set.version
        )
    )
    if found is not None:
        raise DomainError("law.already_adopted", rule_set=rule_set.id, version=rule_set.version)


def _refuse_unknown_depositories(rule_set: RuleSet) -> None:
    named = {recipient.depository for recipient in rule_set.recipients.values() if recipient.depository}
    for recipient in rule_set.recipients.values():
        named.update(recipient.members.values())
    known = session().scalars(
        select(Organisation.code).where(
            Organisation.kind == OrganisationKind.DEPOSITORY,
            Organisation.code.in_(named),
            Organisation.closed_at.is_(None),
        )
    )
    unknown = named - set(known)
    if unknown:
        raise DomainError("law.unknown_depository", codes=", ".join(sorted(unknown)))


def _make_way(jurisdiction: str, effective_from: date, today: date) -> AdoptedRuleSet | None:
    """End the set that is in force without end, and refuse every other overlap."""
    overlapping = session().scalars(
        select(AdoptedRuleSet)
        .where(
            AdoptedRuleSet.jurisdiction == jurisdiction,
            or_(AdoptedRuleSet.effective_to.is_(None), AdoptedRuleSet.effective_to >= effective_from),
        )
        .with_for_update()
    )
    superseded = None
    for earlier in overlapping:
        if earlier.effective_to is not None or earlier.effective_from >= effective_from:
            raise DomainError("law.overlap", "effective_from", rule_set=earlier.code, version=earlier.version)
        if effective_from < today:
            raise DomainError("law.changes_the_past", "effective_from", day=today)
        earlier.effective_to = effective_from - ONE_DAY
        superseded = earlier
    return superseded


def seed_calendar(*, jurisdiction: str, first_year: int, last_year: int, by: Actor, at: datetime) -> None:
    """Store the days of whole years as the `holidays` package knows them; nobody has reviewed them yet.

    Years that are stored already are brought up to date; days that somebody entered by hand stay.

    Raises:
        DomainError: `calendar.unknown_country`; `calendar.gap`, the years do not adjoin those stored.
    """
    span = session().get(CalendarRange, jurisdiction, with_for_update=True)
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    if first > last:
        raise DomainError("calendar.ends_before_it_begins", first=first, last=last)
    if span is not None and not (first <= span.last + ONE_DAY and span.first - ONE_DAY <= last):
        raise DomainError("calendar.gap", first=span.first, last=span.last)
    if span is None:
        span = CalendarRange(jurisdiction=jurisdiction, first=first, last=last, reviewed=False, digest="")
        session().add(span)
        session().flush()
    kept = [day for day in _stored_days(jurisdiction) if not _is_seeded(day, first, last)]
    taken = {day.on for day in kept}
    fresh = [day for day in known_days(jurisdiction, first_year, last_year) if day.on not in taken]
    _replace_days(jurisdiction, first, last, fresh)
    before = span.digest
    span.first, span.last = min(first, span.first), max(last, span.last)
    span.reviewed = False
    span.digest = digest_of([*kept, *fresh])
    session().flush()
    publish(
        Event(
            "calendar.seeded",
            by,
            at,
            (Subject("calendar", THE_ONLY),),
            before={"digest": before},
            after={
                "jurisdiction": jurisdiction,
                "first": f"{span.first}",
                "last": f"{span.last}",
                "digest": span.digest,
            },
        )
    )


def _stored_days(jurisdiction: str) -> list[StoredDay]:
    days = session().scalars(select(CalendarDay).where(CalendarDay.jurisdiction == jurisdiction))
    return [StoredDay(day.on, day.kind, day.name, day.estimated, day.source) for day in days]


def _is_seeded(day: StoredDay, first: date, last: date) -> bool:
    return first <= day.on <= last and day.source.startswith(SEEDED)


def _replace_days(jurisdiction: str, first: date, last: date, fresh: list[StoredDay]) -> None:
    session().execute(
        delete(CalendarDay).where(
            CalendarDay.jurisdiction == jurisdiction,
            CalendarDay.on.between(first, last),
            CalendarDay.source.startswith(SEEDED),
        )
    )
    if fresh:
        session().execute(
            insert(CalendarDay), [{"jurisdiction": jurisdiction, **asdict(day)} for day in fresh]
        )
