"""The first issue is expected on the day that was given for it, and the pattern goes on from there."""

import re
from datetime import date

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.infra import clock
from app.infra.db import db, transaction
from app.publications.periodicals.models import Issue, IssueReport, Periodical, ReportKind
from tests.factories.obligations import add_release
from tests.factories.organisations import make_organisation
from tests.slices.periodicals.steps import Typed, announce, cell, column, day, registered, rows, shown
from tests.support.databases import release_connections
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


def test_where_patterns_alone_said_when_an_issue_is_not_expected_again(
    client: Browserless, clerk: Account, session: Session
) -> None:
    publication_id = registered(client, **(MONTHLY | day("on", "15.09.2026")))
    session.get_one(Periodical, publication_id).first_on_its_day = False
    session.commit()
    assert column(rows(client, publication_id), "key") == ["2026-10-10", "2026-11-10"]
    assert announce(client, publication_id).status_code == 303
    first = session.scalars(select(Issue).where(Issue.number == 1)).one()
    first.number = first.last_number = 9
    session.commit()
    assert rows(client, publication_id) == {}
    assert "not announced for" not in page_of(client, publication_id)


def test_the_first_issue_that_did_not_come_out_leaves_its_number_and_nothing_is_missed(
    client: Browserless, clerk: Account
) -> None:
    weekly = registered(client, first_number="1", **day("on", "04.11.2026"))
    said = {"issue": "2026-11-04", "reason": "Taʼtil", "number_left_out": "no"}
    assert client.post(f"/periodicals/{weekly}/skip", data=said).status_code == 303
    waiting = rows(client, weekly, tick=False)
    assert column(waiting, "key") == ["2026-11-13", "2026-11-20"]
    waiting[cell(waiting, 0, "published")] = "y"
    answer = client.post(f"/periodicals/{weekly}/announce", data=waiting)
    assert answer.status_code == 303, answer.text
    assert column(rows(client, weekly), "key") == ["2026-11-20"]


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


def test_what_was_known_before_by_the_days_of_a_pattern_stays_so(own_app: Flask) -> None:
    said = {"supplement": False, "kind": ReportKind.DELAYED, "reason": "", "reported_at": clock.now()}
    with own_app.app_context():
        with transaction() as current:
            publisher = make_organisation(name="Yurt nashriyoti")
            for reported in (None, 4, 6):
                title = add_release(publisher).publication
                current.add(Periodical(publication=title, first_on=date(2026, 11, 4), first_number=1))
                current.flush()
                if reported is not None:
                    expected_on = date(2026, 11, reported)
                    current.add(IssueReport(publication_id=title.id, expected_on=expected_on, **said))
        flask_migrate.downgrade(revision="d0520b8c4f71")
        flask_migrate.upgrade()
        in_order = select(Periodical.first_on_its_day).order_by(Periodical.publication_id)
        assert db.session.scalars(in_order).all() == [True, True, False]
    release_connections(own_app)
