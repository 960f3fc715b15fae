"""A collecting library in the demonstration: it takes copies in for another, and has sent one on."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select

from app.accounts.models import Account
from app.deposits.consignments.models import ConsignmentLine, Copy
from app.deposits.consignments.services import create_consignment, send_consignment
from app.deposits.obligations.models import Obligation
from app.deposits.passing.services import prepare_transfer
from app.deposits.receiving.services import confirm_arrival, open_arrival, scan
from app.desks.demo.country import email_of
from app.domain.actor import SYSTEM, Actor, Role
from app.domain.law import Form
from app.domain.receiving import Condition
from app.infra.db import session
from app.organisations.collecting.services import name_collector
from app.organisations.queries import depository_by_code

COLLECTOR, SERVED = "uz-natlib", "uz-akm-1726"
CLERK = "chinara"
TITLES = 2


def collect_for_another(*, at: datetime) -> None:
    """Let one library collect for another, take in a parcel for it, and pass the first copy on."""
    collector, served = depository_by_code(COLLECTOR), depository_by_code(SERVED)
    name_collector(depository_id=served.id, collector_id=collector.id, by=SYSTEM, at=at - timedelta(days=9))
    clerk, porter = _clerk(), _librarian(collector.id)
    owed = _untouched(clerk, served.id)
    if not owed:
        return
    sent = at - timedelta(days=3)
    lines = {row.id: row.copies or 0 for row in owed}
    parcel = create_consignment(depository_id=collector.id, lines=lines, by=clerk, at=sent)
    send_consignment(code=parcel.code, carrier="Kuryer", tracking="", by=clerk, at=sent + timedelta(hours=1))
    taken = at - timedelta(days=2)
    arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=porter, at=taken)
    for label in _labels(parcel.id):
        scan(arrival_id=arrival.id, text=label, key=label, condition=Condition.GOOD, by=porter, at=taken)
    confirm_arrival(arrival_id=arrival.id, by=porter, at=taken + timedelta(minutes=6))
    passed = at - timedelta(days=1)
    transfer = prepare_transfer(depository_id=served.id, lines={owed[0].id: 1}, by=porter, at=passed)
    send_consignment(code=transfer.code, carrier="Kutubxona mashinasi", tracking="", by=porter, at=passed)


def _untouched(clerk: Actor, library_id: int) -> Sequence[Obligation]:
    """The latest that the clerk's house owes to the library and of which nothing has moved."""
    packed = exists().where(ConsignmentLine.obligation_id == Obligation.id)
    statement = select(Obligation).where(
        Obligation.depositor_id.in_(clerk.organisation_ids),
        Obligation.depository_id == library_id,
        Obligation.open,
        Obligation.received == 0,
        Obligation.form != Form.FILE,
        Obligation.event_on.is_not(None),
        ~packed,
    )
    return session().scalars(statement.order_by(Obligation.id.desc()).limit(TITLES)).all()


def _labels(parcel_id: int) -> Sequence[str]:
    lines = select(ConsignmentLine.id).where(ConsignmentLine.consignment_id == parcel_id)
    return session().scalars(select(Copy.code).where(Copy.line_id.in_(lines)).order_by(Copy.id)).all()


def _clerk() -> Actor:
    return session().scalars(select(Account).where(Account.email == email_of(CLERK))).one().actor()


def _librarian(library_id: int) -> Actor:
    here = select(Account).where(Account.organisation_id == library_id, Account.role == Role.LIBRARIAN)
    return session().scalars(here.order_by(Account.id).limit(1)).one().actor()
