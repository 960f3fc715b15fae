"""An obligation as lists and grids show it: one frozen row, read in one statement with all it names."""

from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import noticed
from app.deposits.obligations.transit import in_transit, may_be_moving
from app.domain.actor import Actor
from app.domain.obligations import Status, status
from app.domain.obligations.relief import Pause, last_day
from app.organisations.models import Organisation
from app.publications.models import Publication, Release
from app.publications.queries import first_identifier, full_title

NAMES = ("code", "name", "short_name", "name_ru", "name_en")
_PARTY = ("id", *NAMES)
_depositor = aliased(Organisation)
_depository = aliased(Organisation)


class Party(NamedTuple):
    """An organisation by the names that a reader may be shown (the filter `organisation` chooses one).

    `code` is how rule sets name a depository; a depositor has none.
    """

    id: int
    code: str | None
    name: str
    short_name: str
    name_ru: str
    name_en: str


class ObligationRow(NamedTuple):
    """What lists and grids show of an obligation, in the order in which `select_rows` selects it.

    `depositor` None: not identified. `copies` None: unknown. `identifier` is the title's first, or empty.
    """

    id: int
    release_id: int
    title: str
    language: str
    script: str
    identifier: str
    rule_id: str
    rule_set_id: int
    instrument: str
    locator: str
    depositor_role: str
    form: str
    copies: int | None
    received: int
    held: int
    in_transit: int
    event: str
    event_on: date | None
    due_on: date | None
    provisional: bool
    cancelled: bool
    pause: Pause | None
    extended_to: date | None
    excused: bool
    noticed: bool
    depositor: Party | None
    depository: Party

    @property
    def handed_over(self) -> int:
        """Copies that the depositor has given away: received, or held for the depository by another."""
        return self.received + self.held

    @property
    def missing(self) -> int:
        """Copies neither handed over nor on their way."""
        return max(0, (self.copies or 0) - self.handed_over - self.in_transit)

    def status(self, today: date) -> Status:
        """How it stands on `today`."""
        return status(
            copies=self.copies,
            received=self.received,
            in_transit=self.in_transit,
            due_on=self.due_on,
            today=today,
            cancelled=self.cancelled,
            event_on=self.event_on,
            noticed=self.noticed,
            held=self.held,
            pause=self.pause,
            extended_to=self.extended_to,
            excused=self.excused,
        )

    @property
    def last_day(self) -> date | None:
        """The last day in time, also one that an extension gave."""
        return last_day(self.due_on, self.extended_to)

    def is_past(self, today: date) -> bool:
        """Whether the last day in time is over."""
        return self.last_day is not None and self.last_day < today

    @property
    def ended(self) -> bool:
        """Whether it is owed no longer, by an amendment or an exemption."""
        return self.cancelled or self.excused


_FACTS = len(ObligationRow._fields) - 2
_DEPOSITOR = _FACTS + len(_PARTY)
_DEPOSITORY = _DEPOSITOR + len(_PARTY)
"""Where in a row of `select_rows` its own values end, and those of the two parties."""


def select_rows(actor: Actor) -> Select[Any]:
    """The statement whose rows `read_row` reads; Obligation, Release and Publication are joined in it.

    Its rows are within nobody's reach yet; `actor` decides only whether they say that they are noticed.
    """
    return _statement(noticed(actor), in_transit())


def select_rows_quickly(actor: Actor) -> Select[Any]:
    """The same but that `in_transit` says only where any may be (`may_be_moving`): it is to be asked anew."""
    return _statement(noticed(actor), may_be_moving())


@cache
def _statement(named: ColumnElement[bool], moving: ColumnElement[int]) -> Select[Any]:
    """The statement with `named` as what says whether a row is noticed, `moving` as what is in transit."""
    row = Obligation
    columns: list[ColumnElement[Any] | InstrumentedAttribute[Any]] = [
        row.id, row.release_id, full_title(), Publication.language, Publication.script,
        func.coalesce(first_identifier(), "").label("identifier"), row.rule_id, row.rule_set_id,
        row.instrument, row.locator, row.depositor_role, row.form, row.copies, row.received,
        row.held, moving.label("in_transit"), row.event, row.event_on, row.due_on, row.provisional,
        row.cancelled_at.is_not(None).label("cancelled"), row.pause, row.extended_to,
        row.excused_at.is_not(None).label("excused"), named.label("noticed"),
        *_names(_depositor, "depositor"), *_names(_depository, "depository"),
    ]  # fmt: skip
    return (
        select(*columns)
        .select_from(Obligation)
        .join(Release, Release.id == Obligation.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .join(_depository, _depository.id == Obligation.depository_id)
        .outerjoin(_depositor, _depositor.id == Obligation.depositor_id)
    )


def read_row(row: Row[Any]) -> ObligationRow:
    """A row of `select_rows` as a frozen value. By position: a list reads a thousand values."""
    facts, depositor, depository = row[:_FACTS], row[_FACTS:_DEPOSITOR], row[_DEPOSITOR:_DEPOSITORY]
    parties: tuple[Any, ...] = (None if depositor[0] is None else Party(*depositor), Party(*depository))
    return ObligationRow(*facts, *parties)


def _names(organisation: type[Organisation], label: str) -> list[ColumnElement[Any]]:
    return [getattr(organisation, name).label(f"{label}_{name}") for name in _PARTY]
