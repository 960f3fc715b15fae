"""Figures of oversight: what they mean, who sees them, and that each leads to its list."""

import csv
import io
import re
from dataclasses import replace
from datetime import date, datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.deposits.obligations.changes import note_changes_of
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Receipt, ReceiptLine
from app.domain.actor import Role
from app.domain.receiving import Condition
from app.infra.db import transaction
from app.infra.i18n import BY_CODE, force_locale
from app.oversight.jobs import count_all_changes
from app.oversight.map import tiles
from app.oversight.outcomes import Outcome
from app.oversight.periods import Step, Stretch, stretch_of
from app.oversight.queries.behind import obligations_behind
from app.oversight.queries.figures import Figures, by_publisher, by_region
from app.oversight.queries.wanted import Wanted
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import AT, TODAY, Late, add_late
from tests.factories.obligations import add_organisation, add_release, counted_statements, regulator


def owe(late: Late, **differing: object) -> Obligation:
    """Add an obligation that is late, and let it be counted."""
    with transaction():
        row = add_late(late, **differing)  # type: ignore[arg-type]
        note_changes_of([row.release_id])
    count_all_changes()
    return row


def test_a_day_counts_once_it_is_over_and_not_before(late: Late, now: datetime) -> None:
    owe(late, due_on=TODAY)
    year = Wanted(stretch_of(None, None, TODAY), specimen=True)
    assert by_region(late.inspector, year, today=TODAY) == {}
    (region,) = by_region(late.inspector, year, today=date(2026, 11, 24)).values()
    assert (region.due, region.missing, region.copies_missing) == (1, 1, 2)


def test_what_is_not_beyond_doubt_is_in_no_figure(late: Late, now: datetime) -> None:
    for doubt in ({"copies": None}, {"provisional": True}, {"event_on": None}, {"cancelled_at": AT}):
        owe(late, **doubt)
    assert by_region(late.inspector, Wanted(stretch_of(None, None, TODAY), specimen=True), today=TODAY) == {}


def test_shares_are_rounded_and_whole_only_where_the_whole_is() -> None:
    shares = {(2, 7): 29, (18, 27): 67, (1, 8): 13, (999, 1000): 99, (1, 1000): 1, (0, 7): 0, (7, 7): 100}
    assert {key: Figures(due=key[1], in_time=key[0]).percent for key in shares} == shares
    assert Figures().percent is None


def test_a_merged_record_is_counted_with_the_one_that_stays(late: Late, now: datetime) -> None:
    with transaction():
        twin = add_organisation(name="Oltin Davot (eski)")
    owe(late)
    owe(late, depositor=twin)
    with transaction() as session:
        session.merge(twin).merged_into_id = late.publisher.id
    year = Wanted(stretch_of(None, None, TODAY), specimen=True)
    (publisher,) = by_publisher(late.inspector, year, today=TODAY, limit=9)
    assert (publisher.id, publisher.figures.missing) == (late.publisher.id, 2)
    of_one = replace(year, depositor_id=late.publisher.id)
    assert sum(row.missing for row in by_region(late.inspector, of_one, today=TODAY).values()) == 2
    assert len(obligations_behind(late.inspector, of_one, None, today=TODAY, at=AT, limit=9)) == 2
    assert by_region(late.inspector, replace(year, depositor_id=late.library.id), today=TODAY) == {}


def test_each_figure_leads_to_as_many_lines(client: FlaskClient, late: Late, now: datetime) -> None:
    owe(late)
    owe(late, due_on=date(2026, 10, 5))
    with transaction():
        account = make_account(Role.REGULATOR, late.authority)
    sign_in(client, account)
    page = client.get("/oversight").text
    listed = r'href="(/oversight/obligations[^"]*)">(\d+)<span class="visually-hidden">: (?!Copies)'
    leads = set(re.findall(listed, page))
    assert len(leads) > 4
    for address, figure in leads:
        shown = client.get(address.replace("&amp;", "&")).text
        assert len(re.findall(r"/obligations/\d+/why", shown)) == int(figure), address
    rows = list(csv.reader(io.StringIO(client.get("/oversight/times.csv?from=2026-10").text), delimiter=";"))
    assert [row[1] for row in rows[1:]] == ["1", "1"]
    assert len(client.get("/oversight/publishers").text.split("Oltin Davot")) > 1
    assert client.get("/oversight/authority").status_code == 200
    of_one = client.get(f"/oversight?depositor={late.publisher.id}&by=quarter").text
    assert "Oltin Davot" in of_one
    assert client.get("/oversight?depositor=987654").status_code == 404


