"""The one act by which a rule set governs what happened before it came into force."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.infra.settings import settings
from app.law.calendars.queries import calendar
from app.law.models import AdoptedRuleSet, RetroactiveEffect
from app.law.queries import InForce, rule_sets

ONE_DAY = timedelta(days=1)


def give_retroactive_effect(
    *, rule_set_id: int, reaches_back_to: date, citation: str, by: Actor, at: datetime
) -> RetroactiveEffect:
    """Let a rule set in force also govern events from `reaches_back_to` on, as the clause `citation` orders.

    It is given once and never taken back, by another person than who adopted the set. What becomes of what is
    owed is worked out afterwards, by whoever listens.

    Raises:
        NotFound: there is no such rule set.
        Conflict: `law.reach_given_already`.
        DomainError: `law.reach_not_in_force`, `law.reach_of_another_country`, `law.reach_same_person`,
            `law.reach_without_clause`, `law.reach_not_before`, `law.reach_before_calendar`;
            `calendar.missing`.
    """
    adopted = session().get(AdoptedRuleSet, rule_set_id, with_for_update=True, populate_existing=True)
    if adopted is None:
        raise NotFound("not_found")
    refuse_to_give(adopted, by, clock.local_day(at))
    laws_reaching(adopted, reaches_back_to)
    if not citation:
        raise DomainError("law.reach_without_clause", "citation")
    effect = RetroactiveEffect(
        rule_set_id=adopted.id,
        reaches_back_to=reaches_back_to,
        citation=citation,
        given_at=at,
        given_by_id=by.account_id,
    )
    session().add(effect)
    session().flush()
    after = {
        "code": adopted.code,
        "version": adopted.version,
        "sha256": adopted.sha256,
        "reaches_back_to": f"{reaches_back_to}",
        "last_day": f"{adopted.effective_from - ONE_DAY}",
        "citation": citation,
    }
    publish(Event("rule_set.made_retroactive", by, at, (Subject("rule_set", adopted.id),), after=after))
    return effect


def refuse_to_give(adopted: AdoptedRuleSet, by: Actor, today: date) -> None:
    """Raise what stands against giving this set retroactive effect, whatever the day, if anything does.

    Raises:
        Conflict, DomainError: as `give_retroactive_effect` does.
    """
    if session().get(RetroactiveEffect, adopted.id, populate_existing=True) is not None:
        raise Conflict("law.reach_given_already", rule_set=adopted.code, version=adopted.version)
    if adopted.jurisdiction != settings().jurisdiction:
        raise DomainError("law.reach_of_another_country", country=adopted.jurisdiction)
    law = next((law for law in rule_sets() if law.id == adopted.id), None)
    if law is None or not law.covers(today):
        raise DomainError("law.reach_not_in_force", first=adopted.effective_from)
    if adopted.adopted_by_id is not None and adopted.adopted_by_id == by.account_id:
        raise DomainError("law.reach_same_person")


def laws_reaching(adopted: AdoptedRuleSet, reaches_back_to: date) -> Sequence[InForce]:
    """The country's rule sets as they would be if this one reached back so far, the newest first.

    Raises:
        DomainError: `law.reach_not_before`, `law.reach_before_calendar`; `calendar.missing`.
    """
    if reaches_back_to >= adopted.effective_from:
        raise DomainError("law.reach_not_before", "reaches_back_to", day=adopted.effective_from - ONE_DAY)
    laws = rule_sets()
    first = earliest_reach(laws)
    if reaches_back_to < first:
        raise DomainError("law.reach_before_calendar", "reaches_back_to", day=first)
    return [replace(law, reaches_back_to=reaches_back_to) if law.id == adopted.id else law for law in laws]


def earliest_reach(laws: Sequence[InForce]) -> date:
    """The first day that any set may reach back to: before it no deadline can be counted.

    Raises:
        DomainError: `calendar.missing`.
    """
    return min(calendar(law.rule_set.working_week).first for law in laws)
