"""What a judgement changes of what is kept for one release: worked out by difference, and not written yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from app.deposits.obligations.holding import Move, held, move_of
from app.deposits.obligations.judging import Judgement, OwedUnder, UndecidedUnder
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.terms import Case, hold_terms
from app.domain.errors import DomainError
from app.domain.law import Form
from app.domain.obligations import Changes, Owed, Standing, reconcile
from app.infra.db import session
from app.organisations.models import Organisation

Values = Mapping[str, object]
Duty = tuple[str, int | None, int]
COLUMNS = (
    "rule_set_id", "rule_id", "instrument", "locator", "depositor_role", "depositor_id", "depository_id",
    "region_soato", "form", "copies", "event", "event_on", "due_on", "provisional",
)  # fmt: skip
"""The columns of an obligation that the law fills."""
TOLD = ("rule_id", "depositor_id", "depository_id", "copies", "due_on")
"""Those of them that an event tells of an obligation."""


@dataclass(frozen=True, slots=True)
class Altered:
    """An obligation as kept (`before`) and as owed now (`after`, empty: no longer), by its columns.

    A `revived` one had been cancelled, and is owed again.
    """

    obligation_id: int
    before: Values
    after: Values
    revived: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """What is added, changed and cancelled; the dates and the terms that stand although they would change.

    `kept_dates` stand because an act names them, `kept_terms` because they were received or are named under
    the law in force at their event, although a set that reaches back says otherwise.
    """

    added: Sequence[Values]
    changed: Sequence[Altered]
    cancelled: Sequence[Altered]
    kept_dates: Sequence[Move]
    kept_terms: Sequence[Altered]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.cancelled)


@dataclass(frozen=True, slots=True)
class Plan:
    """A difference, with the rows that it changes by their id and the rules that stay undecided.

    `waiting` are the ids of rows that stand, as they are, because their rule is undecided.
    """

    difference: Difference
    rows: Mapping[int, Obligation]
    undecided: Sequence[UndecidedUnder]
    waiting: Sequence[int] = ()


class Register:
    """The organisations that judgements name: depositories by code, regions of depositors."""

    def __init__(self, codes: Iterable[str], ids: Iterable[int | None]) -> None:
        wanted = {organisation_id for organisation_id in ids if organisation_id is not None}
        found = session().execute(
            select(Organisation.id, Organisation.code, Organisation.region_soato).where(
                or_(Organisation.code.in_(set(codes)), Organisation.id.in_(wanted))
            )
        )
        self._code_of: dict[int, str] = {}
        self._region_of: dict[int | None, str] = {}
        for organisation_id, code, region in found:
            self._code_of[organisation_id] = code or ""
            self._region_of[organisation_id] = region
        self._id_of = {code: organisation_id for organisation_id, code in self._code_of.items()}

    @classmethod
    def naming(cls, cases: Sequence[Case]) -> "Register":
        """The register of all that can be owed by and to in these cases, read in one statement."""
        laws = {law.id: law for case in cases for law in case.laws}
        codes = {code for law in laws.values() for code in law.rule_set.depositories()}
        ids = {party for case in cases for party in case.facts.parties.values()}
        ids |= {row.depository_id for case in cases for row, _settled, _named in case.found}
        return cls(codes, ids)

    def code_of(self, depository_id: int) -> str:
        return self._code_of[depository_id]

    def id_of(self, depository: str) -> int:
        """Raises `law.unknown_depository`: the rule set names a library that is not in the register."""
        try:
            return self._id_of[depository]
        except KeyError as error:
            raise DomainError("law.unknown_depository", codes=depository) from error

    def region_of(self, depositor_id: int | None, fallback: str) -> str:
        """The depositor's region, or the other while it is not identified."""
        return self._region_of.get(depositor_id, fallback)


def plan(case: Case, register: Register) -> Plan:
    """Work out what must change until what is kept for a release is what is owed for it. Writes nothing.

    Raises as `judge` does.
    """
    judgement = case.judged()
    rows = {row.id: row for row, _settled, _named in case.found}
    standing = [_standing(row, register) for row in rows.values()]
    items, stood = hold_terms(case, judgement, standing)
    items, kept_dates = _hold_dates(items, case, register)
    values = {_duty_of(item.owed, register): _values(item, case, register) for item in items}
    changes = reconcile(standing, [item.owed for item in items], judgement.undecided_rules)
    changed = _changed(changes, rows, values, register)
    difference = Difference(
        added=[values[_duty_of(item, register)] for item in changes.add],
        changed=[
            Altered(row_id, columns_of(rows[row_id]), item, rows[row_id].cancelled_at is not None)
            for row_id, item in changed.items()
        ],
        cancelled=[Altered(end.standing_id, columns_of(rows[end.standing_id]), {}) for end in changes.cancel],
        kept_dates=kept_dates,
        kept_terms=[
            Altered(row.id, columns_of(row), _values(item, case, register) if item else {})
            for row, item in stood
            if row.id not in changed
        ],
    )
    return Plan(difference, rows, judgement.undecided, changes.waiting)


