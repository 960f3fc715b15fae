"""Pages of consignments, over HTTP."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.deposits.consignments.models import Consignment
from app.deposits.obligations.models import Obligation
from app.domain.actor import Role
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.law import add_law
from tests.factories.obligations import add_organisation, add_release, owed, recompute


@pytest.fixture
def publisher(session: Session) -> Organisation:
    add_law()
    return add_organisation()


@pytest.fixture
def obligation(publisher: Organisation, session: Session) -> Obligation:
    rows = owed(recompute(add_release(publisher, events={"first_batch_released": date(2026, 11, 19)})))
    session.commit()
    return rows["uzd-book-natlib"]


@pytest.fixture
def desk(client: FlaskClient, publisher: Organisation, session: Session) -> FlaskClient:
    session.commit()
    sign_in(client, make_account(Role.DEPOSITOR, publisher))
    return client


def compose(desk: FlaskClient, obligation: Obligation, copies: str, key: str = "first", **more: str) -> str:
    address = f"/consignments/new/{obligation.depository_id}"
    answer = desk.post(address, data={f"copies-{obligation.id}": copies, "submission_key": key, **more})
    return answer.headers.get("Location", "") if answer.status_code == 303 else f"{answer.status_code}"


def test_from_choosing_a_library_to_a_parcel_on_its_way(
    desk: FlaskClient, obligation: Obligation, session: Session
) -> None:
    assert f"/consignments/new/{obligation.depository_id}" in desk.get("/consignments/new").text
    location = compose(desk, obligation, "2")
    assert re.fullmatch(r"/consignments/J\d\d-\d{6}-[0-9A-Z]", location)
    for paper in ("slip", "labels"):
        answer = desk.get(f"{location}/{paper}.pdf")
        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF-")
    missing_carrier = desk.post(f"{location}/send", data={"submission_key": "second"})
    assert missing_carrier.status_code == 422
    assert "Write how the parcel is sent." in missing_carrier.text
    long = desk.post(f"{location}/send", data={"carrier": "x" * 101, "submission_key": "long"})
    assert long.status_code == 422
    assert "Write at most 100 characters." in long.text
    sent = desk.post(f"{location}/send", data={"carrier": "Post", "submission_key": "third"})
    assert sent.status_code == 303
    found = session.scalars(select(Consignment)).one()
    assert found.sent_at is not None
    assert found.carrier == "Post"
    assert found.code in desk.get("/consignments?state=sent").text
    assert found.code not in desk.get("/consignments?state=draft").text


def test_a_parcel_says_what_it_holds_beyond_what_is_owed(desk: FlaskClient, obligation: Obligation) -> None:
    location = compose(desk, obligation, str((obligation.copies or 0) + 2), more_than_owed="y")
    assert "more than owed: 2" in desk.get(location).text
    again = desk.get(f"/consignments/new/{obligation.depository_id}").text
    assert f'href="{location}"' in again, "what is prepared already is mentioned"
    assert "not sent yet" in again
    assert re.search(r'id="copies-\d+"[^>]* value="0"', again), "nor is it proposed a second time"


def test_more_than_owed_is_announced_only_where_it_is_meant(
    desk: FlaskClient, obligation: Obligation, session: Session
) -> None:
    address, owed_copies = f"/consignments/new/{obligation.depository_id}", obligation.copies or 0
    assert 'name="more_than_owed"' not in desk.get(address).text
    data = {f"copies-{obligation.id}": str(owed_copies + 97), "submission_key": "a"}
    refused = desk.post(address, data=data)
    assert refused.status_code == 422
    assert "(+97). Lower the numbers, or tick the box to send more." in refused.text
    assert 'name="more_than_owed"' in refused.text
    assert session.scalar(select(func.count(Consignment.id))) == 0
    first = compose(desk, obligation, str(owed_copies - 1), "b")
    desk.post(f"{first}/send", data={"carrier": "Post", "submission_key": "c"})
    second = compose(desk, obligation, "1", "d")
    for parcel in (first, second):
        assert "more than owed" not in desk.get(parcel).text
    assert compose(desk, obligation, "1", "e") == "422", "what is on its way or prepared is counted"
    third = compose(desk, obligation, "1", "f", more_than_owed="y")
    assert "more than owed: 1" in desk.get(third).text
    assert "more than owed" not in desk.get(second).text, "the earlier parcel holds what is owed"
    desk.post(f"{first}/cancel")
    assert "more than owed" not in desk.get(third).text


def test_a_cancelled_parcel_has_no_papers(desk: FlaskClient, obligation: Obligation) -> None:
    location = compose(desk, obligation, "1")
    page = desk.get(location).text
    assert "data-confirm" in page
    assert f"{location}/slip.pdf" in page
    desk.post(f"{location}/cancel")
    page = desk.get(location).text
    assert "data-confirm" not in page
    assert f"{location}/slip.pdf" not in page
    assert f"{location}/labels.pdf" not in page
    assert location not in desk.get(f"/consignments/new/{obligation.depository_id}").text


def test_a_double_click_makes_one_parcel(desk: FlaskClient, obligation: Obligation, session: Session) -> None:
    assert compose(desk, obligation, "1") == compose(desk, obligation, "1")
    assert session.scalar(select(func.count(Consignment.id))) == 1


@pytest.mark.parametrize("copies", ["-1", "1000", "two", "1.5", "9" * 40])
def test_a_wrong_number_is_explained_and_kept(
    desk: FlaskClient, obligation: Obligation, session: Session, copies: str
) -> None:
    address = f"/consignments/new/{obligation.depository_id}"
    answer = desk.post(address, data={f"copies-{obligation.id}": copies, "submission_key": "x"})
    assert answer.status_code == 422
    assert f'value="{copies}"' in answer.text
    assert "Not a valid" not in answer.text
    assert session.scalar(select(func.count(Consignment.id))) == 0


def test_another_publishers_parcel_is_not_there(
    desk: FlaskClient, obligation: Obligation, client: FlaskClient
) -> None:
    location = compose(desk, obligation, "1")
    sign_in(client, make_account(Role.DEPOSITOR))
    for address in (location, f"{location}/slip.pdf", f"{location}/labels.pdf"):
        assert client.get(address).status_code == 404
    assert client.post(f"{location}/cancel").status_code == 404


def test_only_depositors_compose(client: FlaskClient, session: Session) -> None:
    for role in (Role.LIBRARIAN, Role.REGULATOR, Role.ADMINISTRATOR):
        sign_in(client, make_account(role))
        assert client.get("/consignments/new").status_code == 403
    assert client.get("/consignments/J26-000000-0").status_code == 404


def test_a_parcel_that_was_opened_cannot_be_cancelled(
    desk: FlaskClient, obligation: Obligation, session: Session
) -> None:
    location = compose(desk, obligation, "1")
    found = session.scalars(select(Consignment)).one()
    found.sent_at = found.arrived_at = found.created_at
    session.commit()
    answer = desk.post(f"{location}/cancel")
    assert answer.status_code == 422
    assert "can no longer be cancelled" in answer.text
