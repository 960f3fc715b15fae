"""What a digest tells, to whom, when, and that it comes once."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.obligations.models import Obligation
from app.domain.actor import Role
from app.edeposit.models import DepositedFile
from app.infra.db import transaction
from app.infra.mail import Message
from app.infra.storage import keep_file
from app.reminders.models import Reminder
from tests.factories.accounts import make_account
from tests.factories.compliance import Late, add_late
from tests.factories.law import add_depository
from tests.factories.obligations import add_organisation, counted_statements, send
from tests.slices.reminders.conftest import Work, plan

DAY = timedelta(days=1)
SOON = date(2026, 11, 26)


def owe(world: Late, title: str, due_on: date = SOON, **differing: object) -> Obligation:
    with transaction():
        return add_late(world, title=title, due_on=due_on, **differing)


def test_it_lists_what_is_late_and_due_soon_by_library_with_links(
    world: Late, person: Account, work: Work, at: datetime
) -> None:
    late = owe(world, "Kechikkan kitob", date(2026, 11, 2))
    owe(world, "Yaqin kitob", copies=1)
    with transaction():
        other = add_depository("uz-akm-1703")
    owe(world, "Boshqa kitob", depository_id=other.id, form="file", copies=1)
    (message,) = work(at)
    assert (message.to, message.sent_at) == ("karima@example.uz", at)
    subject = "Specimen, without legal force. Mandatory copies: 1 delivery late, 2 deliveries due soon"
    assert message.subject == subject
    expected = [
        "Specimen, without legal force", "Oltin Davot MChJ", "Late", "Library uz-natlib",
        "Kechikkan kitob: 2 copies", "21 days late", f"https://nusxa.test/releases/{late.release_id}",
        "Due soon", "Library uz-natlib", "Yaqin kitob: 1 copy", "Library uz-akm-1703",
        "Boshqa kitob: a file", message.stop_url,
    ]  # fmt: skip
    place = 0
    for text in expected:
        place = message.body.index(text, place)
    for text in ("Kechikkan kitob</a>", "21 days late", "Library uz-akm-1703", message.stop_url):
        assert text in message.html


def test_it_is_written_in_the_persons_language(world: Late, work: Work, at: datetime) -> None:
    make_account(Role.DEPOSITOR, world.publisher, language="ru")
    owe(world, "Kitob")
    (message,) = work(at)
    assert "Намуна" not in message.subject
    assert message.subject.startswith("Образец")


def test_what_is_done_under_way_or_uncertain_is_not_listed(
    world: Late, person: Account, work: Work, at: datetime
) -> None:
    long_ago = date(2026, 11, 2)
    owe(world, "Keldi", long_ago, received=2, open=False)
    owe(world, "Taxminiy kun", long_ago, provisional=True)
    owe(world, "Nomaʼlum", long_ago, copies=None)
    owe(world, "Taxmin", SOON, event_on=None)
    on_its_way = owe(world, "Yoʻlda", long_ago)
    file = owe(world, "Fayl", long_ago, form="file", copies=1)
    with transaction() as current:
        send(on_its_way, 2)
        stored = keep_file(b"%PDF", name="a.pdf", media_type="application/pdf", at=at)
        current.add(DepositedFile(obligation_id=file.id, file_id=stored.id, uploaded_at=at))
    assert work(at) == []
    owe(world, "Kechikkan", long_ago)
    (message,) = work(at + DAY)
    assert [word for word in ("Keldi", "Taxmin", "Yoʻlda", "Fayl", "Noma") if word in message.body] == []
    assert "2 deliveries are on their way or with the library" in message.body


def test_it_comes_once_a_day_and_again_when_there_is_an_occasion(
    world: Late, person: Account, work: Work, at: datetime
) -> None:
    owe(world, "Kitob", date(2026, 11, 27))
    assert len(work(at)) == 1  # the weekly digest
    assert len(work(at + timedelta(hours=2))) == 1
    assert len(work(at + DAY)) == 2  # the law: three days before
    assert [len(work(at + n * DAY)) for n in range(2, 7)] == [2, 2, 2, 3, 3]  # one day late
    assert len(work(at + 7 * DAY)) == 4  # Monday


def test_the_facts_are_read_again_at_the_moment_of_sending(
    world: Late, person: Account, work: Work, session: Session, at: datetime
) -> None:
    owed = owe(world, "Kitob")
    assert plan(at) > 0
    with transaction() as current:
        row = current.get_one(Obligation, owed.id)
        row.received, row.open = 2, False
    assert work(at + timedelta(minutes=1)) == []
    waited = session.scalars(select(Message).where(Message.kind == "reminder")).one()
    assert waited.dropped_at == at + timedelta(minutes=1)


@pytest.mark.parametrize(("hour", "sent"), [(16, 0), (2, 0), (3, 1), (14, 1), (15, 0)])
def test_nobody_is_written_to_in_quiet_hours(
    world: Late, person: Account, work: Work, at: datetime, hour: int, sent: int
) -> None:
    owe(world, "Kitob")
    assert len(work(at.replace(hour=hour))) == sent


def test_a_digest_that_was_kept_waiting_goes_out_once_as_of_its_day(
    world: Late, person: Account, work: Work, session: Session, at: datetime
) -> None:
    owe(world, "Kitob", date(2026, 11, 25))
    assert plan(at) > 0
    (message,) = work(at + 3 * DAY)
    assert "1 day late" in message.body
    assert len(work(at + 3 * DAY + timedelta(hours=1))) == 1
    assert session.scalars(select(Reminder.day)).all() == [date(2026, 11, 26)]


def test_people_of_a_merged_record_are_told_what_the_whole_owes(
    world: Late, work: Work, at: datetime
) -> None:
    with transaction():
        merged = add_organisation(name="Eski nom")
        merged.merged_into_id = world.publisher.id
    make_account(Role.DEPOSITOR, merged)
    make_account(Role.DEPOSITOR)
    owe(world, "Yangi kitob")
    owe(world, "Eski kitob", depositor=merged)
    (message,) = work(at)
    assert "Yangi kitob" in message.body
    assert "Eski kitob" in message.body


def test_closed_accounts_and_other_roles_are_not_written_to(
    world: Late, person: Account, work: Work, at: datetime
) -> None:
    make_account(Role.LIBRARIAN)
    owe(world, "Kitob")
    with transaction() as current:
        current.get_one(Account, person.id).deactivated_at = at
    assert work(at) == []


def statements_for(people: int, world: Late, at: datetime) -> int:
    """Return how many statements it takes to look at so many more people of as many organisations."""
    for _ in range(people):
        account = make_account(Role.DEPOSITOR)
        with transaction():
            publisher = add_organisation()
            account.organisation_id = publisher.id
            add_late(world, depositor=publisher, due_on=SOON)
    with counted_statements() as statements:
        assert plan(at) == people
    return len([text for text in statements if not text.startswith("INSERT INTO reminder (")])


def test_the_statements_do_not_grow_with_the_people(world: Late, at: datetime) -> None:
    first = statements_for(1, world, at)
    assert statements_for(7, world, at) <= first + 1


GRANTED = date(2026, 11, 10)


def test_more_time_does_not_take_the_place_of_a_later_day_of_the_law(
    world: Late, person: Account, work: Work, at: datetime
) -> None:
    owe(world, "Muddati surilgan kitob", date(2026, 11, 26), extended_to=GRANTED)
    (message,) = work(at)
    assert "Muddati surilgan kitob: 2 copies, 26\xa0November\xa02026" in message.body
    assert "late" not in message.body
    assert [len(work(at + n * DAY)) for n in range(1, 5)] == [
        2,
        2,
        2,
        3,
    ]  # before the day of the law, and after


def test_while_more_time_runs_its_day_is_told_and_nothing_is_called_late(
    world: Late, person: Account, work: Work, at: datetime
) -> None:
    owe(world, "Vaqt berilgan kitob", GRANTED, extended_to=SOON)
    owe(world, "Uzoq kunga qoldirilgan", GRANTED, extended_to=date(2027, 3, 1))
    (message,) = work(at)
    assert "Vaqt berilgan kitob: 2 copies, 26\xa0November\xa02026" in message.body
    assert "26.11.2026" in message.html
    assert "late" not in message.body
    assert "Uzoq kunga qoldirilgan" not in message.body
