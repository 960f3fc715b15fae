"""From a scanned slip to a receipt, through the services."""

from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.deposits.consignments.models import Consignment
from app.deposits.receiving.models import Arrival, Receipt, Scan, Shortage
from app.deposits.receiving.services import (
    Outcome,
    ScanResult,
    accept_scan,
    confirm_arrival,
    open_arrival,
    return_scan,
    reverse_receipt,
    scan,
    set_condition,
    undo_scan,
)
from app.domain.actor import Actor, Role
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.receiving import Condition
from app.infra.db import transaction
from app.law.models import AdoptedRuleSet
from app.organisations.models import OrganisationKind
from tests.factories.obligations import add_organisation
from tests.factories.receiving import (
    AT,
    World,
    labels_of,
    lines_of,
    made_by,
    make_actor,
    make_book,
    make_obligation,
    make_world,
    new_key,
    received,
    send_parcel,
)


def opened(world: World, code: str | None, by: Actor | None = None) -> Arrival:
    with transaction():
        return open_arrival(consignment_code=code, depositor_id=None, by=by or world.librarian, at=AT)


def scanned(
    world: World, arrival: Arrival, text: str, condition: Condition = Condition.GOOD, key: str = ""
) -> ScanResult:
    with transaction():
        return scan(
            arrival_id=arrival.id,
            text=text,
            key=key or new_key(),
            condition=condition,
            by=world.librarian,
            at=AT,
        )


def confirmed(world: World, arrival: Arrival) -> Receipt:
    with transaction():
        return confirm_arrival(arrival_id=arrival.id, by=world.librarian, at=AT)


def test_what_is_scanned_counts_and_the_rest_is_short(session: Session) -> None:
    world = make_world(3)
    parcel = send_parcel(world, {0: 2, 1: 2, 2: 1})
    labels = labels_of(parcel)
    arrival = opened(world, parcel.code.lower())
    for text in (labels[0], labels[1], world.isbns[1]):
        assert scanned(world, arrival, text).outcome is Outcome.RECORDED
    receipt = confirmed(world, arrival)
    assert receipt.number.startswith("Q26-")
    assert [received(owed) for owed in world.obligations] == [2, 1, 0]
    assert [owed.open for owed in world.obligations] == [False, True, True]
    missing = session.execute(select(Shortage.obligation_id, Shortage.copies).order_by(Shortage.id)).all()
    assert missing == [(world.obligations[1].id, 1), (world.obligations[2].id, 1)]
    kept = session.get_one(Consignment, parcel.id, populate_existing=True)
    assert (kept.arrived_at, kept.confirmed_at) == (AT, AT)


def test_confirming_again_gives_the_same_receipt(session: Session) -> None:
    world = make_world(1)
    arrival = opened(world, send_parcel(world, {0: 2}).code)
    scanned(world, arrival, world.isbns[0])
    assert confirmed(world, arrival).id == confirmed(world, arrival).id
    assert received(world.obligations[0]) == 1
    with pytest.raises(Conflict, match=r"arrival\.confirmed"):
        scanned(world, arrival, world.isbns[0])


def test_an_isbn_counts_with_each_scan_and_a_label_once(session: Session) -> None:
    world = make_world(1)
    parcel = send_parcel(world, {0: 2})
    arrival, label = opened(world, parcel.code), labels_of(parcel)[0]
    scanned(world, arrival, label)
    again = scanned(world, arrival, label)
    assert again.outcome is Outcome.ALREADY_COUNTED
    scanned(world, arrival, world.isbns[0])
    assert session.scalar(select(func.count(Scan.id))) == 2
    confirmed(world, arrival)
    assert received(world.obligations[0]) == 2


def test_a_copy_scanned_by_isbn_and_then_by_its_label_is_one(session: Session) -> None:
    world = make_world(1)
    parcel = send_parcel(world, {0: 1})
    arrival, label = opened(world, parcel.code), labels_of(parcel)[0]
    by_isbn = made_by(scanned(world, arrival, world.isbns[0], Condition.DAMAGED))
    result = scanned(world, arrival, label, key="l")
    assert (result.outcome, result.instead_of) == (Outcome.RECORDED, by_isbn.text)
    assert made_by(result).condition is Condition.DAMAGED
    assert scanned(world, arrival, label, key="l").scan_id == result.scan_id
    with transaction():
        accept_scan(
            arrival_id=arrival.id, scan_id=made_by(result).id, reason="a spot", by=world.librarian, at=AT
        )
    confirmed(world, arrival)
    assert received(world.obligations[0]) == 1


def test_a_repeated_request_is_one_scan(session: Session) -> None:
    world = make_world(1)
    arrival = opened(world, send_parcel(world, {0: 2}).code)
    first = scanned(world, arrival, world.isbns[0], key="same")
    second = scanned(world, arrival, world.isbns[0], key="same")
    assert first.scan_id is not None
    assert first.scan_id == second.scan_id
    assert session.scalar(select(func.count(Scan.id))) == 1


