"""A copy that was lacking and came after all makes its report good, whoever brought it and wherever it is
owed."""

from collections.abc import Sequence

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.deposits.consignments.models import Consignment
from app.deposits.consignments.services import create_consignment, send_consignment
from app.deposits.discrepancies.queries import report_for
from app.deposits.passing.services import prepare_transfer
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.services import (
    confirm_arrival,
    open_arrival,
    return_scan,
    reverse_receipt,
    scan,
)
from app.domain.actor import Actor, Role
from app.domain.receiving import Condition
from app.infra import db
from app.infra.db import transaction
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
    make_obligation,
    make_world,
    new_key,
    received,
)

GOOD, DAMAGED = Condition.GOOD, Condition.DAMAGED


class Country:
    """A publisher that owes a library three copies of each of two books; another library collects for it and
    is owed one of the first book itself."""

    def __init__(self, session: Session) -> None:
        self.world = world = make_world(2, copies=3)
        with transaction():
            hub = add_organisation(OrganisationKind.DEPOSITORY)
            self.porter, self.publisher = (
                make_actor(Role.LIBRARIAN, hub),
                make_actor(Role.DEPOSITOR, world.publisher),
            )
            manager = make_actor(Role.ADMINISTRATOR, hub)
            name_collector(depository_id=world.library.id, collector_id=hub.id, by=manager, at=AT)
            rules = session.get_one(AdoptedRuleSet, world.obligations[0].rule_set_id)
            self.own = make_obligation(world.releases[0], world.publisher, hub, rules, 1)
        self.hub_id = hub.id

    def sent(self, depository_id: int, lines: dict[int, int]) -> Consignment:
        """A parcel of the publisher, copies by obligation."""
        with transaction():
            parcel = create_consignment(depository_id=depository_id, lines=lines, by=self.publisher, at=AT)
            return send_consignment(code=parcel.code, carrier="post", tracking="", by=self.publisher, at=AT)

    def to_hub(self, lines: dict[int, int]) -> Consignment:
        return self.sent(self.hub_id, lines)

    def to_last(self, lines: dict[int, int]) -> Consignment:
        return self.sent(self.world.library.id, lines)

    def passed_on(self, lines: dict[int, int]) -> Consignment:
        library = self.world.library.id
        with transaction():
            transfer = prepare_transfer(depository_id=library, lines=lines, by=self.porter, at=AT)
            return send_consignment(code=transfer.code, carrier="van", tracking="", by=self.porter, at=AT)


@pytest.fixture
def country(session: Session) -> Country:
    return Country(session)


def taken_in(
    by: Actor,
    scans: Sequence[tuple[str, Condition]],
    parcel: Consignment | None = None,
    depositor_id: int | None = None,
) -> Receipt:
    with transaction():
        code = parcel.code if parcel else None
        arrival = open_arrival(consignment_code=code, depositor_id=depositor_id, by=by, at=AT)
        for text, condition in scans:
            scan(arrival_id=arrival.id, text=text, key=new_key(), condition=condition, by=by, at=AT)
        return confirm_arrival(arrival_id=arrival.id, by=by, at=AT)


def good(*labels: str) -> list[tuple[str, Condition]]:
    return [(label, GOOD) for label in labels]


def reported(by: Actor, receipt: Receipt) -> list[tuple[str, int, str, str]]:
    """Of each discrepancy its kind, copies, standing and the receipt that made it good."""
    rows = report_for(by, receipt.number).rows
    return sorted((row.kind.value, row.copies, row.standing.value, row.brought_by) for row in rows)


@pytest.fixture
def world(country: Country) -> World:
    return country.world


@pytest.mark.parametrize("known", [True, False], ids=["another record of the sender", "nobody known"])
def test_what_comes_later_under_another_sender_is_missing_no_longer(
    country: Country, world: World, known: bool
) -> None:
    parcel = country.to_last({world.obligations[0].id: 3})
    first, second, third = labels_of(parcel)
    short = taken_in(world.librarian, good(first), parcel)
    with transaction():
        record = add_organisation().id if known else None
    one = taken_in(world.librarian, good(second), depositor_id=record)
    assert reported(country.publisher, short) == [("short", 2, "open", "")], "one of two"
    two = taken_in(world.librarian, good(third), depositor_id=record)
    assert received(world.obligations[0]) == 3
    for reader in (country.publisher, world.librarian):
        assert reported(reader, short) == [("short", 2, "settled", two.number)]
    with transaction():
        reverse_receipt(number=two.number, reason="Xato", by=world.librarian, at=AT)
    assert reported(country.publisher, short) == [("short", 2, "open", "")]
    with transaction():
        reverse_receipt(number=one.number, reason="Xato", by=world.librarian, at=AT)
    again = taken_in(world.librarian, good(second, third), depositor_id=record)
    assert reported(country.publisher, short) == [("short", 2, "settled", again.number)]


