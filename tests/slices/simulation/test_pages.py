"""The pages of the simulator: asking, waiting, reading, downloading."""

import io
import re
from datetime import date

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.domain.actor import Role
from app.infra.db import transaction
from app.simulation.jobs import run_waiting_simulations
from app.simulation.models import SimulationRun
from app.simulation.rule_sets import choices
from app.simulation.services import take_waiting
from tests.factories.accounts import make_account, sign_in, signed_in_as
from tests.factories.obligations import counted_statements
from tests.factories.simulation import AT, BOOK, Country, begin, csv_list, xlsx_list

PAGES = ("/simulations", "/simulations/new", "/simulations/template.csv", "/simulations/template.xlsx")


def form(**typed: object) -> dict[str, object]:
    """What the form sends, but for what was `typed`; two underscores stand for a dash."""
    usual: dict[str, object] = {
        "submission_key": "one",
        "law": choices()[0].key,
        "other": "",
        "source": "period",
        "first-day": "1", "first-month": "11", "first-year": "2026",
        "last-day": "30", "last-month": "11", "last-year": "2026",
        "books": "5.5", "pictures": "8", "serials": "4,5", "thin": "5.0",
    }  # fmt: skip
    return {**usual, **{name.replace("__", "-"): value for name, value in typed.items()}}


def send(client: FlaskClient, **typed: object) -> TestResponse:
    return client.post("/simulations/new", data=form(**typed))


def upload(client: FlaskClient, content: bytes, name: str = "list.csv") -> TestResponse:
    return send(client, source="list", file=(io.BytesIO(content), name))


def runs(session: Session) -> int:
    return session.scalar(select(func.count(SimulationRun.id))) or 0


def finished(client: FlaskClient, **typed: object) -> str:
    """Ask for a run, let the worker do it, and return its address."""
    address = send(client, **typed).location
    assert run_waiting_simulations() == 1
    return address


@pytest.mark.parametrize("role", [Role.DEPOSITOR, Role.LIBRARIAN])
def test_others_have_no_simulator(client: FlaskClient, country: Country, role: Role) -> None:
    run = begin()
    signed_in_as(client, role)
    for page in (*PAGES, f"/simulations/{run.id}", f"/simulations/{run.id}/whole.csv",
                 f"/simulations/{run.id}/memorandum.pdf"):  # fmt: skip
        assert client.get(page).status_code == 403, page
    assert send(client).status_code == 403
    assert client.post(f"/simulations/{run.id}/again").status_code == 403
    assert "Simulator" not in client.get("/").text


@pytest.mark.parametrize("role", [Role.REGULATOR, Role.ADMINISTRATOR])
def test_from_asking_to_the_files(client: FlaskClient, country: Country, role: Role) -> None:
    signed_in_as(client, role)
    assert all(client.get(page).status_code == 200 for page in PAGES)
    sent = send(client)
    assert sent.status_code == 303
    waiting = client.get(sent.location).text
    assert "Waits for the worker" in waiting
    assert "0 of 4 releases" in waiting
    run_waiting_simulations()
    page = client.get(sent.location).text
    assert "Specimen" in page
    names = re.findall(r'<section class="nx-sheet nx-section" aria-labelledby="(\w+)"', page)
    assert names[:4] == ["whole", "depositories", "regions", "kinds"]
    for name in names[:-1]:
        for ending in ("csv", "xlsx"):
            assert client.get(f"{sent.location}/{name}.{ending}").status_code == 200, name
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{sent.location}/whole.xlsx").data)).worksheets[0]
    rows = list(sheet.values)
    assert (rows[0][1], rows[1][0]) == ("Obligations", "uz-draft 0.1")
    assert isinstance(rows[1][1], int)
    assert client.get(f"{sent.location}/nothing.csv").status_code == 404
    assert sent.location in client.get("/simulations").text


def test_two_laws_stand_side_by_side(client: FlaskClient, country: Country) -> None:
    signed_in_as(client, Role.REGULATOR)
    address = finished(client, other="bundled-de")
    page = client.get(address).text
    assert "Whose burden grows, and whose shrinks" in page
    assert "German National Library" in page
    head = client.get(f"{address}/depositories.csv").text.splitlines()[0]
    assert "Copies, uz-draft 0.1" in head
    assert "Copies, change" in head


def test_the_memorandum_is_made_in_each_language(client: FlaskClient, country: Country) -> None:
    signed_in_as(client, Role.REGULATOR)
    waiting = send(client).location
    assert client.get(f"{waiting}/memorandum.pdf").location == waiting
    run_waiting_simulations()
    answers = {code: client.get(f"{waiting}/memorandum.pdf?language={code}") for code in ("uz", "ru", "x")}
    assert all(answer.data.startswith(b"%PDF") for answer in answers.values())
    assert answers["uz"].data != answers["ru"].data
    assert client.get(f"{waiting}/memorandum.pdf?language=uz").data == answers["uz"].data


