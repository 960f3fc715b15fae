"""The pages of a collecting library, and what a publisher sees of them."""

import re

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.consignments.models import Consignment
from app.domain.actor import Role
from app.infra.db import transaction
from app.law.models import AdoptedRuleSet
from app.organisations.models import Organisation, OrganisationKind
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import add_organisation
from tests.factories.receiving import labels_of, make_obligation, make_world, new_key, received


def enter(client: FlaskClient, role: Role, organisation: Organisation | None) -> None:
    client.post("/sign-out")
    sign_in(client, make_account(role, organisation))


def take_in(client: FlaskClient, code: str, texts: list[str]) -> str:
    """Receive a parcel at the signed-in library; return the page of its receipt."""
    page = client.post("/receiving", data={"code": code, "submission_key": new_key()}).location
    for text in texts:
        client.post(page, data={"code": text, "key": new_key()})
    return client.post(f"{page}/finish", data={"submission_key": new_key()}, follow_redirects=True).text


def test_the_way_through_a_collecting_library(client: FlaskClient, session: Session) -> None:
    world = make_world(1)
    with transaction():
        hub = add_organisation(OrganisationKind.DEPOSITORY)
    enter(client, Role.ADMINISTRATOR, None)
    named = {"depository_id": world.library.id, "collector_id": hub.id}
    assert client.post("/collecting-libraries", data=named).status_code == 303

    enter(client, Role.DEPOSITOR, world.publisher)
    through = f"/consignments/new/{hub.id}?for={world.library.id}"
    assert through.replace("?", "?").replace("&", "&amp;") in client.get("/consignments/new").text
    assert 'value="2"' in client.get(through).text
    owed = world.obligations[0].id
    parcel = client.post(through, data={f"copies-{owed}": "2", "submission_key": new_key()}).location
    client.post(f"{parcel}/send", data={"carrier": "Pochta", "submission_key": new_key()})

    first = session.scalars(select(Consignment)).one()
    enter(client, Role.LIBRARIAN, world.library)
    coming = client.get("/coming?state=sent").text
    assert f"by way of {hub.name}" in coming, "it does not come here itself"
    assert first.code in coming
    assert f"/consignments/{first.code}" not in coming, "it is not this library's to read"

    enter(client, Role.LIBRARIAN, hub)
    labels = labels_of(first)
    assert "to be passed on to" in take_in(client, first.code, labels)
    assert f"/passing-on/{world.library.id}" in client.get("/passing-on").text
    enter(client, Role.LIBRARIAN, world.library)
    for address in ("/coming", "/coming?state=held"):
        coming = client.get(address).text
        assert re.search(rf"Kitob 0</a>.*{hub.name} <span class=.nx-sub.>since", coming, re.DOTALL), address
        assert "1 obligation<" in coming
    assert f"{hub.name}" in client.get("/coming.csv").data.decode("utf-8-sig")
    enter(client, Role.REGULATOR, None)
    totals = client.get("/coming/libraries").text
    assert re.findall(r"<td class=.nx-num.[^>]*>(?:<a [^>]*>)?(\d+)", totals) == list("1001000")

    enter(client, Role.LIBRARIAN, hub)
    page = f"/passing-on/{world.library.id}"
    refused = client.post(page, data={f"copies-{owed}": "3", "submission_key": new_key()})
    assert (refused.status_code, "Only 2 of these copies lie here" in refused.text) == (422, True)
    key = new_key()
    again = [client.post(page, data={f"copies-{owed}": "2", "submission_key": key}) for _ in range(2)]
    assert again[0].location == again[1].location
    transfer = again[0].location
    assert labels[0] in client.get(transfer).text
    assert labels[0].encode() in client.get(f"{transfer}/list.csv").data
    assert (
        client.get(f"{transfer.replace('/passing-on/transfers', '/consignments')}/slip.pdf").status_code
        == 200
    )
    lacking = client.post(f"{transfer}/send", data={"carrier": "", "submission_key": new_key()})
    assert lacking.status_code == 422
    client.post(f"{transfer}/send", data={"carrier": "Mashina", "submission_key": new_key()})

    enter(client, Role.LIBRARIAN, world.library)
    assert transfer.rsplit("/", 1)[-1] in client.get("/coming?state=held").text
    assert client.get(transfer).status_code == 404
    take_in(client, transfer.rsplit("/", 1)[1], labels)
    assert received(world.obligations[0]) == 2
    enter(client, Role.DEPOSITOR, world.publisher)
    release = client.get(f"/releases/{world.releases[0].id}").text
    assert re.search(r"In whose hands the copies are.*?nx-num[^>]*>2<", release, re.DOTALL)
    assert client.get("/passing-on").status_code == 403


def test_a_transfer_that_came_unsent_has_a_day_and_its_acts_name_the_right_library(
    client: FlaskClient, session: Session
) -> None:
    with transaction():
        hub = add_organisation(OrganisationKind.DEPOSITORY, name="Yigʻuvchi kutubxona")
    world = make_world(1, copies=1)
    with transaction():
        session.get_one(Organisation, world.library.id).name = "Oxirgi kutubxona"
        rules = session.get_one(AdoptedRuleSet, world.obligations[0].rule_set_id)
        make_obligation(world.releases[0], world.publisher, hub, rules, 1, rule_id="r2")
    enter(client, Role.ADMINISTRATOR, None)
    client.post("/collecting-libraries", data={"depository_id": world.library.id, "collector_id": hub.id})
    enter(client, Role.DEPOSITOR, world.publisher)
    owed, key = world.obligations[0].id, {"submission_key": new_key()}
    through = f"/consignments/new/{hub.id}?for={world.library.id}"
    parcel = client.post(through, data={f"copies-{owed}": "1", **key}).location
    client.post(f"{parcel}/send", data={"carrier": "Pochta", "submission_key": new_key()})
    enter(client, Role.LIBRARIAN, hub)
    labels = labels_of(session.scalars(select(Consignment)).one())
    take_in(client, parcel.rsplit("/", 1)[1], labels)
    data = {f"copies-{owed}": "1", "submission_key": new_key()}
    transfer = client.post(f"/passing-on/{world.library.id}", data=data).location

    enter(client, Role.LIBRARIAN, world.library)
    page = take_in(client, transfer.rsplit("/", 1)[1], labels)
    number = re.search(r"Receipt (Q\d\d-[\w-]+)", page)
    assert number is not None
    enter(client, Role.DEPOSITOR, world.publisher)
    history = client.get(f"/releases/{world.releases[0].id}").text.split('id="what"')[-1]
    said = [" ".join(re.sub(r"<[^>]+>", " ", part).split()) for part in history.split("<li")]
    received_by = [text for text in said if "1 copy received" in text]
    assert "Oxirgi kutubxona : 1 copy received" in received_by[0], received_by
    assert "Yigʻuvchi" not in received_by[0]

    enter(client, Role.LIBRARIAN, hub)
    assert "not marked as sent; it came on" in client.get(transfer).text
    enter(client, Role.LIBRARIAN, world.library)
    reason = {"reason": "Xato", "submission_key": new_key()}
    assert client.post(f"/receipts/{number[1]}/reverse", data=reason).status_code == 303
    enter(client, Role.DEPOSITOR, world.publisher)
    table = (
        client.get(f"/releases/{world.releases[0].id}").text.split('id="whereabouts"')[1].split("</table>")[0]
    )
    assert "On the way from" in table
    assert "unknown" not in table