def test_one_copy_makes_one_lack_good(country: Country, world: World) -> None:
    owed = world.obligations[0].id
    parcels = [country.to_last({owed: 1}), country.to_last({owed: 2})]
    labels = [labels_of(parcel) for parcel in parcels]
    older = taken_in(world.librarian, [(labels[0][0], DAMAGED)], parcels[0])
    newer = taken_in(world.librarian, good(labels[1][0]), parcels[1])
    assert reported(country.publisher, older) == [("damaged", 1, "settled", newer.number)]
    brought = taken_in(world.librarian, good(labels[1][1]))
    assert reported(country.publisher, newer) == [("short", 1, "settled", brought.number)]
    assert reported(country.publisher, older) == [("damaged", 1, "settled", newer.number)]


def test_of_one_book_in_two_rows_each_is_made_good_by_as_many_copies_as_it_lacks(
    country: Country, world: World
) -> None:
    parcel, by = country.to_last({world.obligations[0].id: 3}), world.librarian
    with transaction():
        arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=by, at=AT)
        made = [
            scan(arrival_id=arrival.id, text=text, key=new_key(), condition=DAMAGED, by=by, at=AT).scan_id
            for text in labels_of(parcel)[:2]
        ]
        return_scan(arrival_id=arrival.id, scan_id=made[0] or 0, reason="Muqova yoʻq", by=by, at=AT)
        receipt = confirm_arrival(arrival_id=arrival.id, by=by, at=AT)
    publisher = country.publisher
    assert reported(publisher, receipt) == [("damaged", 1, "open", "")] * 2 + [("short", 1, "open", "")]
    isbn = world.isbns[0]
    one = taken_in(by, good(isbn), depositor_id=world.publisher.id)
    assert sorted(row[3] for row in reported(publisher, receipt)) == ["", "", one.number]
    taken_in(by, good(isbn, isbn), depositor_id=world.publisher.id)
    assert {row[2] for row in reported(publisher, receipt)} == {"settled"}


@pytest.mark.parametrize("by_label", [True, False])
def test_what_comes_direct_makes_the_report_of_the_collecting_library_good(
    country: Country, world: World, by_label: bool
) -> None:
    first, second = (owed.id for owed in world.obligations)
    parcel = country.to_hub({first: 1, second: 1})
    label = labels_of(parcel)[0] if by_label else world.isbns[0]
    hub = taken_in(country.porter, [(label, DAMAGED)], parcel)
    open_still = [("damaged", 1, "open", ""), ("short", 1, "open", "")]
    assert reported(country.publisher, hub) == open_still
    direct = country.to_last({first: 1, second: 1})
    came = taken_in(world.librarian, good(*labels_of(direct)), direct)
    for reader in (country.publisher, country.porter):
        assert [row[2:] for row in reported(reader, hub)] == [("settled", came.number)] * 2
    with transaction():
        reverse_receipt(number=came.number, reason="Xato", by=world.librarian, at=AT)
    assert reported(country.publisher, hub) == open_still


def test_a_receipt_of_another_library_is_named_and_leads_only_its_readers_there(
    client: FlaskClient, country: Country, world: World
) -> None:
    owed = world.obligations[0].id
    parcel = country.to_hub({owed: 2})
    hub = taken_in(country.porter, good(labels_of(parcel)[0]), parcel)
    direct = country.to_last({owed: 1})
    came = taken_in(world.librarian, good(*labels_of(direct)), direct)
    for role, organisation, leads in (
        (Role.LIBRARIAN, hub.depository_id, False),
        (Role.DEPOSITOR, world.publisher.id, True),
    ):
        sign_in(client, make_account(role, db.session().get_one(Organisation, organisation)))
        for page in (f"/discrepancies/{hub.number}", "/discrepancies?state=all"):
            text = client.get(page).text
            assert came.number in text
            assert (f'href="/receipts/{came.number}"' in text) is leads
        assert client.get(f"/receipts/{came.number}").status_code == (200 if leads else 404)


def test_a_copy_for_one_library_makes_nothing_good_that_another_lacks(country: Country, world: World) -> None:
    owed = world.obligations[0].id
    parcel = country.to_hub({owed: 2, country.own.id: 1})
    [label, *_] = labels_of(parcel)
    hub = taken_in(country.porter, good(label), parcel)
    assert reported(country.publisher, hub) == [("short", 2, "open", "")]
    direct = country.to_last({owed: 2})
    taken_in(world.librarian, good(*labels_of(direct)), direct)
    assert reported(country.publisher, hub) == [("short", 2, "open", "")], "its own did not come"
    own = country.to_hub({country.own.id: 1})
    came = taken_in(country.porter, good(*labels_of(own)), own)
    assert reported(country.publisher, hub) == [("short", 2, "settled", came.number)]


def test_what_a_collecting_library_passes_on_makes_nothing_good_there(country: Country, world: World) -> None:
    owed = world.obligations[0].id
    parcel = country.to_hub({owed: 2})
    first, _missing = labels_of(parcel)
    hub = taken_in(country.porter, good(first), parcel)
    transfer = country.passed_on({owed: 1})
    taken_in(world.librarian, good(first), transfer)
    assert reported(country.publisher, hub) == [("short", 1, "open", "")]
    another = country.to_hub({owed: 1})
    late = taken_in(country.porter, good(*labels_of(another)), another)
    assert reported(country.publisher, hub) == [("short", 1, "settled", late.number)], "held for the other"
