"""Another frequency holds from a day after the issues that are announced: none of them is expected anew."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.publications.periodicals.models import Issue, PublicationPattern
from tests.slices.periodicals.steps import (
    WEEKLY,
    Typed,
    announce,
    cell,
    column,
    day,
    registered,
    rows,
    shown,
)
from tests.support.isolation import Browserless

MONTHLY: Typed = {
    "frequency": "monthly", "month_days": "20", "numbering": "restart", "months": WEEKLY["months"],
}  # fmt: skip


def send(client: Browserless, publication_id: int, pattern: Typed, on: str) -> str:
    """Ask for another frequency from a day, once more where it is shown first; return what was said."""
    address, typed = f"/periodicals/{publication_id}/frequency", {**pattern, **day("from_on", on)}
    first = client.post(address, data=typed)
    told = re.search(r'name="told"[^>]*value="(\w+)"', first.text)
    if told is not None:
        assert client.post(address, data={**typed, "told": told[1]}).status_code == 303
    return shown(first.text).replace("\u00a0", " ")


def test_another_frequency_from_a_day_whose_issues_are_announced_is_refused(
    client: Browserless, clerk: Account, session: Session
) -> None:
    publication_id = registered(client)
    fields = rows(client, publication_id)
    del fields[cell(fields, 2, "published")]
    client.post(f"/periodicals/{publication_id}/announce", data=fields)
    for on in ("06.11.2026", "13.11.2026"):
        said = send(client, publication_id, MONTHLY, on)
        assert "2026, № 45 (1201) is announced, as the issue of 13 November 2026." in said
        assert "Choose a day from 14 November 2026 on" in said
    assert len(session.scalars(select(PublicationPattern)).all()) == 1
    same = {"frequency": "weekly", "weekdays": ["4"], "numbering": "restart", "months": WEEKLY["months"]}
    assert (
        client.post(
            f"/periodicals/{publication_id}/frequency", data={**same, **day("from_on", "06.11.2026")}
        ).status_code
        == 303
    ), "it is so already"
    assert "is announced" not in send(client, publication_id, MONTHLY, "14.11.2026")
    assert len(session.scalars(select(PublicationPattern)).all()) == 2
    waiting = rows(client, publication_id)
    assert (column(waiting, "figures"), column(waiting, "day")) == (["46"], ["20.11.2026"])
    assert announce(client, publication_id).status_code == 303


def test_an_issue_announced_by_hand_keeps_another_frequency_to_later_days_too(
    client: Browserless, clerk: Account
) -> None:
    publication_id = registered(client, frequency="irregular", weekdays=[])
    typed = {"figures": "44", "year": "2026", **day("day", "16.11.2026")}
    assert client.post(f"/periodicals/{publication_id}/issue", data=typed).status_code == 303
    special = {"figures": "1", "year": "2026", "part": "Maxsus son", **day("day", "18.11.2026")}
    assert client.post(f"/periodicals/{publication_id}/issue", data=special).status_code == 303
    said = send(client, publication_id, MONTHLY, "10.11.2026")
    assert "2026, № 44 (1200) is announced, as the issue of 16 November 2026." in said
    assert "is announced" not in send(client, publication_id, MONTHLY, "17.11.2026")
    assert column(rows(client, publication_id), "figures") == ["45"]


def test_that_nothing_is_saved_yet_is_said_once(
    client: Browserless, clerk: Account, session: Session
) -> None:
    publication_id = registered(client)
    said = send(client, publication_id, MONTHLY, "12.11.2026")
    assert ("Expected next" in said, "What is not expected any more" in said) == (True, True)
    assert said.count("Nothing is saved yet") == 1
    other = registered(client, title="Boshqa", issn="")
    said = send(client, other, MONTHLY, "24.11.2026")
    assert ("Expected next" in said, "What is not expected any more" in said) == (True, False)
    assert said.count("Nothing is saved yet") == 1


def test_a_corrected_issue_says_once_that_nothing_is_saved_yet(
    client: Browserless, clerk: Account, session: Session
) -> None:
    publication_id = registered(client)
    typed = {"figures": "44-45", "year": "2026", **day("day", "05.11.2026")}
    address = f"/periodicals/{publication_id}/issue"
    told = re.search(r'name="told"[^>]*value="(\w+)"', client.post(address, data=typed).text)
    assert told is not None
    assert client.post(address, data={**typed, "told": told[1]}).status_code == 303
    issue = session.scalars(select(Issue)).one()
    moved = {"figures": "44-45", "year": "2026", "depositor_region": "1726", **day("day", "07.11.2026")}
    page = shown(client.post(f"/releases/{issue.release_id}/issue", data=moved).text)
    assert ("What that changes" in page, "What is not expected any more" in page) == (True, True)
    assert page.count("Nothing is saved yet") == 1
