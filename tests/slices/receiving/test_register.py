"""The register of receipts: its lines, what was taken back, its totals, its files, who reads it."""

import csv
import io
import random
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.deposits.receiving.models import Receipt
from app.deposits.receiving.register.choices import month_or_whole
from app.deposits.receiving.register.files import remark
from app.deposits.receiving.register.period import Period, period_of
from app.deposits.receiving.register.queries import (
    Key,
    RegisterFilter,
    RegisterRow,
    register_page,
    whole_register,
)
from app.deposits.receiving.register.totals import Sum, totals_of
from app.deposits.receiving.services import confirm_arrival, open_arrival, reverse_receipt, scan
from app.domain.actor import Actor, Role
from app.domain.receiving import Condition
from app.infra import clock
from app.infra.db import transaction
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.receiving import World, labels_of, make_world, new_key, received, send_parcel

NOVEMBER = Period(2026, 11)
UNREGISTERED = "9785170987658"


def take_in(world: World, texts: list[tuple[str, Condition]], at: datetime, parcel: str | None = None) -> str:
    """Receive these copies and return the number of the receipt."""
    by = world.librarian
    with transaction():
        arrival = open_arrival(
            consignment_code=parcel, depositor_id=None if parcel else world.publisher.id, by=by, at=at
        )
        for text, condition in texts:
            scan(arrival_id=arrival.id, text=text, key=new_key(), condition=condition, by=by, at=at)
        return confirm_arrival(arrival_id=arrival.id, by=by, at=at).number


def take_back(world: World, number: str, at: datetime, reason: str = "Boshqa quti ochilgan") -> str:
    with transaction():
        return reverse_receipt(number=number, reason=reason, by=world.librarian, at=at).number


def enter(client: FlaskClient, role: Role, of: Organisation | None = None) -> None:
    client.post("/sign-out")
    sign_in(client, make_account(role, of))


def asked(period: Period) -> RegisterFilter:
    return RegisterFilter(*period.moments(clock.zone()), None)


def random_year(world: World, dice: random.Random) -> None:
    """Receive and take back at random, over the ends of days, months and the year."""
    moments = sorted(
        datetime(2026, 10, 30, 17, tzinfo=UTC) + timedelta(hours=dice.randrange(24 * 70)) for _ in range(30)
    )
    standing: list[str] = []
    for at in moments:
        if standing and dice.random() < 0.35:
            take_back(world, standing.pop(dice.randrange(len(standing))), at)
            continue
        texts = dice.choices([*world.isbns, UNREGISTERED], k=dice.randint(1, 4))
        standing.append(take_in(world, [(text, dice.choice(list(Condition)[:4])) for text in texts], at))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_totals_are_the_sum_of_the_lines_whatever_was_taken_in_and_back(session: Session, seed: int) -> None:
    world = make_world(4, copies=5)
    random_year(world, random.Random(seed))  # noqa: S311 - the same dice each time, no secret
    periods = [Period(2026, month) for month in (10, 11, 12)] + [Period(2027, 1)]
    by_month: dict[int, Sum] = {}
    for period in periods:
        rows = list(whole_register(world.librarian, asked(period)))
        totals = totals_of(world.librarian, asked(period), period)
        assert totals.whole == sum_of(rows)
        assert add(totals.by_time.values()) == add(totals.by_kind.values()) == totals.whole
        for day, copies in totals.by_time.items():
            assert copies == sum_of([row for row in rows if clock.local_day(row.at).day == day])
        by_month[period.month or 0] = totals.whole
        assert paged(world.librarian, period) == [row.id for row in rows]
    of_year = totals_of(world.librarian, asked(Period(2026, None)), Period(2026, None))
    assert of_year.whole == add(by_month[month] for month in (10, 11, 12))
    assert of_year.by_time == {month: by_month[month] for month in (10, 11, 12) if by_month[month] != Sum()}
    in_all = add(by_month.values())
    held = sum(received(obligation) for obligation in world.obligations)
    assert in_all.owed == held, "what counts in the register is what obligations hold"
    assert in_all.taken_back < 0


def sum_of(rows: list[RegisterRow]) -> Sum:
    return Sum(
        sum(row.copies for row in rows if row.copies > 0),
        sum(row.copies for row in rows if row.copies < 0),
        sum(row.copies for row in rows if row.rule_id is not None),
    )


def add(sums: Iterable[Sum]) -> Sum:
    whole = Sum()
    for each in sums:
        whole = whole.plus(each)
    return whole


def paged(actor: Actor, period: Period) -> list[int]:
    """The lines in the order in which pages of seven show them."""
    found: list[int] = []
    after: Key | None = None
    while rows := register_page(actor, asked(period), after=after, limit=7):
        found += [row.id for row in rows]
        after = (rows[-1].at, rows[-1].receipt_id, rows[-1].id)
    return found