def plan_new(case: Case, judgement: Judgement, register: Register) -> Plan:
    """What must be written for a release for which nothing is kept: all that is owed. Writes nothing.

    The same as `plan` works out, without looking for what could be kept.
    """
    added = [_values(item, case, register) for item in judgement.owed]
    return Plan(Difference(added, [], [], [], []), {}, judgement.undecided)


def columns_of(row: Obligation) -> Values:
    """What the law has filled in a row."""
    return {name: getattr(row, name) for name in COLUMNS}


def told_value(value: object) -> object:
    """A column's value as events keep it."""
    return value if value is None or isinstance(value, int) else str(value)


def moves(difference: Difference) -> list[Move]:
    """The dates that change among what changes."""
    return [
        Move(item.obligation_id, before[0], after[0], before[1], after[1])
        for item in difference.changed
        if (before := _due(item.before)) != (after := _due(item.after)) and not item.revived
    ]


def beyond_dates(difference: Difference) -> bool:
    """Whether more changes of what is told of obligations than the day by which something is due."""
    dateless = [
        [[{**values, "due_on": None}[name] for name in TOLD] for values in (item.before, item.after)]
        for item in difference.changed
    ]
    return bool(difference.added or difference.cancelled or any(old != new for old, new in dateless))


def _due(values: Values) -> tuple[date | None, bool]:
    due_on = values["due_on"]
    return due_on if isinstance(due_on, date) else None, bool(values["provisional"])


def _hold_dates(
    items: Sequence[OwedUnder], case: Case, register: Register
) -> tuple[list[OwedUnder], list[Move]]:
    """What is owed with the dates that stand, and what an act kept from moving."""
    standing = {_duty_of_row(row): (row, named) for row, settled, named in case.found if settled or named}
    owed: list[OwedUnder] = []
    kept: list[Move] = []
    for item in items:
        row, named = standing.get(_duty_of(item.owed, register), (None, False))
        stands = item if row is None else held(item, row)
        owed.append(stands)
        if row is not None and named and stands is not item:
            move = move_of(row, item.owed.due_on, item.owed.provisional)
            kept += [move] if move else []
    return owed, kept


def _standing(row: Obligation, register: Register) -> Standing:
    return Standing(
        id=row.id,
        rule_id=row.rule_id,
        depositor_id=row.depositor_id,
        depositor_role=row.depositor_role,
        depository=register.code_of(row.depository_id),
        copies=row.copies,
        form=Form(row.form),
        event_on=row.event_on,
        due_on=row.due_on,
        provisional=row.provisional,
        received=row.handed_over,
        cancelled=row.cancelled_at is not None,
    )


def _values(item: OwedUnder, case: Case, register: Register) -> Values:
    owed = item.owed
    return {
        "rule_set_id": item.law.id,
        "rule_id": owed.rule_id,
        "instrument": owed.citation.instrument,
        "locator": owed.citation.locator,
        "depositor_role": str(owed.depositor_role),
        "depositor_id": owed.depositor_id,
        "depository_id": register.id_of(owed.depository),
        "region_soato": register.region_of(owed.depositor_id, case.region),
        "form": str(owed.form),
        "copies": owed.counted_copies,
        "event": str(owed.event),
        "event_on": owed.event_on,
        "due_on": owed.due_on,
        "provisional": owed.provisional,
    }


def _changed(
    changes: Changes, rows: Mapping[int, Obligation], values: Mapping[Duty, Values], register: Register
) -> dict[int, Values]:
    """The new values of every row that differs, by its id, be it only in its citation or rule set."""
    now = {item.standing_id: values[_duty_of(item.owed, register)] for item in changes.amend}
    now |= {row_id: values[_duty_of_row(rows[row_id])] for row_id in changes.keep}
    return {
        row_id: item
        for row_id, item in sorted(now.items())
        if rows[row_id].cancelled_at is not None or columns_of(rows[row_id]) != item
    }


def _duty_of(owed: Owed, register: Register) -> Duty:
    return owed.rule_id, owed.depositor_id, register.id_of(owed.depository)


def _duty_of_row(row: Obligation) -> Duty:
    return row.rule_id, row.depositor_id, row.depository_id
