"""When a person is reminded: by the person's page and by the link in a digest."""

from datetime import datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.queries import acts_of
from app.domain.actor import Role
from app.infra.db import db, transaction
from app.reminders.links import stop_address
from app.reminders.models import ReminderSettings
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import Late, add_late
from tests.factories.obligations import TODAY
from tests.slices.reminders.conftest import Work
from tests.support.isolation import Browserless

PAGE = "/account/reminders"
USUAL = {
    "by_email": "y",
    "before": "law",
    "after": "y",
    "weekly_on": "0",
    "quiet_from": "20",
    "quiet_until": "8",
}
OWN = USUAL | {"before": "own", "days": ["30", "1"], "weekly_on": "", "quiet_from": "22"}


@pytest.fixture
def colleague(world: Late) -> Account:
    """Another person of the same publisher."""
    return make_account(Role.DEPOSITOR, world.publisher)


def kept(session: Session, account: Account) -> ReminderSettings:
    return session.get_one(ReminderSettings, account.id, populate_existing=True)


def test_the_page_tells_what_the_law_says_and_keeps_what_is_chosen(
    client: Browserless, person: Account, session: Session
) -> None:
    sign_in(client, person)
    page = client.get(PAGE).text
    assert "As the rules say, before the date: 10 calendar days, 3 calendar days" in page
    assert "karima@example.uz" in page
    assert "The same hour twice means that none is quiet." in page
    assert client.post(PAGE, data=OWN).status_code == 303
    row = kept(session, person)
    assert (row.days_before, row.after, row.weekly_on, row.quiet_from) == ([30, 1], True, None, 22)
    assert 'value="30" checked' in client.get(PAGE).text
    assert next(act.name for act in acts_of("account", person.id)) == "account.reminders_changed"
    assert client.post(PAGE, data=USUAL).status_code == 303
    assert kept(session, person).days_before is None


def test_days_of_ones_own_must_be_chosen(client: Browserless, person: Account, session: Session) -> None:
    sign_in(client, person)
    answer = client.post(PAGE, data=OWN | {"days": []})
    assert answer.status_code == 422
    assert "Choose at least one day" in answer.text
    assert session.scalar(select(func.count()).select_from(ReminderSettings)) == 0


def test_somebody_of_an_organisation_is_always_told_of_what_is_late(
    client: Browserless,
    person: Account,
    colleague: Account,
    session: Session,
    world: Late,
    work: Work,
    at: datetime,
) -> None:
    nothing = {"before": "never", "weekly_on": "", "quiet_from": "20", "quiet_until": "8"}
    sign_in(client, person)
    assert client.post(PAGE, data=nothing).status_code == 303
    sign_in(client, colleague)
    refused = client.post(PAGE, data=nothing)
    assert refused.status_code == 422
    assert "You are the only one of your organisation" in refused.text
    with transaction():
        add_late(world, title="Kechikkan")
    assert {message.to for message in work(at)} == {colleague.email}
    # The last who wished it leaves: the others are told again.
    with transaction() as current:
        current.get_one(Account, colleague.id).deactivated_at = at
        add_late(world, title="Yana kechikkan", due_on=TODAY)
    later = work(at.replace(day=24))
    assert [message.to for message in later] == [colleague.email, person.email]
    assert "Yana kechikkan" in later[1].body


def test_the_link_stops_them_without_signing_in(
    client: Browserless,
    person: Account,
    colleague: Account,
    session: Session,
    world: Late,
    work: Work,
    at: datetime,
) -> None:
    path = urlsplit(stop_address(person.id)).path
    asked = client.get(path)
    assert (asked.status_code, "Stop the reminders?" in asked.text) == (200, True)
    assert session.get(ReminderSettings, person.id) is None
    for _ in range(2):
        done = client.post(path, data={"List-Unsubscribe": "One-Click"})
        assert "The reminders are stopped" in done.text
    row = kept(session, person)
    assert (row.days_before, row.after, row.weekly_on) == ([], False, None)
    names = [act.name for act in acts_of("account", person.id)]
    assert names.count("account.reminders_changed") == 1
    with transaction():
        add_late(world)
    assert [message.to for message in work(at)] == [colleague.email]
    assert "one kind" in client.post(urlsplit(stop_address(colleague.id)).path).text
    assert kept(session, colleague).after is True


def test_a_made_up_link_stops_nothing(client: Browserless, person: Account, session: Session) -> None:
    path = urlsplit(stop_address(person.id)).path
    for wrong in (f"{path}x", "/reminders/stop/MQ.made-up", path.replace(path.split("/")[-1][:4], "OTk5", 1)):
        assert client.post(wrong).status_code == 404
    assert session.scalar(select(func.count()).select_from(ReminderSettings)) == 0


def test_a_person_sees_what_was_sent_to_oneself_alone(
    client: Browserless, person: Account, world: Late, work: Work, at: datetime
) -> None:
    with transaction():
        add_late(world, title="Kechikkan")
    work(at)
    with time_machine.travel(at, tick=False):
        sign_in(client, person)
        listed = client.get(f"{PAGE}/sent").text
        assert "Mandatory copies: 1 delivery late" in listed
        path = next(part for part in listed.split('"') if part.startswith(f"{PAGE}/sent/"))
        shown = client.get(path).text
        assert "Kechikkan: 2 copies" in shown
        assert "handed over" in shown
        sign_in(client, make_account(Role.DEPOSITOR, world.publisher))
        assert client.get(path).status_code == 404
        assert "Nothing was sent yet" in client.get(f"{PAGE}/sent").text


def test_other_roles_have_no_reminders(client: Browserless, session: Session) -> None:
    for role in (Role.LIBRARIAN, Role.REGULATOR, Role.ADMINISTRATOR):
        sign_in(client, make_account(role))
        assert client.get(PAGE).status_code == 403
        assert PAGE not in client.get("/account").text


def test_a_mail_program_ends_them_without_having_seen_a_page(own_app: Flask) -> None:
    with own_app.app_context():
        path = urlsplit(stop_address(make_account(Role.DEPOSITOR).id)).path
    answer = own_app.test_client().post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    with own_app.app_context():
        assert db.session.scalars(select(ReminderSettings.weekly_on)).all() == [None]