def test_a_line_says_what_came_and_a_reversal_counts_it_out_with_its_reason(
    client: FlaskClient, session: Session, at: datetime
) -> None:
    world = make_world(2)
    parcel = send_parcel(world, {0: 1})
    label = labels_of(parcel)[0]
    first = take_in(world, [(label, Condition.GOOD), (world.isbns[1], Condition.DAMAGED)], at, parcel.code)
    back = take_back(world, first, at + timedelta(days=10))
    enter(client, Role.LIBRARIAN, world.library)
    page = client.get("/receipts/register?year=2026&month=11").text
    for said in ("23.11.2026", first, label, "Kitob 0", world.isbns[0], "r1", parcel.code, "Damaged",
                 "without obligation", back, world.library.name):  # fmt: skip
        assert said in page
    assert "Boshqa quti ochilgan" not in page
    december = client.get("/receipts/register?year=2026&month=12").text
    assert "Boshqa quti ochilgan" in december
    assert re.search(r'<tr class="is-odd">.*?>[-−]1</td>', december, re.DOTALL)
    text = client.get("/receipts/register.csv?year=2026&month=whole").data.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert [row[head.index("Copies")] for row in rows] == ["1", "1", "-1", "-1"]
    assert f"Takes back {first}: Boshqa quti ochilgan" in rows[2][head.index("Remark")]
    assert client.get("/receipts/register.xlsx?year=2026&month=12").data.startswith(b"PK")
    assert client.get("/receipts/register?year=2026&month=11&print=yes").status_code == 200


def test_the_day_is_that_of_the_country_and_a_formula_stays_a_text(
    client: FlaskClient, session: Session, world_at_midnight: World
) -> None:
    enter(client, Role.LIBRARIAN, world_at_midnight.library)
    assert "Nothing was taken in" in client.get("/receipts/register?year=2026&month=11").text
    text = client.get("/receipts/register.csv?year=2026&month=12").data.decode("utf-8-sig")
    assert "2026-12-01" in text
    assert "'=1+1" in text


@pytest.fixture
def world_at_midnight(session: Session) -> World:
    """A world that took in a copy at half past midnight of 1 December, still 30 November in UTC."""
    world = make_world(1)
    with transaction():
        session.get_one(Organisation, world.publisher.id).name = "=1+1"
    take_in(world, [(world.isbns[0], Condition.GOOD)], datetime(2026, 11, 30, 19, 30, tzinfo=UTC))
    return world


def test_each_reads_what_is_within_his_reach(client: FlaskClient, session: Session, at: datetime) -> None:
    world = make_world(1)
    number = take_in(world, [(world.isbns[0], Condition.GOOD)], at)
    url = "/receipts/register?year=2026&month=11"
    enter(client, Role.LIBRARIAN, make_world(1).library)
    assert number not in client.get(f"{url}&depository={world.library.id}").text
    enter(client, Role.ADMINISTRATOR)
    assert number in client.get(f"{url}&depository={world.library.id}").text
    assert number not in client.get(f"{url}&depository={world.publisher.id}").text
    assert client.get(f"{url}&after=bm9uc2Vuc2U=").status_code == 422
    assert session.query(Receipt).count() == 1
    client.post("/sign-out")
    assert client.get(url).status_code == 302


def test_a_period_that_is_named_wrongly_is_this_month_and_the_page_says_so(
    client: FlaskClient, session: Session
) -> None:
    today = date(2026, 11, 26)
    assert period_of(None, None, today) == NOVEMBER
    assert period_of(2025, month_or_whole("whole"), today) == Period(2025, None)
    assert period_of(2025, None, today) == Period(2025, None)
    assert period_of(None, 3, today) == Period(2026, 3)
    assert (Period(2026, 12).following(), Period(2026, 1).preceding()) == (Period(2027, 1), Period(2025, 12))
    enter(client, Role.ADMINISTRATOR)
    here = client.get("/receipts/register").text
    title = re.search("<title>.*?</title>", here)
    assert title is not None
    assert "not understood" not in here
    for wrong in ("year=20x6&month=13", "year=3000&month=-1", "year=1989&month=0", "depository=x&month=²"):
        page = client.get(f"/receipts/register?{wrong}").text
        assert title[0] in page
        assert "These filters were not understood and are left out:" in page
        for name_and_value in wrong.split("&"):
            assert f">{name_and_value}</span>" in page
    assert "not understood" not in client.get("/receipts/register?year=2025&month=whole").text


def test_a_surplus_copy_says_so_in_the_register(client: FlaskClient, session: Session, at: datetime) -> None:
    world = make_world(1, copies=1)
    take_in(world, [(world.isbns[0], Condition.GOOD)] * 2, at)
    assert [remark(row) for row in whole_register(world.librarian, asked(NOVEMBER))] == ["", "Surplus"]
    enter(client, Role.LIBRARIAN, world.library)
    assert "Surplus" in client.get("/receipts/register?year=2026&month=11").text
