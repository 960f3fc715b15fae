"""What a library may expect: packed, in transit, due, late; by publisher and by title; as files."""

import csv
import io
import re
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.consignments.models import Consignment, ConsignmentLine
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.queries import obligation_row
from app.deposits.receiving.services import confirm_arrival, open_arrival, scan
from app.domain.actor import Role
from app.domain.receiving import Condition
from app.infra import clock
from app.infra.db import transaction
from app.law.models import AdoptedRuleSet
from app.organisations.models import Organisation, OrganisationKind
from app.web.pages import PAGE_ROWS
from tests.factories.accounts import make_account, sign_in
from tests.factories.law import add_region
from tests.factories.obligations import add_organisation, counted_statements
from tests.factories.receiving import World, make_book, make_obligation, make_world, new_key, send_parcel

DAY = timedelta(days=1)


@pytest.fixture
def today(app: Flask) -> date:
    return clock.today()


@pytest.fixture
def world(session: Session, today: date) -> World:
    """Five books: packed, in transit, due in three days, due in three weeks, late; two copies of each."""
    world = make_world(5)
    with transaction():
        due = (today + 3 * DAY, today + 3 * DAY, today + 3 * DAY, today + 21 * DAY, today - 4 * DAY)
        for owed, day in zip(world.obligations, due, strict=True):
            session.get_one(Obligation, owed.id).due_on = day
    send_parcel(world, {0: 2}, sent=False)
    send_parcel(world, {1: 2})
    return world


def enter(client: FlaskClient, role: Role, of: Organisation | None = None, region: str | None = None) -> None:
    client.post("/sign-out")
    sign_in(client, make_account(role, of, region_soato=region))


def books(client: FlaskClient, query: str = "") -> list[str]:
    """The titles that the page lists, in its order."""
    page = client.get(f"/coming?{query}")
    assert page.status_code == 200
    return re.findall(r">(Kitob \d)</a>", page.text.split("<tbody>")[-1]) if "<tbody>" in page.text else []


def rules_of(session: Session, world: World) -> AdoptedRuleSet:
    return session.get_one(AdoptedRuleSet, world.obligations[0].rule_set_id)


def receive(world: World, parcel: Consignment, isbn: str, at: datetime) -> None:
    with transaction():
        by = world.librarian
        arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=by, at=at)
        scan(arrival_id=arrival.id, text=isbn, key=new_key(), condition=Condition.GOOD, by=by, at=at)
        confirm_arrival(arrival_id=arrival.id, by=by, at=at)


def test_each_stage_shows_its_own_and_a_copy_in_a_parcel_is_not_merely_due(
    client: FlaskClient, world: World
) -> None:
    enter(client, Role.LIBRARIAN, world.library)
    assert books(client) == ["Kitob 4", "Kitob 0", "Kitob 1", "Kitob 2", "Kitob 3"]
    assert books(client, "state=announced") == ["Kitob 0"]
    assert books(client, "state=sent") == ["Kitob 1"]
    assert books(client, "state=due_in_week") == ["Kitob 2"]
    assert books(client, "state=due_in_month") == ["Kitob 2", "Kitob 3"]
    assert books(client, "state=late&by=title") == ["Kitob 4"]
    numbers = re.findall(r'nx-count__n">([^<]+)<', client.get("/coming").text)
    assert numbers == ["1", "1", "1", "1"]


def test_one_of_two_copies_in_a_parcel_leaves_the_other_due(
    client: FlaskClient, world: World, at: datetime
) -> None:
    parcel = send_parcel(world, {2: 1})
    enter(client, Role.LIBRARIAN, world.library)
    assert books(client, "state=sent") == ["Kitob 1", "Kitob 2"]
    assert books(client, "state=due_in_week") == ["Kitob 2"]
    receive(world, parcel, world.isbns[2], at)
    assert books(client, "state=sent") == ["Kitob 1"]
    assert books(client, "state=due_in_week") == ["Kitob 2"]


def test_the_parcel_is_named_once_it_left_and_leads_to_the_desk_once_opened(
    client: FlaskClient, session: Session, world: World, at: datetime
) -> None:
    packed, sent = session.query(Consignment).order_by(Consignment.id).all()
    enter(client, Role.LIBRARIAN, world.library)
    page = client.get("/coming").text
    assert packed.code not in page
    assert "2 copies packed" in page
    assert f"/consignments/{sent.code}" in page
    assert client.get(f"/consignments/{sent.code}").status_code == 200
    with transaction():
        arrival = open_arrival(consignment_code=sent.code, depositor_id=None, by=world.librarian, at=at)
    assert f"/receiving/{arrival.id}" in client.get("/coming").text


def test_groups_and_filters_stand_in_the_address(client: FlaskClient, session: Session, world: World) -> None:
    with transaction():
        other = add_organisation(name="Boshqa nashriyot")
        book = make_book(other, "9789943000001", "Kitob 9")
        make_obligation(book, other, world.library, rules_of(session, world))
    enter(client, Role.LIBRARIAN, world.library)
    page = client.get("/coming").text
    assert page.count('class="nx-group"') == 2
    assert client.get("/coming?by=title").text.count('class="nx-group"') == 6
    assert books(client, f"depositor={other.id}") == ["Kitob 9"]
    assert "state=late" in client.get("/coming?by=title&state=late").text.split("nx-switch")[1]
    assert books(client, "state=nonsense&depositor=x") == books(client)
    assert client.get("/coming?after=bm9uc2Vuc2U=").status_code == 422


