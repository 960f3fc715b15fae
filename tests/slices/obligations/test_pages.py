"""The pages of obligations and of the law, and the files of the list."""

import csv
import io
import re
from datetime import date
from urllib.parse import urlsplit

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.deposits.obligations.models import Obligation
from app.domain.actor import Role
from app.infra.db import transaction
from app.organisations.models import Organisation, OrganisationKind
from app.publications.models import Release
from tests.factories.accounts import make_account, sign_in
from tests.factories.law import add_law, add_region
from tests.factories.obligations import add_organisation, add_release, counted_statements, owed, recompute

EVENTS = {"print_run_completed": date(2026, 11, 2), "first_batch_released": date(2026, 11, 19)}
ATTACK = '=HYPERLINK("http://x","y")'


@pytest.fixture
def publisher(session: Session) -> Organisation:
    with transaction():
        add_law()
        return add_organisation()


@pytest.fixture
def rows(publisher: Organisation) -> dict[str, Obligation]:
    with transaction():
        return owed(recompute(add_release(publisher, events=EVENTS, title="Boburnoma")))


def enter(
    client: FlaskClient, role: Role, organisation: Organisation | None = None, region: str | None = None
) -> None:
    sign_in(client, make_account(role, organisation, region_soato=region))


def test_the_list_shows_ones_own_and_keeps_its_filter_in_the_address(
    client: FlaskClient, publisher: Organisation, rows: dict[str, Obligation]
) -> None:
    enter(client, Role.DEPOSITOR, publisher)
    page = client.get("/obligations").text
    assert "Boburnoma" in page
    assert "3 obligations" in page
    assert "Library uz-kitob-palatasi" not in page.split("</form>")[-1]
    narrowed = client.get("/obligations?state=received&q=bobur")
    assert "Nothing is owed here" in narrowed.text
    assert client.get("/obligations?state=nonsense&depositor=x&after=").status_code == 200
    assert client.get("/obligations?state=to_send").status_code == 200
    assert client.get("/obligations?after=bm9uc2Vuc2U=").status_code == 422


def test_what_a_collecting_library_holds_is_not_called_late(
    client: FlaskClient, publisher: Organisation, rows: dict[str, Obligation]
) -> None:
    [row, *others] = rows.values()
    with transaction():
        for other in others:
            other.received, other.open = other.copies or 0, False
        row.due_on = date(2020, 1, 6)
    enter(client, Role.DEPOSITOR, publisher)
    assert "days late" in client.get("/obligations").text
    with transaction():
        row.held, row.open = row.copies or 0, False
    page = client.get("/obligations").text
    assert "At a collecting library" in page
    assert "days late" not in page


def test_a_long_list_costs_as_many_statements_as_a_short_one(
    client: FlaskClient, publisher: Organisation, rows: dict[str, Obligation]
) -> None:
    enter(client, Role.DEPOSITOR, publisher)
    client.get("/obligations")
    with counted_statements() as for_few:
        client.get("/obligations")
    with transaction():
        for _number in range(10):
            recompute(add_release(publisher, events=EVENTS))
    with counted_statements() as for_many:
        client.get("/obligations")
    assert len(for_many) == len(for_few)


def test_the_list_is_closed_to_the_public(client: FlaskClient) -> None:
    answer = client.get("/obligations")
    assert answer.status_code == 302
    assert urlsplit(answer.location).path == "/sign-in"


def test_why_explains_the_date_with_its_days(
    client: FlaskClient, publisher: Organisation, rows: dict[str, Obligation]
) -> None:
    enter(client, Role.DEPOSITOR, publisher)
    page = client.get(f"/obligations/{rows['uzd-book-regional'].id}/why").text.replace("\u00a0", " ")
    assert "Why 11 December?" in page
    assert "/law/uz-draft/0.1#uzd-book-regional" in page
    assert "within 15 working days from: First batch released" in page
    assert "19 November 2026, Thursday. The first day does not count." in page
    assert "Region: Region 1726" in page
    assert "8 December (Constitution Day of the Republic of Uzbekistan)" in page
    assert "11 December 2026, Friday, 24:00, Tashkent time" in page
    assert 'class="is-due">11<small>15</small>' in page


def test_why_of_a_forecast_says_what_it_waits_for(client: FlaskClient, publisher: Organisation) -> None:
    with transaction():
        forecast = owed(recompute(add_release(publisher)))["uzd-file"]
    enter(client, Role.DEPOSITOR, publisher)
    page = client.get(f"/obligations/{forecast.id}/why").text
    assert "First batch released: the day is not known yet" in page
    assert "nx-cal" not in page


@pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru", "en"])
def test_why_can_be_read_in_every_language(
    client: FlaskClient, publisher: Organisation, rows: dict[str, Obligation], language: str
) -> None:
    enter(client, Role.DEPOSITOR, publisher)
    client.post(f"/language/{language}")
    client.get(f"/language/{language}")
    assert client.get(f"/obligations/{rows['uzd-book-natlib'].id}/why").status_code == 200
    assert client.get("/law").status_code == 200


def test_another_publishers_obligation_is_not_found(
    client: FlaskClient, publisher: Organisation, rows: dict[str, Obligation]
) -> None:
    enter(client, Role.DEPOSITOR)
    assert client.get(f"/obligations/{rows['uzd-file'].id}/why").status_code == 404
    assert client.get("/obligations/999999/why").status_code == 404


def test_the_authority_names_a_depositor_once(
    client: FlaskClient, session: Session, publisher: Organisation, rows: dict[str, Obligation]
) -> None:
    with transaction():
        printer = add_organisation(OrganisationKind.PRINTER, name="Anhor matbaa")
        release = session.get_one(Release, rows["uzd-book-chamber"].release_id)
        release.printer_name = "Notanish bosmaxona"
    url = f"/obligations/{rows['uzd-book-chamber'].id}/depositor"
    enter(client, Role.REGULATOR)
    assert url in client.get("/obligations?state=unidentified").text
    assert "Notanish bosmaxona" in client.get(url).text, "who was written, before somebody is accused"
    offered = client.get(url).text.partition("<select")[2].partition("</select>")[0]
    assert "Anhor matbaa" in offered
    assert re.findall(r'<option selected value="(.*?)"', offered) == [""], "nobody is named beforehand"
    unnamed = client.post(url, data={"depositor_id": "", "submission_key": "none"})
    assert unnamed.status_code == 422
    assert "Choose an organisation that can owe copies in this role." in unnamed.text
    assert session.get_one(Obligation, rows["uzd-book-chamber"].id).depositor_id is None
    data = {"depositor_id": printer.id, "submission_key": "one"}
    first, second = client.post(url, data=data), client.post(url, data=data)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location == "/obligations?state=unidentified"
    assert session.get_one(Obligation, rows["uzd-book-chamber"].id).depositor_id == printer.id
    again = client.post(url, data={"depositor_id": printer.id, "submission_key": "two"})
    assert again.status_code == 422
    assert client.post(url, data={"depositor_id": "x", "submission_key": "3"}).status_code == 422


def test_naming_a_depositor_is_for_the_authority_within_its_region(
    client: FlaskClient, publisher: Organisation, rows: dict[str, Obligation]
) -> None:
    url = f"/obligations/{rows['uzd-book-chamber'].id}/depositor"
    enter(client, Role.DEPOSITOR, publisher)
    assert client.get(url).status_code == 403
    client.post("/sign-out")
    with transaction():
        add_region("1703")
    enter(client, Role.REGULATOR, region="1703")
    assert client.get(url).status_code == 404


def test_the_files_hold_exactly_what_is_filtered_and_run_no_formula(
    client: FlaskClient, publisher: Organisation, rows: dict[str, Obligation]
) -> None:
    with transaction():
        recompute(add_release(publisher, events=EVENTS, title=ATTACK))
    enter(client, Role.DEPOSITOR, publisher)

    sent = client.get("/obligations.csv?q=hyperlink")
    assert sent.headers["Content-Disposition"] == "attachment; filename=obligations.csv"
    lines = list(csv.reader(io.StringIO(sent.get_data().decode("utf-8-sig")), delimiter=";"))
    assert lines[0][0] == "Title"
    assert len(lines) == 1 + 3
    assert {line[0] for line in lines[1:]} == {f"'{ATTACK}"}
    assert lines[1][8] == "2026-12-03"
    assert (lines[0][-1], lines[1][-1]) == ("Specimen, of a hypothetical rule set", "yes")

    workbook = openpyxl.load_workbook(io.BytesIO(client.get("/obligations.xlsx?q=hyperlink").get_data()))
    sheet = workbook.worksheets[0]
    assert sheet.max_row == 1 + 3
    title = sheet["A2"]
    assert (title.value, title.data_type, title.hyperlink) == (ATTACK, "s", None)
    assert sheet["I2"].value.date() == date(2026, 12, 3)
    assert sheet["F2"].value == 2


def test_anyone_reads_the_rules_in_force_by_rule(client: FlaskClient, publisher: Organisation) -> None:
    page = client.get("/law")
    assert page.status_code == 200
    for part in ('id="uzd-book-natlib"', 'id="uzd-ex-reprint"', "uz-draft 0.1"):
        assert part in page.text
    adopted = client.get("/law/uz-draft/0.1")
    assert adopted.status_code == 200
    assert client.get("/law/uz-draft/9.9").status_code == 404


def test_without_a_rule_set_the_page_says_so(client: FlaskClient) -> None:
    page = client.get("/law")
    assert page.status_code == 200
    assert "nx-law" not in page.text
