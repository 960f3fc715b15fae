"""Before a notice is issued it is told of how much nobody was reminded; nothing is refused for that."""

import time_machine
from flask.testing import FlaskClient

from app.accounts.models import Account
from app.compliance.batches.services import prepare_batch
from app.compliance.ladder.services.calling import call_for
from app.compliance.ladder.steps import step_of
from app.domain.actor import Role
from app.infra.db import transaction
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.compliance import AT, Late, add_late
from tests.slices.ladder.conftest import Work

SIGN = "No reminder of the law has gone out for {} of 2 lines."
OFFICIAL = "nazorat@example.uz"


def enter(client: FlaskClient) -> None:
    client.post("/sign-in", data={"email": OFFICIAL, "password": PASSWORD})
    client.get("/language/en")


def test_the_previews_say_of_how_much_nobody_was_reminded(
    client: FlaskClient, late: Late, person: Account, work: Work
) -> None:
    make_account(Role.REGULATOR, late.authority, email=OFFICIAL)
    with transaction():
        first = add_late(late)
    with transaction():
        step, ids = step_of(late.rules.id, 1), [late.publisher.id]
        call_for(step=step, depositor_ids=ids, by=late.inspector, at=AT)
    with transaction():
        second = add_late(late)
        batch = prepare_batch(
            depositor_ids=ids, noticed_already=0, language="uz", by=late.inspector, at=AT
        ).id
    address = f"/late/{ids[0]}/notice?line={first.id}"
    pages = (f"{address}&line={second.id}", f"/notice-batches/{batch}")
    with time_machine.travel(AT):
        enter(client)
        for page in pages:
            assert SIGN.format(2) in client.get(page).text, "called for, and not sent yet"
    work(AT)
    with time_machine.travel(AT):
        enter(client)
        for page in pages:
            assert SIGN.format(1) in client.get(page).text
        assert "No reminder of the law" not in client.get(address).text
