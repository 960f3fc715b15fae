"""Copies that travel to their library by way of another: held there, passed on, received at the last."""

from dataclasses import dataclass
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.compliance.checking import Dropped, check_lines
from app.deposits.coming.lying import held_elsewhere
from app.deposits.consignments.models import Consignment
from app.deposits.consignments.services import create_consignment, send_consignment
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.queries import obligations_of
from app.deposits.passing.days import days_to_pass_on
from app.deposits.passing.queries import held_for, waiting_for_others
from app.deposits.passing.services import cancel_transfer, prepare_transfer
from app.deposits.passing.whereabouts import whereabouts_of
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.services import (
    Outcome,
    confirm_arrival,
    open_arrival,
    reverse_receipt,
    scan,
)
from app.domain.actor import SYSTEM, Actor, Role
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.obligations import Status
from app.domain.receiving import Condition
from app.infra.db import transaction
from app.organisations.collecting.services import end_collecting, name_collector
from app.organisations.models import Organisation, OrganisationKind
from tests.factories.accounts import make_account, sign_in
from tests.factories.law import add_calendar, adopt, uz_draft_text
from tests.factories.obligations import add_organisation
from tests.factories.receiving import AT, World, labels_of, lines_of, make_actor, make_world, new_key


@dataclass(frozen=True)
class Country:
    """A publisher that owes two copies of each of two books to a library for which another collects."""

    world: World
    collector: Organisation
    porter: Actor
    publisher: Actor

    @property
    def owed(self) -> list[Obligation]:
        return self.world.obligations


@pytest.fixture
def country(session: Session) -> Country:
    world = make_world(2)
    with transaction():
        collector = add_organisation(OrganisationKind.DEPOSITORY)
        porter, publisher = (
            make_actor(Role.LIBRARIAN, collector),
            make_actor(Role.DEPOSITOR, world.publisher),
        )
        administrator = make_actor(Role.ADMINISTRATOR, collector)
        name_collector(depository_id=world.library.id, collector_id=collector.id, by=administrator, at=AT)
    return Country(world, collector, porter, publisher)


def sent_through(country: Country, copies: dict[int, int]) -> Consignment:
    """A parcel that the publisher sends to the collecting library, copies by place of the obligation."""
    lines = {country.owed[place].id: number for place, number in copies.items()}
    with transaction():
        parcel = create_consignment(
            depository_id=country.collector.id, lines=lines, by=country.publisher, at=AT
        )
        return send_consignment(code=parcel.code, carrier="post", tracking="", by=country.publisher, at=AT)


def taken_in(code: str, texts: list[str], by: Actor) -> Receipt:
    with transaction():
        arrival = open_arrival(consignment_code=code, depositor_id=None, by=by, at=AT)
    for text in texts:
        with transaction():
            result = scan(
                arrival_id=arrival.id, text=text, key=new_key(), condition=Condition.GOOD, by=by, at=AT
            )
        assert result.outcome is Outcome.RECORDED
    with transaction():
        return confirm_arrival(arrival_id=arrival.id, by=by, at=AT)


def passed_on(country: Country, copies: dict[int, int]) -> Consignment:
    lines = {country.owed[place].id: number for place, number in copies.items()}
    with transaction():
        transfer = prepare_transfer(
            depository_id=country.world.library.id, lines=lines, by=country.porter, at=AT
        )
        return send_consignment(code=transfer.code, carrier="van", tracking="", by=country.porter, at=AT)


def figures(session: Session, country: Country) -> list[tuple[int, int, bool]]:
    for owed in country.owed:
        session.refresh(owed)
    return [(owed.received, owed.held, owed.open) for owed in country.owed]


def test_a_copy_is_held_then_received_at_the_last_library(session: Session, country: Country) -> None:
    parcel = sent_through(country, {0: 2, 1: 1})
    labels = labels_of(parcel)
    receipt = taken_in(parcel.code, labels, country.porter)
    assert [(line.obligation_id, line.held_for_id) for line in lines_of(receipt)] == [
        (None, country.owed[0].id), (None, country.owed[0].id), (None, country.owed[1].id)
    ]  # fmt: skip
    assert figures(session, country) == [(0, 2, False), (0, 1, True)]
    [waiting] = waiting_for_others(country.porter)
    assert (waiting.depository.id, waiting.titles, waiting.copies) == (country.world.library.id, 2, 3)

    transfer = passed_on(country, {0: 2, 1: 1})
    assert waiting_for_others(country.porter) == []
    assert figures(session, country) == [(0, 2, False), (0, 1, True)]
    last = taken_in(transfer.code, labels, country.world.librarian)
    assert {line.obligation_id for line in lines_of(last)} == {owed.id for owed in country.owed}
    assert figures(session, country) == [(2, 0, False), (1, 0, True)]


