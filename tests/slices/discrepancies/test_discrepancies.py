"""What was wrong with a parcel: reported with its receipt, told, promised, replaced, settled, offered on."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.audit.queries import acts_of
from app.audit.sentences import sentence_of
from app.deposits.consignments.models import Consignment
from app.deposits.discrepancies.models import Discrepancy, ReplacementPromise, Settlement
from app.deposits.discrepancies.promises import promises_of
from app.deposits.discrepancies.queries import Asked, list_discrepancies, offers, report_for, sent_since
from app.deposits.discrepancies.services import promise_replacement, settle, take_offer
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.services import (
    accept_scan,
    confirm_arrival,
    open_arrival,
    return_scan,
    reverse_receipt,
    scan,
)
from app.domain.actor import Actor, Role
from app.domain.discrepancies import FURTHEST_PROMISE, Outcome, Standing
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.receiving import Condition, DiscrepancyKind
from app.infra.db import transaction
from app.infra.i18n import force_locale
from app.infra.mail import Message
from app.organisations.models import Organisation, OrganisationKind
from tests.factories.obligations import add_organisation
from tests.factories.receiving import World, made_by, make_actor, make_world, new_key, received, send_parcel

DAY = timedelta(days=1)
GOOD, DAMAGED = Condition.GOOD, Condition.DAMAGED


def receive(
    world: World, parcel: Consignment | None, scans: Sequence[tuple[int, Condition]], at: datetime
) -> Receipt:
    """Receive these copies, named by the place of their book."""
    by = world.librarian
    with transaction():
        arrival = open_arrival(
            consignment_code=parcel.code if parcel else None,
            depositor_id=None if parcel else world.publisher.id,
            by=by,
            at=at,
        )
        for place, condition in scans:
            text = world.isbns[place]
            scan(arrival_id=arrival.id, text=text, key=new_key(), condition=condition, by=by, at=at)
        return confirm_arrival(arrival_id=arrival.id, by=by, at=at)


def found(session: Session, receipt: Receipt) -> list[Discrepancy]:
    statement = select(Discrepancy).where(Discrepancy.receipt_id == receipt.id).order_by(Discrepancy.id)
    return list(session.scalars(statement))


def standings(by: Actor, receipt: Receipt) -> list[tuple[str, int, str]]:
    rows = report_for(by, receipt.number).rows
    return sorted((row.kind.value, row.copies, row.standing.value) for row in rows)


@pytest.fixture
def world(session: Session) -> World:
    return make_world(3)


@pytest.fixture
def clerk(world: World) -> Actor:
    with transaction():
        return make_actor(Role.DEPOSITOR, world.publisher)


def test_a_receipt_reports_every_fault_of_its_parcel_and_tells_its_sender(
    world: World, clerk: Actor, session: Session, at: datetime
) -> None:
    by = world.librarian
    parcel = send_parcel(world, {0: 2, 1: 2})
    with transaction():
        arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=by, at=at)
        marks = []
        for text in (world.isbns[0], world.isbns[0], world.isbns[1], world.isbns[2], "9789943999992"):
            made = scan(arrival_id=arrival.id, text=text, key=new_key(), condition=GOOD, by=by, at=at)
            marks.append(made_by(made))
        marks[0].condition = marks[1].condition = Condition.DAMAGED
        accept_scan(arrival_id=arrival.id, scan_id=marks[0].id, reason="Muqovasi ezilgan", by=by, at=at)
        return_scan(arrival_id=arrival.id, scan_id=marks[1].id, reason="Suv tekkan", by=by, at=at)
        receipt = confirm_arrival(arrival_id=arrival.id, by=by, at=at)
    assert standings(clerk, receipt) == [
        ("damaged", 1, "open"),
        ("damaged", 1, "settled"),
        ("short", 1, "open"),
        ("unannounced", 1, "open"),
        ("unannounced", 1, "settled"),
    ]
    notes = [(row.outcome, row.decision_note) for row in report_for(by, receipt.number).rows if row.outcome]
    assert (Outcome.ACCEPTED, "Muqovasi ezilgan") in notes
    assert (Outcome.RETURNED, "Suv tekkan") in notes
    letter = session.scalars(select(Message)).one()
    assert letter.to.startswith("depositor")
    for said in (receipt.number, "Kitob 1", "Suv tekkan", f"/discrepancies/{receipt.number}"):
        assert said in letter.body, letter.body


def test_a_parcel_as_announced_makes_no_report(world: World, clerk: Actor, at: datetime) -> None:
    receipt = receive(world, send_parcel(world, {0: 1}), [(0, GOOD)], at)
    with pytest.raises(NotFound):
        report_for(clerk, receipt.number)


def test_a_promise_stands_beside_what_is_due_and_never_in_its_place(
    world: World, clerk: Actor, session: Session, at: datetime
) -> None:
    receipt = receive(world, send_parcel(world, {0: 2}), [(0, GOOD)], at)
    [short] = found(session, receipt)
    due = session.get_one(Obligation, world.obligations[0].id).due_on

    def promise(day: date, by: Actor = clerk) -> None:
        with transaction():
            promise_replacement(number=receipt.number, discrepancy_id=short.id, promised_on=day, by=by, at=at)

    with pytest.raises(DomainError, match="promised_past"):
        promise(at.date() - DAY)
    with pytest.raises(DomainError, match="promised_too_far"):
        promise(at.date() + FURTHEST_PROMISE + DAY)
    with pytest.raises(NotFound):
        promise(at.date(), world.librarian)
    for day in (at.date() + 3 * DAY, at.date() + 3 * DAY, at.date() + 5 * DAY):
        promise(day)
    kept = session.execute(
        select(ReplacementPromise.promised_on, ReplacementPromise.ended_at.is_(None)).order_by(
            ReplacementPromise.id
        )
    )
    assert [tuple(row) for row in kept] == [(at.date() + 3 * DAY, False), (at.date() + 5 * DAY, True)]
    assert standings(world.librarian, receipt) == [("short", 1, "promised")]
    for reader in (clerk, world.librarian):
        assert promises_of(reader, [owed.id for owed in world.obligations]) == {
            world.obligations[0].id: (at.date() + 5 * DAY, receipt.number)
        }
    owed = session.get_one(Obligation, world.obligations[0].id, populate_existing=True)
    assert (owed.due_on, owed.received) == (due, 1)
    to_library = [m.to for m in session.scalars(select(Message)) if m.to.startswith("librarian")]
    assert len(to_library) == 4, "two librarians, told of two promises"


def test_what_comes_afterwards_replaces_and_a_reversal_takes_that_back(
    world: World, clerk: Actor, session: Session, at: datetime
) -> None:
    first = receive(world, send_parcel(world, {0: 2, 1: 1}), [(0, DAMAGED), (0, GOOD)], at)
    assert standings(clerk, first) == [("damaged", 1, "open"), ("short", 1, "open")]
    later = at + DAY
    again = send_parcel(world, {0: 1})
    with transaction():
        session.get_one(Consignment, again.id).created_at = later
    assert [parcel.code for parcel in sent_since(clerk, report_for(clerk, first.number))] == [again.code]
    second = receive(world, again, [(0, GOOD)], later)
    assert standings(clerk, first) == [("damaged", 1, "settled"), ("short", 1, "open")]
    damaged = next(row for row in report_for(clerk, first.number).rows if row.kind == "damaged")
    assert (damaged.outcome, damaged.brought_by) == (Outcome.REPLACED, second.number)
    with transaction():
        reverse_receipt(number=second.number, reason="Boshqa kitob", by=world.librarian, at=later)
    assert standings(clerk, first) == [("damaged", 1, "open"), ("short", 1, "open")]
    assert received(world.obligations[0]) == 1


def test_the_library_settles_with_a_reason_and_may_decide_anew(
    world: World, clerk: Actor, session: Session, at: datetime
) -> None:
    receipt = receive(world, send_parcel(world, {0: 2}), [(0, GOOD)], at)
    [short] = found(session, receipt)

    def decide(outcome: Outcome, note: str = "", by: Actor = world.librarian) -> None:
        with transaction():
            settle(number=receipt.number, discrepancy_id=short.id, outcome=outcome, note=note, by=by, at=at)

    with transaction():
        elsewhere = make_actor(Role.LIBRARIAN, add_organisation(OrganisationKind.DEPOSITORY))
    for by in (clerk, elsewhere):
        with pytest.raises(NotFound):
            decide(Outcome.REPLACED, by=by)
    for without_remark in (Outcome.MISTAKE, Outcome.CLOSED, Outcome.REPLACED):
        with pytest.raises(DomainError, match="reason_needed"):
            decide(without_remark)
    with pytest.raises(DomainError, match=r"discrepancy\.outcome"):
        decide(Outcome.KEPT)
    for _twice in range(2):
        decide(Outcome.MISTAKE, "Javonda topildi")
    decide(Outcome.CLOSED, "Endi kerak emas")
    kept = session.execute(select(Settlement.outcome, Settlement.note).order_by(Settlement.id))
    assert [tuple(row) for row in kept] == [
        (Outcome.MISTAKE, "Javonda topildi"),
        (Outcome.CLOSED, "Endi kerak emas"),
    ]
    with pytest.raises(Conflict, match="settled_already"), transaction():
        promise_replacement(
            number=receipt.number, discrepancy_id=short.id, promised_on=at.date(), by=clerk, at=at
        )
    told = session.scalars(select(AuditEvent.name).where(AuditEvent.name == "discrepancy.settled")).all()
    assert len(told) == 2
    with transaction(), force_locale("en"):
        last = acts_of("release", world.releases[0].id)[0]
        number = receipt.number
        assert (
            sentence_of(last)
            == f"Decided about copies of receipt {number}: missing, closed for another reason"
        )
    letters = [m.body for m in session.scalars(select(Message)) if "Endi kerak emas" in m.body]
    assert ["Kitob 0: 1 " in letter for letter in letters] == [True], "of which book, and of how many copies"
    with transaction():
        reverse_receipt(number=receipt.number, reason="Xato", by=world.librarian, at=at)
    assert standings(clerk, receipt) == [("short", 1, "withdrawn")]
    with pytest.raises(Conflict, match="withdrawn"):
        decide(Outcome.REPLACED)


def surplus_offered(world: World, session: Session, at: datetime) -> tuple[Receipt, Discrepancy]:
    receipt = receive(world, send_parcel(world, {0: 2}), [(0, GOOD)] * 3, at)
    [surplus] = found(session, receipt)
    assert surplus.kind is DiscrepancyKind.SURPLUS
    with transaction():
        settle(
            number=receipt.number,
            discrepancy_id=surplus.id,
            outcome=Outcome.OFFERED,
            note="Yangi",
            by=world.librarian,
            at=at,
        )
    return receipt, surplus


def test_an_offered_surplus_goes_to_the_first_library_that_takes_it(
    world: World, clerk: Actor, session: Session, at: datetime
) -> None:
    receipt, surplus = surplus_offered(world, session, at)
    assert [row.id for row in offers()] == [surplus.id]
    with transaction():
        libraries: list[Organisation] = [add_organisation(OrganisationKind.DEPOSITORY) for _ in range(2)]
        first, second = (make_actor(Role.LIBRARIAN, library) for library in libraries)

    def take(by: Actor) -> None:
        with transaction():
            take_offer(discrepancy_id=surplus.id, by=by, at=at)

    with pytest.raises(Conflict, match="own_offer"):
        take(world.librarian)
    for _twice in range(2):
        take(first)
    with pytest.raises(Conflict, match="offer_gone"):
        take(second)
    assert offers() == []
    [row] = report_for(clerk, receipt.number).rows
    assert (row.standing, row.taken_by and row.taken_by.id) == (Standing.SETTLED, libraries[0].id)
    with pytest.raises(NotFound):
        report_for(first, receipt.number)
    taken = [m for m in session.scalars(select(Message)) if m.to.startswith("librarian")]
    assert len(taken) == 2, "both librarians of the library that offered"
    for letter in taken:
        assert "Kitob 0: 1 " in letter.body, "what is taken"
        assert libraries[0].name in letter.body, "and by whom"
    [act] = session.scalars(select(AuditEvent).where(AuditEvent.name == "discrepancy.taken_by"))
    assert act.after["library"] == libraries[0].name


def test_a_list_holds_what_is_asked_within_reach_and_in_pages(
    world: World, clerk: Actor, session: Session, at: datetime
) -> None:
    for _parcel in range(2):
        receive(world, send_parcel(world, {0: 1, 1: 1}), [(2, DAMAGED)], at)
    everything = list_discrepancies(clerk, Asked(), limit=9)
    ids = [row.id for row in everything]
    assert len(ids) == 6
    assert ids == sorted(ids, reverse=True)
    assert [row.id for row in list_discrepancies(clerk, Asked(), after=ids[1], limit=2)] == ids[2:4]
    assert {row.title for row in everything} == {"Kitob 0", "Kitob 1", "Kitob 2"}
    damaged = list_discrepancies(world.librarian, Asked(kind=DiscrepancyKind.DAMAGED), limit=9)
    assert [row.title for row in damaged] == ["Kitob 2"] * 2
    assert list_discrepancies(clerk, Asked(standing=Standing.SETTLED), limit=9) == []
    with transaction():
        stranger = make_actor(Role.DEPOSITOR, add_organisation())
    assert list_discrepancies(stranger, Asked(), limit=9) == []
    with pytest.raises(NotFound):
        report_for(stranger, everything[0].number)
