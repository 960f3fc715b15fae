"""Rows stored in one go are the rows that would have been stored one by one."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.deposits.obligations.cases import cases_of
from app.deposits.obligations.judging import Judgement
from app.deposits.obligations.models import Obligation, UndecidedRule
from app.deposits.obligations.planning import COLUMNS, Difference
from app.deposits.obligations.rejudging.models import Cause, Outcome, RejudgedObligation, Rejudging
from app.deposits.obligations.services import keep_new, work_out
from app.deposits.obligations.terms import Case
from app.domain.actor import SYSTEM
from app.infra import bulk, clock
from app.infra.bulk import add_rows
from app.infra.health import Heartbeat
from app.law.queries import rule_sets
from app.organisations.models import OrganisationKind
from app.publications.models import Release
from app.publications.queries import release_for
from tests.factories.law import add_law
from tests.factories.obligations import NOW, add_organisation, add_release, counted_statements

EVENTS = {"print_run_completed": date(2026, 11, 12), "first_batch_released": date(2026, 11, 19)}
NOTED = (
    "rejudging_id", "outcome", "release_id", "obligation_id", "due_before", "due_after",
    "provisional_before", "provisional_after", "problem", "problem_params",
)  # fmt: skip
RAW_NOTES = """
    SELECT outcome, due_before, due_after, provisional_before, provisional_after, problem, problem_params
    FROM rejudged_obligation ORDER BY id"""
KEPT = (*COLUMNS, "received", "open", "cancelled_at", "created_at")
Kept = tuple[list[tuple[object, ...]], list[tuple[object, ...]]]


@pytest.fixture
def release(session: Session) -> Release:
    return add_release(add_organisation(), events=EVENTS)


@pytest.fixture
def run(session: Session) -> Rejudging:
    found = Rejudging(cause=Cause.CALENDAR_CHANGED, asked_at=NOW, total=1)
    session.add(found)
    session.flush()
    return found


def notes(run: Rejudging, release: Release) -> list[tuple[object, ...]]:
    """Rows with every kind of value, and with none."""
    due = date(2026, 11, 12)
    told: dict[str, object] = {"first": "a\tb\\N\n\"'ʻЎ", "more": [1, None, True]}
    return [
        (run.id, Outcome.MOVED, release.id, None, due, date(2027, 1, 1), True, False, "", {}),
        (run.id, Outcome.FAILED, release.id, None, None, due, False, True, "\\N", told),
        (run.id, Outcome.FAILED, release.id, None, None, None, False, False, "\t\\.", {}),
    ]


def read_notes(session: Session) -> list[tuple[object, ...]]:
    columns = [getattr(RejudgedObligation, name) for name in NOTED]
    return [tuple(row) for row in session.execute(select(*columns).order_by(RejudgedObligation.id))]


def test_values_of_every_kind_come_back_as_they_went(
    session: Session, run: Rejudging, release: Release
) -> None:
    rows = notes(run, release)
    add_rows(RejudgedObligation, NOTED, rows)
    assert read_notes(session) == rows


def test_the_database_holds_what_objects_would_have_left_in_it(
    session: Session, run: Rejudging, release: Release
) -> None:
    rows = notes(run, release)
    add_rows(RejudgedObligation, NOTED, rows)
    session.add_all([RejudgedObligation(**dict(zip(NOTED, row, strict=True))) for row in rows])
    session.flush()
    raw = session.connection().exec_driver_sql(RAW_NOTES).fetchall()
    assert raw[:3] == raw[3:]


def test_json_that_python_takes_for_equal_is_kept_apart(
    session: Session, run: Rejudging, release: Release
) -> None:
    given = [{"copies": 1}, {"copies": True}, {"copies": 1}]
    rows = [(*row[:-1], params) for row, params in zip(notes(run, release), given, strict=True)]
    add_rows(RejudgedObligation, NOTED, rows)
    kept = session.scalars(select(RejudgedObligation.problem_params).order_by(RejudgedObligation.id))
    assert [repr(params) for params in kept] == [repr(params) for params in given]


def test_a_moment_is_kept_in_utc_and_a_naive_one_refused(session: Session) -> None:
    tashkent = datetime(2026, 11, 23, 14, 0, 0, 250, tzinfo=timezone(timedelta(hours=5)))
    add_rows(Heartbeat, ("name", "at"), [("one", tashkent), ("two", tashkent)])
    found = session.scalars(select(Heartbeat.at)).all()
    assert found == [datetime(2026, 11, 23, 9, 0, 0, 250, tzinfo=UTC)] * 2
    with pytest.raises(ValueError, match="naive"):
        add_rows(Heartbeat, ("name", "at"), [("three", datetime(2026, 11, 23))])  # noqa: DTZ001 - on purpose


def test_more_rows_than_are_sent_at_once_all_arrive(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "ROWS_AT_ONCE", 3)
    add_rows(Heartbeat, ("name", "at"), ((f"{number}", NOW) for number in range(7)))
    assert sorted(session.scalars(select(Heartbeat.name))) == [f"{number}" for number in range(7)]
    add_rows(Heartbeat, ("name", "at"), [])


def test_a_row_that_is_there_already_is_refused_and_what_was_before_stays(session: Session) -> None:
    add_rows(Heartbeat, ("name", "at"), [("one", NOW)])
    with pytest.raises(IntegrityError), session.begin_nested():
        add_rows(Heartbeat, ("name", "at"), [("two", NOW), ("one", NOW)])
    assert session.scalars(select(Heartbeat.name)).all() == ["one"]


def test_what_the_model_would_fill_must_be_given(session: Session) -> None:
    with pytest.raises(ValueError, match="rejudging: these columns have to be given: cursor, releases"):
        add_rows(Rejudging, ("cause", "asked_at", "total"), [(Cause.CALENDAR_CHANGED, NOW, 1)])
    with pytest.raises(ValueError, match="2 columns are named, rows have 1 values"):
        add_rows(Heartbeat, ("name", "at"), [("one",)])


def add_releases() -> list[int]:
    """Releases that owe, that leave rules undecided, whose printer is not known, that are forecasts."""
    publisher, printer = add_organisation(region="1735"), add_organisation(OrganisationKind.PRINTER)
    made = [
        add_release(publisher, printer=printer, events=EVENTS, subjects=["science"]),
        add_release(publisher, events=EVENTS, language="kaa", audiences=["children"]),
        add_release(publisher, printer=printer, events=EVENTS, print_run=None, depositor_region=None),
        add_release(publisher, printer=printer, events={}),
        add_release(publisher, printer=printer, events=EVENTS, carrier="online"),
    ]
    return [release.id for release in made]


def kept(session: Session, ids: list[int]) -> Kept:
    """What is kept for releases, by their places in the list."""
    place = {release_id: number for number, release_id in enumerate(ids)}
    rows = session.query(Obligation).populate_existing().where(Obligation.release_id.in_(ids))
    rules = session.query(UndecidedRule).populate_existing().where(UndecidedRule.release_id.in_(ids))
    return (
        [
            (place[row.release_id], *(getattr(row, name) for name in KEPT))
            for row in rows.order_by(Obligation.id)
        ],
        sorted((place[row.release_id], row.rule_id, row.rule_set_id, row.missing) for row in rules),
    )


def judged(cases: Sequence[Case]) -> list[tuple[Case, Judgement]]:
    return [(case, case.judged()) for case in cases]


def store_together(ids: list[int]) -> Mapping[int, Difference]:
    releases = [release_for(SYSTEM, release_id) for release_id in ids]
    return keep_new(judged(cases_of(releases, rule_sets(), today=clock.local_day(NOW))), at=NOW)


def test_many_new_releases_owe_what_each_would_owe_alone(session: Session) -> None:
    add_law()
    ids = add_releases()
    alone = session.begin_nested()
    differences = {release_id: work_out(release_id=release_id, at=NOW) for release_id in ids}
    one_by_one = kept(session, ids)
    alone.rollback()
    session.expire_all()
    assert kept(session, ids) == ([], [])

    together = store_together(ids)
    assert kept(session, ids) == one_by_one
    assert together == differences
    assert all(one_by_one)


def test_more_releases_send_no_more_statements(session: Session) -> None:
    add_law()
    first, second = add_releases(), [*add_releases(), *add_releases()]
    cases = [
        cases_of([release_for(SYSTEM, release_id) for release_id in ids], rule_sets(), today=NOW.date())
        for ids in (first, second)
    ]
    with counted_statements() as few:
        keep_new(judged(cases[0]), at=NOW)
    with counted_statements() as many:
        keep_new(judged(cases[1]), at=NOW)
    assert len(few) == len(many)


def test_a_release_for_which_something_is_kept_is_not_stored_twice(session: Session) -> None:
    add_law()
    ids = add_releases()
    store_together(ids)
    before = kept(session, ids)
    with pytest.raises(IntegrityError), session.begin_nested():
        store_together(ids)
    assert kept(session, ids) == before
