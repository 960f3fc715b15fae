"""What requests give one obligation: properties over any of them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.obligations import Status, status
from app.domain.obligations.relief import (
    Claimed,
    Effect,
    Pause,
    Relief,
    is_over,
    last_day,
    relief_of,
    spares,
    spares_for_a_time,
)

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
LINES = st.lists(
    st.builds(
        Claimed,
        effect=st.sampled_from(Effect),
        waits=st.booleans(),
        granted=st.sampled_from((None, True, False)),
        until=st.none() | DAYS,
        decided_at=st.none() | MOMENTS,
        reopened=st.booleans(),
    )
)


@given(LINES)
def test_nothing_is_given_that_nobody_granted(lines: Sequence[Claimed]) -> None:
    refused = [line for line in lines if not line.granted]
    waiting = Pause.ASKED if any(line.waits for line in refused) else None
    assert relief_of(refused) == Relief(pause=waiting)


@given(LINES)
def test_the_furthest_day_and_the_first_excuse_count(lines: Sequence[Claimed]) -> None:
    found = relief_of(lines)
    for line in lines:
        if line.granted and line.effect is Effect.EXTENDED and line.until:
            assert found.extended_to is not None
            assert found.extended_to >= line.until
        if line.granted and line.effect is Effect.EXCUSED and line.decided_at:
            assert found.excused_at is not None
            assert found.excused_at <= line.decided_at


@given(LINES, MOMENTS)
def test_what_was_upheld_spares_until_it_is_reopened(lines: Sequence[Claimed], at: datetime) -> None:
    ended = [line for line in lines if not line.waits]
    upheld = Claimed(Effect.UPHELD, waits=False, granted=True, decided_at=at)
    assert relief_of([*ended, upheld]).pause is Pause.UPHELD
    reopened = [line for line in ended if line.effect is not Effect.UPHELD or line.reopened]
    assert relief_of(reopened).pause is None


@given(st.none() | DAYS, st.none() | DAYS)
def test_an_extension_never_shortens(due_on: date | None, extended_to: date | None) -> None:
    last = last_day(due_on, extended_to)
    assert (last is None) == (due_on is None)
    assert due_on is None or last is None or last >= due_on


def test_an_excuse_stands_before_what_is_missing() -> None:
    facts = {"received": 0, "in_transit": 0, "cancelled": False, "event_on": date(2026, 1, 1)}
    late = {"due_on": date(2026, 1, 5), "today": date(2026, 2, 1)}
    assert status(copies=2, excused=True, **facts, **late) is Status.EXCUSED  # type: ignore[arg-type]
    assert status(copies=None, excused=True, **facts, **late) is Status.EXCUSED  # type: ignore[arg-type]
    assert status(copies=2, pause=Pause.ASKED, **facts, **late) is Status.PAUSED  # type: ignore[arg-type]


def test_the_laws_own_day_is_over_from_the_day_after_it() -> None:
    day = date(2026, 12, 1)
    assert [is_over(due, day) for due in (None, day, day - timedelta(days=1))] == [False, False, True]


def test_a_line_is_spared_while_a_request_speaks_for_it_and_for_good_only_when_accepted() -> None:
    day = date(2026, 12, 1)
    told = [
        (spares(pause, until, day), spares_for_a_time(pause, until, day))
        for pause, until in (
            (None, None), (Pause.ASKED, None), (Pause.UPHELD, None), (Pause.UPHELD, day),
            (None, day), (None, day - timedelta(days=1)),
        )
    ]  # fmt: skip
    assert told == [(False, False), (True, True), (True, False), (True, False), (True, True), (False, False)]
