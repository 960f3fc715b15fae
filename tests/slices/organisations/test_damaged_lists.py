"""Lists of organisations that other programs wrote: what they made of letters, days, marks and names."""

import io
import re
from collections.abc import Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.actor import Role
from app.infra.db import transaction
from app.organisations.models import Organisation, Region
from tests.factories.accounts import signed_in_as
from tests.factories.joining import make_places
from tests.factories.obligations import counted_statements
from tests.factories.organisations import make_organisation
from tests.slices.organisations.list_steps import HEAD, ILM, SHARQ, accept, as_csv, send
from tests.support.isolation import Browserless


@pytest.fixture
def administrator(client: Browserless) -> Browserless:
    """A client signed in as an administrator, in a country of two regions."""
    make_places()
    signed_in_as(client, Role.ADMINISTRATOR)
    return client


def names(session: Session) -> Sequence[str]:
    kind = Organisation.kind.in_(("publisher", "printer"))
    return session.scalars(select(Organisation.name).where(kind).order_by(Organisation.id)).all()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_list_in_utf_16_is_read(administrator: Browserless, session: Session, encoding: str) -> None:
    row = ["publisher", "Ўзбек нашр", *SHARQ[2:]]
    path = send(administrator, as_csv(row, ILM).decode().encode(encoding))
    accept(administrator, path)
    assert names(session) == ["Ўзбек нашр", "Ilm matbaasi"]


@pytest.mark.parametrize("mark", ['"Lojuvard nashr" MChJ', 'Bir"', '"Yangi; uy"'])
def test_a_stray_quotation_mark_costs_its_row_and_no_other(
    administrator: Browserless, session: Session, mark: str
) -> None:
    stray = ["publisher", mark, "301000115", "1726", "", "", "", ""]
    path = send(administrator, as_csv(SHARQ, stray, ILM))
    page = administrator.get(path).text
    whole = mark != '"Lojuvard nashr" MChJ'
    assert ("Line 3: a quotation mark is not closed" in page) is not whole
    if not whole:
        returned = administrator.get(f"{path}/refused.csv").text.splitlines()
        assert len(returned) == 2
        assert returned[1].startswith("3;Line 3: a quotation mark")
    accept(administrator, path)
    assert names(session)[0] == "Sharq tongi MChJ"
    assert names(session)[-1] == "Ilm matbaasi"
    assert len(names(session)) == 2 + whole


def test_rows_that_two_stray_marks_run_together_are_told_and_those_between_are_read(
    administrator: Browserless, session: Session
) -> None:
    opens, ends = ["publisher", '"Bir', *SHARQ[2:]], ["publisher", 'Ikki"', *SHARQ[2:]]
    path = send(administrator, as_csv(opens, SHARQ, ends, ILM))
    page = administrator.get(path).text
    assert "Line 2: a quotation mark" in page
    assert "Line 4: a quotation mark" in page
    accept(administrator, path)
    assert names(session) == ["Sharq tongi MChJ", "Ilm matbaasi"]


def test_a_day_that_came_as_a_number_names_both_days(administrator: Browserless) -> None:
    counted = [*SHARQ[:5], "45306", *SHARQ[6:]]
    page = administrator.get(send(administrator, as_csv(counted))).text
    assert "“45306” looks like a day as a spreadsheet counts it" in page
    assert "2024" in page


def test_a_name_of_two_regions_names_both(administrator: Browserless) -> None:
    with transaction() as current:
        for soato, name in (("1726", "Toshkent shahri"), ("1727", "Toshkent viloyati")):
            called = dict.fromkeys(("name_uz", "name_uz_cyrl", "name_ru", "name_kaa", "name_en"), name)
            current.merge(Region(soato=soato, iso_3166_2=f"UZ-{soato}", kind="region", **called))
    said = [*SHARQ[:3], "Toshkent", *SHARQ[4:]]
    page = administrator.get(send(administrator, as_csv(said))).text
    told = re.search(r"“Toshkent” can be: ([^.]*)\.", page)
    assert told is not None
    assert ("1726" in told[1], "1727" in told[1]) == (True, True)
    unknown = [*SHARQ[:3], "Atlantida", *SHARQ[4:]]
    assert "Choose a region of the list" in administrator.get(send(administrator, as_csv(unknown), "u")).text
    counts = []
    for rows in (1, 6):
        path = send(administrator, as_csv(*[said] * rows), f"rows-{rows}")
        with counted_statements() as statements:
            administrator.get(path)
        counts.append(len(statements))
    assert counts[0] == counts[1], "however many rows say so"


def test_a_record_that_stands_in_the_list_too_is_named_once(administrator: Browserless) -> None:
    make_organisation(name="Ibn Sino", stir="301000115", region_soato="1726")
    known = ["publisher", "«Ибн Сино»", "301000115", "1726", "", "", "", ""]
    like = ["publisher", "Ibn Sino", "301000999", "1726", "", "", "", ""]
    page = administrator.get(send(administrator, as_csv(known, like, head=HEAD))).text
    told = re.search(r"registered or listed already: (.*?) Take the row out", page)
    assert told is not None
    assert told[1] == "“Ibn Sino” 301000115."


def test_a_head_with_a_stray_quotation_mark_refuses_the_list(administrator: Browserless) -> None:
    file = (io.BytesIO(b'"kind;name\n' + as_csv(SHARQ)), "royxat.csv")
    answer = administrator.post("/organisations/lists/new", data={"submission_key": "k", "file": file})
    assert answer.status_code == 422
    assert "Line 1: a quotation mark" in answer.text
