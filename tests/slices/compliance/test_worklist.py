"""The worklist of the late against plain Python, its pages, filters and files."""

import csv
import io
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.compliance.queries.late import History, LateFilter, count_late, every_late, list_late
from app.compliance.queries.late_lines import unnoticed_ids
from app.compliance.queries.late_order import LateOrder
from app.deposits.obligations.models import Obligation
from app.domain.actor import Role
from app.domain.ages import BANDS
from app.infra.db import transaction
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import AT, TODAY, Late, add_late, make_notice
from tests.factories.law import add_region
from tests.factories.obligations import add_organisation, add_release, counted_statements, regulator

SPEC = st.fixed_dictionaries(
    {
        "who": st.integers(0, 2),
        "days": st.integers(-3, 40),
        "copies": st.one_of(st.none(), st.integers(1, 4)),
        "received": st.integers(0, 4),
        "happened": st.booleans(),
        "provisional": st.integers(0, 4).map(lambda n: n == 0),
        "cancelled": st.integers(0, 4).map(lambda n: n == 0),
        "region": st.sampled_from(["1726", "1703"]),
    }
)
Grouped = dict[int, tuple[int, int, date]]


def grouped(rows: Iterable[Obligation], least_days: int, region: str) -> Grouped:
    """What the worklist must say, worked out one row at a time: lines, copies, oldest day by depositor."""
    found: Grouped = {}
    for row in rows:
        known = row.depositor_id is not None and row.event_on is not None and row.copies is not None
        if not known or row.due_on is None or row.provisional or row.cancelled_at is not None:
            continue
        late_by = (TODAY - row.due_on).days
        if late_by < 1 or late_by < least_days or row.received >= (row.copies or 0):
            continue
        if region and row.region_soato != region:
            continue
        lines, copies, oldest = found.get(row.depositor_id or 0, (0, 0, row.due_on))
        missing = (row.copies or 0) - row.received
        found[row.depositor_id or 0] = (lines + 1, copies + missing, min(oldest, row.due_on))
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SPEC, max_size=10), st.sampled_from([0, 15]), st.sampled_from(["", "1726"]))
def test_the_worklist_is_what_counting_by_hand_gives(
    late: Late, session: Session, specs: list[dict[str, object]], least_days: int, region: str
) -> None:
    undone = session.begin_nested()
    add_region("1703")
    people = [late.publisher, add_organisation(), None]
    rows = []
    for spec in specs:
        copies, received, who = spec["copies"], spec["received"], people[int(str(spec["who"]))]
        gone = spec["cancelled"]
        rows.append(
            add_late(
                late,
                depositor=late.publisher,
                depositor_id=who.id if who else None,
                due_on=TODAY - timedelta(days=int(str(spec["days"]))) if spec["happened"] else None,
                event_on=date(2026, 9, 1) if spec["happened"] else None,
                copies=copies,
                received=received,
                provisional=spec["provisional"],
                cancelled_at=AT if gone else None,
                open=not gone and copies is not None and int(str(received)) < int(str(copies)),
                region_soato=spec["region"],
            )
        )
    wanted = LateFilter(region=region, days=least_days)
    expected = grouped(rows, least_days, region)
    found, total = list_late(late.inspector, wanted, today=TODAY, limit=50)
    assert {row.id: (row.lines, row.copies, row.oldest) for row in found} == expected
    assert [row.oldest for row in found] == sorted(row.oldest for row in found)
    assert total == count_late(late.inspector, wanted, today=TODAY)
    assert (total.depositors, total.copies) == (
        len(expected),
        sum(copies for _, copies, _ in expected.values()),
    )
    local = list_late(regulator("1726"), LateFilter(days=least_days), today=TODAY, limit=50)
    assert {row.id for row in local.rows} == set(grouped(rows, least_days, "1726"))
    undone.rollback()


@pytest.mark.parametrize("order", list(LateOrder))
def test_pages_of_the_worklist_join_without_gaps(late: Late, order: LateOrder, client: FlaskClient) -> None:
    with transaction():
        for number in range(7):
            add_late(late, depositor=add_organisation(), copies=1 + number % 3)
    everyone = [row.id for row in every_late(late.inspector, LateFilter(), today=TODAY, order=order)]
    seen: list[int] = []
    after = None
    while True:
        rows, total = list_late(late.inspector, LateFilter(), today=TODAY, order=order, after=after, limit=3)
        assert total.depositors == len(everyone)
        if not rows:
            break
        seen += [row.id for row in rows]
        last = rows[-1]
        first: dict[LateOrder, object] = {
            LateOrder.OLDEST: last.oldest.isoformat(),
            LateOrder.COPIES: last.copies,
            LateOrder.TITLES: last.titles,
            LateOrder.NAME: last.search_key,
        }
        after = [first[order], last.id]
    assert seen == everyone
    assert len(seen) == 7


