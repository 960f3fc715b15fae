"""What stands before a request: proxies, addresses, headers, and a database that must fit the mode."""

import base64
import json
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.config import Mode, WrongSetting, load_settings
from app.domain.actor import Role
from app.factory import create_app
from app.infra.db import transaction
from app.web.access import open_to_all
from tests.factories.accounts import signed_in_as
from tests.factories.law import add_law
from tests.factories.obligations import add_organisation, add_release, recompute
from tests.support.databases import release_connections

TOO_LARGE = 2**63


def caller_of(app: Flask, headers: dict[str, str]) -> str:
    """The address that the application takes a request to come from."""
    app.add_url_rule("/caller", "caller", open_to_all(lambda: str(request.remote_addr)))
    return app.test_client().get("/caller", headers=headers).text


@pytest.mark.parametrize(("proxies", "caller"), [(0, "127.0.0.1"), (1, "198.51.100.7")])
def test_only_as_many_proxies_are_believed_as_the_settings_name(
    own_app: Flask, proxies: int, caller: str
) -> None:
    behind = create_app(replace(own_app.config["NUSXA"], proxies=proxies))
    assert caller_of(behind, {"X-Forwarded-For": "203.0.113.1, 198.51.100.7"}) == caller
    release_connections(behind)


@pytest.mark.parametrize("text", ["-1", "ten", "10", "²"])
def test_a_number_of_proxies_that_is_none_stops_the_start(text: str) -> None:
    with pytest.raises(WrongSetting, match="NUSXA_PROXIES"):
        load_settings({"NUSXA_PROXIES": text})


@pytest.mark.parametrize(
    "address", ["/releases/{id}", "/obligations/{id}/why", "/organisations/{id}", "/accounts/{id}"]
)
def test_a_number_that_no_row_can_have_is_not_found(
    client: FlaskClient, session: Session, address: str
) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    for number in (TOO_LARGE, 10**30):
        assert client.get(address.format(id=number)).status_code == 404


@pytest.mark.parametrize(
    "address", ["/obligations", "/receipts", "/notices", "/acts", "/organisations", "/late"]
)
@pytest.mark.parametrize(
    "key", [["2026-01-01T00:00:00+00:00", TOO_LARGE], [TOO_LARGE, TOO_LARGE], [], {"a": 1}]
)
def test_a_forged_place_in_a_list_is_refused_in_words(
    client: FlaskClient, session: Session, address: str, key: object
) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    after = base64.urlsafe_b64encode(json.dumps(key).encode()).decode()
    answer = client.get(f"{address}?after={after}")
    assert answer.status_code == 422
    assert "Start from the first page." in answer.text


def test_in_production_a_browser_is_told_to_stay_on_https(own_app: Flask) -> None:
    secure = create_app(replace(own_app.config["NUSXA"], secure_cookies=True))
    assert "max-age=" in secure.test_client().get("/sign-in").headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in own_app.test_client().get("/sign-in").headers
    release_connections(secure)


@pytest.mark.parametrize("mode", [Mode.DEVELOPMENT, Mode.PRODUCTION])
def test_what_a_hypothetical_law_makes_owed_stays_in_the_demonstration(
    own_app: Flask, mode: Mode, tmp_path: Path
) -> None:
    settings = replace(own_app.config["NUSXA"], mode=mode, instance=tmp_path)
    create_app(settings)
    with own_app.app_context(), transaction():
        add_law()
        recompute(add_release(add_organisation()))
    with pytest.raises(WrongSetting, match="hypothetical"):
        create_app(settings)


def test_an_address_that_is_too_long_is_answered_by_a_page(client: FlaskClient, session: Session) -> None:
    answer = client.get("/verify?q=" + "x" * 4096, headers={"Accept-Language": "en"})
    assert answer.status_code == 414
    assert "<main" in answer.text


@pytest.mark.parametrize("text", ["", "ten", "0", "61", "-1", "1.5"])
def test_a_published_time_that_is_none_stops_the_start(text: str) -> None:
    with pytest.raises(WrongSetting, match="NUSXA_JOINING_DAYS"):
        load_settings({"NUSXA_JOINING_DAYS": text})


def test_the_published_time_is_read() -> None:
    assert load_settings({"NUSXA_JOINING_DAYS": "15"}).joining_days == 15
    assert load_settings({}).joining_days == 10
