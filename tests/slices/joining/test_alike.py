"""Two applications that may be of one organisation are seen beside each other before either is approved."""

import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.actor import Role
from app.joining.models import Application
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.joining import applied
from tests.support.isolation import Browserless

HIDDEN = re.compile(r'name="(seen|record_seen|alike_seen)" value="([^"]*)"')
OTHER = {"submission_key": "second", "stir": "308111223", "email": "boshqa@example.uz", "name_ru": "",
         "name_en": ""}  # fmt: skip
BY_PREFIX = {"name": "Butunlay boshqa nom", "isbn_prefixes": "978-9910-01"}
BY_NAME = {"name": "Sharq tongi", "isbn_prefixes": ""}
LIKE_IT = "Other applications that are like it"


def two(client: Browserless, session: Session, **second: str) -> tuple[str, str]:
    """Return the addresses of two applications that wait; the client decides on them."""
    applied(client)
    applied(client, **OTHER, **second)
    sign_in(client, make_account(Role.ADMINISTRATOR))
    first, other = session.scalars(select(Application.id).order_by(Application.id))
    return f"/applications/{first}", f"/applications/{other}"


def sent_along(page: str) -> dict[str, str]:
    """Return what the form of a page sends along, which is the first to have it."""
    return dict(reversed(HIDDEN.findall(page)))


@pytest.mark.parametrize("likeness", [BY_PREFIX, BY_NAME], ids=["prefix", "name"])
def test_who_decides_on_one_sees_the_other_and_what_it_became(
    client: Browserless, session: Session, likeness: dict[str, str]
) -> None:
    first, second = two(client, session, **likeness)
    for own, other in ((first, second), (second, first)):
        page = client.get(own).text
        assert LIKE_IT in page
        assert f'href="{other}"' in page
    stale = sent_along(client.get(second).text)
    of_first = sent_along(client.get(first).text)
    assert client.post(f"{first}/approve", data=of_first | {"submission_key": "a"}).status_code == 303
    refused = client.post(f"{second}/approve", data=stale | {"submission_key": "b"})
    assert refused.status_code == 422
    assert "that is like this one has been added" in refused.text
    assert "Sharq Tongi LLC" in refused.text
    assert LIKE_IT not in refused.text, "it is a record now"
    assert session.scalar(select(func.count()).select_from(Organisation)) == 1
    seen = sent_along(refused.text)
    assert client.post(f"{second}/approve", data=seen | {"submission_key": "c"}).status_code == 303
    assert session.scalar(select(func.count()).select_from(Organisation)) == 2
    assert LIKE_IT not in client.get(second).text


def test_what_has_nothing_in_common_is_not_shown_and_what_is_gone_refuses_nothing(
    client: Browserless, session: Session
) -> None:
    first, second = two(client, session, name="Butunlay boshqa nom", isbn_prefixes="978-9910-777")
    assert LIKE_IT not in client.get(first).text
    stale = sent_along(client.get(second).text)
    no = {"submission_key": "n", "text": "Sabab"}
    assert client.post(f"{first}/refuse", data=no).status_code == 303
    assert client.post(f"{second}/approve", data=stale | {"submission_key": "b"}).status_code == 303


def test_an_application_that_came_meanwhile_is_looked_at_first(client: Browserless, session: Session) -> None:
    applied(client)
    sign_in(client, make_account(Role.ADMINISTRATOR))
    path = f"/applications/{session.scalars(select(Application.id)).one()}"
    stale = sent_along(client.get(path).text)
    client.post("/sign-out")
    applied(client, **OTHER, **BY_PREFIX)
    sign_in(client, make_account(Role.ADMINISTRATOR))
    refused = client.post(f"{path}/approve", data=stale | {"submission_key": "b"})
    assert refused.status_code == 422
    assert LIKE_IT in refused.text