def test_the_page_keeps_filter_and_order_in_its_address(
    client: FlaskClient, late: Late, inspector: Account
) -> None:
    with transaction():
        add_late(late)
        add_late(late, depositor=add_organisation(name="Gʻayrat kitob"), due_on=date(2026, 9, 1), copies=5)
    page = client.get("/late").text
    assert page.index("Gʻayrat kitob") < page.index("Oltin Davot")
    assert "2 depositors, 7 copies" in page
    assert "83 days" in page
    narrowed = client.get("/late?q=%D2%93%D0%B0%D0%B9%D1%80%D0%B0%D1%82&days=30&sort=copies").text
    assert "Gʻayrat kitob" in narrowed
    assert "Oltin Davot" not in narrowed
    assert "sort=copies" in narrowed
    assert "Oltin Davot" in client.get("/late?q=999+000+117").text
    assert "Nobody is late here" in client.get("/late?days=90").text
    for damaged in ("after=x", "after=WyJ4IiwgMV0=", "after=WzEsIDFd&sort=name"):
        assert client.get(f"/late?{damaged}").status_code == 422, damaged
    assert client.get("/late?days=-1&region=x&depository=x&sort=x").status_code == 200
    only_marks = client.get("/late?q=%25").text
    assert "2 depositors, 7 copies" in only_marks
    assert "This filter was not understood and is left out:" in only_marks


def test_a_page_past_the_end_leads_to_the_first_one(
    client: FlaskClient, late: Late, inspector: Account
) -> None:
    with transaction():
        add_late(late, copies=3)
    past = urlsafe_b64encode(b"[0, 999999]").decode()
    page = client.get(f"/late?sort=copies&days=1&after={past}")
    assert (page.status_code, page.location) == (302, "/late?sort=copies&days=1")
    first = client.get(page.location).text
    assert "That page is past the end of the list now." in first
    assert "1 depositor, 3 copies" in first


def test_who_reads_other_names_is_told_by_which_the_list_goes(
    client: FlaskClient, late: Late, inspector: Account
) -> None:
    with transaction():
        add_late(late)
    told = "In the order of their registered names."
    assert told in client.get("/late?sort=name").text
    assert told not in client.get("/late?sort=copies").text


def test_a_long_list_costs_as_many_statements_as_a_short_one(
    client: FlaskClient, late: Late, inspector: Account
) -> None:
    with transaction():
        make = add_late(late)
    make_notice(late, make)
    with counted_statements() as short:
        client.get("/late")
    with transaction():
        for number in range(20):
            add_late(late, depositor=add_organisation(), due_on=TODAY - timedelta(days=number + 1))
    with counted_statements() as long:
        client.get("/late")
    assert len(long) == len(short)


def test_files_hold_exactly_what_is_filtered(client: FlaskClient, late: Late, inspector: Account) -> None:
    with transaction():
        add_late(late, received=1)
        add_late(late, depositor=add_organisation(name="=1+1"), due_on=date(2026, 11, 20))
    text = client.get("/late.csv?days=15").text.removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1:] == [["Oltin Davot MChJ", "999000117", "Region 1726", "1", "1", "2026-11-02", "21", "1"]]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/late.xlsx").data))
    cells = list(book.active.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in cells] == ["Oltin Davot MChJ", "=1+1"]
    assert cells[0][5] == datetime(2026, 11, 2)  # noqa: DTZ001 - a workbook knows no zones


def test_one_depositor_is_opened_line_by_line(client: FlaskClient, late: Late, inspector: Account) -> None:
    with transaction():
        add_late(late, title="Navoiy <b>asarlari</b>")
        named = add_late(late, title="Devon")
    make_notice(late, named)
    page = client.get(f"/late/{late.publisher.id}").text
    assert "Navoiy &lt;b&gt;asarlari&lt;/b&gt;" in page
    assert "Preview the notice" in page
    assert page.count('name="line"') == 1
    assert "2026-000001" in page
    assert client.get(f"/late/{late.library.id}").status_code == 404


