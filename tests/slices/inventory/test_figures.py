"""The figures of a stock-take are the same wherever they stand, and close to what was expected."""

import csv
import io
import re
from datetime import datetime

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.deposits.inventory.campaigns.services import open_campaign
from app.deposits.inventory.stock_takes.models import StockTakePart
from app.deposits.inventory.stock_takes.services import (
    begin_stock_take,
    close_stock_take,
    plan_stock_take,
)
from app.deposits.receiving.services import reverse_receipt
from app.domain.actor import Role
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import make_world
from tests.slices.inventory.shelving import PERIOD, scanned, take_in


def cells_of(page: str, label: str) -> list[str]:
    """What stands in a column of the tables of a page, without tags."""
    found = re.findall(rf'<td[^>]*data-l="{label}"[^>]*>(.*?)</td>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in found]


def test_what_a_receipt_taken_back_explains_is_found_nowhere_and_missing_nowhere(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    world = make_world(2, copies=9)
    take_in(world, [world.isbns[0]] * 3, at)
    receipt = take_in(world, [world.isbns[1]] * 2, at)
    asked = make_account(Role.REGULATOR)
    with transaction():
        campaign = open_campaign(name="Xatlov", region_soato=None, period=PERIOD, by=asked.actor(), at=at)
        taken = plan_stock_take(
            section_ids=[], unplaced=True, period=PERIOD, campaign_id=campaign.id, by=world.librarian, at=at
        )
        begin_stock_take(stock_take_id=taken.id, by=world.librarian, at=at)
    shelf = session.query(StockTakePart).filter_by(stock_take_id=taken.id).one().id
    for _ in range(2):
        scanned(world, shelf, world.isbns[0], at)
    with transaction():
        reverse_receipt(number=receipt, reason="xato", by=world.librarian, at=at)
        close_stock_take(stock_take_id=taken.id, language="en", by=world.librarian, at=at)
    address = f"/inventory/campaigns/{campaign.id}"
    for account in (make_account(Role.LIBRARIAN, world.library), asked):
        client.post("/sign-out")
        sign_in(client, account)
        for page in (client.get("/inventory").text, client.get(address).text):
            assert "2 / 5 2 / 5" in cells_of(page, "Found"), "the bar says it too"
            assert "1" in cells_of(page, "Missing")
            assert "2" in cells_of(page, "Receipt taken back")
    content = client.get(f"{address}.csv").data.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(content), delimiter=";")
    [row] = [row for row in rows if row["Library"] == world.library.name]
    parts = ("Found in place", "Found elsewhere", "Missing", "Receipt taken back")
    assert [row[part] for part in parts] == ["2", "0", "1", "2"]
    assert int(row["By the receipts"]) == sum(int(row[part]) for part in parts)
