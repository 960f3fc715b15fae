"""Stock-takes over HTTP, by people without scripts: of one library, and of a region's side by side."""

import csv
import io
import re
from datetime import datetime

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.deposits.inventory.stock_takes.jobs import store_waiting_acts
from app.domain.actor import Role
from app.organisations.models import Organisation
from tests.documents.rendering import text, written
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import World, labels_of, make_world, send_parcel
from tests.slices.inventory.shelving import begun, number_from_now_on, section, take_in

DAYS = {"first-day": "1", "first-month": "11", "first-year": "2026",
        "last-day": "20", "last-month": "12", "last-year": "2026"}  # fmt: skip


def enter(client: FlaskClient, role: Role, of: Organisation | None = None) -> None:
    client.post("/sign-out")
    sign_in(client, make_account(role, of))


def shelf_of(client: FlaskClient, take: str) -> str:
    client.post(f"{take}/begin")
    found = re.search(r"/stock-takes/shelves/\d+", client.get(take).text)
    assert found is not None
    return found[0]


def rows_of(client: FlaskClient, address: str) -> list[dict[str, str]]:
    content = client.get(address).data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content), delimiter=";"))


def test_a_shelf_is_scanned_and_the_act_is_verified(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    world = make_world(2, copies=3)
    number_from_now_on(world, at)
    receipt = take_in(world, [world.isbns[0], world.isbns[1]], at)
    enter(client, Role.LIBRARIAN, world.library)
    assert "No stock-take yet" in client.get("/inventory").text
    client.post("/inventory/sections", data={"mark": "A-12", "name": "Badiiy adabiyot"})
    assert client.post("/inventory/sections", data={"mark": " A-12"}).status_code == 422
    section = re.search(r"/inventory/sections/\d+", client.get("/inventory/sections").text)
    assert section is not None
    assert "is no copy that the library holds" in client.post(f"{section[0]}/copy", data={"code": "K9"}).text
    client.post(f"{section[0]}/copies", data={"receipt": receipt})
    assert "K0002" in client.get(section[0]).text
    client.post("/inventory/sections", data={"mark": "B-1"})
    other = re.findall(r"/inventory/sections/\d+", client.get("/inventory/sections").text)[-1]
    for target in (other, section[0]):
        client.post(f"{target}/copies", data={"first": "к1", "last": ""})
        client.post(f"{target}/copies", data={"first": "к0001", "last": "K0001"})
        assert "1 copy placed. 1 of them had belonged to another section." in client.get(target).text
    number = section[0].rsplit("/", 1)[-1]
    refused = client.post("/inventory/new", data=DAYS)
    assert refused.status_code == 422
    assert "Choose at least one section" in refused.text
    take = client.post("/inventory/new", data={**DAYS, "sections": number}).location
    shelf = shelf_of(client, take)
    for key, code in (("1", "k0001"), ("1", "k0001"), ("2", "F-77")):
        page = client.get(client.post(shelf, data={"code": code, "key": key}).location).text
    assert "Unknown copy" in page
    again = client.get(client.post(shelf, data={"code": "K0001", "key": "3"}).location).text
    assert "This copy has been scanned already" in again
    page = client.get(client.post(shelf, data={"code": world.isbns[1], "key": "5"}).location).text
    assert re.findall(r'name="code" value="(K\d+)"', page) == ["K0002"], "the number not found yet"
    client.post(shelf, data={"code": "F-78", "key": "6"})
    for key, said in (
        ("7", "Taken back"),
        ("8", "Taken back"),
        ("9", "Taken back"),
        ("10", "no scan of yours"),
    ):
        undone = client.post(shelf, data={"act": "undo", "key": key})
        assert said in client.get(undone.location).text.partition('id="scan-result"')[2]
    assert client.post(shelf, data={"act": "undo", "scan_id": "9" * 23, "key": "0"}).status_code == 422
    for key, code in (("11", "k0001"), ("12", "F-77")):
        client.post(shelf, data={"code": code, "key": key})
    too_long = client.post(shelf, data={"code": "9" * 201, "key": "5"})
    assert too_long.status_code == 422
    assert re.findall(r"<(?:div|input)[^>]* autofocus", too_long.text) == re.findall(
        r"<input id=\"scan\"[^>]* autofocus", too_long.text
    )
    beside = client.post("/inventory/new", data={**DAYS, "sections": number}).location
    assert f'href="{take}"' in client.get(beside).text
    assert "is under way" in client.post(f"{beside}/begin").text
    assert rows_of(client, f"{take}/list.csv?which=missing")[0]["Accession number"] == "K0002"
    assert client.get(f"{take}/list.xlsx?which=unknown").data.startswith(b"PK")
    assert "F-77" in client.get(f"{take}/list?which=unknown").text
    assert client.get(f"{take}/list?after=bm9uc2Vuc2U=").status_code == 422
    client.delete_cookie("nusxa_desk")
    closing = client.get(f"{take}/close").text
    assert "not opened again" in closing
    named = client.get_cookie("nusxa_desk")
    assert named is not None
    assert f'data-account="{named.value.partition(".")[0]}"' in closing
    client.post(f"{take}/close", data={"language": "en"})
    for late, said in (
        ({"code": "K0002", "key": "4"}, "“K0002” was NOT counted."),
        ({"act": "undo", "key": "20"}, "Nothing was changed."),
    ):
        closed = client.post(shelf, data=late)
        assert closed.status_code == 303
        page = client.get(closed.location).text
        assert said in page
        assert "This stock-take was closed on" in page
    assert "was NOT counted" not in client.get(client.get(shelf).location).text
    assert "Its file is being made" in client.get(take).text
    assert store_waiting_acts() == 1
    act = text(written("stock-take", client.get(f"{take}.pdf").data))
    for said in ("Act of stock-take results", "SPECIMEN", "found in place", "K0002", "F-77", "A-12"):
        assert said in act
    code = re.search(r"/verify/([\w-]{14})", client.get(take).text)
    assert code is not None
    enter(client, Role.LIBRARIAN, make_world(1).library)
    for address in (take, shelf, section[0], f"{take}/list", f"{take}/close", f"{take}.pdf"):
        assert client.get(address).status_code == 404, address
    client.post("/sign-out")
    public = client.get(f"/verify/{code[1]}").text
    assert "Specimen of an act of stock-take results" in public
    assert world.library.name in public


def test_a_shelf_says_where_a_copy_belongs_and_where_it_was_scanned(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    world = make_world(2, copies=3)
    number_from_now_on(world, at)
    home, strange = (
        section(world, mark, take_in(world, [world.isbns[0]], at), at) for mark in ("B-2", "A-1")
    )
    begun(world, [home, strange], at)
    enter(client, Role.LIBRARIAN, world.library)
    take = re.search(r"/stock-takes/\d+", client.get("/inventory").text)
    assert take is not None
    at_home, elsewhere = re.findall(r'href="(/stock-takes/shelves/\d+)', client.get(take[0]).text)

    def told(shelf: str, key: str, code: str = "K0001") -> str:
        page = client.get(client.post(shelf, data={"code": code, "key": key}).location).text
        return page.partition('id="scan-result"')[2]

    echo = told(elsewhere, "1")
    assert "It belongs to section B-2." in echo.partition('id="scan-lines"')[0]
    assert "It belongs to section B-2." in echo.partition('id="scan-lines"')[2]
    again = told(elsewhere, "2").partition('id="scan-lines"')[0]
    assert "It was scanned on the shelf of section A-1. It belongs to section B-2." in again
    assert "Found" in told(at_home, "3")
    assert (
        "It was scanned on the shelf of section B-2." in told(elsewhere, "4").partition('id="scan-lines"')[0]
    )
    assert "have more figures" in told(at_home, "5", "K1")


def test_the_libraries_of_a_region_stand_side_by_side(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    worlds: list[World] = [make_world(1), make_world(1)]
    for world in worlds:
        take_in(world, [world.isbns[0]], at)
    enter(client, Role.REGULATOR)
    asked = {**DAYS, "name": "Xatlov 2026", "region": ""}
    no_end = {name: "" for name in DAYS if name.startswith("last")}
    assert client.post("/inventory/campaigns/new", data={**asked, **no_end}).status_code == 422
    over = {name: "2020" if name.endswith("year") else "1" for name in DAYS}
    assert "passed already" in client.post("/inventory/campaigns/new", data={**asked, **over}).text
    mistaken = client.post("/inventory/campaigns/new", data={**asked, "name": "Xato"}).location
    assert client.post(f"{mistaken}/withdraw").location == "/inventory"
    assert client.get(mistaken).status_code == 404
    opened = client.post("/inventory/campaigns/new", data=asked).location
    enter(client, Role.LIBRARIAN, worlds[0].library)
    for desk in ("/", "/inventory"):
        assert "Xatlov 2026" in client.get(desk).text
    assert worlds[1].library.name not in client.get(opened).text, "a library sees its own line"
    beside = {**over, "unplaced": "y"}
    assert "outside the period" in client.post(f"{opened}/stock-take", data=beside).text
    take = client.post(f"{opened}/stock-take", data={**DAYS, "unplaced": "y"}).location
    assert client.post(f"{opened}/stock-take", data={**DAYS, "unplaced": "y"}).status_code == 422
    client.post(shelf_of(client, take), data={"code": worlds[0].isbns[0], "key": "1"})
    began = client.get(take).text
    assert "Not found yet" in began
    assert "Missing" not in began.partition("<main")[2]
    client.post(f"{take}/close", data={"language": "uz"})
    assert "Missing" in client.get(take).text
    assert "Xatlov 2026" not in client.get("/").text
    enter(client, Role.REGULATOR)
    assert client.get(take).status_code == 200
    assert client.get(f"{take}/close").status_code == 403
    states = {
        row["Library"]: (row["State"], row["Found in place"], row["Missing"])
        for row in rows_of(client, f"{opened}.csv")
    }
    assert states[worlds[0].library.name] == ("Closed", "1", "0")
    assert states[worlds[1].library.name] == ("Not planned yet", "0", "")
    assert client.get(f"{opened}.xlsx").data.startswith(b"PK")
    assert "so it stands" in client.post(f"{opened}/withdraw").text
    assert "/withdraw" not in client.get(opened).text
    enter(client, Role.DEPOSITOR)
    assert client.get(opened).status_code == 403


def test_a_plan_is_changed_or_taken_back_until_it_begins(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    world = make_world(1, copies=3)
    empty = section(world, "A", None, at)
    full = section(world, "B", take_in(world, [world.isbns[0]], at), at)
    enter(client, Role.REGULATOR)
    opened = client.post("/inventory/campaigns/new", data={**DAYS, "name": "Xatlov", "region": ""}).location
    enter(client, Role.LIBRARIAN, world.library)
    mistaken = client.post(f"{opened}/stock-take", data={**DAYS, "sections": str(empty)}).location
    assert client.post(f"{mistaken}/begin").status_code == 422
    assert f"{mistaken}/withdraw" in client.get(mistaken).text
    assert client.post(f"{mistaken}/withdraw").location == "/inventory"
    assert client.get(mistaken).status_code == 404
    take = client.post(f"{opened}/stock-take", data={**DAYS, "sections": str(empty)}).location
    form = client.get(f"{take}/plan").text
    assert re.search(rf'value="{empty}"[^>]* checked', form)
    assert not re.search(rf'value="{full}"[^>]* checked', form)
    refused = client.post(f"{take}/plan", data={**DAYS, "first-year": "2019", "last-year": "2019"})
    assert refused.status_code == 422
    changed = {**DAYS, "last-day": "19", "sections": str(full), "unplaced": "y"}
    assert client.post(f"{take}/plan", data=changed).location == take
    shelf_of(client, take)
    page = client.get(take).text
    assert "19.12.2026" in page
    assert f"{take}/plan" not in page
    assert "It cannot be changed any more" in client.post(f"{take}/plan", data=changed).text
    assert "It cannot be changed any more" in client.post(f"{take}/withdraw").text
    enter(client, Role.LIBRARIAN, make_world(1).library)
    for address in (f"{take}/plan", f"{take}/withdraw"):
        assert client.post(address, data=changed).status_code == 404


def test_missing_copies_without_numbers_are_told_apart_by_their_labels_and_receipts(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    world = make_world(1, copies=9)
    parcel = send_parcel(world, {0: 1})
    [label] = labels_of(parcel)
    told = [(label, take_in(world, [label], at, parcel)), ("", take_in(world, [world.isbns[0]], at))]
    take = begun(world, [], at, unplaced=True)
    enter(client, Role.LIBRARIAN, world.library)
    address = f"/stock-takes/{take.id}"

    def files(which: str) -> list[tuple[str, str]]:
        listed = rows_of(client, f"{address}/list.csv?which={which}")
        return [(row["Label"], row["Receipt"]) for row in listed]

    assert files("missing") == told
    page = client.get(f"{address}/list?which=missing").text
    assert label in page
    assert all(f'href="/receipts/{receipt}"' in page for _label, receipt in told)
    shelf = re.search(r"/stock-takes/shelves/\d+", client.get(address).text)
    assert shelf is not None
    client.post(shelf[0], data={"code": label, "key": "1"})
    client.post(shelf[0], data={"code": "F-77", "key": "2"})
    assert [files(which) for which in ("missing", "found", "unknown")] == [told[1:], [("", "")], [("", "")]]
    client.post(shelf[0], data={"act": "undo", "key": "3"})
    client.post(shelf[0], data={"act": "undo", "key": "4"})
    client.post(f"{address}/close", data={"language": "en"})
    assert store_waiting_acts() == 1
    assert label in text(written("stock-take", client.get(f"{address}.pdf").data))


def test_copies_alike_on_one_receipt_are_counted_through(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    world = make_world(2, copies=9)
    receipt = take_in(world, [world.isbns[0], world.isbns[1], world.isbns[0]], at)
    take = begun(world, [], at, unplaced=True)
    enter(client, Role.LIBRARIAN, world.library)
    address = f"/stock-takes/{take.id}"
    rows = rows_of(client, f"{address}/list.csv?which=missing")
    assert [row["Copy on the receipt"] for row in rows] == ["1 / 2", "", "2 / 2"]
    page = client.get(f"{address}/list?which=missing").text
    assert "1 of 2 alike" in page
    assert "2 of 2 alike" in page
    client.post(f"{address}/close", data={"language": "en"})
    assert store_waiting_acts() == 1
    act = text(written("stock-take", client.get(f"{address}.pdf").data))
    assert f"{receipt} 1 / 2" in act
    assert f"{receipt} 2 / 2" in act
