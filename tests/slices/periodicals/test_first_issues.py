"""The first issue is expected on the day that was given for it, and the pattern goes on from there."""

import re
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.publications.periodicals.models import Issue
from tests.slices.periodicals.steps import Typed, announce, cell, column, day, registered, rows, shown
from tests.support.isolation import Browserless

MONTHLY: Typed = {"frequency": "monthly", "weekdays": [], "month_days": "10", "first_number": "1"}


def page_of(client: Browserless, publication_id: int) -> str:
    return shown(client.get(f"/periodicals/{publication_id}").text).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (MONTHLY | day("on", "15.09.2026"), {"1": "15.09.2026", "2": "10.10.2026", "3": "10.11.2026"}),
        (
            {"weekdays": ["0"], "first_number": "1", **day("on", "11.11.2026")},
            {"1": "11.11.2026", "2": "16.11.2026", "3": "23.11.2026"},
        ),
        (
            {
                "frequency": "quarterly",
                "weekdays": [],
                "months": ["1", "4", "7", "10"],
                "first_number": "1",
                **day("on", "10.02.2026"),
            },
            {"1": "10.02.2026", "2": "10.04.2026", "3": "10.07.2026", "4": "10.10.2026"},
        ),
    ],
)
def test_the_first_issue_is_expected_on_its_day(
    client: Browserless, clerk: Account, session: Session, typed: Typed, expected: dict[str, str]
) -> None:
    publication_id = registered(client, **typed)
    waiting = rows(client, publication_id)
    assert dict(zip(column(waiting, "figures"), column(waiting, "day"), strict=True)) == expected
    assert announce(client, publication_id).status_code == 303
    assert "not announced for" not in page_of(client, publication_id)
    first = session.scalars(select(Issue).where(Issue.number == 1)).one()
    assert first.expected_on == first.issued_on


def test_an_issue_to_come_is_not_offered_for_announcing(client: Browserless, clerk: Account) -> None:
    publication_id = registered(client, **(MONTHLY | {"month_days": ""} | day("on", "28.11.2026")))
    assert rows(client, publication_id) == {}
    assert "2026, № 1 (1200) 28 November" in page_of(client, publication_id)


def test_what_was_announced_under_another_day_is_not_expected_again(
    client: Browserless, clerk: Account, session: Session
) -> None:
    publication_id = registered(client, **(MONTHLY | day("on", "15.09.2026")))
    waiting = rows(client, publication_id)
    assert announce(client, publication_id).status_code == 303
    for issue, earlier in zip(
        session.scalars(select(Issue).order_by(Issue.number)), ("10-10", "11-10", "12-10"), strict=True
    ):
        issue.expected_on = date.fromisoformat(f"2026-{earlier}")
    session.commit()
    assert len(column(waiting, "key")) == 3
    assert rows(client, publication_id) == {}
    assert "not announced for" not in page_of(client, publication_id)


def test_a_double_number_with_the_first_one_lets_the_following_be_expected(
    client: Browserless, clerk: Account
) -> None:
    publication_id = registered(client, **(MONTHLY | day("on", "15.09.2026")))
    fields = rows(client, publication_id, tick=False)
    fields |= {cell(fields, 1, "published"): "y", cell(fields, 1, "figures"): "1-2"}
    address = f"/periodicals/{publication_id}/announce"
    told = re.findall(r'name="told"[^>]*value="(\w+)"', client.post(address, data=fields).text)
    assert client.post(address, data={**fields, "told": told[0]}).status_code == 303
    waiting = rows(client, publication_id)
    assert (column(waiting, "figures"), column(waiting, "day")) == (["3"], ["10.11.2026"])
