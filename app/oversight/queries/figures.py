"""Sums of what fell due, read from what is kept of each day."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, and_, cast, func, select

from app.compliance.scope import STAYING
from app.deposits.obligations.models import ObligationChange
from app.domain.actor import Actor
from app.infra.db import read
from app.law.queries import hypothetical_rule_sets
from app.organisations.models import Organisation
from app.oversight.counting import FIGURES
from app.oversight.models import DayOfCountry, DayOfDepositor
from app.oversight.periods import Step
from app.oversight.queries.wanted import Wanted, narrowed, within_reach

Table = type[DayOfCountry] | type[DayOfDepositor]


class Figures(NamedTuple):
    """How much fell due and how that ended; in obligations, but for the two of copies."""

    due: int = 0
    in_time: int = 0
    late: int = 0
    copies: int = 0
    copies_missing: int = 0

    @property
    def missing(self) -> int:
        """What has not come in full."""
        return self.due - self.in_time - self.late

    @property
    def percent(self) -> int | None:
        """The share in time in whole per cent, half and more rounded up. None: nothing was due.

        It is 100 only where all came in time, and 0 only where nothing did.
        """
        if not self.due or self.in_time in (0, self.due):
            return 100 * self.in_time // self.due if self.due else None
        return min(99, max(1, (200 * self.in_time + self.due) // (2 * self.due)))

    def plus(self, other: "Figures") -> "Figures":
        """Both together."""
        return Figures(*map(sum, zip(self, other, strict=True)))


class Publisher(NamedTuple):
    """A depositor, merged records counted with the one that stays."""

    id: int
    name: str
    name_ru: str
    name_en: str
    figures: Figures


def by_region(actor: Actor, wanted: Wanted, *, today: date) -> Mapping[str, Figures]:
    """What fell due in each region in which something did."""
    return _by("region_soato", actor, wanted, today)


def by_kind(actor: Actor, wanted: Wanted, *, today: date) -> Mapping[str, Figures]:
    """The same by kind of publication, most first."""
    found = _by("kind", actor, wanted, today)
    return dict(sorted(found.items(), key=lambda item: (-item[1].due, item[0])))


def by_time(actor: Actor, wanted: Wanted, step: Step, *, today: date) -> Mapping[date, Figures]:
    """The same by the month, quarter or year in which it fell due, by its first day; empty pieces too."""
    found = defaultdict(Figures, {begin: Figures() for begin in wanted.stretch.pieces(step)})
    for day, figures in _by("due_on", actor, wanted, today).items():
        found[step.begin(day)] = found[step.begin(day)].plus(figures)
    return found


def by_publisher(
    actor: Actor, wanted: Wanted, *, today: date, after: tuple[int, int] | None = None, limit: int | None
) -> list[Publisher]:
    """Depositors by what is missing from them, most first; `after` is (missing, id) of the last one."""
    who = Organisation
    each = (
        select(STAYING.label("id"), *_sums(DayOfDepositor))
        .join(who, who.id == DayOfDepositor.depositor_id)
        .where(_condition(DayOfDepositor, actor, wanted, today))
        .group_by(STAYING)
        .subquery("each_depositor")
    )
    missing = each.c.due - each.c.in_time - each.c.late
    rows = (
        select(who.id, who.name, who.name_ru, who.name_en, *(each.c[name] for name in FIGURES))
        .join(each, each.c.id == who.id)
        .order_by(missing.desc(), who.id)
    )
    if after is not None:
        lacking, last_id = after
        rows = rows.where((missing < lacking) | ((missing == lacking) & (who.id > last_id)))
    return [
        Publisher(row.id, row.name, row.name_ru, row.name_en, Figures(*row[-len(FIGURES) :]))
        for row in read(rows.limit(limit))
    ]


def kinds_of_law(actor: Actor) -> tuple[bool, bool]:
    """Whether anything counted is owed in earnest, and whether anything is under a hypothetical set."""
    play = hypothetical_rule_sets()
    used = select(DayOfCountry.rule_set_id).where(within_reach(actor, DayOfCountry.region_soato)).distinct()
    found = [row.rule_set_id in play for row in read(used)]
    return False in found, True in found


def usual_law(actor: Actor) -> bool:
    """Whether a page shows play where its reader did not choose: only where nothing is owed in earnest."""
    earnest, play = kinds_of_law(actor)
    return play and not earnest


def waiting_to_be_counted() -> bool:
    """Whether acts were done that the sums do not hold yet."""
    return read(select(ObligationChange.id).limit(1)).first() is not None


def _by(key: str, actor: Actor, wanted: Wanted, today: date) -> dict[Any, Figures]:
    """Sums by a column that both tables have: of one depositor from his own, else of the country."""
    table: Table = DayOfCountry if wanted.depositor_id is None else DayOfDepositor
    column = getattr(table, key)
    rows = read(select(column, *_sums(table)).where(_condition(table, actor, wanted, today)).group_by(column))
    return {row[0]: Figures(*row[1:]) for row in rows}


def _sums(table: Table) -> list[ColumnElement[int]]:
    return [cast(func.sum(getattr(table, name)), Integer).label(name) for name in FIGURES]


def _condition(table: Table, actor: Actor, wanted: Wanted, today: date) -> ColumnElement[bool]:
    condition = narrowed(
        wanted,
        actor,
        today,
        due_on=table.due_on,
        region=table.region_soato,
        kind=table.kind,
        rule_set_id=table.rule_set_id,
    )
    if wanted.depositor_id is None or table is DayOfCountry:
        return condition
    records = select(Organisation.id).where(STAYING.in_([wanted.depositor_id]))
    return and_(condition, DayOfDepositor.depositor_id.in_(records))