def test_the_map_calls_regions_in_the_letters_of_its_reader(app: Flask) -> None:
    found = {}
    with app.app_context():
        for language in BY_CODE:
            with force_locale(language):
                found[language] = [tile.mark for tile in tiles([])]
    assert [found[language][0] for language in BY_CODE] == ["QR", "ҚР", "КР", "QR"], "the westernmost"
    for language, marks in found.items():
        assert len(set(marks)) == 14, language
        assert all(mark.isascii() for mark in marks) is (language in ("uz", "en")), language


def test_a_region_sees_its_own_figures_alone(client: FlaskClient, late: Late, now: datetime) -> None:
    owe(late)
    year = Wanted(stretch_of(None, None, TODAY), specimen=True)
    assert by_region(regulator("1703"), year, today=TODAY) == {}
    assert by_publisher(regulator("1703"), year, today=TODAY, limit=9) == []
    assert obligations_behind(regulator("1703"), year, None, today=TODAY, at=AT, limit=9) == []


def test_more_of_everything_costs_no_more_statements(late: Late, now: datetime, client: FlaskClient) -> None:
    owe(late)
    with transaction():
        account = make_account(Role.REGULATOR, late.authority)
    sign_in(client, account)
    client.get("/oversight")
    with counted_statements() as few:
        client.get("/oversight")
    for month in range(1, 9):
        with transaction():
            other = add_organisation(region=f"17{month:02}")
        owe(late, depositor=other, due_on=date(2026, month, 20))
    with counted_statements() as many:
        client.get("/oversight")
    assert len(many) == len(few)


def test_months_named_in_any_order_make_a_stretch() -> None:
    stretch = stretch_of(date(2026, 11, 1), date(2026, 3, 1), TODAY)
    assert stretch == Stretch(date(2026, 3, 1), date(2026, 11, 30))
    assert stretch.pieces(Step.QUARTER) == [date(2026, month, 1) for month in (1, 4, 7, 10)]
    assert stretch.within(Step.QUARTER, date(2026, 1, 1)) == Stretch(date(2026, 3, 1), date(2026, 3, 31))
    assert stretch_of(None, None, TODAY) == Stretch(date(2025, 12, 1), date(2026, 11, 30))


def test_the_share_in_time_of_a_region_counts_the_last_copy(late: Late, session: Session) -> None:
    with transaction():
        due = date(2026, 11, 2)
        in_time, too_late, never = (add_late(late, release=add_release(late.publisher)) for _ in range(3))
        reversed_once = add_late(late)
        # 18:59 in UTC is 23:59 of the same day in Tashkent; a minute later the day is over.
        took_in(late, in_time, datetime.fromisoformat(f"{due}T18:59:00+00:00"), session)
        took_in(late, too_late, datetime.fromisoformat(f"{due}T19:00:00+00:00"), session)
        wrong = took_in(late, reversed_once, datetime.fromisoformat(f"{due}T19:30:00+00:00"), session)
        took_in(late, wrong=wrong, obligation=reversed_once, at=AT, session=session)
        took_in(late, reversed_once, datetime.fromisoformat(f"{due}T08:00:00+00:00"), session)
        note_changes_of([row.release_id for row in (in_time, too_late, never, reversed_once)])
    count_all_changes()
    year = Wanted(stretch_of(None, None, TODAY), specimen=True)
    (region,) = by_region(late.inspector, year, today=TODAY).values()
    assert (region.due, region.in_time, region.late, region.missing, region.percent) == (4, 2, 1, 1, 50)
    for outcome, expected in ((Outcome.IN_TIME, 2), (Outcome.LATE, 1), (Outcome.MISSING, 1), (None, 4)):
        listed = obligations_behind(late.inspector, year, outcome, today=TODAY, at=AT, limit=9)
        assert len(listed) == expected
    assert by_region(late.inspector, replace(year, specimen=False), today=TODAY) == {}


def took_in(
    late: Late, obligation: Obligation, at: datetime, session: Session, wrong: Receipt | None = None
) -> Receipt:
    """Note that both copies came in, or that what is `wrong` was reversed."""
    sign = -1 if wrong is not None else 1
    receipt = Receipt(
        number=f"Q{session.query(Receipt).count()}",
        verification_code=f"V{session.query(Receipt).count()}",
        reverses_id=wrong.id if wrong is not None else None,
        depositor_id=obligation.depositor_id,
        depository_id=late.library.id,
        at=at,
        lines=[
            ReceiptLine(
                release_id=obligation.release_id,
                obligation_id=obligation.id,
                copies=2 * sign,
                condition=Condition.GOOD,
            )
        ],
    )
    session.add(receipt)
    obligation.received += 2 * sign
    obligation.open = obligation.received < 2
    session.flush()
    return receipt
