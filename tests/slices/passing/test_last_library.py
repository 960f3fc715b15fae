"""What the last library says of a copy that another passed on: who is told, who reads it, who can act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.consignments.models import Consignment
from app.deposits.consignments.services import create_consignment, send_consignment
from app.deposits.discrepancies.promises import promises_of
from app.deposits.discrepancies.queries import Asked, count_open, list_discrepancies, report_for
from app.deposits.discrepancies.services import promise_replacement, settle, write_message
from app.deposits.passing.services import prepare_transfer
from app.deposits.passing.whereabouts import whereabouts_of
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.queries import receipt_read_by
from app.deposits.receiving.register.files import remark
from app.deposits.receiving.register.queries import RegisterFilter, whole_register
from app.deposits.receiving.services import confirm_arrival, open_arrival, reverse_receipt, scan
from app.domain.actor import Actor, Role
from app.domain.discrepancies import Outcome
from app.domain.errors import NotFound
from app.domain.receiving import Condition, DiscrepancyKind
from app.infra.clock import local_day
from app.infra.db import transaction
from app.infra.i18n import force_locale
from app.infra.mail import Message
from app.law.models import AdoptedRuleSet
from app.organisations.collecting.services import name_collector
from app.organisations.models import Organisation, OrganisationKind
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import add_organisation
from tests.factories.receiving import (
    AT,
    World,
    labels_of,
    make_actor,
    make_book,
    make_obligation,
    make_world,
    new_key,
)

GOOD, DAMAGED = Condition.GOOD, Condition.DAMAGED
LATER = AT + timedelta(days=2)


@dataclass(frozen=True)
class Passed:
    """A book of each of two publishers, which a collecting library passed on in one transfer."""

    world: World
    hub: Organisation
    porter: Actor
    publisher: Actor
    other: Actor
    transfer: Consignment
    labels: list[str]

    def received(self, *conditions: Condition) -> Receipt:
        """The receipt of the last library: these labels in these conditions; what is left out is missing."""
        return taken_in(self.transfer.code, self.labels, conditions, self.world.librarian)


@pytest.fixture
def passed(session: Session) -> Passed:
    world = make_world(1, copies=1)
    with transaction():
        hub, second = add_organisation(OrganisationKind.DEPOSITORY), add_organisation()
        porter, publisher, other = (
            make_actor(Role.LIBRARIAN, hub),
            make_actor(Role.DEPOSITOR, world.publisher),
            make_actor(Role.DEPOSITOR, second),
        )
        manager = make_actor(Role.ADMINISTRATOR, hub)
        name_collector(depository_id=world.library.id, collector_id=hub.id, by=manager, at=AT)
        book = make_book(second, "9789943712041", "Ikkinchi")
        rules = session.get_one(AdoptedRuleSet, world.obligations[0].rule_set_id)
        foreign = make_obligation(book, second, world.library, rules, 1)
    labels = []
    for owed, sender in ((world.obligations[0], publisher), (foreign, other)):
        with transaction():
            parcel = create_consignment(depository_id=hub.id, lines={owed.id: 1}, by=sender, at=AT)
            send_consignment(code=parcel.code, carrier="post", tracking="", by=sender, at=AT)
        labels += labels_of(parcel)
        taken_in(parcel.code, labels[-1:], [GOOD], porter)
    lines = {world.obligations[0].id: 1, foreign.id: 1}
    with transaction():
        transfer = prepare_transfer(depository_id=world.library.id, lines=lines, by=porter, at=AT)
        send_consignment(code=transfer.code, carrier="van", tracking="", by=porter, at=AT)
        for letter in session.scalars(select(Message)):
            session.delete(letter)
    return Passed(world, hub, porter, publisher, other, transfer, labels)


def taken_in(code: str, texts: list[str], conditions: Sequence[Condition], by: Actor) -> Receipt:
    with transaction():
        arrival = open_arrival(consignment_code=code, depositor_id=None, by=by, at=AT)
        for text, condition in zip(texts, conditions, strict=False):
            scan(arrival_id=arrival.id, text=text, key=new_key(), condition=condition, by=by, at=AT)
        return confirm_arrival(arrival_id=arrival.id, by=by, at=AT)


def letters(session: Session) -> dict[str, str]:
    """By address the last letter written there."""
    return dict(iter(session.execute(select(Message.to, Message.body).order_by(Message.id))))


def forget_letters(session: Session) -> None:
    with transaction():
        for letter in session.scalars(select(Message)):
            session.delete(letter)


def address_of(session: Session, actor: Actor) -> str:
    return session.scalars(select(Account.email).where(Account.id == actor.account_id)).one()


def test_whose_copy_is_damaged_is_told_and_reads_what_concerns_it(passed: Passed, session: Session) -> None:
    receipt = passed.received(DAMAGED, GOOD)
    told = letters(session)
    mine = told[address_of(session, passed.publisher)]
    assert f"/discrepancies/{receipt.number}" in mine
    assert "Kitob 0" in mine
    assert "Ikkinchi" not in mine
    theirs = told[address_of(session, passed.other)]
    assert f"/receipts/{receipt.number}" in theirs
    assert f"/discrepancies/{receipt.number}" not in theirs

    record = receipt_read_by(passed.publisher, receipt.number)
    assert [(row.release.title, row.discrepancy) for row in record.rows if row.release] == [
        ("Kitob 0", "damaged")
    ]
    assert record.partial
    assert [row.title for row in report_for(passed.publisher, receipt.number).rows] == ["Kitob 0"]
    assert [row.title for row in list_discrepancies(passed.publisher, Asked(), limit=5)] == ["Kitob 0"]
    assert count_open(passed.publisher) == (1, 1)
    assert count_open(passed.other) == (0, 0)
    with pytest.raises(NotFound):
        report_for(passed.other, receipt.number)
    assert [row.copies for row in receipt_read_by(passed.other, receipt.number).rows] == [1]


def test_the_collecting_library_is_told_of_its_transfer_and_not_that_it_owes(
    passed: Passed, session: Session
) -> None:
    receipt = passed.received(DAMAGED, GOOD)
    letter = letters(session)[address_of(session, passed.porter)]
    assert f"/passing-on/transfers/{passed.transfer.code}" in letter
    assert receipt.number in letter
    for wrong in ("/discrepancies/", "/receipts/"):
        assert wrong not in letter
    with pytest.raises(NotFound):
        report_for(passed.porter, receipt.number)


def test_what_did_not_come_is_named_and_the_library_that_sent_it_answers(
    passed: Passed, session: Session, client: FlaskClient
) -> None:
    number, library = passed.received(DAMAGED).number, passed.world.librarian
    letter = letters(session)[address_of(session, passed.porter)]
    assert f"Ikkinchi: 1 nusxa ({passed.labels[1]})" in letter
    assert f"/discrepancies/{number}" in letter
    [row] = report_for(passed.porter, number).rows
    assert (row.title, row.kind) == ("Ikkinchi", DiscrepancyKind.SHORT)
    assert [row.title for row in list_discrepancies(passed.porter, Asked(), limit=5)] == ["Ikkinchi"]
    with pytest.raises(NotFound):
        settle(
            number=number, discrepancy_id=row.id, outcome=Outcome.CLOSED, note="x", by=passed.porter, at=AT
        )
    with transaction():
        write_message(number=number, text="Javonda qolgan ekan", sent=[], by=passed.porter, at=AT)
    assert address_of(session, library) in letters(session)
    assert [m.text for m in report_for(passed.porter, number).messages] == ["Javonda qolgan ekan"]
    assert report_for(passed.publisher, number).messages == []
    forget_letters(session)
    with transaction():
        write_message(number=number, text="Kutamiz", sent=[], by=library, at=AT)
    told = letters(session)
    assert {address_of(session, actor) for actor in (passed.publisher, passed.porter)} <= set(told)
    forget_letters(session)
    with transaction():
        settle(
            number=number, discrepancy_id=row.id, outcome=Outcome.CLOSED, note="Topildi", by=library, at=AT
        )
    told = letters(session)
    assert address_of(session, passed.porter) in told
    assert address_of(session, passed.publisher) not in told, "it is not about a copy of hers"

    sign_in(client, make_account(Role.LIBRARIAN, passed.hub))
    page = client.get(f"/discrepancies/{number}").text
    assert f"/passing-on/transfers/{passed.transfer.code}" in page
    assert f"/receipts/{number}" not in page
    transfer = client.get(f"/passing-on/transfers/{passed.transfer.code}").text
    assert "1 copy of it did not come" in transfer
    assert f"/discrepancies/{number}" in transfer


def test_whose_copy_it_is_writes_and_promises_and_hears_the_library(passed: Passed, session: Session) -> None:
    number, library = passed.received(DAMAGED, DAMAGED).number, passed.world.librarian
    mine, foreign = report_for(library, number).rows
    day = local_day(AT) + timedelta(days=3)
    with transaction():
        write_message(number=number, text="Almashtiramiz", sent=[], by=passed.publisher, at=AT)
        promise_replacement(
            number=number, discrepancy_id=mine.id, promised_on=day, by=passed.publisher, at=AT
        )
    for by, target in ((passed.publisher, foreign), (passed.porter, mine)):
        with pytest.raises(NotFound):
            promise_replacement(number=number, discrepancy_id=target.id, promised_on=day, by=by, at=AT)
    assert [m.text for m in report_for(passed.publisher, number).messages] == ["Almashtiramiz"]
    assert report_for(passed.other, number).messages == []
    owed = passed.world.obligations[0].id
    assert promises_of(passed.publisher, [owed])[owed].day == day

    forget_letters(session)
    with transaction():
        settle(
            number=number,
            discrepancy_id=mine.id,
            outcome=Outcome.CLOSED,
            note="Kelishildi",
            by=library,
            at=AT,
        )
    assert list(letters(session)) == [address_of(session, passed.publisher)]


def test_a_good_copy_sent_instead_settles_it(passed: Passed, session: Session) -> None:
    number, library = passed.received(DAMAGED, GOOD).number, passed.world.librarian
    with transaction():
        lines = {passed.world.obligations[0].id: 1}
        again = create_consignment(
            depository_id=passed.world.library.id, lines=lines, by=passed.publisher, at=LATER
        )
    taken_in(again.code, labels_of(again), [GOOD], library)
    assert [row.outcome for row in report_for(library, number).rows] == [Outcome.REPLACED]


def test_a_damaged_copy_stands_in_the_hands_of_the_last_library(passed: Passed, session: Session) -> None:
    receipt = passed.received(DAMAGED, GOOD)
    release = passed.world.releases[0].id
    found = whereabouts_of(passed.publisher, release)
    assert [(w.place.id, w.owed_to, w.copies, w.fault) for w in found] == [
        (passed.world.library.id, None, 1, "damaged")
    ]
    assert whereabouts_of(passed.other, release) == []
    [row] = report_for(passed.world.librarian, receipt.number).rows
    with transaction():
        settle(number=receipt.number, discrepancy_id=row.id, outcome=Outcome.RETURNED, note="",
               by=passed.world.librarian, at=AT)  # fmt: skip
    assert whereabouts_of(passed.publisher, release) == []


def test_a_reversal_is_told_to_both_and_asks_nothing_of_them(passed: Passed, session: Session) -> None:
    receipt = passed.received(DAMAGED, GOOD)
    forget_letters(session)
    with transaction():
        made = reverse_receipt(number=receipt.number, reason="Xato", by=passed.world.librarian, at=AT)
    told = letters(session)
    for actor in (passed.publisher, passed.other):
        assert f"/receipts/{made.number}" in told[address_of(session, actor)]
        assert receipt_read_by(actor, made.number).partial
    assert f"/transfers/{passed.transfer.code}" in told[address_of(session, passed.porter)]


def test_the_register_names_whose_copy_came_and_who_passed_it_on(passed: Passed, session: Session) -> None:
    passed.received(DAMAGED, GOOD)
    period = RegisterFilter(AT - timedelta(days=1), AT + timedelta(days=1), None)
    rows = list(whole_register(passed.world.librarian, period))
    publishers = [passed.publisher.organisation_id, passed.other.organisation_id]
    assert [row.depositor and row.depositor.id for row in rows] == publishers
    assert [row.passed_on_by and row.passed_on_by.id for row in rows] == [passed.hub.id] * 2


def test_the_register_of_the_collecting_library_names_for_which_one_it_took_copies_in(passed: Passed) -> None:
    period = RegisterFilter(AT - timedelta(days=1), AT + timedelta(days=1), passed.hub.id)
    rows = list(whole_register(passed.porter, period))
    assert [row.held_for and row.held_for.id for row in rows] == [passed.world.library.id] * len(rows)
    assert [bool(row.rule_id) for row in rows] == [True] * 2, "they meet an obligation, though not its own"
    with force_locale("en"):
        assert remark(rows[0]) == f"taken in for {passed.world.library.name}"


def test_the_page_of_a_release_says_that_its_copy_did_not_come(passed: Passed, client: FlaskClient) -> None:
    number = passed.received(DAMAGED).number
    [missed] = [row.release_id for row in report_for(passed.porter, number).rows]
    sign_in(client, make_account(Role.LIBRARIAN, passed.world.library))
    page = client.get(f"/releases/{missed}").text
    assert "</strong>: 1 missing" in page
    assert "0 copies received" not in page
