"""What a person is told when something goes wrong, in his language, with the right status."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Blueprint, Flask
from flask.testing import FlaskClient

from app.domain.actor import Role
from app.domain.errors import Conflict, DomainError, Forbidden, NotFound, TooMany
from app.factory import LONGEST_FORM, create_app
from app.web.access import open_to_all
from app.web.redirects import local_target
from tests.factories.accounts import PASSWORD, make_account, sign_in, signed_in_as
from tests.support.databases import Databases, release_connections

FAILURES: dict[str, Exception] = {
    "not_found": NotFound("not_found", secret="SECRET"),
    "forbidden": Forbidden("forbidden", secret="SECRET"),
    "conflict": Conflict("sample.conflict"),
    "too_many": TooMany("sign_in.too_many", until=datetime(2026, 11, 23, 10, 0, tzinfo=UTC)),
    "refused": DomainError("password.short", shortest=10),
    "mishap": RuntimeError("SECRET"),
}


@pytest.fixture
def failing_app(databases: Databases, migrated: str, own_app: Flask) -> Iterator[Flask]:
    """An installation with pages that fail in each way; nothing here is part of the product."""
    built = create_app(replace(own_app.config["NUSXA"], database_url=databases.create(migrated)))
    failing = Blueprint("failing", __name__)

    @failing.get("/fail/<kind>")
    @open_to_all
    def fail(kind: str) -> str:
        raise FAILURES[kind]

    built.register_blueprint(failing)
    yield built
    release_connections(built)


def english(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.get("/language/en")
    return client


@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [
        ("not_found", 404, "Page not found"),
        ("forbidden", 403, "This page is not open to you"),
        ("conflict", 409, "Something changed in the meantime"),
        ("too_many", 429, "Try again after 23 November, 15:00."),
        ("refused", 422, "Use at least 10 characters"),
        ("mishap", 500, "The system made a mistake"),
    ],
)
def test_each_failure_has_its_page(failing_app: Flask, kind: str, status: int, said: str) -> None:
    answer = english(failing_app).get(f"/fail/{kind}")
    assert answer.status_code == status
    assert said in answer.text.replace("\xa0", " ")
    assert "SECRET" not in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert answer.headers["Cache-Control"] == "no-store"


def test_our_own_fault_is_said_even_without_the_database(own_app: Flask, tmp_path: Path) -> None:
    """The page about a fault must not fail for the same reason."""
    gone = f"sqlite:///{tmp_path / 'removed' / 'nusxa.sqlite3'}"
    app = create_app(replace(own_app.config["NUSXA"], database_url=gone))
    client = english(app)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "a secret of an earlier sign-in"
    answer = client.get("/account")
    assert answer.status_code == 500
    assert "The system made a mistake" in answer.text


def test_an_address_that_does_not_exist(client: FlaskClient) -> None:
    client.get("/language/en")
    assert client.get("/no/such/page").status_code == 404
    assert "Page not found" in client.get("/no/such/page").text


def test_a_wrong_method_names_the_right_one(client: FlaskClient) -> None:
    client.get("/language/en")
    answer = client.put("/sign-in")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert "This address does not take that" in answer.text


def test_a_body_that_is_too_large(own_app: Flask) -> None:
    own_app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = english(own_app).post("/sign-in", data={"email": "x" * 2000})
    assert answer.status_code == 413
    assert "The file is too large" in answer.text


def test_a_body_that_is_too_large_is_told_the_limit_and_the_way_back(own_app: Flask) -> None:
    here = {"Origin": "http://localhost", "Referer": "http://localhost/sign-in"}
    said = {"CONTENT_LENGTH": str(64 * 1024**2 + 1)}
    answer = english(own_app).post(
        "/sign-in", content_type="multipart/form-data; boundary=x", headers=here, environ_overrides=said
    )
    assert answer.status_code == 413
    assert "65 MB were sent; at most 64 MB can be taken here." in answer.text
    assert 'href="/sign-in">Back to the page' in answer.text


def test_a_text_that_is_too_long_for_a_form_is_told_no_limit_of_files(own_app: Flask) -> None:
    typed = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n%b\r\n--x--' % (
        b"x" * (LONGEST_FORM + 1)
    )
    answer = english(own_app).post("/sign-in", data=typed, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert "The file is too large" in answer.text
    assert "MB" not in answer.text


def test_a_forbidden_page_tells_nothing_of_what_is_behind_it(client: FlaskClient) -> None:
    signed_in_as(client, Role.DEPOSITOR)
    there, nowhere = (client.get(f"/accounts/{number}") for number in (make_account().id, 999_999))
    assert (there.status_code, nowhere.status_code) == (403, 403)
    without_time = [
        re.sub(r"<time.*?</time>|next=[^\"]*|csrf_token[^>]*", "", answer.text) for answer in (there, nowhere)
    ]
    assert without_time[0] == without_time[1]


def test_who_is_not_signed_in_is_asked_to(client: FlaskClient) -> None:
    assert client.get("/acts?kind=release").location == "/sign-in?next=/acts?kind%3Drelease"
    posted = client.post("/accounts/1/deactivate")
    assert (posted.status_code, posted.location) == (302, "/sign-in")


@pytest.mark.parametrize("address", ["/imports/new", "/organisations/lists/new"])
def test_who_was_signed_out_while_choosing_a_file_is_told_to_choose_it_again(
    own_app: Flask, address: str
) -> None:
    client = english(own_app)
    here = {"Origin": "http://localhost", "Referer": f"http://localhost{address}"}
    sent = {"file": (io.BytesIO(b"title\n"), "list.csv"), "csrf_token": "of a session that is gone"}
    answer = client.post(address, data=sent, headers=here)
    assert (answer.status_code, answer.location) == (302, f"/sign-in?next={address}")
    assert "choose it anew" in client.get(answer.location).text
    elsewhere = client.post(
        address, data={"csrf_token": "x"}, headers={"Origin": "https://elsewhere.example"}
    )
    assert elsewhere.status_code == 400


EXPIRED = "The form was open too long."
NOT_OURS = "This form did not come whole from a page of this site."


def token_of(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("token", [None, "", "forged", "another"])
def test_a_form_without_its_token_is_refused(own_app: Flask, token: str | None) -> None:
    client = english(own_app)
    with own_app.app_context():
        make_account(email="karima@example.uz")
    data = {"email": "karima@example.uz", "password": PASSWORD}
    if token == "another":
        token = token_of(own_app.test_client().get("/sign-in").text)
    client.get("/sign-in")
    answer = client.post("/sign-in", data=data if token is None else data | {"csrf_token": token})
    assert answer.status_code == 400
    assert NOT_OURS in answer.text
    assert client.get("/account").status_code == 302


def test_a_form_that_lay_open_too_long_is_refused(own_app: Flask, at: datetime) -> None:
    with time_machine.travel(at, tick=False) as traveller:
        client = english(own_app)
        token = token_of(client.get("/sign-in").text)
        traveller.shift(timedelta(hours=12, seconds=2))
        answer = client.post("/sign-in", data={"csrf_token": token})
    assert answer.status_code == 400
    assert EXPIRED in answer.text


def test_a_form_with_its_token_is_taken(own_app: Flask) -> None:
    with own_app.app_context():
        account = make_account(email="karima@example.uz")
        data = {"email": account.email, "password": PASSWORD}
    client = english(own_app)
    data["csrf_token"] = token_of(client.get("/sign-in").text)
    assert client.post("/sign-in", data=data).status_code == 303
    page = client.get("/account").text
    assert client.post("/sign-out", data={"csrf_token": data["csrf_token"]}).status_code == 400
    assert client.post("/sign-out", data={"csrf_token": token_of(page)}).status_code == 303


def test_pages_of_a_person_are_signed_and_never_kept(client: FlaskClient) -> None:
    account = make_account()
    sign_in(client, account)
    answer = client.get("/account")
    assert answer.headers["Cache-Control"] == "no-store"
    assert account.name in answer.text


@pytest.mark.parametrize("kept", ["/", "/releases/7?tab=1&q=o%CA%BB", "/a//b"])
def test_keeps_paths_of_this_site(kept: str) -> None:
    assert local_target(kept) == kept


@pytest.mark.parametrize("refused", [None, "", "x", "//x", "/\\x", "/ /x", "/\x00x", "https:/x", "/x\\y"])
def test_refuses_everything_else(refused: str | None) -> None:
    assert local_target(refused, "/home") == "/home"


@pytest.mark.parametrize("address", ["/law/uz%00draft/0.1", "/verify?code=%00"])
def test_an_address_with_a_character_no_row_can_hold(client: FlaskClient, address: str) -> None:
    client.get("/language/en")
    answer = client.get(address)
    assert answer.status_code == 422
    assert "characters that cannot be printed" in answer.text
