"""Who lost the letters has them sent again; nobody learns by it who has applied."""

from datetime import timedelta

import time_machine

from app.infra import clock
from tests.factories.joining import applied, letters, make_places, private_link, typed
from tests.support.isolation import Browserless


def ask(client: Browserless, email: str = "nodira@example.uz") -> str:
    answer = client.post("/join/again", data={"email": email})
    assert (answer.status_code, answer.location) == (303, "/join/again/sent")
    return client.get(answer.location).text


def said(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_an_email_that_was_not_confirmed_is_confirmed_by_the_second_letter(client: Browserless) -> None:
    make_places()
    client.post("/join", data=typed())
    first = private_link()
    ask(client)
    second = private_link()
    assert first != second
    assert "Confirm" in letters()[-1].subject
    assert client.post(f"{second}/confirm").status_code == 303
    assert "Waits for the authority" in client.get(second).text
    assert "Waits for the authority" in client.get(first).text


def test_the_link_of_an_application_that_arrived_is_sent_again(client: Browserless) -> None:
    applied(client)
    before = len(letters())
    ask(client, " Nodira@Example.uz ")
    assert len(letters()) == before + 1
    assert "Waits for the authority" in client.get(private_link()).text


def test_nobody_learns_who_applied_and_nobody_is_flooded(client: Browserless) -> None:
    applied(client)
    client.get("/join")  # which shows what was told before
    before = len(letters())
    known, unknown = ask(client), ask(client, "kimdir@example.uz")
    assert said(known) == said(unknown) != ""
    assert letters("kimdir@example.uz") == []
    for _turn in range(4):
        ask(client)
    assert len(letters()) == before + 3
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        ask(client)
    assert len(letters()) == before + 4
    assert "E-mail" in client.post("/join/again", data={"email": "x"}).text
