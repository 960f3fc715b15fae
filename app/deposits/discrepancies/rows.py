"""A discrepancy as lists and reports show it: one frozen row, read in one statement with all it names."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from app.deposits.discrepancies.models import Discrepancy, ReplacementPromise, Settlement
from app.deposits.discrepancies.scope import PROMISE, SETTLEMENT, WITHDRAWN
from app.deposits.obligations.rows import NAMES, Party
from app.deposits.receiving.awaiting import awaited
from app.deposits.receiving.models import Receipt
from app.domain.discrepancies import (
    REPLACEABLE,
    Outcome,
    Standing,
    is_open,
    outcomes_for,
    standing_of,
    waits_for_copies,
)
from app.domain.receiving import DiscrepancyKind
from app.organisations.models import Organisation
from app.publications.models import Publication, Release
from app.publications.queries import first_identifier, full_title

_PARTY = ("id", *NAMES)
_depositor, _depository, _taker = (aliased(Organisation) for _ in range(3))
_bringing = aliased(Receipt)


class DiscrepancyRow(NamedTuple):
    """Copies with one fault, and what was decided and promised about them.

    `number` is the receipt's, which the report bears too. `title` empty: nobody registered the book, `note`
    holds its number. `settlement_id` is the decision that stands. `brought_by` is the number of the receipt
    that brought the replacement. `awaited`: copies of the release are owed still.
    """

    id: int
    number: str
    at: datetime
    kind: DiscrepancyKind
    copies: int
    note: str
    release_id: int | None
    title: str
    language: str
    script: str
    identifier: str
    settlement_id: int | None
    outcome: Outcome | None
    decided_at: datetime | None
    decision_note: str
    brought_by: str
    promised_on: date | None
    withdrawn: bool
    awaited: bool
    depositor: Party | None
    depository: Party
    taken_by: Party | None

    @property
    def standing(self) -> Standing:
        """How far it is."""
        promised = self.promised_on is not None
        return standing_of(
            self.kind,
            self.outcome,
            awaited=self.awaited,
            promised=promised,
            withdrawn=self.withdrawn,
        )

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return not self.withdrawn and is_open(self.kind, self.outcome, awaited=self.awaited)

    @property
    def replaceable(self) -> bool:
        """Whether its depositor can promise what takes its place."""
        return self.open and self.kind in REPLACEABLE and self.awaited

    @property
    def unneeded(self) -> bool:
        """Whether what is lacking need not be replaced, since nothing of it is owed any more."""
        if self.withdrawn or self.kind not in REPLACEABLE or self.awaited:
            return False
        return self.open or waits_for_copies(self.kind, self.outcome)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What the library can decide about it now; what stands already is not decided again."""
        if self.withdrawn or self.outcome in (Outcome.ACCEPTED, Outcome.PASSED_ON):
            return ()
        unknown = self.release_id is None
        return tuple(
            outcome for outcome in outcomes_for(self.kind)
            if outcome is not self.outcome and not (unknown and outcome is Outcome.OFFERED)
        )  # fmt: skip


_FACTS = len(DiscrepancyRow._fields) - 3


def select_rows() -> Select[Any]:
    """The statement whose rows `read_row` reads: the receipt, the standing settlement and promise, and the
    title are joined in it; nobody's reach bounds it yet."""
    columns: list[Any] = [
        Discrepancy.id, Receipt.number, Receipt.at, Discrepancy.kind, Discrepancy.copies, Discrepancy.note,
        Discrepancy.release_id, func.coalesce(full_title(), ""), func.coalesce(Publication.language, ""),
        func.coalesce(Publication.script, ""), func.coalesce(first_identifier(), ""), Settlement.id,
        Settlement.outcome, Settlement.at, func.coalesce(Settlement.note, ""),
        func.coalesce(_bringing.number, ""), ReplacementPromise.promised_on, WITHDRAWN,
        awaited(Discrepancy.release_id),
        *(getattr(party, name) for party in (_depositor, _depository, _taker) for name in _PARTY),
    ]  # fmt: skip
    # Several of the columns have one name.
    named = [column.label(f"c{place}") for place, column in enumerate(columns)]
    return (
        select(*named)
        .select_from(Discrepancy)
        .join(Receipt, Receipt.id == Discrepancy.receipt_id)
        .join(_depository, _depository.id == Receipt.depository_id)
        .outerjoin(_depositor, _depositor.id == Receipt.depositor_id)
        .outerjoin(Release, Release.id == Discrepancy.release_id)
        .outerjoin(Publication, Publication.id == Release.publication_id)
        .outerjoin(Settlement, SETTLEMENT)
        .outerjoin(_bringing, _bringing.id == Settlement.receipt_id)
        .outerjoin(_taker, _taker.id == Settlement.taken_by_id)
        .outerjoin(ReplacementPromise, PROMISE)
    )


def read_row(row: Row[Any]) -> DiscrepancyRow:
    """A row of `select_rows` as a frozen value."""
    places = range(_FACTS, len(row), len(_PARTY))
    named = (row[place : place + len(_PARTY)] for place in places)
    parties: tuple[Any, ...] = tuple(None if party[0] is None else Party(*party) for party in named)
    return DiscrepancyRow(*row[:_FACTS], *parties)
