"""Lists of organisations: looked at, taken over, sent again."""

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.queries import acts_of
from app.domain.actor import Role
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.queries import isbn_prefixes_of
from tests.factories.accounts import signed_in_as
from tests.factories.joining import applied, make_places
from tests.factories.organisations import make_organisation
from tests.slices.organisations.list_steps import HEAD, ILM, SHARQ, accept, as_csv, send
from tests.support.isolation import Browserless


def as_workbook(*rows: Sequence[str]) -> bytes:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in (HEAD, *rows):
        sheet.append(list(row))
    book.save(kept)
    return kept.getvalue()


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Organisation)) or 0


@pytest.fixture
def administrator(client: Browserless) -> Browserless:
    """A client signed in as an administrator, in a country of two regions."""
    make_places()
    signed_in_as(client, Role.ADMINISTRATOR)
    return client


@pytest.mark.parametrize("made", [as_csv, as_workbook])
def test_a_list_is_looked_at_before_it_adds(administrator: Browserless, session: Session, made: type) -> None:
    path = send(administrator, made(SHARQ, ILM))
    page = administrator.get(path).text
    assert "Add 2 organisations" in page
    assert "Sharq tongi MChJ" in page
    assert count(session) == 0
    assert [accept(administrator, path) for _ in range(2)] == [303, 303]
    added = session.scalars(select(Organisation).order_by(Organisation.id)).all()
    assert [(row.name, row.kind, row.region_soato, row.district_soato) for row in added] == [
        ("Sharq tongi MChJ", OrganisationKind.PUBLISHER, "1726", "1726262"),
        ("Ilm matbaasi", OrganisationKind.PRINTER, "1718", "1718401"),
    ]
    assert (str(added[0].licensed_on), list(isbn_prefixes_of(added[0].id))) == ("2024-01-15", ["97899437251"])
    number = int(path.rsplit("/", 1)[-1])
    assert [act.name for act in acts_of("organisation_list", number)] == [
        "organisation_list.accepted",
        "organisation_list.received",
    ]
    assert "Add 2" not in administrator.get(path).text


@pytest.mark.parametrize("name", ["list.xlsx", "Рўйхат.XLS"])
def test_a_file_that_is_only_called_a_workbook_is_refused(
    administrator: Browserless, session: Session, tmp_path: Path, name: str
) -> None:
    data = {"submission_key": "k", "file": (io.BytesIO(as_csv(SHARQ)), name)}
    answer = administrator.post("/organisations/lists/new", data=data)
    assert answer.status_code == 422
    assert name in answer.text
    (tmp_path / name).write_bytes(as_csv(SHARQ))
    told = administrator.application.test_cli_runner().invoke(
        args=["organisations", "load", str(tmp_path / name)]
    )
    assert told.exit_code == 1
    assert count(session) == 0


def test_the_same_list_again_adds_nothing(administrator: Browserless, session: Session) -> None:
    accept(administrator, send(administrator, as_csv(SHARQ, ILM)))
    again = send(administrator, as_csv(SHARQ, ILM), key="again")
    page = administrator.get(again).text
    assert "Add " not in page.split("<main")[1]
    assert accept(administrator, again, key="once more") == 303
    assert count(session) == 2


def test_a_list_is_taken_over_once(administrator: Browserless, session: Session) -> None:
    path = send(administrator, as_csv(SHARQ))
    accept(administrator, path)
    assert accept(administrator, path, key="other") == 422
    assert count(session) == 1


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("kind", "library", "Write one of: publisher, printer"),
        ("kind", "", "Fill in this cell; no organisation can be registered without it."),
        ("name", "", "Fill in this cell"),
        ("name", "x" * 301, "Write at most 300 characters."),
        ("name", "!!!", "Write a name with letters or figures."),
        ("name", "Sharq\u202etongi", "It held hidden characters that turn letters round."),
        ("stir", "12345", "A TIN has nine digits."),
        ("region", "Oy viloyati", "Choose a region of the list."),
        ("district", "1718401", "Choose a district or city of the region chosen."),
        ("licensed_on", "31.02.2024", "Write the day as 2024-01-15 or 15.01.2024."),
        ("isbn_prefixes", "978-9943", "is no prefix of a publisher"),
        ("email", "a@b", "Write a whole e-mail"),
        ("name", "=1+1", "A formula cannot be read."),
    ],
)
def test_a_bad_row_is_told_and_keeps_no_good_one_back(
    administrator: Browserless, session: Session, column: str, cell: str, sentence: str
) -> None:
    bad = [cell if name == column else value for name, value in zip(HEAD, SHARQ, strict=True)]
    path = send(administrator, as_csv(bad, ILM))
    page = administrator.get(path).text
    assert sentence in page
    assert "Add 1 organisation" in page
    returned = administrator.get(f"{path}/refused.csv").text.splitlines()
    assert len(returned) == 2
    assert sentence.split(",")[0] in returned[1]
    assert returned[1].startswith("2;"), "the line of the file"
    accept(administrator, path)
    assert session.scalars(select(Organisation.name)).all() == ["Ilm matbaasi"]


