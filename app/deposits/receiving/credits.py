"""Towards whose obligations the copies of a receipt count: a parcel can hold what others owe."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Receipt, ReceiptLine
from app.infra.db import session
from app.organisations.models import Organisation
from app.publications.models import Publication, Release
from app.publications.queries import full_title


class Credit(NamedTuple):
    """So many copies of a title that count towards what one depositor owes, here or at the library to which
    they are passed on; `depositor` None: not identified. Below zero in a reversal."""

    release_id: int
    title: str
    language: str
    script: str
    depositor: Organisation | None
    copies: int

    def is_of(self, organisation: Organisation | None) -> bool:
        """Whether it is this organisation that owes them, also under the name that it has now."""
        return self.depositor is not None and present_id(self.depositor) == present_id(organisation)


def credits_of(receipt_id: int) -> Sequence[Credit]:
    """Return what a receipt counts, by title and depositor; the caller has made sure of its reach."""
    title = full_title().label("shown")  # another name than the column it reads
    statement = (
        select(Release.id, title, Publication.language, Publication.script, Organisation)
        .add_columns(func.sum(ReceiptLine.copies))
        .select_from(ReceiptLine)
        .join(Obligation, Obligation.id == ReceiptLine.handed_over_for)
        .join(Release, Release.id == Obligation.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .outerjoin(Organisation, Organisation.id == Obligation.depositor_id)
        .where(ReceiptLine.receipt_id == receipt_id)
        .group_by(Release.id, title, Publication.language, Publication.script, Organisation.id)
        .order_by(title, Release.id, Organisation.id)
    )
    return [Credit(*row) for row in session().execute(statement)]


def not_of_sender(receipt: Receipt, credited: Iterable[Credit]) -> list[Credit]:
    """Return what counts towards the obligations of others than who sent the parcel."""
    return [credit for credit in credited if not credit.is_of(receipt.depositor)]


def present_id(organisation: Organisation | None) -> int | None:
    """Return the id of an organisation, or of the one into which it was merged."""
    return None if organisation is None else organisation.merged_into_id or organisation.id