def test_nobody_sees_another_librarys_and_the_region_sees_its_own(
    client: FlaskClient, session: Session, world: World
) -> None:
    with transaction():
        add_region("1718")
    enter(client, Role.LIBRARIAN, make_world(1).library)
    assert books(client, f"depository={world.library.id}") == []
    enter(client, Role.REGULATOR, region="1718")
    assert "Nothing is coming" in client.get("/coming").text
    enter(client, Role.REGULATOR, region=world.library.region_soato)
    assert "Kitob 4" in books(client, f"depository={world.library.id}")
    enter(client, Role.DEPOSITOR, world.publisher)
    assert client.get("/coming").status_code == 403
    assert client.get("/coming.csv").status_code == 403


def test_the_files_hold_what_is_filtered_with_its_parcels(client: FlaskClient, world: World) -> None:
    enter(client, Role.LIBRARIAN, world.library)
    text = client.get("/coming.csv?state=sent").data.decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text), delimiter=";")
    said = dict(zip(head, row, strict=True))
    assert (said["Title"], said["In transit"], said["Packed, not sent"]) == ("Kitob 1", "2", "0")
    assert said["Parcel"].startswith("J26-")
    assert said["Sent on"] == "2026-11-23"
    assert client.get("/coming.xlsx?state=late").data.startswith(b"PK")
    whole = client.get("/coming.csv").data.decode("utf-8-sig").strip().splitlines()
    assert len(whole) == 6


def test_a_full_page_costs_as_many_statements_as_a_short_one_and_the_next_goes_on(
    client: FlaskClient, session: Session, world: World
) -> None:
    enter(client, Role.LIBRARIAN, world.library)
    client.get("/coming")
    with counted_statements() as for_few:
        client.get("/coming")
    with transaction():
        for number in range(PAGE_ROWS):
            book = make_book(world.publisher, f"97899431{number:05d}", f"Yangi {number}")
            make_obligation(book, world.publisher, world.library, rules_of(session, world))
    with counted_statements() as for_many:
        page = client.get("/coming").text
    following = re.search(r'href="([^"]+)" rel="next"', page)
    assert following is not None
    last = client.get(following[1].replace("&amp;", "&")).text
    seen = re.findall(r">((?:Kitob|Yangi) \d+)</a>", page + last)
    assert len(seen) == len(set(seen)) == PAGE_ROWS + 5
    assert len(for_many) <= len(for_few)


def test_totals_by_library_are_those_of_its_lists_and_of_one_region_of_depositors(
    client: FlaskClient, session: Session, world: World, today: date
) -> None:
    with transaction():
        add_region("1718")
        far = add_organisation(name="Samarqand nashriyoti", region="1718")
        book = make_book(far, "9789943000001", "Kitob 9")
        theirs = make_obligation(book, far, world.library, rules_of(session, world))
        theirs.due_on, theirs.region_soato = today - DAY, "1718"
    enter(client, Role.REGULATOR)
    assert "/coming/libraries" in client.get("/coming").text
    page = client.get("/coming/libraries").text
    shown = [int(number) for number in re.findall(r'<td class="nx-num"[^>]*>(?:<a [^>]*>)?(\d+)', page)]
    assert shown == [6, 1, 1, 1, 2, 2]
    page = client.get("/coming/libraries?region=1718").text
    shown = [int(number) for number in re.findall(r'<td class="nx-num"[^>]*>(?:<a [^>]*>)?(\d+)', page)]
    assert shown == [1, 0, 0, 0, 0, 1]
    assert books(client, f"region=1718&state=late&depository={world.library.id}") == ["Kitob 9"]


def test_a_head_of_a_region_sees_the_libraries_there_whoever_owes_them(
    client: FlaskClient, session: Session, world: World, today: date
) -> None:
    with transaction():
        add_region("1718")
        there = add_organisation(OrganisationKind.DEPOSITORY, name="Samarqand kutubxonasi", region="1718")
        owed = session.get_one(Obligation, world.obligations[1].id)
        owed.depository_id = there.id
        session.get_one(Consignment, sent_for(session, owed)).depository_id = there.id
    enter(client, Role.REGULATOR, region="1718")
    text = client.get("/coming").text
    assert books(client) == ["Kitob 1"]
    options = re.findall(r'<option value="(\d+)"', text)
    assert str(there.id) in options
    assert str(world.library.id) not in options
    assert books(client, "state=sent") == ["Kitob 1"]
    assert "Kitob 1" in client.get("/coming.csv").data.decode("utf-8-sig")
    totals = client.get("/coming/libraries").text
    assert "Samarqand kutubxonasi" in totals
    assert re.findall(r'<td class="nx-num"[^>]*>(?:<a [^>]*>)?(\d+)', totals)[0] == "1"
    # Whatever the page leads to may be opened.
    for address in set(re.findall(r'href="(/(?:releases|consignments)/[^"]+)"', text)):
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address
    assert "J26-" in text, "the parcel is named"
    assert obligation_row(make_account(Role.REGULATOR, region_soato="1718").actor(), owed.id).id == owed.id
    enter(client, Role.REGULATOR, region=world.library.region_soato)
    assert "Kitob 1" not in books(client)
    assert f"/releases/{owed.release_id}" in client.get("/obligations").text, "who owes is of that region"


def sent_for(session: Session, owed: Obligation) -> int:
    line = select(ConsignmentLine.consignment_id).where(ConsignmentLine.obligation_id == owed.id)
    return session.scalars(line).one()
