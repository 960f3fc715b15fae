"""What a receipt act says of obligations: which are done, which stay open, what must be sent again."""

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.deposits.consignments.models import Consignment
from app.deposits.receiving.documents import receipt_act_paper, reversal_paper
from app.deposits.receiving.queries import receipt_by_id
from app.deposits.receiving.services import (
    accept_scan,
    confirm_arrival,
    open_arrival,
    return_scan,
    reverse_receipt,
    scan,
)
from app.domain.actor import Role
from app.domain.documents import ReceiptActPaper
from app.domain.receiving import Condition
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import World, labels_of, made_by, make_world, new_key, send_parcel


def act_of(
    world: World, parcel: Consignment, scans: list[tuple[int, Condition]], at: datetime
) -> ReceiptActPaper:
    """Receive these copies, named by the place of their book, and return the act."""
    by = world.librarian
    with transaction():
        arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=by, at=at)
        for place, condition in scans:
            text = world.isbns[place]
            scan(arrival_id=arrival.id, text=text, key=new_key(), condition=condition, by=by, at=at)
        receipt = confirm_arrival(arrival_id=arrival.id, by=by, at=at)
    return receipt_act_paper(receipt_by_id(receipt.id), "uz")


def test_only_what_does_not_count_is_to_be_sent_again(session: Session, at: datetime) -> None:
    world = make_world(2)
    good, damaged = Condition.GOOD, Condition.DAMAGED
    act = act_of(world, send_parcel(world, {0: 2, 1: 2}), [(0, good), (0, good), (1, good), (1, damaged)], at)
    assert [(line.scanned, line.counted) for line in act.lines] == [(2, 2), (1, 1), (1, 0)]
    assert (act.fulfilled_rows, act.fulfilled) == ((1,), 1)
    assert (act.open_rows, act.left_open) == ((2, 3), 1), "two rows of one obligation"
    assert act.rows_to_replace == (3,)


def test_a_book_of_which_nothing_counts_is_still_owed(session: Session, at: datetime) -> None:
    world = make_world(2, copies=1)
    act = act_of(world, send_parcel(world, {0: 1, 1: 1}), [(0, Condition.DEFECTIVE)], at)
    assert act.fulfilled == 0
    assert (act.open_rows, act.left_open) == ((1, 2), 2)
    assert act.rows_to_replace == (1, 2)


def test_a_part_sent_on_purpose_leaves_nothing_to_replace(session: Session, at: datetime) -> None:
    world = make_world(1)
    act = act_of(world, send_parcel(world, {0: 1}), [(0, Condition.GOOD)], at)
    assert (act.fulfilled, act.left_open, act.rows_to_replace) == (0, 1, ())


def test_a_surplus_copy_on_the_slip_was_announced(session: Session, at: datetime) -> None:
    world = make_world(1)
    parcel, elsewhere = send_parcel(world, {0: 3}), send_parcel(world, {0: 2})
    act_of(world, elsewhere, [(0, Condition.GOOD), (0, Condition.GOOD)], at)
    act = act_of(world, parcel, [(0, Condition.GOOD)], at)
    lines = [(line.announced, line.scanned, line.discrepancy.value) for line in act.lines]
    assert (act.announced, act.scanned, act.counted) == (3, 1, 0)
    assert lines == [(1, 1, "surplus"), (2, 0, "short")]


def test_a_reversal_says_what_is_taken_back_and_why(session: Session, at: datetime) -> None:
    world = make_world(2)
    good, damaged = Condition.GOOD, Condition.DAMAGED
    act = act_of(world, send_parcel(world, {0: 2, 1: 1}), [(0, good), (0, good), (1, damaged)], at)
    with transaction():
        made = reverse_receipt(number=act.number, reason="Boshqa joʻnatma", by=world.librarian, at=at)
    paper = reversal_paper(receipt_by_id(made.id), "uz")
    assert (paper.receipt, paper.reason, paper.number) == (act.number, "Boshqa joʻnatma", made.number)
    assert sorted((line.copies, line.counted) for line in paper.lines) == [(1, 0), (2, 2)]
    assert paper.check.code == made.verification_code
    with pytest.raises(ValueError, match="only a reversal"):
        reversal_paper(receipt_by_id(made.reverses_id or 0), "uz")


def test_the_act_demands_back_only_what_the_desk_decided_to_return(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    world, foreign = make_world(2, copies=1), make_world(1)
    parcel, label = send_parcel(world, {0: 1, 1: 1}), labels_of(send_parcel(foreign, {0: 1}))[0]
    by = world.librarian
    with transaction():
        arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=by, at=at)
        marks = []
        for text in (*world.isbns, world.isbns[0], label):
            made = scan(
                arrival_id=arrival.id, text=text, key=new_key(), condition=Condition.GOOD, by=by, at=at
            )
            marks.append(made_by(made))
        marks[1].condition = Condition.DAMAGED
        return_scan(arrival_id=arrival.id, scan_id=marks[1].id, reason="Suv tekkan", by=by, at=at)
        accept_scan(arrival_id=arrival.id, scan_id=marks[3].id, reason="Oʻzimizda qoladi", by=by, at=at)
        receipt = confirm_arrival(arrival_id=arrival.id, by=by, at=at)
    act = receipt_act_paper(receipt_by_id(receipt.id), "en")
    assert (act.scanned, act.counted, act.returned, act.undecided) == (4, 1, 1, 2)
    said = {line.discrepancy.value: line.note for line in act.lines if line.discrepancy != "none"}
    assert said["damaged"] == "goes back. Suv tekkan"
    assert said["addressed_elsewhere"] == "accepted by the library. Oʻzimizda qoladi"
    assert said["surplus"] == ""
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    page = client.get(f"/receipts/{receipt.number}").text
    for word in ("accepted by the library", "goes back"):
        assert word in page, word
