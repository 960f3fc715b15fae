"""What the acts of a collecting library and of a transfer say of obligations: done, to come, still owed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.consignments.models import Consignment
from app.deposits.consignments.services import create_consignment, send_consignment
from app.deposits.obligations.models import Obligation
from app.deposits.passing.services import prepare_transfer
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.services import confirm_arrival, open_arrival, scan
from app.domain.actor import Actor, Role
from app.domain.documents import ReceiptActPaper
from app.domain.documents.storing import paper_of
from app.domain.receiving import Condition
from app.infra import db
from app.infra.db import transaction
from app.infra.papers import paper_html
from app.law.models import AdoptedRuleSet
from app.organisations.collecting.services import name_collector
from app.organisations.models import Organisation, OrganisationKind
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import add_organisation
from tests.factories.receiving import AT, World, labels_of, make_actor, make_obligation, make_world, new_key

GOOD, DAMAGED = Condition.GOOD, Condition.DAMAGED


@dataclass(frozen=True)
class Hub:
    """A library that collects for another, to which one copy of each of four books is owed; of the fourth one
    copy is owed to itself as well."""

    world: World
    porter: Actor
    publisher: Actor
    own: Obligation

    def sent(self, obligations: list[Obligation]) -> Consignment:
        lines = {owed.id: 1 for owed in obligations}
        hub = self.porter.organisation_id or 0
        with transaction():
            parcel = create_consignment(depository_id=hub, lines=lines, by=self.publisher, at=AT)
            return send_consignment(code=parcel.code, carrier="post", tracking="", by=self.publisher, at=AT)

    def passed_on(self, places: list[int]) -> Consignment:
        lines = {self.world.obligations[place].id: 1 for place in places}
        with transaction():
            made = prepare_transfer(depository_id=self.world.library.id, lines=lines, by=self.porter, at=AT)
            return send_consignment(code=made.code, carrier="van", tracking="", by=self.porter, at=AT)


@pytest.fixture
def hub(session: Session) -> Hub:
    world = make_world(4, copies=1)
    with transaction():
        collector = add_organisation(OrganisationKind.DEPOSITORY)
        porter, publisher = (
            make_actor(Role.LIBRARIAN, collector),
            make_actor(Role.DEPOSITOR, world.publisher),
        )
        manager = make_actor(Role.ADMINISTRATOR, collector)
        name_collector(depository_id=world.library.id, collector_id=collector.id, by=manager, at=AT)
        rules = session.get_one(AdoptedRuleSet, world.obligations[0].rule_set_id)
        own = make_obligation(world.releases[3], world.publisher, collector, rules, 1, rule_id="r2")
    return Hub(world, porter, publisher, own)


def act_of(parcel: Consignment, conditions: Mapping[str, Condition], by: Actor, session: Session) -> str:
    """Receive these labels in these conditions, and return the words of the act as it is kept."""
    receipt = taken_in(parcel, conditions, by)
    facts = session.scalars(select(Receipt.facts).where(Receipt.id == receipt.id)).one()
    page = unescape(paper_html(paper_of(ReceiptActPaper, facts or {}), "en"))
    return " ".join(page.replace('<span class="nb">', "").replace("</span>", "").split())


def taken_in(parcel: Consignment, conditions: Mapping[str, Condition], by: Actor) -> Receipt:
    with transaction():
        arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=by, at=AT)
        for text, condition in conditions.items():
            scan(arrival_id=arrival.id, text=text, key=new_key(), condition=condition, by=by, at=AT)
        return confirm_arrival(arrival_id=arrival.id, by=by, at=AT)


def test_a_collecting_library_fulfils_nothing_that_is_owed_to_another(hub: Hub, session: Session) -> None:
    parcel, last = hub.sent(hub.world.obligations[:2]), hub.world.library.name
    act = act_of(parcel, dict.fromkeys(labels_of(parcel), GOOD), hub.porter, session)
    assert f"Rows 1 and 2: 2 obligations are fulfilled when {last} has received all their copies." in act
    assert "No obligation counts as fulfilled yet." in act
    assert "Nothing needs to be done" in act


def test_what_the_law_lets_it_close_is_fulfilled_there(hub: Hub, session: Session) -> None:
    parcel = hub.sent([hub.world.obligations[3], hub.own])
    act = act_of(parcel, dict.fromkeys(labels_of(parcel), GOOD), hub.porter, session)
    assert "Row 2: 1 obligation was fulfilled" in act
    assert f"Row 1: 1 obligation is fulfilled when {hub.world.library.name} has received" in act


def test_what_is_missing_of_a_book_stands_beside_what_came_of_it(hub: Hub, session: Session) -> None:
    parcel = hub.sent([hub.world.obligations[3], hub.own])
    act = act_of(parcel, {labels_of(parcel)[0]: GOOD}, hub.porter, session)
    assert f"Row 1: 1 obligation is fulfilled when {hub.world.library.name} has received" in act
    assert "Row 1: 1 obligation stays open" in act
    assert "Send copies for row 1 with a new slip." in act


def test_what_came_faulty_or_not_at_all_for_another_library_stays_open(hub: Hub, session: Session) -> None:
    parcel = hub.sent(hub.world.obligations)
    first, second, third, _missing = labels_of(parcel)
    conditions = {first: GOOD, second: GOOD, third: DAMAGED}
    act = act_of(parcel, conditions, hub.porter, session)
    assert "Rows 1 and 2: 2 obligations are fulfilled when" in act
    # The fourth book is owed to the collecting library too, but this parcel held none for it.
    assert "Rows 3 and 4: 2 obligations stay open, their due dates unchanged." in act
    assert "Send copies for rows 3 and 4 with a new slip." in act


def test_an_obligation_that_is_held_in_part_stays_open(hub: Hub, session: Session) -> None:
    with transaction():
        session.get_one(Obligation, hub.world.obligations[0].id).copies = 2
    parcel = hub.sent(hub.world.obligations[:1])
    act = act_of(parcel, dict.fromkeys(labels_of(parcel), GOOD), hub.porter, session)
    assert "Row 1: 1 obligation stays open, its due date unchanged." in act
    assert "is fulfilled when" not in act


def test_the_act_of_a_transfer_asks_its_sender_for_what_did_not_come(hub: Hub, session: Session) -> None:
    parcel = hub.sent(hub.world.obligations)
    labels = labels_of(parcel)
    taken_in(parcel, dict.fromkeys(labels, GOOD), hub.porter)
    transfer = hub.passed_on([0, 1, 2, 3])
    act = act_of(transfer, {labels[0]: GOOD, labels[1]: DAMAGED}, hub.world.librarian, session)
    assert "Row 1: 1 obligation was fulfilled" in act
    assert f"Rows 3 and 4: 2 obligations are fulfilled when {hub.world.library.name} has received" in act
    assert "Row 2: 1 obligation stays open, its due date unchanged." in act
    assert "Rows 3 and 4: 2 copies did not come and lie with you again: look for them and pass them on" in act
    assert "For row 2 whoever owes the copies sends others with a new slip." in act
    assert "Nothing needs to be done" not in act


def test_a_transfer_of_which_all_came_asks_nothing(hub: Hub, session: Session) -> None:
    parcel = hub.sent(hub.world.obligations[:2])
    labels = labels_of(parcel)
    taken_in(parcel, dict.fromkeys(labels, GOOD), hub.porter)
    act = act_of(hub.passed_on([0, 1]), dict.fromkeys(labels, GOOD), hub.world.librarian, session)
    assert "Rows 1 and 2: 2 obligations were fulfilled" in act
    assert "Nothing needs to be done" in act


def test_the_page_of_a_transfer_says_what_was_found_of_it(hub: Hub, client: FlaskClient) -> None:
    parcel = hub.sent(hub.world.obligations[:2])
    labels = labels_of(parcel)
    taken_in(parcel, dict.fromkeys(labels, GOOD), hub.porter)
    transfer = hub.passed_on([0, 1])
    collector = db.session().get_one(Organisation, hub.porter.organisation_id)
    sign_in(client, make_account(Role.LIBRARIAN, collector))
    client.get("/language/en")
    page = f"/passing-on/transfers/{transfer.code}"
    assert "Counted" not in client.get(page).text
    receipt = taken_in(transfer, {labels[0]: GOOD, labels[1]: DAMAGED}, hub.world.librarian)
    shown = " ".join(re.sub(r"<[^>]*>", " ", client.get(page).text).split())
    assert f"Receipt {receipt.number} Counted 1 of 2" in shown
    assert re.search(r"Kitob 1 .*Does not count there: Damaged, 1 copy", shown)
    assert shown.count("Does not count there") == 1


def test_what_was_in_a_transfer_beside_its_list_is_told_apart(hub: Hub, client: FlaskClient) -> None:
    """It counts beyond the list, or for nothing: a book that nobody knows, or one that is damaged."""
    parcel = hub.sent(hub.world.obligations[:1])
    labels = labels_of(parcel)
    taken_in(parcel, dict.fromkeys(labels, GOOD), hub.porter)
    transfer = hub.passed_on([0])
    _, beyond, damaged, _ = hub.world.isbns
    found = {labels[0]: GOOD, beyond: GOOD, damaged: DAMAGED, "9789943712119": GOOD}
    taken_in(transfer, found, hub.world.librarian)
    collector = db.session().get_one(Organisation, hub.porter.organisation_id)
    sign_in(client, make_account(Role.LIBRARIAN, collector))
    client.get("/language/en")
    page = client.get(f"/passing-on/transfers/{transfer.code}").text
    shown = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "Counted 1 of 1 Counted beyond the slip 1 copy" in shown
    beside = shown.split("Also in it, not on this list: ")[1:]
    assert [re.split(r" (?=CSV)", words)[0].strip() for words in beside] == [
        "Kitob 2 . Does not count there: Damaged, 1 copy",
        "Unknown book 978-9943-7121-1-9 . Does not count there: Unannounced, 1 copy",
    ]
