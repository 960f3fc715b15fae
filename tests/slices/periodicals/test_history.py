"""What a periodical said before it was changed: when, by whom, each fact as it was and as it became."""

import re
from datetime import datetime

import pytest

from app.accounts.models import Account
from app.desks.periodicals import history
from app.domain.actor import Role
from app.domain.events import Event, Subject
from app.infra.db import transaction
from app.infra.events import publish
from tests.factories.accounts import make_account, sign_in
from tests.factories.obligations import counted_statements
from tests.slices.periodicals.steps import WEEKLY, Typed, day, registered, shown
from tests.support.isolation import Browserless


def amend(client: Browserless, publication_id: int, **typed: str) -> None:
    answer = client.post(f"/periodicals/{publication_id}/facts", data={**WEEKLY, **typed})
    assert answer.status_code == 303, answer.text


def changes(client: Browserless, publication_id: int) -> list[str]:
    """What the page says of each change, the newest first."""
    page = client.get(f"/periodicals/{publication_id}/history")
    assert page.status_code == 200
    return [
        shown(f"<main>{part}").replace("\u00a0", " ") for part in page.text.split('<dl class="nx-rows">')[1:]
    ]


def test_each_change_of_facts_is_shown_with_what_was_said_before(client: Browserless, clerk: Account) -> None:
    known = registered(client, issn="")
    assert "Nothing has been changed yet." in client.get(f"/periodicals/{known}/history").text
    amend(client, known, title="Yurt ovozi gazetasi", issn="2091-7368", newspaper_level="local")
    amend(client, known, title="Yurt tongi", kind="journal", print_run="7000", printer="", language="ru")
    latest, first = changes(client, known)
    assert "Title Yurt ovozi gazetasi Yurt tongi" in latest
    assert "Kind Newspaper Journal" in latest
    assert "Language Uzbek Russian" in latest
    assert "Print run 5,000 7,000" in latest
    assert re.search(r"Printing house Yoʻq bosmaxona .* Not known", latest)
    assert "Reach of the newspaper Local Not known" in latest
    assert "ISSN" not in latest
    assert "Title Yurt ovozi Yurt ovozi gazetasi" in first
    assert "ISSN Not given 2091-7368" in first
    assert "Reach of the newspaper Regional Local" in first
    assert "Print run" not in first
    page = client.get(f"/periodicals/{known}/history").text
    assert page.count(clerk.name) >= 2
    assert "23 November" in shown(page).replace("\u00a0", " ")


def test_another_reason_for_a_doubtful_issn_is_a_change(client: Browserless, clerk: Account) -> None:
    known = registered(client, issn="2091-7360", issn_reason="Printed so")
    amend(client, known, issn="2091-7360", issn_reason="The agency gave it so")
    assert "The agency gave it so" in client.get(f"/periodicals/{known}").text
    (change,) = changes(client, known)
    assert "About the ISSN Printed so The agency gave it so" in change
    same = {**WEEKLY, "issn": "2091-7360", "issn_reason": "The agency gave it so"}
    assert client.post(f"/periodicals/{known}/facts", data=same).status_code == 422


def test_a_change_of_frequency_and_of_title_is_shown(client: Browserless, clerk: Account) -> None:
    known = registered(client)
    monthly: Typed = {
        "frequency": "monthly", "month_days": "20", "numbering": "restart", "months": WEEKLY["months"],
        **day("from_on", "01.12.2026"),
    }  # fmt: skip
    address = f"/periodicals/{known}/frequency"
    told = re.search(r'name="told"[^>]*value="(\w+)"', client.post(address, data=monthly).text)
    assert told is not None
    assert client.post(address, data={**monthly, "told": told[1]}).status_code == 303
    new = {**WEEKLY, "title": "Yangi yurt", "issn": "", **day("on", "11.12.2026")}
    assert client.post(f"/periodicals/{known}/title", data=new).status_code == 303
    title, frequency = changes(client, known)
    assert "Title Yurt ovozi Yangi yurt" in title
    assert "Frequency from 1 December 2026 Weekly: Friday Monthly; days of the month: 20" in frequency


def test_other_acts_take_no_place_of_changes_and_older_ones_are_not_passed_over_in_silence(
    client: Browserless, clerk: Account, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "SHOWN", 2)
    known, silent = registered(client), "Only the latest 2 changes are shown."
    for print_run in ("6000", "7000"):
        amend(client, known, print_run=print_run)
    with transaction():
        for _ in range(3):
            publish(Event("periodical.confirmed", clerk.actor(), at, (Subject("publication", known),)))
    assert len(changes(client, known)) == 2
    assert silent not in client.get(f"/periodicals/{known}/history").text
    amend(client, known, print_run="8000")
    assert ["8,000" in change for change in changes(client, known)] == [True, False]
    assert silent in client.get(f"/periodicals/{known}/history").text


def test_however_many_changes_are_worded_by_so_many_statements(client: Browserless, clerk: Account) -> None:
    known, sent = registered(client), []
    for print_run in ("6000", "7000", "8000"):
        amend(client, known, print_run=print_run, printer="")
        with counted_statements() as statements:
            changes(client, known)
        sent.append(len(statements))
    assert sent[0] == sent[2]


def test_who_reads_the_acts_of_a_periodical_reads_what_it_said_before(
    client: Browserless, clerk: Account
) -> None:
    known = registered(client)
    address = f"/periodicals/{known}/history"
    assert f'href="{address}"' in client.get(f"/periodicals/{known}").text
    sign_in(client, make_account(Role.REGULATOR))
    assert client.get(address).status_code == 200
    sign_in(client, make_account(Role.DEPOSITOR))
    assert client.get(address).status_code == 404
