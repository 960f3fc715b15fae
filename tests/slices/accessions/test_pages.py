"""Pages of accession numbers, by a librarian without scripts."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.actor import Role
from tests.documents.rendering import symbols, written
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import World, make_world


@pytest.fixture
def world(client: FlaskClient, session: Session) -> World:
    made = make_world(2)
    sign_in(client, make_account(Role.LIBRARIAN, made.library))
    return made


def test_a_series_is_defined_a_label_printed_at_the_scan_and_the_copy_found_by_it(
    client: FlaskClient, world: World, at: datetime
) -> None:
    refused = client.post(
        "/accessions/new", data={"prefix": "K1", "kind": "", "digits": "6", "next_number": "7"}
    )
    assert refused.status_code == 422
    assert "Latin letters" in refused.text
    client.post(
        "/accessions/new", data={"prefix": "k", "kind": "", "digits": "6", "next_number": "7", "yearly": "y"}
    )
    assert re.search(r"K\d{4}-000007", client.get("/accessions").text)
    arrival = client.post("/receiving/without-slip", data={"depositor_id": world.publisher.id}).location
    assert "There is no copy to number" in client.get(f"{arrival}/labels").text
    client.post(arrival, data={"code": world.isbns[0], "key": "1"})
    assert f"{arrival}/labels" in client.get(arrival).text
    page = client.get(f"{arrival}/labels").text
    scan_id = re.search(r'name="scan_id" value="(\d+)"', page)
    assert scan_id is not None
    printed = client.post(f"{arrival}/labels", data={"scan_id": scan_id[1]})
    label = client.get(printed.location)
    assert label.mimetype == "application/pdf"
    read = symbols(written("accession-label", label.data))
    assert len(read) == 1
    number = read[0].removeprefix("CODE-128:")
    assert re.fullmatch(r"K\d{4}-000007", number)
    client.post(f"{arrival}/finish", data={})
    found = client.get(f"/copies?code={number.lower()}")
    for typed in (number.replace("-", ""), number.replace("K", "к"), number.replace("-", " – ")):
        assert client.get("/copies", query_string={"code": typed}).location == found.location, typed
    copy = client.get(found.location).text
    assert number in copy
    assert "Held by the library" in copy
    assert client.get(f"/search?q={number}").location == found.location
    assert number in client.get("/receipts/register?month=whole").text
    assert "is no copy of this library" in client.get("/copies?code=K9999-1").text


def test_sheets_begin_where_the_last_one_ended(client: FlaskClient, world: World) -> None:
    client.post("/accessions", data={"layout": "sheet-48-25", "symbol": "qr"})
    client.post("/accessions/new", data={"prefix": "KUTUBXON", "kind": "", "digits": "8", "next_number": "1"})
    arrival = client.post("/receiving/without-slip", data={"depositor_id": world.publisher.id}).location
    for key, isbn in enumerate((*world.isbns, world.isbns[0])):
        client.post(arrival, data={"code": isbn, "key": str(key)})
    assert client.post(f"{arrival}/labels", data={"skipped": "много"}).status_code == 422
    printed = client.post(f"{arrival}/labels", data={"skipped": "42"}).location
    sheets: Path = written("accession-sheet", client.get(printed).data)
    assert symbols(sheets) == ["QR-Code:KUTUBXON00000001", "QR-Code:KUTUBXON00000002"]
    assert symbols(sheets, 2) == ["QR-Code:KUTUBXON00000003"]
    assert client.get(printed.replace(arrival, "/receiving/999999")).status_code == 404
