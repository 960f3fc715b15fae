"""Carries a judgement out on the rows of one release, in a constant number of statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm.attributes import set_committed_value

from app.deposits.obligations.judging import Judgement, OwedUnder
from app.deposits.obligations.models import Obligation, UndecidedRule
from app.domain.errors import DomainError
from app.domain.law import Form
from app.domain.obligations import Changes, Owed, Standing, reconcile
from app.infra.db import session
from app.organisations.models import Organisation
from app.publications.models import Release

Values = dict[str, object]
Duty = tuple[str, int | None, int]
TOLD = ("rule_id", "depositor_id", "depository_id", "copies", "due_on")
"""What an event tells of an obligation."""


@dataclass(frozen=True, slots=True)
class Written:
    """The told values of what was added, what was changed (before and after) and what was cancelled."""

    added: Sequence[Values]
    before: Sequence[Values]
    after: Sequence[Values]
    cancelled: Sequence[Values]

    def __bool__(self) -> bool:
        return bool(self.added or self.after or self.cancelled)


class Register:
    """The organisations that one judgement names: depositories by code, regions of depositors."""

    def __init__(self, release: Release, owed: Iterable[Owed], rows: Iterable[Obligation]) -> None:
        codes = {item.depository for item in owed}
        ids = {item.depositor_id for item in owed} | {row.depository_id for row in rows}
        found = session().execute(
            select(Organisation.id, Organisation.code, Organisation.region_soato).where(
                or_(Organisation.code.in_(codes), Organisation.id.in_(ids - {None}))
            )
        )
        self._code_of: dict[int, str] = {}
        self._region_of: dict[int | None, str] = {}
        for organisation_id, code, region in found:
            self._code_of[organisation_id] = code or ""
            self._region_of[organisation_id] = region
        self._id_of = {code: organisation_id for organisation_id, code in self._code_of.items()}
        self._fallback = release.depositor_region or release.publication.publisher.region_soato

    def code_of(self, depository_id: int) -> str:
        return self._code_of[depository_id]

    def id_of(self, depository: str) -> int:
        """Raises `law.unknown_depository`: the rule set names a library that is not in the register."""
        try:
            return self._id_of[depository]
        except KeyError as error:
            raise DomainError("law.unknown_depository", codes=depository) from error

    def region_of(self, depositor_id: int | None) -> str:
        """The depositor's region; while it is not identified, that of the release or its publisher."""
        return self._region_of.get(depositor_id, self._fallback)


def write_judgement(release: Release, judgement: Judgement, *, at: datetime) -> Written:
    """Add, change and cancel rows until what is kept is what is owed. What was received stays."""
    rows = {row.id: row for row in _rows(release.id)}
    owed = [item.owed for item in judgement.owed]
    register = Register(release, owed, rows.values())
    changes = reconcile([_standing(row, register) for row in rows.values()], owed)
    values = {_duty_of(item.owed, register): _values(item, register) for item in judgement.owed}
    added = [values[_duty_of(item, register)] for item in changes.add]
    changed = _changed(changes, rows, values, register)
    ended = [rows[item.standing_id] for item in changes.cancel]
    written = Written(
        added=[_told(item) for item in added],
        before=[_told_of(rows[row_id]) for row_id in changed],
        after=[_told(item) for item in changed.values()],
        cancelled=[_told_of(row) for row in ended],
    )
    _insert(release.id, added, at)
    _update(rows, changed)
    _cancel(ended, at)
    _write_undecided(release.id, judgement)
    return written


def is_open(*, copies: int | None, received: int, cancelled: bool) -> bool:
    """Whether copies are still missing; an unknown number is no shortfall."""
    return not cancelled and copies is not None and received < copies


def _rows(release_id: int) -> Iterable[Obligation]:
    statement = select(Obligation).where(Obligation.release_id == release_id).order_by(Obligation.id)
    return session().scalars(statement.with_for_update().execution_options(populate_existing=True))


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
        received=row.received,
        cancelled=row.cancelled_at is not None,
    )


def _values(item: OwedUnder, register: Register) -> Values:
    owed = item.owed
    return {
        "rule_set_id": item.law.id,
        "rule_id": owed.rule_id,
        "instrument": owed.citation.instrument,
        "locator": owed.citation.locator,
        "depositor_role": str(owed.depositor_role),
        "depositor_id": owed.depositor_id,
        "depository_id": register.id_of(owed.depository),
        "region_soato": register.region_of(owed.depositor_id),
        "form": str(owed.form),
        "copies": owed.copies,
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
        if rows[row_id].cancelled_at is not None
        or any(getattr(rows[row_id], name) != value for name, value in item.items())
    }


def _insert(release_id: int, added: Sequence[Values], at: datetime) -> None:
    if added:
        rows = [
            {
                **item,
                "release_id": release_id,
                "created_at": at,
                "received": 0,
                "open": item["copies"] is not None,
            }
            for item in added
        ]
        # Without `render_nulls` rows are grouped by which of their values are empty, one statement each.
        session().execute(insert(Obligation).execution_options(render_nulls=True), rows)


def _update(rows: Mapping[int, Obligation], changed: Mapping[int, Values]) -> None:
    if not changed:
        return
    updates: list[Values] = []
    for row_id, item in changed.items():
        row = rows[row_id]
        copies = item["copies"]
        still_open = isinstance(copies, int) and is_open(
            copies=copies, received=row.received, cancelled=False
        )
        updates.append({**item, "id": row_id, "cancelled_at": None, "open": still_open})
    session().execute(update(Obligation), updates)
    for row_id, item in zip(changed, updates, strict=True):
        for name, value in item.items():
            set_committed_value(rows[row_id], name, value)


def _cancel(ended: Sequence[Obligation], at: datetime) -> None:
    if ended:
        ids = [row.id for row in ended]
        session().execute(
            update(Obligation).where(Obligation.id.in_(ids)).values(cancelled_at=at, open=False)
        )


def _write_undecided(release_id: int, judgement: Judgement) -> None:
    session().execute(delete(UndecidedRule).where(UndecidedRule.release_id == release_id))
    rows = [
        {
            "release_id": release_id,
            "rule_id": item.undecided.rule_id,
            "rule_set_id": item.law.id,
            "missing": list(item.undecided.missing),
        }
        for item in judgement.undecided
    ]
    if rows:
        session().execute(insert(UndecidedRule), rows)


def _duty_of(owed: Owed, register: Register) -> Duty:
    return owed.rule_id, owed.depositor_id, register.id_of(owed.depository)


def _duty_of_row(row: Obligation) -> Duty:
    return row.rule_id, row.depositor_id, row.depository_id


def _told(values: Mapping[str, object]) -> Values:
    return {name: _plain(values[name]) for name in TOLD}


def _told_of(row: Obligation) -> Values:
    return {name: _plain(getattr(row, name)) for name in TOLD}


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int) else str(value)