def test_what_a_merged_record_owes_stands_under_the_one_that_stays(
    client: FlaskClient, late: Late, inspector: Account
) -> None:
    with transaction():
        merged = add_organisation(name="Eski yozuv")
        title = add_release(late.publisher)
        add_late(late, release=title)
        noticed = add_late(late, depositor=merged, release=title, copies=3, due_on=date(2026, 9, 1))
        add_late(late, depositor=merged, title="Eski kitob")
    make_notice(late, noticed)
    with transaction() as current:
        current.get_one(Organisation, merged.id).merged_into_id = late.publisher.id
    for words in ("", "eski yozuv", "oltin davot"):
        (row,) = list_late(regulator(), LateFilter(query=words), today=TODAY, limit=9).rows
        assert (row.id, row.titles, row.lines, row.copies, row.unnoticed) == (late.publisher.id, 2, 3, 7, 2)
        assert (row.oldest, row.last_notice and row.last_notice.number) == (date(2026, 9, 1), "2026-000001")
    page = client.get(f"/late/{late.publisher.id}").text
    assert page.count("Eski yozuv") == 2
    assert page.count('name="line"') == 2
    assert "2026-000001" in page
    chosen = unnoticed_ids(regulator(), late.publisher.id, today=TODAY)
    issued = client.post(
        f"/late/{late.publisher.id}/notice", data={"submission_key": "k", "line": chosen, "language": "uz"}
    )
    assert issued.status_code == 303
    assert unnoticed_ids(regulator(), late.publisher.id, today=TODAY) == []
    for rest in ("", "/notice?line=7"):
        led = client.get(f"/late/{merged.id}{rest}")
        assert (led.status_code, led.location) == (308, f"/late/{late.publisher.id}{rest}")
    again = client.post(f"/late/{merged.id}/notice", data={"submission_key": "k2", "line": chosen})
    assert (again.status_code, again.location) == (308, f"/late/{late.publisher.id}/notice")


@pytest.mark.parametrize("role", [Role.DEPOSITOR, Role.LIBRARIAN])
def test_others_see_no_worklist(client: FlaskClient, late: Late, role: Role, now: datetime) -> None:
    with transaction():
        add_late(late)
    sign_in(client, make_account(role, late.publisher if role is Role.DEPOSITOR else None))
    for address in ("/late", "/late.csv", f"/late/{late.publisher.id}", "/late/batch"):
        assert client.get(address).status_code == 403, address
    assert client.post(f"/late/{late.publisher.id}/notice").status_code == 403


def test_an_inspector_of_another_region_sees_nobody(client: FlaskClient, late: Late, now: datetime) -> None:
    with transaction():
        add_region("1703")
        add_late(late)
    sign_in(client, make_account(Role.REGULATOR, late.authority, region_soato="1703"))
    assert "Nobody is late here" in client.get("/late").text
    assert client.get(f"/late/{late.publisher.id}").status_code == 404


def test_the_worklist_narrows_to_a_kind(client: FlaskClient, late: Late, inspector: Account) -> None:
    with transaction():
        other = add_organisation(name="Xarita uyi")
        add_late(late)
        add_late(late, depositor=other, release=add_release(other, kind="map"))
    page = client.get("/late?kind=map").text
    assert "Xarita uyi" in page
    assert "Oltin Davot" not in page
    assert count_late(late.inspector, LateFilter(kind="map"), today=TODAY).depositors == 1


def test_whoever_had_a_notice_before_is_told_apart(late: Late) -> None:
    with transaction():
        other = add_organisation()
        first, again, fresh = add_late(late), add_late(late), add_late(late, depositor=other)
    make_notice(late, first)
    assert again.depositor_id == first.depositor_id

    def found(history: History | None) -> list[int]:
        wanted = LateFilter(history=history)
        return [row.id for row in list_late(late.inspector, wanted, today=TODAY, limit=9).rows]

    assert found(History.AGAIN) == [first.depositor_id]
    assert found(History.FIRST) == [fresh.depositor_id]
    assert len(found(None)) == 2


def test_each_late_depositor_is_in_the_band_of_its_oldest_line(
    client: FlaskClient, late: Late, inspector: Account
) -> None:
    ages = (1, 30, 31, 90, 91, 365, 366, 900)
    with transaction():
        for days in ages:
            other = add_organisation(name=f"Kechikkan {days:03}")
            add_late(late, depositor=other, due_on=TODAY - timedelta(days=days))
            add_late(late, depositor=other, due_on=TODAY - timedelta(days=1))
    found = {
        band.code: [
            (TODAY - row.oldest).days
            for row in list_late(late.inspector, LateFilter(age=band), today=TODAY, limit=9).rows
        ]
        for band in BANDS
    }
    assert found == {"0-30": [30, 1], "31-90": [90, 31], "91-365": [365, 91], "366-": [900, 366]}
    page = client.get("/late?age=366-").text
    assert [days for days in ages if f"Kechikkan {days:03}" in page] == [366, 900]
    assert "?age=366-" in client.get("/late?age=366-&q=Kech").text, "the tag of the words keeps the age"
    assert client.get("/late.csv?age=366-").text.count("Kechikkan") == 2
    assert client.get("/late?age=12-99").status_code == 200
