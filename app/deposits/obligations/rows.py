"""An obligation as lists and grids show it: one frozen row, read in one statement with all it names."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import aliased

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import in_transit, noticed
from app.domain.actor import Actor
from app.domain.obligations import Status, status
from app.organisations.models import Organisation
from app.publications.models import Identifier, Publication, Release

NAMES = ("code", "name", "short_name", "name_ru", "name_en")
_depositor = aliased(Organisation)
_depository = aliased(Organisation)


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation by the names that a reader may be shown (the filter `organisation` chooses one).

    `code` is how rule sets name a depository; a depositor has none.
    """

    id: int
    code: str | None
    name: str
    short_name: str
    name_ru: str
    name_en: str


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """What lists and grids show of an obligation.

    `depositor` None: not identified. `copies` None: unknown. `isbn` is the first one printed, or empty.
    """

    id: int
    release_id: int
    title: str
    language: str
    script: str
    isbn: str
    rule_id: str
    rule_set_id: int
    instrument: str
    locator: str
    depositor_role: str
    depositor: Party | None
    depository: Party
    form: str
    copies: int | None
    received: int
    in_transit: int
    event: str
    event_on: date | None
    due_on: date | None
    provisional: bool
    cancelled: bool
    noticed: bool

    @property
    def missing(self) -> int:
        """Copies neither received nor on their way."""
        return max(0, (self.copies or 0) - self.received - self.in_transit)

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
        )


def select_rows(actor: Actor) -> Select[Any]:
    """The statement whose rows `read_row` reads; Obligation, Release and Publication are joined in it.

    Its rows are within nobody's reach yet; `actor` decides only whether they say that they are noticed.
    """
    isbn = (
        select(Identifier.printed_form)
        .where(Identifier.publication_id == Publication.id, Identifier.scheme == "isbn")
        .order_by(Identifier.id)
        .limit(1)
        .correlate(Publication)
        .scalar_subquery()
    )
    return (
        select(
            *Obligation.__table__.columns,
            Publication.title,
            Publication.language,
            Publication.script,
            isbn.label("isbn"),
            in_transit().label("in_transit"),
            noticed(actor).label("noticed"),
            *_names(_depositor, "depositor"),
            *_names(_depository, "depository"),
        )
        .select_from(Obligation)
        .join(Release, Release.id == Obligation.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .join(_depository, _depository.id == Obligation.depository_id)
        .outerjoin(_depositor, _depositor.id == Obligation.depositor_id)
    )


def read_row(row: Row[Any]) -> ObligationRow:
    """A row of `select_rows` as a frozen value."""
    return ObligationRow(
        id=row.id,
        release_id=row.release_id,
        title=row.title,
        language=row.language,
        script=row.script,
        isbn=row.isbn or "",
        rule_id=row.rule_id,
        rule_set_id=row.rule_set_id,
        instrument=row.instrument,
        locator=row.locator,
        depositor_role=row.depositor_role,
        depositor=None if row.depositor_id is None else _party(row, "depositor"),
        depository=_party(row, "depository"),
        form=row.form,
        copies=row.copies,
        received=row.received,
        in_transit=int(row.in_transit),
        event=row.event,
        event_on=row.event_on,
        due_on=row.due_on,
        provisional=row.provisional,
        cancelled=row.cancelled_at is not None,
        noticed=bool(row.noticed),
    )


def _names(organisation: type[Organisation], label: str) -> list[ColumnElement[str]]:
    return [getattr(organisation, name).label(f"{label}_{name}") for name in NAMES]


def _party(row: Row[Any], label: str) -> Party:
    return Party(*(getattr(row, f"{label}_{name}") for name in ("id", *NAMES)))
