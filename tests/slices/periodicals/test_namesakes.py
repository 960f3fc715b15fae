"""A second record of a periodical that its publisher has is asked about before it is made."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.domain.actor import Role
from app.publications.periodicals.models import Periodical
from tests.factories.accounts import make_account, sign_in
from tests.slices.periodicals.steps import WEEKLY, day, register, registered, shown
from tests.support.isolation import Browserless

ASKED = "This may be registered already"


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Periodical)) or 0


@pytest.mark.parametrize(
    "typed",
    [
        {"issn": ""},
        {"issn": "", "title": "YURT  ovozi"},
        {"issn": "", "title": "Юрт овози", "script": "Cyrl", "kind": "journal"},
        {"issn_reason": "Printed so"},
    ],
)
def test_a_title_that_is_here_already_is_registered_again_only_where_it_is_another(
    client: Browserless, clerk: Account, session: Session, typed: dict[str, str]
) -> None:
    first = registered(client)
    answer = register(client, **typed)
    page = shown(answer.text)
    assert (answer.status_code, ASKED in page, count(session)) == (422, True, 1)
    assert f'href="/periodicals/{first}"' in answer.text
    assert "Newspaper, 2091-7368" in page
    assert "registered on 23 November 2026" in page.replace("\u00a0", " ")
    registered(client, another="y", **typed)
    assert count(session) == 2


@pytest.mark.parametrize(
    "typed",
    [
        {"issn": "", "title": "Yurt ovozi tongi"},
        {"issn": "", "title": "Yurt"},
        {"issn": "", "language": "ru", "script": "Cyrl"},
        {"issn": "", "carrier": "online"},
        {"issn": "2700-0028"},
    ],
)
def test_what_something_tells_apart_is_registered_at_once(
    client: Browserless, clerk: Account, session: Session, typed: dict[str, str]
) -> None:
    registered(client)
    registered(client, **typed)
    assert count(session) == 2


def test_neither_a_withdrawn_one_nor_that_of_others_is_in_the_way(
    client: Browserless, clerk: Account, session: Session
) -> None:
    first = registered(client, issn="")
    withdrawn = client.post(f"/periodicals/{first}/withdraw", data={"reason": "Xato"})
    assert withdrawn.status_code == 303
    registered(client, issn="")
    sign_in(client, make_account(Role.DEPOSITOR))
    assert "It is another publication" not in client.get("/periodicals/new").text
    registered(client, issn="")
    assert count(session) == 3


def test_a_wrong_answer_is_told_before_namesakes_are(
    client: Browserless, clerk: Account, session: Session
) -> None:
    registered(client)
    page = register(client, issn="", weekdays=[]).text
    assert "Choose one day of the week" in page
    untitled = register(client, issn="", title="").text
    assert ASKED not in untitled
    assert count(session) == 1


def test_a_new_title_that_is_here_already_is_asked_about_as_at_registering(
    client: Browserless, clerk: Account, session: Session
) -> None:
    here, old = registered(client, title="Yurt ovozi tongi", issn=""), registered(client)
    address, typed = f"/periodicals/{old}/title", {**WEEKLY, "issn": "", "title": "Yurt ovozi tongi"}
    typed |= {"first_number": "1", **day("on", "23.11.2026")}
    assert "It is another publication" not in client.get(address).text
    answer = client.post(address, data=typed)
    assert (answer.status_code, ASKED in shown(answer.text), count(session)) == (422, True, 2)
    assert f'href="/periodicals/{here}"' in answer.text
    assert client.post(address, data={**typed, "title": "Yurt ovozi"}).status_code == 422
    untitled = client.post(address, data={**typed, "first_number": ""}).text
    assert ASKED not in shown(untitled)
    assert client.post(address, data={**typed, "another": "y"}).status_code == 303
    assert count(session) == 3


def test_a_new_title_of_its_own_is_not_asked_about(
    client: Browserless, clerk: Account, session: Session
) -> None:
    old = registered(client)
    typed = {**WEEKLY, "issn": "", "title": "Yurt tongi", "first_number": "1", **day("on", "23.11.2026")}
    assert client.post(f"/periodicals/{old}/title", data=typed).status_code == 303
    assert count(session) == 2
