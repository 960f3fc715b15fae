"""Years read from a file: taken whole, or refused with every fault at once."""

import csv
import io
from datetime import date

import pytest
from flask.testing import FlaskClient
from hypothesis import given as drawn
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.domain.actor import Role
from app.domain.calendar import DayKind
from app.domain.errors import DomainError
from app.infra.db import transaction
from app.law.calendars.changing import check
from app.law.calendars.days import StoredDay
from app.law.calendars.importing import COLUMNS, read_days
from app.law.calendars.queries import stored_calendar
from tests.factories.accounts import signed_in_as
from tests.factories.law import add_calendar
from tests.slices.law.calendar_steps import confirmed

IMPORT = "/calendar/UZ/import"
HEAD = ",".join(COLUMNS)
FILE = f"""{HEAD}
2028-01-01,holiday,Yangi yil,no,,Mehnat kodeksi
2028-02-27,holiday,Ramazon hayiti,yes,,taqvim
2028-03-20,day_off,Navroʻz (koʻchirilgan),no,5,PF-1
2028-03-25,working_day,,no,5,PF-1
"""


@pytest.fixture
def administrator(client: FlaskClient, session: Session) -> FlaskClient:
    with transaction():
        add_calendar()
    signed_in_as(client, Role.ADMINISTRATOR)
    return client


def given(text: str, first: int = 2028, last: int = 2028) -> dict[str, str]:
    return {"submission_key": "file", "first_year": f"{first}", "last_year": f"{last}", "text": text}


def test_a_year_is_read_from_a_file(administrator: FlaskClient) -> None:
    assert administrator.get(IMPORT).status_code == 200
    assert confirmed(administrator, IMPORT, given(FILE)) == "/calendar/UZ/2028"
    stored = stored_calendar("UZ")
    assert [day.on.day for day in stored.of_year(2028)] == [1, 27, 20, 25]
    assert stored.last == date(2028, 12, 31)
    five, six = stored.build(5), stored.build(6)
    assert (five.is_working(date(2028, 3, 20)), six.is_working(date(2028, 3, 20))) == (False, True)


def test_an_uploaded_file_is_carried_to_its_confirmation(administrator: FlaskClient) -> None:
    content = FILE.replace(",", ";").encode("utf-8-sig")
    uploaded = given("") | {"file": (io.BytesIO(content), "2028.csv")}
    preview = administrator.post(IMPORT, data=uploaded)
    assert preview.status_code == 200, preview.text
    assert "Ramazon hayiti" in preview.text
    assert "2028-02-27;holiday" in preview.text


def test_a_file_in_another_encoding_is_refused(administrator: FlaskClient) -> None:
    broken = given("") | {"file": (io.BytesIO("Навруз".encode("cp1251")), "2028.csv")}
    refused = administrator.post(IMPORT, data=broken)
    assert refused.status_code == 422
    assert "UTF-8" in refused.text


def test_a_file_is_refused_whole_with_every_fault_at_once(administrator: FlaskClient) -> None:
    text = f"""{HEAD}
2028-01-01,holiday,Yangi yil,no,,Mehnat kodeksi
8 March 2028,holiday,Bayram,no,,x
2028-03-20,feast,Navroʻz,maybe,7,PF-1
2028-01-01,holiday,Yangi yil,no,,Mehnat kodeksi
2031-01-01,holiday,Yangi yil,no,,Mehnat kodeksi
2030-01-01,holiday,,no,,
2030-01-02,holiday
2030-02-30,holiday,Bayram,no,,x
"""
    before = stored_calendar("UZ")
    answer = administrator.post(IMPORT, data=given(text, 2028, 2030))
    assert answer.status_code == 422
    for said in (
        "Line 3: “8 March 2028” is no day",
        "Line 4: “feast” is no kind",
        "Line 4: “maybe” is neither",
        "Line 4: “7” is no working week",
        "stands already in line 2",
        "lies outside the years 2028 to 2030",
        "Line 7: Name the decree",
        "Line 8: Write a value",
        "Line 9: “2030-02-30” is no day",
        "The year 2029 has no day",
    ):
        assert said in answer.text, said
    assert "8 March 2028,holiday" in answer.text, "what was typed is not lost"
    assert stored_calendar("UZ") == before


