"""Letters to the other side of a receipt when something was said or done about its discrepancies."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import LazyString
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.organisation_letters import write_to
from app.deposits.discrepancies.queries import missed_by, owners_of_faulty, sides_of_report
from app.deposits.discrepancies.words import KINDS, OUTCOMES
from app.deposits.receiving.books import books_by_id
from app.deposits.receiving.models import Receipt
from app.domain.events import Event
from app.domain.receiving import DiscrepancyKind
from app.infra.addresses import public_address
from app.infra.db import session
from app.infra.i18n import lazy_gettext as _
from app.organisations.models import Organisation

SUBJECTS: Mapping[str, LazyString] = {
    "discrepancy.answered": _("A message about a parcel"),
    "discrepancy.promised": _("A replacement is promised"),
    "discrepancy.settled": _("The library has decided about copies"),
    "discrepancy.given_back": _("Another library gives back copies that you offered"),
    "discrepancy.taken_by": _("Another library takes copies that you offered"),
}


def tell_other_side(event: Event) -> None:
    """Queue letters to whom it concerns: of what a library did, to the sender or those whose copies they are;
    of what anybody else did, to the library."""
    parties = (joinedload(Receipt.depositor), joinedload(Receipt.depository), joinedload(Receipt.consignment))
    statement = select(Receipt).where(Receipt.id == event.subjects[0].id).options(*parties)
    receipt = session().scalars(statement.execution_options(populate_existing=True)).one()
    by_library = event.by.organisation_id == receipt.depository_id
    for reader in _senders(receipt, event) if by_library else [receipt.depository]:
        write_to(
            reader,
            SUBJECTS[event.name],
            "mail/discrepancies/news.txt",
            at=event.at,
            act=event.name,
            facts=event.after,
            title=_title(event),
            other=session().get(Organisation, event.by.organisation_id),
            promised_on=date.fromisoformat(str(event.after["promised_on"]))
            if "promised_on" in event.after
            else None,
            kinds=KINDS,
            outcomes=OUTCOMES,
            receipt=receipt,
            url=public_address("discrepancies.report", number=receipt.number),
        )


def _release_id(event: Event) -> int | None:
    return next((subject.id for subject in event.subjects if subject.kind == "release"), None)


def _title(event: Event) -> str:
    """Of which book the act speaks: its title, or the number of one that nobody registered."""
    release_id = _release_id(event)
    if release_id is None:
        return str(event.after.get("text", ""))
    return books_by_id([release_id])[release_id].title


def _senders(receipt: Receipt, event: Event) -> Sequence[Organisation]:
    """Those on the sender's side; of an act on one discrepancy, among several only those whose copies it is
    about. Of what did not come of a transfer hears the library that sent it."""
    sides, missed = sides_of_report(receipt).depositor_ids, missed_by(receipt)
    if missed and event.after.get("kind") == DiscrepancyKind.SHORT:
        sides = missed
    release_id = _release_id(event)
    if len(sides) > 1 and release_id is not None:
        sides &= owners_of_faulty(receipt.id, release_id)
    if "kind" not in event.after:
        sides |= missed
    statement = select(Organisation).where(Organisation.id.in_(sides)).order_by(Organisation.id)
    return session().scalars(statement).all()
