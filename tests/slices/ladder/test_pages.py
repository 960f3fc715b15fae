"""The pages of the ladder: sums, one step's depositors, a look, the act; orders given and revoked."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.compliance.ladder.models import StandingOrder, StepCall
from app.domain.actor import Role
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import AT, Late, add_late_depositors
from tests.factories.obligations import counted_statements
from tests.slices.compliance.test_pages import fields


@pytest.fixture
def now() -> Iterator[datetime]:
    with time_machine.travel(AT):
        yield AT


@pytest.fixture
def inspector(client: FlaskClient, late: Late, now: datetime) -> Account:
    account = make_account(Role.REGULATOR, late.authority)
    sign_in(client, account)
    return account


def test_due_chosen_looked_at_and_called_for_once(
    client: FlaskClient, late: Late, inspector: Account, session: Session
) -> None:
    people = add_late_depositors(late, 3)
    page = client.get("/steps").text
    address = f"/steps/{late.rules.id}/1"
    assert address in page
    assert "Nashriyot 0002" in client.get(address).text
    chosen = client.get(f"{address}/call?chosen=1&depositor={people[0].id}&depositor={people[1].id}").text
    assert "2 depositors" in chosen
    sent = fields(chosen)
    assert [client.post(f"{address}/call", data=sent).status_code for _ in range(2)] == [303, 303]
    assert session.scalar(select(func.count()).select_from(StepCall)) == 2
    after = client.get("/steps").text
    assert "Goes out with the next digest: 2 lines" in after
    assert "Called for: 2 depositors" in after
    everyone = fields(client.get(f"{address}/call").text)
    client.post(f"{address}/call", data=everyone)
    assert session.scalar(select(func.count()).select_from(StepCall)) == 3
    assert "due for nobody" in client.get(f"{address}/call").text


def test_an_order_is_given_shown_and_revoked(
    client: FlaskClient, late: Late, inspector: Account, session: Session
) -> None:
    form = fields(client.get("/steps/order").text)
    day = {"from_on-day": "24", "from_on-month": "11", "from_on-year": "2026"}
    refused = client.post("/steps/order", data=form | day | {"step": f"{late.rules.id}-1", "language": "uz"})
    assert refused.status_code == 422
    assert "Write why" in refused.text
    sent = form | day | {"step": f"{late.rules.id}-1", "reason": "Buyruq 14-son", "language": "uz"}
    assert client.post("/steps/order", data=sent).status_code == 303
    order = session.scalars(select(StandingOrder)).one()
    earlier = sent | fields(client.get("/steps/order").text) | {"from_on-day": "23"}
    second = client.post("/steps/order", data=earlier)
    assert second.status_code == 422
    assert f"Order {order.id} is given for this step already, from 24\xa0November\xa02026." in second.text
    page = client.get("/steps").text
    assert "Buyruq 14-son" in page
    assert inspector.name in page
    assert ", the whole country. From 24.11.2026" in page
    client.post(f"/steps/orders/{order.id}/revoke", data=fields(page))
    assert "Revoked on" in client.get("/steps").text


def test_the_pages_cost_the_same_for_many_and_are_closed_to_others(
    client: FlaskClient, late: Late, inspector: Account
) -> None:
    addresses = ("/steps", f"/steps/{late.rules.id}/1")
    add_late_depositors(late, 2)

    def statements() -> list[int]:
        counts = []
        for address in addresses:
            with counted_statements() as made:
                assert client.get(address).status_code == 200
            counts.append(len(made))
        return counts

    statements()
    few = statements()
    add_late_depositors(late, 20)
    assert statements() == few
    sign_in(client, make_account(Role.DEPOSITOR, late.publisher))
    assert [client.get(address).status_code for address in addresses] == [403, 403]