def test_one_row_tells_all_its_faults_and_the_gap_is_told_with_them(administrator: FlaskClient) -> None:
    text = f"""{HEAD}
2040-01-01,holiday,,maybe,,
2040-01-08,day_off,,no,,
2040-13-01,holiday,,no,,
2040-01-02,holiday
2040-01-03,holiday,a,b,no,,x
"""
    answer = administrator.post(IMPORT, data=given(text, 2040, 2040))
    assert answer.status_code == 422
    for said in (
        "The calendar is known from",
        "Line 2: “maybe” is neither",
        "Line 2: Write what the holiday is called",
        "Line 2: Name the decree",
        "Line 3: This day is free anyway",
        "Line 3: Name the decree",
        "Line 4: “2040-13-01” is no day",
        "Line 4: Write what the holiday is called",
        "Line 4: Name the decree",
        "Line 5: Write a value",
        "Line 6: Write a value",
    ):
        assert said in answer.text, said
    assert "has no day" not in answer.text


def test_a_missing_column_does_not_hide_the_faults_of_rows(administrator: FlaskClient) -> None:
    answer = administrator.post(IMPORT, data=given("on,kind\nsoon,feast\n"))
    assert answer.status_code == 422
    for said in ("these are missing: name, estimated", "“soon” is no day", "“feast” is no kind"):
        assert said in answer.text, said
    assert "has no day" not in answer.text


def test_a_year_that_is_no_number_is_told_once_and_in_our_words(administrator: FlaskClient) -> None:
    answer = administrator.post(IMPORT, data=given(FILE) | {"first_year": "soon"})
    assert "integer" not in answer.text
    assert "four figures" not in answer.text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (given(" "), "Choose a file"),
        (given("2028-01-01"), "these are missing"),
        (given(FILE, 2040, 2040), "lies outside"),
        (given(FILE.replace("2028-", "2040-").replace("day_off", "holiday"), 2040, 2040), "2027"),
        (given(FILE, 2029, 2028), "must not come after"),
        (given(FILE) | {"first_year": "soon"}, "Write it in figures only, for example 2027."),
        (given(FILE) | {"first_year": "99999999999999999999"}, "Write a number from 1900 to 2200."),
        (given("x" * 1_048_577), "at most"),
        (given("ʻ" * 600_000), "longer than a mebibyte"),
        (given(f'{HEAD}\n"{"x" * 140_000}'), "is not CSV"),
    ],
)
def test_what_is_no_calendar_is_refused(administrator: FlaskClient, data: dict[str, str], said: str) -> None:
    answer = administrator.post(IMPORT, data=data)
    assert answer.status_code == 422
    assert said in answer.text
    assert stored_calendar("UZ").last == date(2027, 12, 31)


def sound(day: StoredDay) -> bool:
    try:
        check(day)
    except DomainError:
        return False
    return True


plain = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
days = st.builds(
    StoredDay,
    st.dates(date(2028, 1, 1), date(2029, 12, 31)),
    st.sampled_from(DayKind),
    plain,
    st.booleans(),
    plain,
    st.sampled_from((None, 5, 6)),
).filter(sound)


@drawn(st.lists(days, min_size=1, max_size=20, unique_by=lambda day: day.on))
def test_what_is_written_as_a_file_is_read_as_it_was(written: list[StoredDay]) -> None:
    rows = [
        [f"{day.on}", str(day.kind), day.name, "yes" if day.estimated else "no", day.working_week, day.source]
        for day in written
    ]
    stream = io.StringIO()
    csv.writer(stream).writerows([COLUMNS, *rows])
    years = [day.on.year for day in written]
    if max(years) - min(years) == 1 or min(years) == max(years):
        assert read_days(stream.getvalue(), min(years), max(years)) == written
