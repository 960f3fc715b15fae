"""The obligations behind the copies of a receipt: which are met, which stay open, which another library still
has to receive."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select, true
from sqlalchemy.orm import joinedload

from app.deposits.obligations.models import Obligation
from app.deposits.receiving.matching import owed_on_paper
from app.deposits.receiving.models import Receipt, Shortage
from app.infra.db import session


@dataclass(frozen=True, slots=True)
class Behind:
    """`met`: what the copies were taken in for, here or for another library; `unmet`: what is not received in
    full of that, of what the slip names, and of what is owed to the library for the books of the receipt."""

    receipt: Receipt
    met: Sequence[Obligation]
    unmet: Sequence[Obligation]

    def fulfilled(self, release_id: int, library_id: int | None) -> Sequence[Obligation]:
        """What is done of what is owed of a book to one library, or where None to those for which the slip
        announced it."""
        met = self._of(self.met, release_id, library_id)
        return [one for one in met if one.copies is not None and one.received >= one.copies]

    def left_open(self, release_id: int, library_id: int | None) -> Sequence[Obligation]:
        """What of them its depositor still owes."""
        return [one for one in self._of(self.unmet, release_id, library_id) if one.open]

    def awaited(self, release_id: int, library_id: int | None) -> Sequence[Obligation]:
        """What of them is done when its library receives the copies that another one holds for it."""
        unmet = self._of(self.unmet, release_id, library_id)
        return [one for one in unmet if one.held and not one.open]

    def _of(
        self, obligations: Sequence[Obligation], release_id: int, library_id: int | None
    ) -> Sequence[Obligation]:
        libraries = {library_id} if library_id is not None else self._libraries(release_id)
        return [one for one in obligations if one.release_id == release_id and one.depository_id in libraries]

    def _libraries(self, release_id: int) -> set[int]:
        """The libraries for which the slip announced copies of a book; without any the one that received."""
        named = _named(self.receipt)
        found = {
            one.depository_id
            for one in (*self.met, *self.unmet)
            if one.id in named and one.release_id == release_id
        }
        return found or {self.receipt.depository_id}


def behind(receipt: Receipt) -> Behind:
    """Return the obligations behind a receipt, which has its lines and its parcel loaded."""
    return Behind(receipt, obligations_met(receipt), _unmet(receipt))


def obligations_met(receipt: Receipt) -> list[Obligation]:
    """Return the obligations that a receipt counts towards, with their rule sets."""
    ids = {line.handed_over_for for line in receipt.lines if line.handed_over_for is not None}
    statement = select(Obligation).where(Obligation.id.in_(ids)).options(joinedload(Obligation.rule_set))
    return list(session().scalars(statement.order_by(Obligation.id)))


def _unmet(receipt: Receipt) -> list[Obligation]:
    shortages = select(Shortage.release_id).where(Shortage.receipt_id == receipt.id)
    in_it = {line.release_id for line in receipt.lines if line.release_id is not None}
    sender = true() if receipt.depositor_id is None else Obligation.depositor_id == receipt.depositor_id
    named = _named(receipt) | {line.held_for_id for line in receipt.lines if line.held_for_id is not None}
    statement = (
        select(Obligation)
        .where(
            Obligation.received < Obligation.copies,
            Obligation.cancelled_at.is_(None),
            or_(
                and_(
                    owed_on_paper(receipt.depository_id),
                    or_(Obligation.release_id.in_(in_it), Obligation.release_id.in_(shortages)),
                    sender,
                ),
                Obligation.id.in_(named),
            ),
        )
        .options(joinedload(Obligation.depository))
    )
    return list(session().scalars(statement.order_by(Obligation.id)))


def _named(receipt: Receipt) -> set[int]:
    """What the slip of a receipt names, be it owed to another library."""
    return {line.obligation_id for line in receipt.consignment.lines} if receipt.consignment else set()