def test_a_damaged_copy_counts_only_when_accepted(session: Session) -> None:
    world = make_world(2)
    arrival = opened(world, send_parcel(world, {0: 2, 1: 2}).code)
    scanned(world, arrival, world.isbns[0], Condition.DAMAGED)
    accepted = made_by(scanned(world, arrival, world.isbns[1], Condition.DAMAGED))
    with transaction():
        accept_scan(
            arrival_id=arrival.id, scan_id=accepted.id, reason="only a corner", by=world.librarian, at=AT
        )
    receipt = confirmed(world, arrival)
    assert [received(owed) for owed in world.obligations] == [0, 1]
    told = [(line.discrepancy, line.obligation_id is not None, line.note) for line in lines_of(receipt)]
    assert told == [("damaged", False, ""), ("damaged", True, "only a corner")]
    # Both came, so neither is short by them.
    assert session.scalar(select(func.sum(Shortage.copies))) == 2


def test_a_decision_needs_a_reason_and_a_fault(session: Session) -> None:
    world = make_world(1)
    arrival = opened(world, send_parcel(world, {0: 2}).code)
    good = made_by(scanned(world, arrival, world.isbns[0]))
    facts = {"arrival_id": arrival.id, "scan_id": good.id, "by": world.librarian, "at": AT}
    with pytest.raises(DomainError, match=r"scan\.reason_needed"), transaction():
        return_scan(**facts, reason=" ")
    with pytest.raises(Conflict, match=r"scan\.counts_already"), transaction():
        accept_scan(**facts, reason="fine")
    with transaction():
        return_scan(**facts, reason="a gift")
    with transaction():
        set_condition(**facts, condition=Condition.DEFECTIVE)
    assert session.get_one(Scan, good.id, populate_existing=True).decision is None


def test_surplus_and_unannounced_are_recorded_and_the_figures_close(session: Session) -> None:
    world = make_world(3)
    arrival = opened(world, send_parcel(world, {0: 2}).code)
    texts = (*[world.isbns[0]] * 3, world.isbns[1], "9789943712119", "978-9943-7250-1-1")
    outcomes = [scanned(world, arrival, text).outcome for text in texts]
    assert outcomes == [Outcome.RECORDED] * 5 + [Outcome.CHECK_CHARACTER]
    receipt = confirmed(world, arrival)
    lines = lines_of(receipt)
    assert [line.discrepancy for line in lines] == ["", "", "surplus", "unannounced", "unannounced"]
    assert sum(line.copies for line in lines) == 5
    assert sum(line.copies for line in lines if line.obligation_id is not None) == 3
    assert lines[4].release_id is None
    assert lines[4].note == "978-9943-7121-1-9"
    assert [received(owed) for owed in world.obligations] == [2, 1, 0]


def test_undo_takes_back_the_last_own_scan(session: Session) -> None:
    world = make_world(2)
    parcel = send_parcel(world, {0: 2})
    arrival, label = opened(world, parcel.code), labels_of(parcel)[0]
    scanned(world, arrival, label)
    with transaction():
        scan(
            arrival_id=arrival.id, text=world.isbns[0], key="c", condition=Condition.GOOD,
            by=world.colleague, at=AT,
        )  # fmt: skip
    with transaction():
        undone = undo_scan(arrival_id=arrival.id, scan_id=None, by=world.librarian, at=AT)
    assert undone is not None
    assert undone.text == label
    assert scanned(world, arrival, label).outcome is Outcome.RECORDED
    assert session.scalar(select(func.count(Scan.id))) == 3


def test_a_label_of_another_library_is_addressed_elsewhere(session: Session) -> None:
    world, other = make_world(1), make_world(1)
    foreign = labels_of(send_parcel(other, {0: 1}))[0]
    arrival = opened(world, send_parcel(world, {0: 1}).code)
    found = made_by(scanned(world, arrival, foreign))
    assert found.condition is Condition.ADDRESSED_ELSEWHERE
    receipt = confirmed(world, arrival)
    assert [line.discrepancy for line in lines_of(receipt)] == ["addressed_elsewhere"]
    assert received(world.obligations[0]) == received(other.obligations[0]) == 0
    # The copy is still awaited where it is owed.
    there = opened(other, send_parcel(other, {0: 1}).code, other.librarian)
    with transaction():
        result = scan(
            arrival_id=there.id, text=foreign, key="k", condition=Condition.GOOD, by=other.librarian, at=AT
        )
    assert result.outcome is Outcome.RECORDED


