"""Parcels: composed, sent, cancelled, and what that does to what is on its way."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.deposits.consignments.documents import labels_paper, slip_paper
from app.deposits.consignments.models import Consignment, Copy
from app.deposits.consignments.queries import (
    consignment_for,
    destinations,
    list_consignments,
    sendable_to,
)
from app.deposits.consignments.services import cancel_consignment, create_consignment, send_consignment
from app.deposits.consignments.states import ConsignmentState, state_of
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.queries import in_transit_by_obligation
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.organisations.models import Organisation, OrganisationKind
from tests.factories.law import add_law
from tests.factories.obligations import (
    NOW,
    TODAY,
    add_organisation,
    add_release,
    depositor,
    librarian,
    owed,
    recompute,
    regulator,
)

RELEASED = date(2026, 11, 19)


@pytest.fixture
def publisher(session: Session) -> Organisation:
    add_law()
    return add_organisation()


@pytest.fixture
def clerk(publisher: Organisation) -> Actor:
    return depositor(publisher)


@pytest.fixture
def obligations(publisher: Organisation) -> dict[str, Obligation]:
    printer = add_organisation(OrganisationKind.PRINTER)
    events = {"first_batch_released": RELEASED, "print_run_completed": RELEASED}
    return owed(recompute(add_release(publisher, printer=printer, events=events)))


def prepare(obligation: Obligation, copies: int, by: Actor) -> Consignment:
    return create_consignment(
        depository_id=obligation.depository_id, lines={obligation.id: copies}, by=by, at=NOW
    )


def test_each_copy_gets_a_code_of_its_own(
    session: Session, clerk: Actor, obligations: dict[str, Obligation]
) -> None:
    made = prepare(obligations["uzd-book-natlib"], 2, clerk)
    found = consignment_for(clerk, made.code.lower())
    assert [line.copies for line in found.lines] == [2]
    codes = [item.code for line in found.lines for item in line.items]
    assert len(set(codes)) == 2
    assert session.scalar(select(func.count(Copy.id))) == 2


def test_copies_are_in_transit_from_sending_to_cancelling(
    clerk: Actor, obligations: dict[str, Obligation]
) -> None:
    owed_twice = obligations["uzd-book-natlib"]
    made = prepare(owed_twice, 2, clerk)
    assert in_transit_by_obligation([owed_twice.id]) == {}
    send_consignment(code=made.code, carrier="Pochta", tracking="RR1", by=clerk, at=NOW)
    assert in_transit_by_obligation([owed_twice.id]) == {owed_twice.id: 2}
    assert owed_twice.depository_id not in {d.depository.id for d in destinations(clerk, TODAY)} or (
        owed_twice.id not in {row.id for row in sendable_to(clerk, owed_twice.depository_id, today=TODAY)}
    )
    cancel_consignment(code=made.code, by=clerk, at=NOW)
    assert in_transit_by_obligation([owed_twice.id]) == {}
    assert owed_twice.id in {row.id for row in sendable_to(clerk, owed_twice.depository_id, today=TODAY)}
    assert state_of(made) is ConsignmentState.CANCELLED


@pytest.mark.parametrize("copies", [-1, 1000])
def test_a_wrong_number_of_copies_is_refused(
    clerk: Actor, obligations: dict[str, Obligation], copies: int
) -> None:
    with pytest.raises(DomainError, match=r"consignment\.copies"):
        prepare(obligations["uzd-book-natlib"], copies, clerk)


def test_an_empty_parcel_is_refused(clerk: Actor, obligations: dict[str, Obligation]) -> None:
    with pytest.raises(DomainError, match=r"consignment\.empty"):
        prepare(obligations["uzd-book-natlib"], 0, clerk)


def test_a_file_does_not_travel_in_a_parcel(clerk: Actor, obligations: dict[str, Obligation]) -> None:
    with pytest.raises(DomainError, match=r"consignment\.nothing_to_send"):
        prepare(obligations["uzd-file"], 1, clerk)


def test_what_another_owes_cannot_be_sent(obligations: dict[str, Obligation], session: Session) -> None:
    with pytest.raises(NotFound):
        prepare(obligations["uzd-book-natlib"], 1, depositor(add_organisation()))


def test_a_copy_for_another_library_cannot_be_sent(clerk: Actor, obligations: dict[str, Obligation]) -> None:
    mixed = {obligations["uzd-book-natlib"].id: 1, obligations["uzd-book-regional"].id: 1}
    with pytest.raises(NotFound):
        create_consignment(
            depository_id=obligations["uzd-book-natlib"].depository_id, lines=mixed, by=clerk, at=NOW
        )


def test_a_parcel_is_sent_once_and_not_after_its_end(
    clerk: Actor, obligations: dict[str, Obligation]
) -> None:
    made = prepare(obligations["uzd-book-natlib"], 1, clerk)
    send_consignment(code=made.code, carrier="Pochta", tracking="", by=clerk, at=NOW)
    with pytest.raises(Conflict, match=r"consignment\.sent_already"):
        send_consignment(code=made.code, carrier="Pochta", tracking="", by=clerk, at=NOW)
    made.arrived_at = NOW
    with pytest.raises(Conflict, match=r"consignment\.arrived_already"):
        cancel_consignment(code=made.code, by=clerk, at=NOW)


def test_who_sees_a_parcel(clerk: Actor, obligations: dict[str, Obligation], session: Session) -> None:
    obligation = obligations["uzd-book-natlib"]
    made = prepare(obligation, 1, clerk)
    library = session.get_one(Organisation, obligation.depository_id)
    assert [row.code for row in list_consignments(clerk, limit=10)] == [made.code]
    assert list_consignments(librarian(library), limit=10) == []
    send_consignment(code=made.code, carrier="Pochta", tracking="", by=clerk, at=NOW)
    assert [row.code for row in list_consignments(librarian(library), limit=10)] == [made.code]
    assert [row.code for row in list_consignments(regulator("1726"), limit=10)] == [made.code]
    assert list_consignments(regulator("1735"), limit=10) == []
    assert list_consignments(depositor(add_organisation()), limit=10) == []
    with pytest.raises(NotFound):
        consignment_for(depositor(add_organisation()), made.code)
    with pytest.raises(NotFound):
        consignment_for(clerk, "J26-000000-0")


def test_the_papers_name_every_copy(clerk: Actor, obligations: dict[str, Obligation]) -> None:
    made = prepare(obligations["uzd-book-natlib"], 2, clerk)
    found = consignment_for(clerk, made.code)
    found.depository.short_name = "Milliy"
    place = found.depository.region.name_uz_cyrl
    slip, labels = slip_paper(found, "uz_Cyrl"), labels_paper(found, "uz")
    assert slip.copies == len(labels.items) == 2
    assert {item.library for item in labels.items} == {"Milliy"}
    assert slip.specimen
    assert slip.receiver.address == place, "where the parcel goes when no address is known"
    found.depository.address = "Navoiy koʻchasi, 1"
    assert (
        slip_paper(found, "uz").receiver.address == f"{found.depository.region.name_uz}, Navoiy koʻchasi, 1"
    )
    assert [(item.ordinal, item.of) for item in labels.items] == [(1, 2), (2, 2)]
    assert {line.code for line in slip.lines} == {item.code for item in labels.items}
