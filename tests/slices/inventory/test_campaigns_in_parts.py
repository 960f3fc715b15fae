"""A campaign at a library whose sections are counted one after another."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.inventory.campaigns.models import Campaign
from app.deposits.inventory.campaigns.queries import LibraryInCampaign, asked_of, libraries_in
from app.deposits.inventory.campaigns.services import open_campaign
from app.deposits.inventory.sections.services import place_many, place_scanned
from app.deposits.inventory.stock_takes.models import StockTake, StockTakePart
from app.deposits.inventory.stock_takes.services import (
    begin_stock_take,
    change_plan,
    close_stock_take,
    plan_stock_take,
)
from app.domain.actor import Role
from app.domain.errors import Conflict
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import World, make_world
from tests.slices.inventory.shelving import PERIOD, number_from_now_on, scanned, section, take_in


def campaign_of(at: datetime) -> Campaign:
    with transaction():
        by = make_account(Role.REGULATOR).actor()
        return open_campaign(name="Xatlov 2026", region_soato=None, period=PERIOD, by=by, at=at)


def planned(
    world: World, campaign: Campaign, sections: list[int], at: datetime, *, unplaced: bool = False
) -> StockTake:
    with transaction():
        return plan_stock_take(
            section_ids=sections,
            unplaced=unplaced,
            period=PERIOD,
            campaign_id=campaign.id,
            by=world.librarian,
            at=at,
        )


def counted(
    world: World, campaign: Campaign, sections: list[int], at: datetime, *, unplaced: bool = False
) -> StockTake:
    taken = planned(world, campaign, sections, at, unplaced=unplaced)
    with transaction():
        begin_stock_take(stock_take_id=taken.id, by=world.librarian, at=at)
        return close_stock_take(stock_take_id=taken.id, language="en", by=world.librarian, at=at)


def standing(world: World, campaign: Campaign) -> LibraryInCampaign:
    [row] = libraries_in(world.librarian, campaign)
    return row


def asked(world: World) -> list[str]:
    return [campaign.name for campaign in asked_of(world.librarian, PERIOD[0])]


def to_plan(world: World) -> list[str]:
    return [campaign.name for campaign in asked_of(world.librarian, PERIOD[0], unplanned=True)]


def test_it_is_done_once_all_sections_are_counted(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    world = make_world(1, copies=99)
    a, b = (
        section(world, mark, take_in(world, [world.isbns[0]] * copies, at), at)
        for mark, copies in (("A-1", 4), ("B-2", 9))
    )
    section(world, "bo‘sh", None, at)
    take_in(world, [world.isbns[0]] * 8, at)
    campaign = campaign_of(at)
    row = standing(world, campaign)
    assert (row.state, len(row.counted), row.sections, row.by_acts.expected, row.copies) == (
        "none", 0, 3, 0, 21
    )  # fmt: skip
    first = counted(world, campaign, [a], at)
    row = standing(world, campaign)
    assert (row.state, len(row.counted), row.sections, row.by_acts.expected, row.copies) == (
        "part", 1, 3, 4, 21
    )  # fmt: skip
    assert row.missing == 4
    assert asked(world) == ["Xatlov 2026"]

    address = f"/inventory/campaigns/{campaign.id}"
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    page = client.get(address).text
    assert "1 of 3 sections, 4 of 21 copies" in page
    assert "Counted in part" in page
    assert f'href="{address}/stock-take"' in page
    assert "Xatlov 2026" in client.get("/").text
    form = client.get(f"{address}/stock-take").text
    assert f'value="{a}"' not in form
    assert f'value="{b}" checked' in form, "a campaign asks for all that is left"
    assert "A-1" in form
    content = client.get(f"{address}.csv").data.decode("utf-8-sig")
    [line] = csv.DictReader(io.StringIO(content), delimiter=";")
    assert (line["Sections counted"], line["Sections not counted"], line["Copies to count"]) == (
        "A-1", "B-2, without a section", "21"
    )  # fmt: skip

    rest = counted(world, campaign, [b], at, unplaced=True)
    row = standing(world, campaign)
    assert (row.state, len(row.counted), row.sections, row.by_acts.expected) == ("closed", 3, 3, 21)
    assert asked(world) == []
    page = client.get(address).text
    assert "3 of 3 sections, 21 of 21 copies" in page
    assert all(f'href="/stock-takes/{taken.id}"' in page for taken in (first, rest))
    assert f'href="{address}/stock-take"' not in page
    assert "Xatlov 2026" not in client.get("/").text


def test_a_section_is_counted_once_under_a_campaign(session: Session, at: datetime) -> None:
    world = make_world(1, copies=99)
    a, b = (section(world, mark, take_in(world, [world.isbns[0]], at), at) for mark in ("A-1", "B-2"))
    campaign = campaign_of(at)
    counted(world, campaign, [a], at)
    with pytest.raises(Conflict, match=r"stock_take\.under_campaign") as refused:
        planned(world, campaign, [b, a], at)
    assert refused.value.params["mark"] == "A-1"
    beside = planned(world, campaign, [b], at)
    planned(world, campaign, [], at, unplaced=True)
    for sections, unplaced, code in (([a], False, "under"), ([b], True, "unplaced_under")):
        with pytest.raises(Conflict, match=rf"stock_take\.{code}_campaign"), transaction():
            change_plan(
                stock_take_id=beside.id, section_ids=sections, unplaced=unplaced, period=PERIOD,
                by=world.librarian, at=at,
            )  # fmt: skip
    with transaction():
        change_plan(
            stock_take_id=beside.id, section_ids=[b], unplaced=False, period=PERIOD, by=world.librarian, at=at
        )
    with transaction():
        plan_stock_take(section_ids=[a], unplaced=True, period=PERIOD, by=world.librarian, at=at)


def test_what_comes_while_it_is_counted_prolongs_no_campaign(session: Session, at: datetime) -> None:
    world = make_world(1, copies=99)
    a = section(world, "A-1", take_in(world, [world.isbns[0]] * 2, at), at)
    campaign = campaign_of(at)
    counted(world, campaign, [a], at)
    later = at + timedelta(hours=1)
    take_in(world, [world.isbns[0]], later)
    b = section(world, "B-2", take_in(world, [world.isbns[0]], later), later)
    assert (standing(world, campaign).state, asked(world)) == ("closed", [])
    assert counted(world, campaign, [b], later).number, "it may be counted under it all the same"
    assert standing(world, campaign).state == "closed"


def test_a_library_that_holds_nothing_is_asked_for_nothing(session: Session, at: datetime) -> None:
    world = make_world(1, copies=9)
    campaign = campaign_of(at)
    assert (standing(world, campaign).state, asked(world)) == ("empty", [])
    take_in(world, [world.isbns[0]], at)
    assert (standing(world, campaign).state, asked(world)) == ("none", ["Xatlov 2026"])


def test_planning_beside_a_campaign_names_it(client: FlaskClient, session: Session, at: datetime) -> None:
    world = make_world(1, copies=9)
    a = section(world, "A-1", take_in(world, [world.isbns[0]], at), at)
    campaign = campaign_of(at)
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    assert f"/inventory/campaigns/{campaign.id}/stock-take" in client.get("/inventory/new").text
    taken = planned(world, campaign, [a], at)
    page = client.get(f"/stock-takes/{taken.id}").text
    assert "A-1" in page.partition("<main")[2].partition("Begin it")[0]
    assert "Your library is asked" not in client.get(f"/stock-takes/{taken.id}/plan").text


def test_copies_that_were_counted_and_then_moved_are_not_asked_for_again(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    world = make_world(1, copies=99)
    moved = take_in(world, [world.isbns[0]] * 4, at)
    a = section(world, "A-1", moved, at)
    b = section(world, "B-2", take_in(world, [world.isbns[0]] * 2, at), at)
    unplaced = take_in(world, [world.isbns[0]] * 3, at)
    campaign = campaign_of(at)
    counted(world, campaign, [a], at, unplaced=True)
    k = section(world, "K-3", unplaced, at)
    row = standing(world, campaign)
    assert ([shelf.mark for shelf in row.left], row.copies) == (["B-2"], 9)
    with transaction():
        place_many(section_id=b, receipt=moved, by=world.librarian, at=at)
    row = standing(world, campaign)
    assert ([(shelf.mark, shelf.copies) for shelf in row.left], row.copies) == ([("B-2", 2)], 9)
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    form = client.get(f"/inventory/campaigns/{campaign.id}/stock-take").text
    assert f'value="{b}" checked' in form
    assert f'value="{k}"' in form
    assert f'value="{k}" checked' not in form
    counted(world, campaign, [b], at)
    assert (standing(world, campaign).state, asked(world)) == ("closed", [])


def test_what_is_planned_under_a_campaign_already_is_not_to_be_planned_there(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    world = make_world(1, copies=9)
    a, b = (section(world, mark, take_in(world, [world.isbns[0]], at), at) for mark in ("A-1", "B-2"))
    take_in(world, [world.isbns[0]], at)
    campaign = campaign_of(at)
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    address = f"/inventory/campaigns/{campaign.id}/stock-take"
    planned(world, campaign, [a], at, unplaced=True)
    assert address in client.get("/inventory/new").text
    assert ">Plan it</button>" in client.get(address).text
    planned(world, campaign, [b], at)
    assert asked(world) == ["Xatlov 2026"], "planned is not counted"
    assert address not in client.get("/inventory/new").text
    page = client.get(address).text
    assert ">Plan it</button>" not in page
    assert "Nothing is left to plan under this campaign" in page
    assert 'href="/inventory/new"' in page


def test_what_belongs_to_no_section_is_asked_for_until_it_is_counted(session: Session, at: datetime) -> None:
    world = make_world(1, copies=9)
    a = section(world, "A-1", take_in(world, [world.isbns[0]], at), at)
    take_in(world, [world.isbns[0]], at)
    campaign = campaign_of(at)
    counted(world, campaign, [a], at)
    assert (asked(world), to_plan(world)) == (["Xatlov 2026"], ["Xatlov 2026"])
    rest = planned(world, campaign, [], at, unplaced=True)
    assert (asked(world), to_plan(world)) == (["Xatlov 2026"], [])
    with transaction():
        begin_stock_take(stock_take_id=rest.id, by=world.librarian, at=at)
        close_stock_take(stock_take_id=rest.id, language="en", by=world.librarian, at=at)
    assert (asked(world), to_plan(world)) == ([], [])


def test_a_counted_section_is_to_be_counted_again_once_uncounted_copies_are_placed_there(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    world = make_world(1, copies=99)
    a = section(world, "A-1", take_in(world, [world.isbns[0]] * 4, at), at)
    moved = take_in(world, [world.isbns[0]] * 3, at)
    b = section(world, "B-2", moved, at)
    campaign = campaign_of(at)
    counted(world, campaign, [a], at)
    later = at + timedelta(hours=1)
    with transaction():
        place_many(section_id=a, receipt=moved, by=world.librarian, at=later)
    row = standing(world, campaign)
    assert (row.state, [(shelf.mark, shelf.copies) for shelf in row.left]) == ("part", [("A-1", 3)])
    assert (len(row.counted), row.sections, row.copies, row.unplanned) == (0, 1, 7, True)
    assert (asked(world), to_plan(world)) == (["Xatlov 2026"], ["Xatlov 2026"])
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    form = client.get(f"/inventory/campaigns/{campaign.id}/stock-take").text
    assert f'value="{a}" checked' in form
    again = planned(world, campaign, [a], later)
    assert (asked(world), to_plan(world)) == (["Xatlov 2026"], []), "planned is not counted"
    assert (standing(world, campaign).missing, standing(world, campaign).sum.expected) == (4, 4)
    with pytest.raises(Conflict, match=r"stock_take\.under_campaign"):
        planned(world, campaign, [a], later)
    with transaction():
        begin_stock_take(stock_take_id=again.id, by=world.librarian, at=later + timedelta(hours=1))
        close_stock_take(stock_take_id=again.id, language="en", by=world.librarian, at=later)
    row = standing(world, campaign)
    assert (row.state, row.sections, row.by_acts.expected, row.copies) == ("closed", 1, 7, 7)
    assert (asked(world), to_plan(world)) == ([], [])
    with pytest.raises(Conflict, match=r"stock_take\.under_campaign"):
        planned(world, campaign, [b, a], later)


def test_copies_found_out_of_place_and_put_right_are_not_to_be_counted_again(
    session: Session, at: datetime
) -> None:
    world = make_world(1, copies=99)
    number_from_now_on(world, at)
    a = section(world, "A-1", take_in(world, [world.isbns[0]], at), at)
    section(world, "B-2", take_in(world, [world.isbns[0]] * 2, at), at)
    campaign = campaign_of(at)
    first = planned(world, campaign, [a], at)
    with transaction():
        begin_stock_take(stock_take_id=first.id, by=world.librarian, at=at)
    part_id = session.scalars(select(StockTakePart.id).where(StockTakePart.stock_take_id == first.id)).one()
    scanned(world, part_id, "K0002", at)
    with transaction():
        close_stock_take(stock_take_id=first.id, language="en", by=world.librarian, at=at)
        place_scanned(section_id=a, text="K0002", by=world.librarian, at=at + timedelta(hours=1))
    assert [shelf.mark for shelf in standing(world, campaign).left] == ["B-2"]
    with transaction():
        place_scanned(section_id=a, text="K0003", by=world.librarian, at=at + timedelta(hours=1))
    assert [(shelf.mark, shelf.copies) for shelf in standing(world, campaign).left] == [("A-1", 1)]
