"""What the law says on a day: rule sets, and the calendar of working days."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import Select, select
from sqlalchemy.orm import defer

from app.domain.calendar import Calendar, DayMark
from app.domain.errors import DomainError, NotFound
from app.domain.law import RuleSet
from app.infra.db import session
from app.infra.settings import settings
from app.law.models import AdoptedRuleSet, CalendarDay, CalendarRange
from app.law.reading import read_rule_set

WorkingWeek = Literal[5, 6]

# What a process keeps, so that it parses a text and builds a calendar once. A text is named by its SHA-256, a
# calendar by that of its days: nothing kept can be out of date, whichever process changed it.
_parsed: dict[str, RuleSet] = {}
_built: dict[tuple[str, WorkingWeek], tuple[str, Calendar]] = {}


@dataclass(frozen=True, slots=True)
class InForce:
    """An adopted rule set; `effective_to` None: until another follows."""

    id: int
    code: str
    version: str
    hypothetical: bool
    effective_from: date
    effective_to: date | None
    rule_set: RuleSet

    def covers(self, day: date) -> bool:
        """Whether it is in force on `day`."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


def rule_set_on(day: date) -> InForce | None:
    """The rule set of this country in force on `day`, if there is one.

    A hypothetical set is in force only where the installation's mode allows it.
    """
    return next((adopted for adopted in rule_sets() if adopted.covers(day)), None)


def rule_sets() -> list[InForce]:
    """Every rule set of this country that is, was or will be in force, the newest first."""
    statement = _adopted().where(AdoptedRuleSet.jurisdiction == settings().jurisdiction)
    if not settings().hypothetical_law:
        statement = statement.where(AdoptedRuleSet.hypothetical.is_(False))
    found = session().scalars(statement.order_by(AdoptedRuleSet.effective_from.desc()))
    return [_in_force(adopted) for adopted in found]


def rule_set_by_id(rule_set_id: int) -> InForce:
    """An adopted rule set. Raises `NotFound`."""
    return _one(_adopted().where(AdoptedRuleSet.id == rule_set_id))


def rule_set_version(code: str, version: str) -> InForce:
    """An adopted rule set by the code and version that its text carries. Raises `NotFound`."""
    return _one(_adopted().where(AdoptedRuleSet.code == code, AdoptedRuleSet.version == version))


def calendar(working_week: WorkingWeek = 5) -> Calendar:
    """The working days of this country, in the week that a rule set names (`RuleSet.working_week`).

    Raises:
        DomainError: `calendar.missing`, nobody has stored a calendar yet.
    """
    jurisdiction = settings().jurisdiction
    span = (
        session()
        .execute(
            select(CalendarRange.first, CalendarRange.last, CalendarRange.digest).where(
                CalendarRange.jurisdiction == jurisdiction
            )
        )
        .one_or_none()
    )
    if span is None:
        raise DomainError("calendar.missing", jurisdiction=jurisdiction)
    state = f"{span.first} {span.last} {span.digest}"
    kept = _built.get((jurisdiction, working_week))
    if kept is None or kept[0] != state:
        built = Calendar(jurisdiction, span.first, span.last, _marks(jurisdiction), working_week)
        kept = _built[jurisdiction, working_week] = (state, built)
    return kept[1]


def _marks(jurisdiction: str) -> dict[date, DayMark]:
    days = session().execute(
        select(CalendarDay.on, CalendarDay.kind, CalendarDay.name, CalendarDay.estimated).where(
            CalendarDay.jurisdiction == jurisdiction
        )
    )
    return {on: DayMark(kind, name, estimated) for on, kind, name, estimated in days}


def _adopted() -> Select[AdoptedRuleSet]:
    return select(AdoptedRuleSet).options(defer(AdoptedRuleSet.text))


def _one(statement: Select[AdoptedRuleSet]) -> InForce:
    found = session().scalar(statement)
    if found is None:
        raise NotFound("not_found")
    return _in_force(found)


def _in_force(adopted: AdoptedRuleSet) -> InForce:
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
    )