def test_an_isbn_of_several_books_means_the_announced_one_else_asks(session: Session) -> None:
    world = make_world(2)
    with transaction():
        twin = make_book(world.publisher, world.isbns[0], "Ikkinchi nashr")
    arrival = opened(world, send_parcel(world, {0: 1}).code)
    announced = made_by(scanned(world, arrival, world.isbns[0]))
    assert announced.release_id == world.releases[0].id
    without = opened(world, None)
    owed = made_by(scanned(world, without, world.isbns[0]))
    assert owed.release_id == world.releases[0].id
    with transaction():
        make_obligation(twin, world.publisher, world.library, session.scalars(select(AdoptedRuleSet)).one())
    asked = scanned(world, without, world.isbns[0])
    assert asked.outcome is Outcome.CHOOSE
    assert asked.choices == (world.releases[0].id, twin.id)
    with transaction():
        chosen = scan(
            arrival_id=without.id, text=world.isbns[0], key="z", condition=Condition.GOOD,
            release_id=twin.id, by=world.librarian, at=AT,
        )  # fmt: skip
    assert made_by(chosen).release_id == twin.id


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("4780000000000", Outcome.PRODUCT_CODE),
        ("51299", Outcome.PRODUCT_CODE),
        ("J26-004173-J", Outcome.PARCEL_CODE),
        ("C26-0000001-A", Outcome.CHECK_CHARACTER),
        ("<script>alert(1)</script>", Outcome.UNREADABLE),
        ("'; DROP TABLE scan; --", Outcome.UNREADABLE),
    ],
)
def test_what_is_no_copy_leaves_no_row(session: Session, text: str, outcome: Outcome) -> None:
    world = make_world(1)
    arrival = opened(world, send_parcel(world, {0: 1}).code)
    assert scanned(world, arrival, text).outcome is outcome
    assert session.scalar(select(func.count(Scan.id))) == 0


def test_a_parcel_opens_only_at_its_library_and_only_if_not_cancelled(session: Session) -> None:
    world, other = make_world(1), make_world(1)
    parcel = send_parcel(world, {0: 1}, sent=False)
    with pytest.raises(Conflict, match=r"arrival\.other_library"):
        opened(world, parcel.code, other.librarian)
    first, second = opened(world, parcel.code), opened(world, parcel.code, world.colleague)
    assert first.id == second.id
    with pytest.raises(NotFound), transaction():
        scan(arrival_id=first.id, text="x", key="k", condition=Condition.GOOD, by=other.librarian, at=AT)
    cancelled = send_parcel(world, {0: 1})
    with transaction() as current:
        current.get_one(Consignment, cancelled.id).cancelled_at = AT
    with pytest.raises(Conflict, match=r"arrival\.cancelled"):
        opened(world, cancelled.code)
    for wrong, code in (("J26-999999-X", r"arrival\.misread"), ("salom", r"arrival\.not_a_slip")):
        with pytest.raises(DomainError, match=code):
            opened(world, wrong)


def test_a_label_opens_its_parcel_and_a_received_one_leads_to_its_receipt(session: Session) -> None:
    world = make_world(1)
    parcel = send_parcel(world, {0: 1})
    arrival = opened(world, labels_of(parcel)[0])
    assert arrival.consignment_id == parcel.id
    with pytest.raises(DomainError, match=r"arrival\.nothing_in_it"):
        confirmed(world, arrival)
    scanned(world, arrival, world.isbns[0])
    confirmed(world, arrival)
    assert opened(world, parcel.code).id == arrival.id


def test_a_reversal_opens_what_was_met_and_the_parcel_anew(session: Session, at: datetime) -> None:
    world = make_world(1)
    parcel = send_parcel(world, {0: 2})
    arrival, labels = opened(world, parcel.code), labels_of(parcel)
    for label in labels:
        scanned(world, arrival, label)
    receipt = confirmed(world, arrival)
    with pytest.raises(DomainError, match=r"receipt\.reason_needed"), transaction():
        reverse_receipt(number=receipt.number, reason=" ", by=world.librarian, at=at)
    with transaction():
        reversal = reverse_receipt(number=receipt.number, reason="wrong parcel", by=world.librarian, at=at)
    assert (reversal.reverses_id, [line.copies for line in lines_of(reversal)]) == (receipt.id, [-1, -1])
    assert received(world.obligations[0]) == 0
    assert world.obligations[0].open
    with pytest.raises(Conflict, match=r"receipt\.reversed"), transaction():
        reverse_receipt(number=receipt.number, reason="again", by=world.librarian, at=at)
    with pytest.raises(Conflict, match=r"receipt\.is_reversal"), transaction():
        reverse_receipt(number=reversal.number, reason="again", by=world.librarian, at=at)
    anew = opened(world, parcel.code)
    assert anew.id != arrival.id
    assert scanned(world, anew, labels[0]).outcome is Outcome.RECORDED
    confirmed(world, anew)
    assert received(world.obligations[0]) == 1


def test_nobody_else_reverses(session: Session, at: datetime) -> None:
    world = make_world(1)
    arrival = opened(world, send_parcel(world, {0: 2}).code)
    scanned(world, arrival, world.isbns[0])
    receipt = confirmed(world, arrival)
    with transaction():
        stranger = make_actor(Role.LIBRARIAN, add_organisation(OrganisationKind.DEPOSITORY))
    with pytest.raises(NotFound), transaction():
        reverse_receipt(number=receipt.number, reason="mine", by=stranger, at=at)
