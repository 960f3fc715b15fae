"""Acts on the law: adopting a rule set."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import defer

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.domain.law import RuleSet
from app.domain.law_effect import Adopted, Period, new_gap, superseded_by
from app.infra import clock
from app.infra.db import hold, session
from app.infra.events import publish
from app.infra.settings import settings
from app.law.models import AdoptedRuleSet
from app.law.reading import read_rule_set
from app.organisations.models import Organisation, OrganisationKind

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who proposed what is adopted, when, and as which draft."""

    by_id: int | None
    at: datetime
    draft_id: int


def adopt_rule_set(
    *,
    text: str,
    effective_from: date,
    by: Actor,
    at: datetime,
    effective_to: date | None = None,
    accept_gap: bool = False,
    proposal: Proposal | None = None,
) -> AdoptedRuleSet:
    """Put the rule set written in `text` into force from `effective_from` to `effective_to`, or until another
    follows it.

    The exact text is kept with its SHA-256. The set of the same country in force before ends the day before;
    that day may not lie in the past, because a later law changes nothing past. Days before or after it on
    which none is in force must be meant (`accept_gap`). A set of another country than the installation's owes
    nothing: it is there to be compared and simulated. `proposal` is who proposed the text, and when.

    Raises:
        RuleSetProblems: the text is not a rule set.
        DomainError: `law.hypothetical_refused`, `law.already_adopted`, `law.unknown_depository`,
            `law.overlap`, `law.period_gap`, `law.ends_before_it_begins`, `law.changes_the_past`, or what
            `read_rule_set` refuses.
    """
    rule_set = _adoptable(text)
    period = Period(effective_from, effective_to)
    superseded = _make_way(rule_set.jurisdiction, period, accept_gap, clock.local_day(at))
    adopted = AdoptedRuleSet(
        code=rule_set.id,
        jurisdiction=rule_set.jurisdiction,
        version=rule_set.version,
        hypothetical=rule_set.hypothetical,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        effective_from=effective_from,
        effective_to=effective_to,
        adopted_at=at,
        adopted_by_id=by.account_id,
        proposed_at=proposal.at if proposal else None,
        proposed_by_id=proposal.by_id if proposal else None,
    )
    session().add(adopted)
    session().flush()
    _end_and_tell(adopted, superseded, proposal, by, at)
    return adopted


def _adoptable(text: str) -> RuleSet:
    rule_set = read_rule_set(text)
    if rule_set.hypothetical and not settings().hypothetical_law:
        raise DomainError("law.hypothetical_refused", rule_set=rule_set.id)
    _refuse_repeated(rule_set)
    _refuse_unknown_depositories(rule_set)
    return rule_set


def _end_and_tell(
    adopted: AdoptedRuleSet,
    superseded: AdoptedRuleSet | None,
    proposal: Proposal | None,
    by: Actor,
    at: datetime,
) -> None:
    subjects = [Subject("rule_set", adopted.id)]
    after: dict[str, object] = {
        "code": adopted.code,
        "version": adopted.version,
        "sha256": adopted.sha256,
        "effective_from": adopted.effective_from.isoformat(),
    }
    if adopted.effective_to is not None:
        after["effective_to"] = adopted.effective_to.isoformat()
    if superseded is not None:
        superseded.effective_to = adopted.effective_from - ONE_DAY
        superseded.superseded_by_id = adopted.id
        session().flush()
        subjects.append(Subject("rule_set", superseded.id))
        after["superseded_until"] = (adopted.effective_from - ONE_DAY).isoformat()
    if proposal is not None:
        subjects.append(Subject("rule_set_draft", proposal.draft_id))
    publish(Event("rule_set.adopted", by, at, tuple(subjects), after=after))


def repeal_rule_set(
    *, rule_set_id: int, out_of_force_from: date, by: Actor, at: datetime, accept_gap: bool = False
) -> AdoptedRuleSet:
    """Let an adopted rule set be in force no longer from a day on, which may not lie in the past.

    One whose first day has not come by then never comes into force; the set that it would have followed then
    goes on, until the next one.

    Raises:
        NotFound: there is no such rule set.
        Conflict: `law.repealed_already`.
        DomainError: `law.repealed_in_the_past`, `law.ends_earlier`, `law.period_gap`.
    """
    repealed = session().get(AdoptedRuleSet, rule_set_id, with_for_update=True, populate_existing=True)
    if repealed is None:
        raise NotFound("not_found")
    if repealed.repealed_at is not None:
        raise Conflict("law.repealed_already", rule_set=repealed.code, version=repealed.version)
    today = clock.local_day(at)
    if out_of_force_from < today:
        raise DomainError("law.repealed_in_the_past", "out_of_force_from", day=today)
    last = max(out_of_force_from, repealed.effective_from) - ONE_DAY
    if repealed.effective_to is not None and repealed.effective_to <= last:
        raise DomainError("law.ends_earlier", "out_of_force_from", day=repealed.effective_to)
    periods = {other.id: other.period for other in _adopted_of(repealed.jurisdiction)}
    ended = Period(repealed.effective_from, last)
    resumed = None if ended.has_days else _superseded_by(repealed)
    after = {**periods, repealed.id: ended}
    if resumed is not None:
        after[resumed.id] = Period(resumed.effective_from, _last_before_next(resumed, after))
    if not accept_gap:
        _refuse_gap(list(periods.values()), list(after.values()))
    _repeal(repealed, last, by, at)
    if resumed is not None:
        resumed.effective_to, resumed.superseded_by_id = after[resumed.id].last, repealed.superseded_by_id
    session().flush()
    _tell_repeal(repealed, periods[repealed.id].last, resumed, by, at)
    return repealed