def test_a_publisher_is_not_accused_of_what_a_collecting_library_holds(
    session: Session, country: Country
) -> None:
    parcel = sent_through(country, {0: 2, 1: 1})
    taken_in(parcel.code, labels_of(parcel), country.porter)
    late = date(2027, 2, 1)
    checked = check_lines(
        depositor_id=country.world.publisher.id,
        obligation_ids=[owed.id for owed in country.owed],
        by=SYSTEM,
        today=late,
    )
    assert [(row.id, (row.copies or 0) - row.handed_over) for row in checked.lines] == [
        (country.owed[1].id, 1)
    ]
    assert [why for _row, why in checked.dropped] == [Dropped.RECEIVED]


FORWARDS = """    forwards_to:
      - recipient: natlib
        copies: null
        within: {value: 5, unit: day, day_count: working, event: delivered, direction: after,
                 start_day_counts: false, roll: none}
"""


def test_what_lies_here_goes_on_by_the_day_that_its_law_names(session: Session, country: Country) -> None:
    parcel = sent_through(country, {0: 2})
    taken_in(parcel.code, labels_of(parcel), country.porter)
    assert days_to_pass_on(country.porter) == {}, "the law orders nothing"
    chamber = "    depository: uz-kitob-palatasi\n"
    text = uz_draft_text().replace(chamber, chamber + FORWARDS).replace('version: "0.1"', 'version: "0.2"')
    with transaction():
        add_calendar()
        law = adopt(text, date(2027, 1, 1))
        session.get_one(Obligation, country.owed[0].id).rule_set_id = law.id
        for library_id, code in (
            (country.collector.id, "uz-kitob-palatasi"),
            (country.world.library.id, "uz-natlib"),
        ):
            for taken in session.scalars(select(Organisation).where(Organisation.code == code)):
                taken.code = None
            session.flush()
            session.get_one(Organisation, library_id).code = code
    # Taken in on Monday, 23 November 2026: five working days later.
    assert days_to_pass_on(country.porter) == {country.world.library.id: date(2026, 11, 30)}
    assert days_to_pass_on(country.world.librarian) == {}
    row = obligations_of(country.world.librarian, country.world.releases[0].id)
    [lying] = held_elsewhere(row)[country.owed[0].id]
    assert (lying.holder.id, lying.copies, lying.by) == (country.collector.id, 2, date(2026, 11, 30))


def test_where_a_copy_is_can_be_told_at_every_leg(session: Session, country: Country) -> None:
    parcel, release = sent_through(country, {0: 2}), country.world.releases[0]
    library, hub = country.world.library.id, country.collector.id

    def told() -> list[tuple[int, int, str, int]]:
        found = whereabouts_of(country.publisher, release.id)
        return [(w.place.id, w.owed_to.id, w.code, w.copies) for w in found]

    assert told() == [(hub, library, parcel.code, 2)]
    taken_in(parcel.code, labels_of(parcel), country.porter)
    assert told() == [(hub, library, "", 2)]
    transfer = passed_on(country, {0: 1})
    assert told() == [(library, library, transfer.code, 1), (hub, library, "", 1)]
    taken_in(transfer.code, labels_of(parcel)[:1], country.world.librarian)
    assert sorted(told()) == sorted([(library, library, "", 1), (hub, library, "", 1)])


def test_what_is_on_a_transfer_list_lies_with_its_library_until_it_is_sent(
    client: FlaskClient, session: Session, country: Country
) -> None:
    parcel, release = sent_through(country, {0: 2}), country.world.releases[0]
    library, hub = country.world.library.id, country.collector.id
    label = labels_of(parcel)[0]
    taken_in(parcel.code, labels_of(parcel), country.porter)
    sign_in(client, make_account(Role.LIBRARIAN, country.collector))
    words = f"Lies here for {country.world.library.name}, to be passed on"
    page = client.get("/copies", query_string={"code": label}, follow_redirects=True)
    assert words in page.text
    with transaction():
        transfer = prepare_transfer(
            depository_id=library, lines={country.owed[0].id: 1}, by=country.porter, at=AT
        )
    for actor in (country.publisher, country.porter, country.world.librarian):
        found = whereabouts_of(actor, release.id)
        assert [(w.place.id, w.owed_to and w.owed_to.id, w.code, w.copies) for w in found] == [
            (hub, library, "", 2)
        ]
    rows = obligations_of(country.world.librarian, release.id)
    assert [lying.copies for lying in held_elsewhere(rows)[country.owed[0].id]] == [2]
    assert words in client.get(page.request.path).text
    with transaction():
        send_consignment(code=transfer.code, carrier="van", tracking="", by=country.porter, at=AT)
    places = [(w.place.id, w.code, w.copies) for w in whereabouts_of(country.publisher, release.id)]
    assert sorted(places) == sorted([(library, transfer.code, 1), (hub, "", 1)])
    listed = {
        client.get("/copies", query_string={"code": text}, follow_redirects=True).text
        for text in labels_of(parcel)
    }
    assert sorted(words in text for text in listed) == [False, True]


