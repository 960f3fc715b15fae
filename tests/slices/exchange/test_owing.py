"""What the titles of a long file owe is counted once for some minutes, and never across midnight."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.deposits.obligations.models import Obligation
from app.exchange.batches import owing
from app.infra import clock
from app.infra.db import transaction
from tests.factories.obligations import counted_statements
from tests.slices.exchange.batch_steps import accept, row, send, table
from tests.support.isolation import Browserless


def copies(page: str) -> str:
    return page.partition("<dt>Copies to send</dt><dd>")[2].partition("</dd>")[0]


@pytest.mark.usefixtures("clerk")
def test_a_count_is_kept_for_some_minutes_of_a_day(
    client: Browserless, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = send(client, table(row("Oʻtkan kunlar"), row("Mehrobdan chayon")))
    accept(client, number)
    address = f"/imports/{number}"
    before = copies(client.get(address).text)
    assert int(before) > 0
    with transaction():
        session.execute(update(Obligation).values(received=Obligation.copies))
    assert copies(client.get(address).text) == "0"
    monkeypatch.setattr(owing, "FEW", 1)
    assert copies(client.get(address).text) == "0"
    with transaction():
        session.execute(update(Obligation).values(received=0))
    assert copies(client.get(address).text) == "0"
    with counted_statements() as statements:
        client.get(address)
    assert not [text for text in statements if "obligation" in text]
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        assert copies(client.get(address).text) == before


@pytest.mark.usefixtures("clerk")
@pytest.mark.parametrize("few", [owing.FEW, 0])
def test_a_day_past_is_not_due_next(client: Browserless, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(owing, "FEW", few)
    number = send(
        client, table(row("Sarob", first_batch_released="2026-01-15", print_run_completed="2026-01-14"))
    )
    accept(client, number)
    for _look in range(2):  # the second is of the count that is kept
        text = client.get(f"/imports/{number}").text
        assert "<dt>Due next</dt><dd>—</dd>" in text
        assert re.search(r"<dt>The oldest was due</dt><dd>[^<]*January[^<]*2026</dd>", text)
