"""What a script is answered when it sends a scan."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.actor import Role
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import make_world, new_key, send_parcel

SCRIPT = {"X-Fragment": "scan-result"}


def test_a_script_gets_the_parts_of_the_page_in_the_answer_itself(
    client: FlaskClient, session: Session
) -> None:
    world = make_world()
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    client.get("/language/en")
    sent = {"code": send_parcel(world, {0: 2}).code, "submission_key": new_key()}
    page = client.post("/receiving", data=sent).location
    for _time in range(2):
        answer = client.post(page, data={"code": world.isbns[0], "key": "the same"}, headers=SCRIPT)
        assert (answer.status_code, "<html" in answer.text) == (200, False)
        assert "1<small> / 2</small>" in answer.text, "sent twice it is one scan"
        assert 'id="scan-lines"' in answer.text
        assert 'id="scan-choices"' in answer.text
    assert len(answer.text) < len(client.get(page).text) / 2
    refused = client.post(page, data={"code": "x" * 999, "key": "other"}, headers=SCRIPT)
    assert refused.status_code == 422
    assert 'id="scan-result"' in refused.text


@pytest.mark.parametrize("number", ["9" * 23, f"{2**63}", "0", "-1"])
def test_a_number_that_no_row_can_have_is_refused_before_the_database_sees_it(
    client: FlaskClient, session: Session, number: str
) -> None:
    world = make_world()
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    sent = {"code": send_parcel(world, {0: 2}).code, "submission_key": new_key()}
    page = client.post("/receiving", data=sent).location
    undo = {"act": "undo", "scan_id": number, "key": new_key()}
    assert client.post(page, data=undo).status_code == 422
    chosen = {"code": world.isbns[0], "release_id": number, "key": new_key()}
    assert client.post(page, data=chosen).status_code == 422
    assert client.post(f"{page}/labels", data={"scan_id": number}).status_code == 422
    assert client.post("/receiving/without-slip", data={"depositor_id": number}).status_code == 422
    assert client.get(f"{page}/labels.pdf?scan={number}").status_code == 404
    assert client.get(f"{page}?scan={number}").status_code == 200


def test_a_scan_from_a_page_whose_key_took_another_back_counts(client: FlaskClient, session: Session) -> None:
    world = make_world()
    sign_in(client, make_account(Role.LIBRARIAN, world.library))
    sent = {"code": send_parcel(world, {0: 2}).code, "submission_key": new_key()}
    page = client.post("/receiving", data=sent).location
    client.post(page, data={"code": world.isbns[0], "key": new_key()})
    client.post(page, data={"act": "undo", "key": "of the page"})
    client.get("/language/en")
    again = client.post(page, data={"code": world.isbns[0], "key": "of the page"}, headers=SCRIPT)
    assert "1<small> / 2</small>" in again.text
