"""What the law says on a day: the rule sets in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import defer

from app.domain.errors import NotFound
from app.domain.law import RuleSet
from app.infra.db import read, session
from app.infra.settings import settings
from app.law.models import AdoptedRuleSet, RetroactiveEffect
from app.law.reading import read_rule_set

# What a process keeps, so that it parses a text once. A text is named by its SHA-256: nothing kept can be out
# of date, whichever process changed it.
_parsed: dict[str, RuleSet] = {}


@dataclass(frozen=True, slots=True)
class InForce:
    """An adopted rule set; `effective_to` None: until another follows.

    `reaches_back_to` is the first day of earlier events that it governs too, as the clause `ordered_by` says;
    None: it has no retroactive effect.
    """

    id: int
    code: str
    version: str
    hypothetical: bool
    effective_from: date
    effective_to: date | None
    rule_set: RuleSet
    reaches_back_to: date | None = None
    ordered_by: str = ""

    @property
    def has_days(self) -> bool:
        """Whether it is in force on any day: one repealed before its first day never is."""
        return self.effective_to is None or self.effective_from <= self.effective_to

    def covers(self, day: date) -> bool:
        """Whether it is in force on `day`."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)

    def reaches(self, day: date) -> bool:
        """Whether `day` lies before its first day in force and within its retroactive effect."""
        return self.reaches_back_to is not None and self.reaches_back_to <= day < self.effective_from

    def governs(self, day: date) -> bool:
        """Whether an event on `day` may be its own, unless a later set reaches back over it."""
        return self.covers(day) or self.reaches(day)


def governing(laws: Iterable[InForce], day: date) -> InForce | None:
    """The set by which an event on `day` is judged, of `laws` with the newest first.

    A set that reaches back goes before the one that was in force then; of two that do, the newer.
    """
    return next((law for law in laws if law.governs(day)), None)


def rule_set_on(day: date) -> InForce | None:
    """The rule set of this country in force on `day`, if there is one.

    A hypothetical set is in force only where the installation's mode allows it.
    """
    return next((adopted for adopted in rule_sets() if adopted.covers(day)), None)


def hypothetical_on(day: date) -> tuple[str, str] | None:
    """The code and version of the set in force on `day` if it is hypothetical: what every page must name."""
    if not settings().hypothetical_law:
        return None
    found = read(_NAMED, {"jurisdiction": settings().jurisdiction, "day": day}).first()
    return (found.code, found.version) if found is not None and found.hypothetical else None


_NAMED = (
    select(AdoptedRuleSet.code, AdoptedRuleSet.version, AdoptedRuleSet.hypothetical)
    .where(
        AdoptedRuleSet.jurisdiction == bindparam("jurisdiction"),
        AdoptedRuleSet.effective_from <= bindparam("day"),
        or_(AdoptedRuleSet.effective_to.is_(None), AdoptedRuleSet.effective_to >= bindparam("day")),
    )
    .order_by(AdoptedRuleSet.effective_from.desc())
    .limit(1)
)


def rule_sets() -> list[InForce]:
    """Every adopted rule set of this country, the newest first, also one that never came into force."""
    statement = _adopted().where(AdoptedRuleSet.jurisdiction == settings().jurisdiction)
    if not settings().hypothetical_law:
        statement = statement.where(AdoptedRuleSet.hypothetical.is_(False))
    found = session().execute(statement.order_by(AdoptedRuleSet.effective_from.desc()))
    return [_in_force(adopted, effect) for adopted, effect in found]


def hypothetical_rule_sets() -> frozenset[int]:
    """Return the ids of the sets that are play: what is owed under them is owed by nobody."""
    statement = select(AdoptedRuleSet.id).where(AdoptedRuleSet.hypothetical)
    return frozenset(session().scalars(statement))


def rule_set_by_id(rule_set_id: int) -> InForce:
    """An adopted rule set. Raises `NotFound`."""
    return _one(_adopted().where(AdoptedRuleSet.id == rule_set_id))


def rule_set_version(code: str, version: str) -> InForce:
    """An adopted rule set by the code and version that its text carries. Raises `NotFound`."""
    return _one(_adopted().where(AdoptedRuleSet.code == code, AdoptedRuleSet.version == version))


def _adopted() -> Select[AdoptedRuleSet, RetroactiveEffect]:
    statement = select(AdoptedRuleSet, RetroactiveEffect)
    reaching = RetroactiveEffect.rule_set_id == AdoptedRuleSet.id
    return statement.outerjoin(RetroactiveEffect, reaching).options(defer(AdoptedRuleSet.text))


def _one(statement: Select[AdoptedRuleSet, RetroactiveEffect]) -> InForce:
    found = session().execute(statement).one_or_none()
    if found is None:
        raise NotFound("not_found")
    return _in_force(*found)


def _in_force(adopted: AdoptedRuleSet, effect: RetroactiveEffect | None) -> InForce:
    rule_set = _parsed.get(adopted.sha256)
    if rule_set is None:
        rule_set = _parsed[adopted.sha256] = read_rule_set(adopted.text)
    return InForce(
        adopted.id,
        adopted.code,
        adopted.version,
        adopted.hypothetical,
        adopted.effective_from,
        adopted.effective_to,
        rule_set,
        effect.reaches_back_to if effect is not None else None,
        effect.citation if effect is not None else "",
    )