def test_a_second_click_leads_to_the_first_run(
    client: FlaskClient, session: Session, country: Country
) -> None:
    signed_in_as(client, Role.REGULATOR)
    first, second = send(client), send(client)
    assert first.location == second.location
    assert runs(session) == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"law": "bundled-../x"}, "Choose one of the answers offered"),
        ({"other": "adopted-0"}, "Choose one of the answers offered"),
        ({"first__day": ""}, "Write a day that exists"),
        ({"first__day": "", "first__month": "", "first__year": ""}, "Write the day, for example"),
        ({"first__day": "31", "first__month": "2"}, "Write a day that exists"),
        ({"last__year": "2025"}, "The last day must not come before the first"),
        ({"first__year": "2024", "last__year": "2024"}, "Nothing was registered in this period"),
        ({"books": "thick"}, "Write millimetres from 0.1 to 50"),
        ({"thin": "-1"}, "Write millimetres from 0.1 to 50"),
        ({"serials": "0.55"}, "Write millimetres from 0.1 to 50"),
        ({"pictures": "1e9"}, "Write millimetres from 0.1 to 50"),
        ({"source": "list"}, "Choose a CSV or XLSX file"),
        ({"source": "both"}, "Choose one of the answers offered"),
    ],
)
def test_a_wrong_form_is_told_at_its_field(
    client: FlaskClient, session: Session, country: Country, typed: dict[str, str], told: str
) -> None:
    signed_in_as(client, Role.REGULATOR)
    answer = send(client, **typed)
    assert answer.status_code == 422
    assert told in answer.text
    assert runs(session) == 0


def test_the_same_law_twice_is_refused(client: FlaskClient, session: Session, country: Country) -> None:
    signed_in_as(client, Role.REGULATOR)
    answer = send(client, other=choices()[0].key)
    assert (answer.status_code, runs(session)) == (422, 0)
    assert "Choose another rule set to compare with" in answer.text


@pytest.mark.parametrize(("write", "name"), [(csv_list, "list.csv"), (xlsx_list, "list.xlsx")])
def test_a_list_is_run(client: FlaskClient, country: Country, write: object, name: str) -> None:
    signed_in_as(client, Role.REGULATOR)
    sent = upload(client, write(BOOK, BOOK), name)  # type: ignore[operator] # csv_list or xlsx_list
    assert sent.status_code == 303, sent.text
    run_waiting_simulations()
    page = client.get(sent.location).text
    assert "2 releases" in page
    assert "Bosma" in page
    assert f"Uploaded list {name}" in page


def test_a_bad_list_is_told_by_line_and_column_and_nothing_is_run(
    client: FlaskClient, session: Session, country: Country
) -> None:
    signed_in_as(client, Role.REGULATOR)
    answer = upload(client, csv_list(BOOK, ("<b>", *BOOK[1:])))
    assert answer.status_code == 422
    assert "Nothing was run" in answer.text
    assert re.search(r'data-l="Line">3</td><th scope="row" class="is-title">kind</th>', answer.text)
    false = upload(client, csv_list(BOOK), "list.xlsx")
    assert (false.status_code, runs(session)) == (422, 0)
    assert "list.xlsx is called a workbook and is none" in false.text
    big = upload(client, b"kind,carrier,origin\n" * (50 * 1024**2 // 20))
    assert (big.status_code, runs(session)) == (422, 0)
    assert "larger than 20 MB" in big.text
    big.request.environ["wsgi.input"].close()  # the client keeps what it sent in a file


def test_a_failed_run_says_why_and_may_be_begun_again(
    client: FlaskClient, session: Session, country: Country
) -> None:
    signed_in_as(client, Role.REGULATOR)
    run = begin()
    for attempt in range(4):
        with transaction():
            take_waiting(at=AT.replace(hour=10 + attempt))
    page = client.get(f"/simulations/{run.id}").text
    assert "given up" in page
    again = client.post(f"/simulations/{run.id}/again", data={"submission_key": "two"})
    assert again.status_code == 303
    assert run_waiting_simulations() == 1
    assert client.get(again.location).status_code == 200
    late = client.post(f"/simulations/{run.id}/again", data={"submission_key": "three"})
    assert late.status_code == 422


def test_a_region_keeps_to_itself(client: FlaskClient, country: Country) -> None:
    national = begin()
    run_waiting_simulations()
    sign_in(client, make_account(Role.REGULATOR, region_soato="1735"))
    assert client.get(f"/simulations/{national.id}").status_code == 404
    assert client.get(f"/simulations/{national.id}/whole.csv").status_code == 404
    assert client.post(f"/simulations/{national.id}/again", data={"submission_key": "x"}).status_code == 404
    address = finished(client)
    assert "1 release" in client.get(address).text


def test_the_list_of_runs_goes_on_by_key(client: FlaskClient, country: Country) -> None:
    signed_in_as(client, Role.REGULATOR)
    for _ in range(3):
        begin()
    with counted_statements() as few:
        client.get("/simulations")
    for _ in range(50):
        begin()
    with counted_statements() as many:
        page = client.get("/simulations").text
    assert len(many) == len(few)
    following = re.search(r'href="(/simulations\?after=[^"]+)"', page)
    assert following is not None
    assert client.get(following[1]).text.count("nx-cardlink") == 3
    assert client.get("/simulations?after=damaged").status_code == 422


def test_the_form_offers_the_year_so_far(client: FlaskClient, country: Country) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    page = client.get("/simulations/new").text
    today = date(2026, 11, 23)
    assert f'name="last-day" inputmode="numeric" autocomplete="off" value="{today.day}"' in page
    assert "uz-draft 0.1 (adopted)" in page
    assert "de 2026-11-22 (comes with the product)" in page
