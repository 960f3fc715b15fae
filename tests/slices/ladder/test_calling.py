"""Steps are called for, go out with one digest, and count once that is sent; facts are read again then."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.compliance.ladder.models import StepCall, StepLetter
from app.compliance.ladder.queries.calls import Fate, calls_about, fates
from app.compliance.ladder.queries.due import due_steps
from app.compliance.ladder.services.calling import Called, call_for
from app.compliance.ladder.steps import HOLDS, step_of
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor, Role
from app.domain.errors import Conflict, DomainError
from app.domain.obligations.relief import Pause
from app.infra.db import session as current
from app.infra.db import transaction
from tests.factories.accounts import make_account
from tests.factories.compliance import AT, TODAY, Late, add_inspector, add_late, make_notice
from tests.slices.ladder.conftest import Work

DAY = timedelta(days=1)


def owe(late: Late, **differing: object) -> Obligation:
    with transaction():
        return add_late(late, **differing)


def call(late: Late, number: int = 1, *, at: datetime = AT, by: Actor | None = None) -> Called:
    with transaction():
        return call_for(
            step=step_of(late.rules.id, number),
            depositor_ids=[late.publisher.id],
            by=by or late.inspector,
            at=at,
        )


def depositors_due(late: Late, at: datetime = AT, by: Actor | None = None) -> list[int]:
    return [row.depositors for row in due_steps(by or late.inspector, at=at)]


def fates_of(late: Late, line: Obligation, at: datetime = AT) -> list[Fate]:
    return [one.fate for one in calls_about(late.inspector, [line.id], at=at, today=TODAY)]


def test_the_next_step_is_due_on_its_day_once_the_one_before_was_sent(
    late: Late, person: Account, work: Work
) -> None:
    line = owe(late)
    assert depositors_due(late, datetime(2026, 11, 2, 9, tzinfo=AT.tzinfo)) == [0, 0, 0], "still in time"
    assert depositors_due(late, datetime(2026, 11, 3, 9, tzinfo=AT.tzinfo)) == [1, 0, 0]
    assert call(late) == Called(1, 1)
    assert depositors_due(late) == [0, 0, 0]
    assert fates_of(late, line) == [Fate.WAITING]
    (digest,) = work(AT)
    assert "Reminder under 14-modda, 1-bosqich: 1 late delivery." in digest.body
    assert "Reminder under 14-modda, 1-bosqich: 1 late delivery." in digest.html
    assert "Specimen, without legal force" in digest.body
    assert fates_of(late, line) == [Fate.TAKEN]
    # Ten working days after Monday the 23rd.
    assert depositors_due(late, datetime(2026, 12, 4, 9, tzinfo=AT.tzinfo)) == [0, 0, 0]
    second = datetime(2026, 12, 7, 9, tzinfo=AT.tzinfo)
    assert depositors_due(late, second)[1:] == [1, 0]
    call(late, 2, at=second)
    assert "Second reminder under 14-modda, 2-bosqich" in work(second)[-1].body
    assert depositors_due(late, datetime(2026, 12, 18, 9, tzinfo=AT.tzinfo)) == [0, 0, 0]
    assert depositors_due(late, datetime(2026, 12, 21, 9, tzinfo=AT.tzinfo)) == [0, 0, 1]


def test_one_digest_a_day_says_what_was_called_for_after_it_on_the_next(
    late: Late, person: Account, work: Work
) -> None:
    owe(late)
    owe(late, due_on=date(2026, 11, 20))
    first = work(AT)
    call(late, at=AT + timedelta(hours=1))
    assert work(AT + timedelta(hours=2)) == first
    assert "14-modda" not in first[0].body
    second = work(AT + DAY)[1]
    assert "Reminder under 14-modda, 1-bosqich: 2 late deliveries." in second.body
    assert "14-modda" not in "".join(one.body for one in work(AT + 7 * DAY)[2:])


def test_all_colleagues_read_it_on_the_same_day(late: Late, person: Account, work: Work) -> None:
    make_account(Role.DEPOSITOR, late.publisher, email="olim@example.uz")
    line = owe(late)
    call(late)
    assert ["1-bosqich" in one.body for one in work(AT)] == [True, True]
    assert current().scalar(select(func.count()).select_from(StepLetter)) == 2
    assert fates_of(late, line) == [Fate.TAKEN]


@pytest.mark.parametrize(
    "meanwhile",
    [{"received": 2, "open": False}, {"pause": Pause.ASKED}, {"extended_to": date(2026, 12, 1)}],
)
def test_what_came_between_the_call_and_the_sending_drops_out(
    late: Late, person: Account, work: Work, meanwhile: dict[str, object]
) -> None:
    gone, stays = owe(late, title="Kelgan kitob"), owe(late, title="Kechikkan kitob")
    call(late)
    with transaction() as kept:
        row = kept.get_one(Obligation, gone.id)
        for name, value in meanwhile.items():
            setattr(row, name, value)
    (digest,) = work(AT)
    assert "1-bosqich: 1 late delivery." in digest.body
    assert (fates_of(late, gone), fates_of(late, stays)) == ([Fate.FALLEN_OUT], [Fate.TAKEN])


def test_a_letter_that_comes_back_does_not_count_and_is_shown(
    late: Late, person: Account, work: Work
) -> None:
    line = owe(late)
    call(late)
    (digest,) = work(AT)
    with transaction() as kept:
        kept.merge(digest).bounced_at = AT + timedelta(hours=1)
    assert fates_of(late, line) == [Fate.RETURNED]
    assert fates(late.inspector, at=AT, today=TODAY) == {(late.rules.id, 1, Fate.RETURNED): 1}
    assert depositors_due(late, AT + DAY) == [0, 0, 0], "not proposed again at once"
    assert depositors_due(late, AT + HOLDS) == [1, 0, 0]


def test_what_is_doubtful_is_never_due(late: Late) -> None:
    owe(late, provisional=True)
    owe(late, copies=None)
    owe(late, event_on=None)
    owe(late, pause=Pause.UPHELD)
    make_notice(late, owe(late))
    assert depositors_due(late) == [0, 0, 0]
    with pytest.raises(Conflict, match="nothing_left"):
        call(late)


def test_a_step_is_called_for_by_who_may_and_within_the_own_region(late: Late, session: Session) -> None:
    owe(late)
    with transaction():
        elsewhere = add_inspector(late.authority, "1714")
    assert depositors_due(late, by=elsewhere) == [0, 0, 0]
    with pytest.raises(Conflict, match="nothing_left"):
        call(late, by=elsewhere)
    administrator = make_account(Role.ADMINISTRATOR).actor()
    with pytest.raises(DomainError, match="not_a_reminder"):
        call(late, by=administrator)
    with pytest.raises(DomainError, match="not_a_reminder"):
        call(late, 3)
    assert session.scalar(select(func.count()).select_from(StepCall)) == 0
