"""The calendar of what is due, read by a calendar program under an address of its own."""

import re
from collections import Counter
from datetime import date, timedelta

from icalendar import Calendar
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from app.accounts.models import Account, CalendarFeed
from app.deposits.obligations.models import Obligation
from app.domain.actor import Role
from app.infra import clock
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.publications import make_release
from tests.support.isolation import Browserless

PAGE = "/account/dates"


def make_address(client: Browserless) -> str:
    found = re.search(r'value="http[^"]*(/dates/[^"]+\.ics)"', client.post(PAGE).text)
    assert found is not None
    return found[1]


def days(client: Browserless, address: str) -> dict[str, date]:
    """Return the day of each entry by its summary."""
    sent = client.get(address)
    assert (sent.status_code, sent.content_type) == (200, "text/calendar; charset=utf-8")
    events = Calendar.from_ical(sent.data).walk("VEVENT")
    return {str(event["summary"]): event["dtstart"].dt for event in events}


def test_it_holds_what_ones_own_organisation_owes(
    client: Browserless, clerk: Account, session: Session
) -> None:
    make_release(clerk.actor())
    stranger = make_account(Role.DEPOSITOR)
    make_release(stranger.actor(), title="Boshqa kitob", identifiers=[])
    address = make_address(client)
    client.get("/sign-out")
    shown = days(client, address)
    owed = session.query(Obligation).filter_by(depositor_id=clerk.organisation_id)
    assert sorted(shown.values()) == sorted(row.due_on for row in owed if row.due_on and row.event_on)
    assert all("Oʻtkan kunlar" in summary for summary in shown)
    assert all("Specimen" in summary or "Namuna" in summary for summary in shown)


def test_it_holds_what_a_merged_record_owes_and_goes_on_for_its_people(
    client: Browserless, clerk: Account, session: Session
) -> None:
    make_release(clerk.actor())
    address = make_address(client)
    shown = days(client, address)
    survivor = make_account(Role.DEPOSITOR)
    session.get_one(Organisation, clerk.organisation_id).merged_into_id = survivor.organisation_id
    session.commit()
    assert days(client, address) == shown
    make_release(survivor.actor(), title="Yangi nom bilan", identifiers=[])
    assert any("Yangi nom bilan" in summary for summary in days(client, address))


def test_what_was_received_goes_and_the_rest_stays(
    client: Browserless, clerk: Account, session: Session
) -> None:
    make_release(clerk.actor())
    address = make_address(client)
    before = days(client, address)
    row = next(
        row
        for row in session.query(Obligation).order_by(Obligation.id)
        if row.due_on and row.copies and row.event_on
    )
    row.received, row.open = row.copies, False
    session.commit()
    after = days(client, address)
    assert len(after) == len(before) - 1


def owe(session: Session, like: Obligation, day: date, times: int, rule: str) -> None:
    """Let what `like` owes be owed `times` more, due on `day`."""
    kept = {
        column.key: getattr(like, column.key) for column in Obligation.__table__.columns if column.key != "id"
    }
    rows = [kept | {"rule_id": f"{rule}-{number}", "due_on": day} for number in range(times)]
    session.execute(insert(Obligation), rows)
    session.commit()


def test_arrears_take_no_room_from_what_is_to_come_and_what_is_left_out_is_said(
    client: Browserless, clerk: Account, session: Session
) -> None:
    make_release(clerk.actor())
    address = make_address(client)
    like = next(
        row for row in session.query(Obligation).order_by(Obligation.id) if row.copies and row.event_on
    )
    session.execute(update(Obligation).values(due_on=date(2020, 1, 6)))
    in_a_week, long_ago = clock.today() + timedelta(days=7), date(2020, 1, 7)
    owe(session, like, long_ago, 1100, "old")
    owe(session, like, in_a_week, 2, "new")
    events = Calendar.from_ical(client.get(address).data).walk("VEVENT")
    by_day = Counter(event["dtstart"].dt for event in events)
    assert by_day == {long_ago: 200, clock.today(): 1, in_a_week: 2}
    (rest,) = [event for event in events if event["dtstart"].dt == clock.today()]
    number = session.query(Obligation).filter(
        Obligation.due_on < clock.today(), Obligation.event_on.is_not(None)
    )
    assert str(number.count() - 200) in str(rest["summary"]).replace("\xa0", "")
    assert str(rest["url"]).endswith("/obligations")
    owe(session, like, in_a_week, 1000, "newer")
    events = Calendar.from_ical(client.get(address).data).walk("VEVENT")
    last = [str(event["summary"]) for event in events if event["dtstart"].dt == in_a_week]
    assert (len(last), sum(summary.startswith("2 ") for summary in last)) == (1001, 1)


def test_only_the_last_address_answers_until_it_is_closed(
    client: Browserless, clerk: Account, session: Session
) -> None:
    first, second = make_address(client), make_address(client)
    assert session.query(CalendarFeed).count() == 1
    assert first.split("/")[-1].removesuffix(".ics") not in session.query(CalendarFeed).one().secret_hash
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert client.post(f"{PAGE}/close").status_code == 303
    assert client.get(second).status_code == 404
    assert "There is no address yet" in client.get(PAGE).text


def test_a_closed_account_and_other_roles_have_no_calendar(
    client: Browserless, clerk: Account, session: Session
) -> None:
    address = make_address(client)
    clerk.deactivated_at = clerk.created_at
    session.commit()
    assert client.get(address).status_code == 404
    for role in (Role.LIBRARIAN, Role.REGULATOR, Role.ADMINISTRATOR):
        sign_in(client, make_account(role))
        assert client.get(PAGE).status_code == 403