def _superseded_by(repealed: AdoptedRuleSet) -> AdoptedRuleSet | None:
    """The set that ended only because this one was to follow it the day after."""
    return session().scalar(
        select(AdoptedRuleSet).where(
            AdoptedRuleSet.superseded_by_id == repealed.id,
            AdoptedRuleSet.repealed_at.is_(None),
            AdoptedRuleSet.effective_to == repealed.effective_from - ONE_DAY,
        )
    )


def _last_before_next(resumed: AdoptedRuleSet, periods: Mapping[int, Period]) -> date | None:
    """The day before the next set that has days; None where no other follows."""
    later = [p.first for p in periods.values() if p.has_days and p.first > resumed.effective_from]
    return min(later) - ONE_DAY if later else None


def _repeal(repealed: AdoptedRuleSet, last: date, by: Actor, at: datetime) -> None:
    repealed.effective_to, repealed.repealed_at, repealed.repealed_by_id = last, at, by.account_id


def _tell_repeal(
    repealed: AdoptedRuleSet, ended_on: date | None, resumed: AdoptedRuleSet | None, by: Actor, at: datetime
) -> None:
    out_of_force = f"{(repealed.effective_to or clock.local_day(at)) + ONE_DAY}"
    after = {"code": repealed.code, "version": repealed.version, "out_of_force_from": out_of_force}
    was = {"effective_to": ended_on.isoformat() if ended_on else None}
    subjects = [Subject("rule_set", repealed.id)]
    if resumed is not None:
        subjects.append(Subject("rule_set", resumed.id))
        after["resumed"] = f"{resumed.code} {resumed.version}"
    publish(Event("rule_set.repealed", by, at, tuple(subjects), was, after))


def _refuse_repeated(rule_set: RuleSet) -> None:
    found = session().scalar(
        select(AdoptedRuleSet.id).where(
            AdoptedRuleSet.code == rule_set.id, AdoptedRuleSet.version == rule_set.version
        )
    )
    if found is not None:
        raise DomainError("law.already_adopted", rule_set=rule_set.id, version=rule_set.version)


def _refuse_unknown_depositories(rule_set: RuleSet) -> None:
    if rule_set.jurisdiction != settings().jurisdiction:
        return
    unknown = unknown_depositories(rule_set)
    if unknown:
        raise DomainError("law.unknown_depository", codes=", ".join(sorted(unknown)))


def unknown_depositories(rule_set: RuleSet) -> set[str]:
    """The codes of libraries that the set names and that the register does not have, or that have closed."""
    named = rule_set.depositories()
    known = session().scalars(
        select(Organisation.code).where(
            Organisation.kind == OrganisationKind.DEPOSITORY,
            Organisation.code.in_(named),
            Organisation.closed_at.is_(None),
        )
    )
    return named - set(known)


def _make_way(jurisdiction: str, new: Period, accept_gap: bool, today: date) -> AdoptedRuleSet | None:
    """The set in force without end that the new one ends; refuses every other overlap, gaps, and the past."""
    adopted = _adopted_of(jurisdiction)
    superseded = superseded_by(adopted, new)
    if new.first < today and adopted and jurisdiction == settings().jurisdiction:
        raise DomainError("law.changes_the_past", "effective_from", day=today)
    if not accept_gap:
        before = [earlier.period for earlier in adopted]
        kept = [earlier.period for earlier in adopted if earlier != superseded]
        if superseded is not None:
            kept.append(Period(superseded.period.first, new.first - ONE_DAY))
        _refuse_gap(before, [*kept, new])
    return session().get(AdoptedRuleSet, superseded.id) if superseded is not None else None


def _refuse_gap(before: list[Period], after: list[Period]) -> None:
    gap = new_gap(before, after)
    if gap is not None:
        raise DomainError("law.period_gap", "accept_gap", first=gap.first, last=gap.last)


def _adopted_of(jurisdiction: str) -> list[Adopted]:
    """Every adopted set of a country; nobody else adopts or repeals until the commit."""
    hold(AdoptedRuleSet)
    found = session().scalars(
        select(AdoptedRuleSet)
        .where(AdoptedRuleSet.jurisdiction == jurisdiction)
        .options(defer(AdoptedRuleSet.text))
        .order_by(AdoptedRuleSet.id)
        .execution_options(populate_existing=True)
    )
    return [
        Adopted(row.id, row.code, row.version, Period(row.effective_from, row.effective_to)) for row in found
    ]
