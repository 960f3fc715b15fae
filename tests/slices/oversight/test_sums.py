"""The sums are those of the obligations themselves, whatever happened in between."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, true
from sqlalchemy.orm import Session

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.reactions import release_changed
from app.deposits.obligations.services import add_held, add_received, cancel_all
from app.deposits.receiving.models import Receipt, ReceiptLine
from app.domain.actor import SYSTEM
from app.domain.events import Event, Subject
from app.domain.receiving import Condition
from app.infra.db import session as present_session
from app.infra.db import transaction
from app.organisations.models import Organisation
from app.oversight.counting import (
    FIGURES,
    KEY_OF_COUNTRY,
    KEY_OF_DEPOSITOR,
    counted_by_depositor,
)
from app.oversight.jobs import count_all_changes
from app.oversight.models import DayOfCountry, DayOfDepositor
from app.publications.models import Release
from tests.factories.law import add_law
from tests.factories.obligations import NOW, add_organisation, add_release, recompute

FIRST = date(2026, 10, 1)
ACT = st.tuples(
    st.sampled_from(("register", "amend", "another kind", "receive", "reverse", "hold", "cancel", "count")),
    st.integers(0, 9),
    st.integers(0, 70),
)
_numbers = count(1)


def _after_counting(act: str) -> list[tuple[str, int, int]]:
    return [("receive", 0, 1), ("count", 0, 0), (act, 0, 40)]


@example(_after_counting("amend"))
@example(_after_counting("another kind"))
@example(_after_counting("receive"))
@example(_after_counting("reverse"))
@example(_after_counting("hold"))
@example(_after_counting("cancel"))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACT, min_size=4, max_size=14))
def test_whatever_happens_the_sums_are_those_of_the_rows(
    session: Session, acts: list[tuple[str, int, int]]
) -> None:
    session.rollback()
    publishers, releases = _publishers(), list[Release]()
    for act, pick, days in [("register", 0, 3), *acts]:
        if act == "count":
            count_all_changes()
            continue
        with transaction():
            _do(act, publishers[pick % 2], releases, pick, days)
    count_all_changes()
    assert kept(DayOfDepositor, KEY_OF_DEPOSITOR) == raw_by_depositor()
    assert kept(DayOfCountry, KEY_OF_COUNTRY) == raw_by_country()


def kept(table: type[DayOfDepositor | DayOfCountry], key: Sequence[str]) -> list[tuple[object, ...]]:
    """What is kept as sums."""
    columns = [getattr(table, name) for name in (*key, *FIGURES)]
    return sorted((tuple(row) for row in present_session().execute(select(*columns))), key=repr)


def raw_by_depositor() -> list[tuple[object, ...]]:
    """The sums counted anew from every obligation there is."""
    rows = present_session().execute(counted_by_depositor(true(), at=NOW))
    return sorted((tuple(row) for row in rows), key=repr)


def raw_by_country() -> list[tuple[object, ...]]:
    """Those of the depositors added up in plain Python."""
    found: dict[tuple[object, ...], list[int]] = {}
    width = len(KEY_OF_COUNTRY)
    for _depositor, *row in raw_by_depositor():
        sums = found.setdefault(tuple(row[:width]), [0] * len(FIGURES))
        for place, figure in enumerate(row[width:]):
            assert isinstance(figure, int)
            sums[place] += figure
    return sorted(((*key, *sums) for key, sums in found.items()), key=repr)


def _publishers() -> list[Organisation]:
    with transaction():
        if present_session().query(Organisation).filter_by(code="uz-natlib").one_or_none() is None:
            add_law()
        return [add_organisation(), add_organisation(region="1718")]


def _do(act: str, publisher: Organisation, releases: list[Release], pick: int, days: int) -> None:
    day = FIRST + timedelta(days=days)
    if act == "register":
        printer = publisher if pick % 3 else None
        releases.append(add_release(publisher, printer=printer, events=_events(day)))
        recompute(releases[-1])
        return
    release = present_session().get_one(Release, releases[pick % len(releases)].id)
    rows = [row for row in _rows(release) if row.copies and row.cancelled_at is None]
    if act == "amend":
        for event in release.events:
            event.on = day
        _amended(release)
    elif act == "another kind":
        release.publication.kind = "brochure" if release.publication.kind == "book" else "book"
        _amended(release)
    elif act == "cancel":
        cancel_all([release.id], at=NOW)
    elif rows:
        _move(act, rows[pick % len(rows)], day)


def _events(day: date) -> dict[str, date]:
    return {"print_run_completed": day, "first_batch_released": day}


def _amended(release: Release) -> None:
    present_session().flush()
    release_changed(Event("release.amended", SYSTEM, NOW, (Subject("release", release.id),)))


def _rows(release: Release) -> list[Obligation]:
    found = select(Obligation).where(Obligation.release_id == release.id).order_by(Obligation.id)
    return list(present_session().scalars(found))


def _move(act: str, row: Obligation, day: date) -> None:
    """Take a copy in on a day, here or at another library, or take back the last that came."""
    if act in {"receive", "hold"}:
        add = add_received if act == "receive" else add_held
        add(obligation=row, copies=1)
        _receipt(row, 1, day, held=act == "hold")
        return
    reversed_already = select(Receipt.reverses_id).where(Receipt.reverses_id.is_not(None))
    last = present_session().scalar(
        select(Receipt)
        .join(ReceiptLine)
        .where(
            ReceiptLine.obligation_id == row.id, ReceiptLine.copies > 0, Receipt.id.not_in(reversed_already)
        )
        .order_by(Receipt.id.desc())
        .limit(1)
    )
    if last is not None:
        add_received(obligation=row, copies=-1)
        _receipt(row, -1, day, held=False, reverses=last)


def _receipt(row: Obligation, copies: int, day: date, *, held: bool, reverses: Receipt | None = None) -> None:
    number = next(_numbers)
    line = ReceiptLine(release_id=row.release_id, copies=copies, condition=Condition.GOOD)
    if held:
        line.held_for_id = row.id
    else:
        line.obligation_id = row.id
    receipt = Receipt(
        number=f"Q{number}",
        verification_code=f"V{number}",
        reverses_id=reverses.id if reverses else None,
        depositor_id=row.depositor_id,
        depository_id=row.depository_id,
        at=NOW.replace(year=day.year, month=day.month, day=day.day),
        lines=[line],
    )
    present_session().add(receipt)
    present_session().flush()
