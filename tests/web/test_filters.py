"""A filter that is not understood is left out, and the page that shows the whole list says so."""

import pytest
from flask import Flask

from app.domain.actor import Role
from app.web.filters import filter_value, filters_left_out, month, number, one_of
from tests.factories.accounts import make_account, sign_in
from tests.support.isolation import Browserless

TOLD = "This filter was not understood and is left out:"


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "x", "9" * 30, "٣", "1000000000"])
def test_what_is_no_number_is_left_out(app: Flask, text: str) -> None:
    with app.test_request_context(query_string={"depositor": text}):
        assert filter_value("depositor", number) is None
        assert filters_left_out() == {"depositor": text[:40]}


@pytest.mark.parametrize("text", ["9999-12", "2101-01", "1989-12", "2026-13", "2026-1"])
def test_what_is_no_month_of_ours_is_left_out(app: Flask, text: str) -> None:
    with app.test_request_context(query_string={"until": text}):
        assert filter_value("until", month) is None
        assert filters_left_out() == {"until": text}


def test_what_is_understood_or_not_asked_is_not_told(app: Flask) -> None:
    with app.test_request_context(query_string={"depositor": " 12 ", "state": "", "kind": "b"}):
        assert filter_value("depositor", number) == 12
        assert filter_value("kind", one_of("abc")) == "b"
        assert filter_value("state", one_of("abc")) is None
        assert filter_value("region", one_of("abc")) is None
        assert filters_left_out() == {}


@pytest.mark.parametrize(
    ("role", "address", "wrong"),
    [
        (Role.DEPOSITOR, "/obligations", "state"),
        (Role.DEPOSITOR, "/consignments", "state"),
        (Role.DEPOSITOR, "/publications", "kind"),
        (Role.DEPOSITOR, "/publications", "language"),
        (Role.DEPOSITOR, "/attestations", "kind"),
        (Role.REGULATOR, "/obligations", "region"),
        (Role.REGULATOR, "/coming", "state"),
        (Role.REGULATOR, "/late", "days"),
        (Role.REGULATOR, "/notices", "status"),
        (Role.REGULATOR, "/oversight", "until"),
        (Role.ADMINISTRATOR, "/organisations", "region"),
        (Role.ADMINISTRATOR, "/acts", "name"),
        (Role.ADMINISTRATOR, "/acts", "subject"),
        (Role.ADMINISTRATOR, "/rule-sets", "state"),
        (Role.ADMINISTRATOR, "/rule-sets", "country"),
        (Role.REGULATOR, "/claims", "outcome"),
        (Role.REGULATOR, "/discrepancies", "state"),
    ],
)
def test_a_list_tells_of_the_filter_that_it_leaves_out(
    client: Browserless, role: Role, address: str, wrong: str
) -> None:
    sign_in(client, make_account(role))
    text = client.get(f"{address}?{wrong}=%3Cnonsense%3E").text
    assert TOLD in text
    assert f"{wrong}=&lt;nonsense&gt;" in text
    assert TOLD not in client.get(address).text