def test_what_is_lost_between_two_libraries_lies_with_the_sender_again(
    session: Session, country: Country
) -> None:
    parcel = sent_through(country, {0: 2})
    labels = labels_of(parcel)
    taken_in(parcel.code, labels, country.porter)
    transfer = passed_on(country, {0: 2})
    short = taken_in(transfer.code, labels[1:], country.world.librarian)
    assert figures(session, country)[0] == (1, 1, False)
    [line] = held_for(country.porter, country.world.library.id)
    assert line.copies == 1
    with transaction():
        reverse_receipt(number=short.number, reason="Yana qaraldi", by=country.world.librarian, at=AT)
    assert figures(session, country)[0] == (0, 2, False)
    assert held_for(country.porter, country.world.library.id) == []
    taken_in(transfer.code, labels, country.world.librarian)
    assert figures(session, country)[0] == (2, 0, False)


def test_a_copy_without_label_gets_one_when_it_is_passed_on(session: Session, country: Country) -> None:
    parcel = sent_through(country, {0: 2})
    taken_in(parcel.code, [country.world.isbns[0]] * 2, country.porter)
    with transaction():
        transfer = prepare_transfer(
            depository_id=country.world.library.id, lines={country.owed[0].id: 2}, by=country.porter, at=AT
        )
    release = country.world.releases[0].id
    lying = [(w.place.id, w.code, w.copies) for w in whereabouts_of(country.publisher, release)]
    assert lying == [(country.collector.id, "", 2)]
    with transaction():
        send_consignment(code=transfer.code, carrier="van", tracking="", by=country.porter, at=AT)
    fresh = labels_of(transfer)
    assert len(fresh) == 2
    assert not set(fresh) & set(labels_of(parcel))
    taken_in(transfer.code, fresh, country.world.librarian)
    assert figures(session, country)[0] == (2, 0, False)


def test_what_came_on_without_its_unsent_list_is_told_in_one_place(
    session: Session, country: Country
) -> None:
    parcel = sent_through(country, {0: 1})
    [label] = labels_of(parcel)
    taken_in(parcel.code, [label], country.porter)
    with transaction():
        prepare_transfer(
            depository_id=country.world.library.id, lines={country.owed[0].id: 1}, by=country.porter, at=AT
        )
        arrival = open_arrival(consignment_code=None, depositor_id=None, by=country.world.librarian, at=AT)
    with transaction():
        scan(
            arrival_id=arrival.id, text=label, key=new_key(), condition=Condition.GOOD,
            by=country.world.librarian, at=AT,
        )  # fmt: skip
    release = country.world.releases[0].id

    def places() -> list[int]:
        return [w.place.id for w in whereabouts_of(country.world.librarian, release)]

    assert places() == [country.collector.id], "no receipt says yet that it came"
    with transaction():
        confirm_arrival(arrival_id=arrival.id, by=country.world.librarian, at=AT)
    assert country.collector.id not in places()


def test_the_first_receipt_stands_while_its_copies_travel(session: Session, country: Country) -> None:
    parcel = sent_through(country, {0: 2})
    receipt = taken_in(parcel.code, labels_of(parcel), country.porter)
    transfer = passed_on(country, {0: 1})
    with pytest.raises(Conflict) as refused, transaction():
        reverse_receipt(number=receipt.number, reason="xato", by=country.porter, at=AT)
    assert refused.value.code == "receipt.passed_on"
    with transaction():
        cancel_transfer(code=transfer.code, by=country.porter, at=AT)
    [line] = held_for(country.porter, country.world.library.id)
    assert line.copies == 2
    with transaction():
        reverse_receipt(number=receipt.number, reason="xato", by=country.porter, at=AT)
    assert figures(session, country)[0] == (0, 0, True)


def test_nothing_is_sent_that_does_not_lie_here(session: Session, country: Country) -> None:
    parcel = sent_through(country, {0: 1})
    taken_in(parcel.code, labels_of(parcel), country.porter)
    with pytest.raises(DomainError) as refused:
        passed_on(country, {0: 2})
    assert refused.value.code == "transfer.not_here"
    passed_on(country, {0: 1})
    with pytest.raises(DomainError):
        passed_on(country, {0: 1})


def test_only_who_collects_may_be_sent_to(session: Session, country: Country) -> None:
    with transaction():
        end_collecting(depository_id=country.world.library.id, by=country.porter, at=AT)
    with pytest.raises(NotFound):
        sent_through(country, {0: 1})


def test_copies_are_collected_once(session: Session, country: Country) -> None:
    with transaction():
        third = add_organisation(OrganisationKind.DEPOSITORY)
    for depository, collector in ((country.collector, third), (third, country.world.library)):
        with pytest.raises(DomainError) as refused, transaction():
            name_collector(depository_id=depository.id, collector_id=collector.id, by=country.porter, at=AT)
        assert refused.value.code == "collecting.in_a_row"


def test_its_state_says_that_another_library_has_it(session: Session, country: Country) -> None:

    parcel = sent_through(country, {0: 2})
    taken_in(parcel.code, labels_of(parcel), country.porter)
    [row] = obligations_of(country.publisher, country.world.releases[0].id)
    assert row.status(date(2027, 2, 1)) is Status.HELD
    assert row.missing == 0