def test_a_row_that_stands_twice_is_added_once(administrator: Browserless, session: Session) -> None:
    same = ["publisher", "ООО «Шарқ тонги»", "", "1726", "", "", "", ""]
    path = send(administrator, as_csv(SHARQ, same, SHARQ))
    assert administrator.get(path).text.count("The same organisation stands in line 2.") == 2
    accept(administrator, path)
    assert count(session) == 1


def test_what_is_registered_is_known_by_tin_or_by_name_and_place(
    administrator: Browserless, session: Session
) -> None:
    make_organisation(name="Boshqa nom", stir="301222333")
    make_organisation(name="ИЛМ МАТБААСИ", region_soato="1718")
    accept(administrator, send(administrator, as_csv(SHARQ, ILM)))
    assert count(session) == 2
    elsewhere = ["printer", "Ilm matbaasi", "", "1726", "", "", "", "", "Boshqa viloyatdagi uy"]
    path = send(administrator, as_csv(elsewhere, head=[*HEAD, "other_reason"]), key="third")
    accept(administrator, path, key="accept it")
    assert count(session) == 3


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Choose a CSV or XLSX file."),
        (b"\xff\xfe\x00", "The file does not begin with columns of a list of organisations."),
        (b"%PDF-1.4 xxx\nx\n", "The file does not begin with columns of a list of organisations."),
        (as_csv(), "The list has a head and no rows."),
        (b"PK\x03\x04 no workbook", "The file is neither CSV nor a whole XLSX workbook."),
    ],
)
def test_what_is_no_list_is_refused(
    administrator: Browserless, session: Session, content: bytes, sentence: str
) -> None:
    file = (io.BytesIO(content), "royxat.csv") if content else (io.BytesIO(), "")
    page = administrator.post("/organisations/lists/new", data={"submission_key": "k", "file": file})
    assert page.status_code == 422
    assert sentence in page.text
    assert count(session) == 0


def test_no_more_rows_are_taken_than_somebody_waits_for(administrator: Browserless) -> None:
    rows = as_csv(*(["publisher", f"Uy {number}", "", "1726", "", "", "", ""] for number in range(5001)))
    data = {"submission_key": "k", "file": (io.BytesIO(rows), "royxat.csv")}
    page = administrator.post("/organisations/lists/new", data=data)
    assert page.status_code == 422
    assert "The list has more than 5000 rows. Divide it." in page.text


def test_a_head_that_does_not_fit_is_told(administrator: Browserless) -> None:
    path = send(administrator, as_csv(["x", "y"], head=["kind", "nomi"]))
    page = administrator.get(path).text
    assert "There is no such column." in page
    assert page.count("no organisation can be registered without it. Add it.") == 2


def test_an_organisation_of_a_list_is_claimed_by_its_owner(
    administrator: Browserless, session: Session
) -> None:
    accept(administrator, send(administrator, as_csv(SHARQ)))
    record = session.scalars(select(Organisation.id)).one()
    administrator.post("/sign-out")
    link = applied(administrator, same_as=str(record))
    assert "Waits for the authority" in administrator.get(link).text


@pytest.mark.parametrize("role", [Role.DEPOSITOR, Role.LIBRARIAN, Role.REGULATOR])
def test_others_take_over_nothing(client: Browserless, role: Role) -> None:
    signed_in_as(client, role)
    paths = ("new", "1", "1/refused.csv", "template.csv", "template.xlsx")
    statuses = {client.get(f"/organisations/lists/{path}").status_code for path in paths}
    statuses |= {client.post(f"/organisations/lists/{path}").status_code for path in ("new", "1/accept")}
    assert statuses == {403}


def test_the_example_of_the_template_is_no_organisation(administrator: Browserless) -> None:
    for ending in ("csv", "xlsx"):
        template = administrator.get(f"/organisations/lists/template.{ending}").data
        page = administrator.get(send(administrator, template, key=ending)).text
        assert "This row is the example of the template." in page
        assert "Add 1" not in page


def test_the_command_adds_good_rows_and_tells_the_others(own_app: Flask, tmp_path: Path) -> None:
    runner, file = own_app.test_cli_runner(), tmp_path / "list.csv"
    assert runner.invoke(args=["organisations", "load"]).exit_code == 0
    file.write_bytes(as_csv(SHARQ, ["publisher", "", "", "1726", "", "", "", ""]))
    first = runner.invoke(args=["organisations", "load", str(file)])
    assert first.exit_code == 1
    assert "1 organisations added, 0 registered already, 1 rows refused." in first.output
    assert "line 3, name: Fill in this cell" in first.output
    file.write_bytes(as_csv(SHARQ))
    again = runner.invoke(args=["organisations", "load", str(file)])
    assert (again.exit_code, "0 organisations added, 1 registered already" in again.output) == (0, True)
