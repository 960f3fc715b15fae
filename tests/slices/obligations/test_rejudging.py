"""A changed calendar moves what is owed, in a run that may be killed at any moment."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.audit.queries import acts_of
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rejudging.jobs import continue_rejudgings
from app.deposits.obligations.rejudging.models import Outcome, RejudgedObligation, Rejudging
from app.deposits.obligations.rejudging.preview import preview_moves
from app.deposits.obligations.rejudging.queries import failures, rejudged, unfinished_rejudging
from app.deposits.obligations.rejudging.services import LEASE, carry_on, hold_next
from app.deposits.obligations.services import add_received, recompute_obligations
from app.domain.actor import SYSTEM
from app.domain.calendar import DayKind
from app.domain.events import Event
from app.infra.db import transaction
from app.law.calendars.changing import day_set
from app.law.calendars.days import StoredDay
from app.law.calendars.queries import stored_calendar
from app.law.calendars.services import change_calendar
from tests.factories.compliance import make_late_world, make_notice
from tests.factories.law import add_law
from tests.factories.obligations import NOW, add_organisation, add_release, owed, recompute, rows_of

EVENTS = {"print_run_completed": date(2026, 11, 12), "first_batch_released": date(2026, 11, 19)}
FREED = date(2026, 11, 23)


def free(on: date = FREED, *, estimated: bool = False, jurisdiction: str = "UZ") -> None:
    """Make a Monday free by decree, as the administrator does."""
    day = StoredDay(on, DayKind.DAY_OFF, "Qoʻshimcha dam olish kuni", estimated, "PF-200")
    seen = stored_calendar(jurisdiction).digest
    change_calendar(jurisdiction=jurisdiction, seen=seen, change=day_set(day), by=SYSTEM, at=NOW)


@pytest.fixture
def law(session: Session) -> None:
    with transaction():
        add_law()


def due_dates(session: Session) -> dict[int, date | None]:
    return {row.id: row.due_on for row in session.query(Obligation).populate_existing()}


def only_run(session: Session) -> Rejudging:
    return session.query(Rejudging).populate_existing().one()


@pytest.mark.usefixtures("law")
def test_a_freed_day_moves_the_dates_counted_over_it_and_each_is_told(session: Session) -> None:
    with transaction():
        rows = recompute(add_release(add_organisation(), events=EVENTS))
    before = {row.id: row.due_on for row in rows}
    with transaction():
        free()
    assert due_dates(session) == before, "the run comes afterwards"

    assert continue_rejudgings() == 1

    after = due_dates(session)
    moved = {row_id for row_id in before if before[row_id] != after[row_id]}
    run = only_run(session)
    assert moved
    assert (run.moved, run.kept, run.failed, run.done) == (len(moved), 0, 0, run.total)
    assert run.finished_at is not None
    for row in rejudged(run.id, Outcome.MOVED, limit=99):
        assert (row.due_before, row.due_after) == (before[row.row.id], after[row.row.id])
        told = acts_of("obligation", row.row.id)
        assert [act.name for act in told] == ["obligation.date_moved"]
        assert told[0].before["due_on"] == f"{row.due_before}"
        assert told[0].after["due_on"] == f"{row.due_after}"
    assert continue_rejudgings() == 0, "a finished run is not done again"


@pytest.mark.usefixtures("law")
def test_what_is_received_or_cancelled_never_moves(session: Session) -> None:
    with transaction():
        release = add_release(add_organisation(), events=EVENTS)
        found = owed(recompute(release))
        received, cancelled = found["uzd-book-natlib"], found["uzd-file"]
        add_received(obligation=received, copies=received.copies or 0)
        cancelled.cancelled_at, cancelled.open = NOW, False
        fixed = {received.id: received.due_on, cancelled.id: cancelled.due_on}
    with transaction():
        free()
    continue_rejudgings()
    after = due_dates(session)
    assert after[received.id] == fixed[received.id]
    assert only_run(session).moved > 0
    noted = session.scalars(select(RejudgedObligation.obligation_id)).all()
    assert received.id not in noted

    with transaction():
        recompute_obligations(release_id=release.id, by=SYSTEM, at=NOW)
    assert due_dates(session)[received.id] == fixed[received.id], "nor when its release is amended later"


def test_what_a_live_notice_names_keeps_its_day_and_is_shown(session: Session) -> None:
    world = make_late_world()
    with transaction():
        release = add_release(
            world.publisher, events={"first_batch_released": date(2026, 10, 20)}, print_run=1500
        )
        row = owed(recompute(release))["uzd-book-natlib"]
        due = row.due_on
    assert due is not None
    make_notice(world, row)
    before = stored_calendar("UZ")
    change = day_set(StoredDay(due, DayKind.DAY_OFF, "x", False, "PF-1"))
    shown = preview_moves(before, change.apply(before))
    with transaction():
        free(due)
    continue_rejudgings()
    run = only_run(session)
    kept = rejudged(run.id, Outcome.KEPT, limit=9)
    assert [item.row.id for item in kept] == [row.id]
    assert (kept[0].due_before, kept[0].due_after) == (due, due + timedelta(days=1))
    assert (run.kept, due_dates(session)[row.id]) == (1, due)
    assert (shown.kept, shown.moved) == (1, run.moved)
    assert run.moved > 0
    assert row.id not in {item.row.id for item in shown.rows}


@pytest.mark.usefixtures("law")
def test_days_that_concern_nobody_start_no_run(session: Session) -> None:
    with transaction():
        recompute(add_release(add_organisation(), events=EVENTS))
    with transaction():
        free(date(2027, 6, 14))
    assert unfinished_rejudging() is None


@pytest.mark.usefixtures("law")
def test_an_estimate_makes_dates_provisional_and_its_confirmation_certain(session: Session) -> None:
    with transaction():
        recompute(add_release(add_organisation(), events=EVENTS))
    with transaction():
        free(estimated=True)
    continue_rejudgings()
    row = session.query(Obligation).filter_by(rule_id="uzd-book-natlib").populate_existing().one()
    assert row.provisional
    confirmed = StoredDay(FREED, DayKind.DAY_OFF, "Qoʻshimcha dam olish kuni", False, "PF-201")
    with transaction():
        change = day_set(confirmed, instead_of=FREED)
        seen = stored_calendar("UZ").digest
        change_calendar(jurisdiction="UZ", seen=seen, change=change, by=SYSTEM, at=NOW)
    continue_rejudgings()
    session.refresh(row)
    assert not row.provisional
    assert [act.name for act in acts_of("obligation", row.id)] == [
        "obligation.date_confirmed",
        "obligation.date_moved",
    ]


@pytest.mark.usefixtures("law")
def test_a_release_that_cannot_be_counted_stops_no_other(session: Session) -> None:
    with transaction():
        good = recompute(add_release(add_organisation(), events=EVENTS))
        bad = add_release(add_organisation(), events=EVENTS)
        recompute(bad)
        bad.events[0].on = date(2031, 1, 1)
    with transaction():
        free()
    continue_rejudgings()
    run = only_run(session)
    assert run.failed > 0
    assert run.moved > 0
    assert [(item.release_id, item.problem) for item in failures(run.id, limit=9)] == [
        (bad.id, "calendar.out_of_range")
    ]
    assert due_dates(session)[good[0].id] is not None


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize(
    "day",
    [
        StoredDay(FREED, DayKind.DAY_OFF, "x", False, "PF-1"),
        StoredDay(FREED, DayKind.DAY_OFF, "x", True, "PF-1"),
        StoredDay(FREED, DayKind.DAY_OFF, "x", False, "PF-1", 6),
        StoredDay(date(2026, 11, 21), DayKind.WORKING_DAY, "", False, "PF-1", 5),
        StoredDay(date(2026, 12, 3), DayKind.HOLIDAY, "x", False, "PF-1"),
        StoredDay(date(2027, 8, 2), DayKind.HOLIDAY, "x", False, "PF-1"),
    ],
)
def test_what_is_shown_before_a_change_is_what_its_run_does(session: Session, day: StoredDay) -> None:
    with transaction():
        publisher = add_organisation()
        for offset in range(12):
            on = date(2026, 11, 12) + timedelta(days=offset)
            recompute(add_release(publisher, events=dict.fromkeys(EVENTS, on)))
    before = stored_calendar("UZ")
    change = day_set(day)
    shown = preview_moves(before, change.apply(before))
    assert stored_calendar("UZ") == before, "a look writes nothing"
    with transaction():
        change_calendar(jurisdiction="UZ", seen=before.digest, change=change, by=SYSTEM, at=NOW)
    continue_rejudgings()
    runs = session.query(Rejudging).all()
    assert shown.moved == sum(run.moved for run in runs)
    assert (shown.kept, sum(run.failed for run in runs)) == (0, 0)
    now = {row.id: (row.due_on, row.provisional) for row in session.query(Obligation).populate_existing()}
    assert all(now[item.row.id] == (item.due_on, item.provisional) for item in shown.rows)
    assert len(shown.rows) == min(shown.moved, 50)
    certain = [act for act in session.query(AuditEvent) if act.name == "obligation.date_confirmed"]
    assert shown.certain == len(certain)


class Killed(BaseException):
    """What a worker knows of its own end."""


def test_a_killed_run_is_taken_up_where_it_stopped_and_nothing_is_doubled(own_app: Flask) -> None:
    with own_app.app_context():
        with transaction():
            add_law()
            publisher = add_organisation()
            releases = [add_release(publisher, events=EVENTS) for _ in range(45)]
            for release in releases:
                recompute_obligations(release_id=release.id, by=SYSTEM, at=NOW)
        with transaction():
            free()
        moves: list[int] = []

        def kill(event: Event) -> None:
            moves.append(event.subjects[0].id)
            if len(moves) == 70:
                raise Killed

        own_app.extensions["nusxa_reactions"].on("obligation.date_moved", kill)
        with pytest.raises(Killed):
            continue_rejudgings()
        with transaction() as current:
            run = current.query(Rejudging).one()
            assert 0 < run.moved < 70
            assert run.finished_at is None
            # Another worker finds it held, until the dead one has been silent for long enough.
            held_until = run.lease_until
            assert held_until is not None
            assert hold_next(key="other", at=held_until - timedelta(seconds=1)) is None
            run.lease_until = held_until - 2 * LEASE
        assert continue_rejudgings() == 1
        with transaction() as current:
            run = current.query(Rejudging).populate_existing().one()
            acts = current.query(AuditEvent).filter_by(name="obligation.date_moved").all()
            noted = current.scalars(select(RejudgedObligation.obligation_id)).all()
            assert run.moved == len(acts) == len(noted) == len(set(noted))
            assert run.done == run.total
            rows = [row for release in releases for row in rows_of(release)]
            dates = {(row.rule_id, row.due_on) for row in rows}
            assert len(dates) == len({rule for rule, _day in dates}), "all releases came out alike"


def test_who_has_lost_the_lease_writes_nothing_more(session: Session) -> None:
    with transaction():
        add_law()
        recompute(add_release(add_organisation(), events=EVENTS))
    with transaction():
        free()
    with transaction():
        run_id = hold_next(key="first", at=NOW)
    assert run_id is not None
    later: datetime = NOW + 2 * LEASE
    with transaction():
        assert hold_next(key="second", at=later) == run_id
    with transaction():
        assert carry_on(rejudging_id=run_id, key="first", at=later) is False
    assert only_run(session).done == 0
