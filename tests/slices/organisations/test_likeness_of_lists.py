"""Rows of a list that are like what is registered or listed already, and rows that are sent back mended."""

import csv
import io
import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.domain.actor import Role
from app.infra.db import transaction
from app.organisations.models import IsbnPrefix, Organisation
from tests.factories.accounts import signed_in_as
from tests.factories.joining import make_places
from tests.factories.organisations import make_organisation
from tests.slices.organisations.list_steps import HEAD, ILM, SHARQ, accept, as_csv, send
from tests.support.isolation import Browserless

STIR = "999100001"
WITH_REASON = [*HEAD, "other_reason"]


@pytest.fixture
def administrator(client: Browserless) -> Browserless:
    """A client signed in as an administrator, where one publisher is registered."""
    make_places()
    registered = make_organisation(name="Lojuvard Nashr MChJ", stir=STIR)
    with transaction() as current:
        current.add(IsbnPrefix(organisation_id=registered.id, digits="97899439001"))
    signed_in_as(client, Role.ADMINISTRATOR)
    return client


def row(name: str, *, stir: str = "", region: str = "1726", prefixes: str = "") -> list[str]:
    return ["publisher", name, stir, region, "", "", prefixes, ""]


def figure(page: str, label: str) -> str:
    found = re.search(f"<dt>{label}</dt>\\s*<dd>([^<]*)</dd>", page)
    return found[1].strip() if found else ""


def returned(client: Browserless, path: str) -> list[list[str]]:
    text = client.get(f"{path}/refused.csv").text.removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def names(session: Session) -> list[str]:
    return list(session.scalars(select(Organisation.name).order_by(Organisation.id)))


@pytest.mark.parametrize(
    "alike",
    [
        row("Lojuvard nashr MChJ", stir="301000033"),
        row("ООО «Ложувард Нашр»", stir="301000033", region="1718"),
        row("Toshkent sahifa", prefixes="978-9943-9001"),
    ],
)
def test_a_likely_duplicate_is_shown_and_needs_a_reason(
    administrator: Browserless, session: Session, alike: list[str]
) -> None:
    before = names(session)
    path = send(administrator, as_csv(alike))
    page = administrator.get(path).text
    assert (figure(page, "Rows to add"), figure(page, "Rows refused")) == ("0", "1")
    assert f"This may be registered or listed already: “Lojuvard Nashr MChJ” {STIR}." in page
    assert returned(administrator, path)[0] == ["line", "what to do", *WITH_REASON]
    accept(administrator, path)
    assert names(session) == before
    explained = send(administrator, as_csv([*alike, "Boshqa uy"], head=WITH_REASON), key="again")
    assert figure(administrator.get(explained).text, "Rows to add") == "1"
    accept(administrator, explained, key="take")
    assert names(session) == [*before, alike[1]]
    made = session.query(AuditEvent).filter_by(name="organisation.created").order_by(AuditEvent.id)
    assert made.all()[-1].after["other_reason"] == "Boshqa uy"


def test_a_row_like_one_before_it_is_told_and_the_same_tin_under_another_name(
    administrator: Browserless, session: Session
) -> None:
    rows = (SHARQ, row("Butunlay boshqa", stir="301222333"), row("Yon uy", prefixes="978-9943-7251"), ILM)
    path = send(administrator, as_csv(*rows))
    for turn in range(2):
        page = administrator.get(path).text
        told = [(line[0], line[1].split(":")[0]) for line in returned(administrator, path)[1:]]
        assert told == [("3", "stir"), ("4", "other_reason")]
        assert "“Sharq tongi MChJ” 301222333 (line 2)" in page or turn
        assert figure(page, "Registered already") == str(2 * turn), "refused rows stay refused"
        accept(administrator, path)
    assert names(session)[-2:] == ["Sharq tongi MChJ", "Ilm matbaasi"]


def test_what_is_registered_already_is_named_and_another_name_is_told(administrator: Browserless) -> None:
    path = send(administrator, as_csv(row("Lojuvard nashr"), row("Mutlaqo boshqa nom", stir=STIR)))
    page = administrator.get(path).text
    assert figure(page, "Registered already") == "2"
    lines = [" ".join(re.sub("<[^>]*>", " ", each).split()) for each in re.findall("<tr>.*?</tr>", page)]
    assert lines[-2:] == [
        f"3 Mutlaqo boshqa nom Another name Lojuvard Nashr MChJ {STIR}",
        f"2 Lojuvard nashr Lojuvard Nashr MChJ {STIR}",
    ]


def test_refused_rows_are_mended_and_sent_again(administrator: Browserless, session: Session) -> None:
    beyond = [*row("Uzun uy"), "ortiqcha"]
    path = send(administrator, as_csv(row("Xato uy", region="Oy"), beyond, row("Yaxshi uy")))
    head, first, second = returned(administrator, path)
    assert [first[0], second[0]] == ["2", "3"]
    assert second[2:] == [*row("Uzun uy"), "", "ortiqcha"]
    first[2 + HEAD.index("region")] = "1718"
    again = send(administrator, as_csv(first, second[:-1], head=head), key="again")
    page = administrator.get(again).text
    assert (figure(page, "Rows to add"), figure(page, "Rows refused")) == ("2", "0")
    once_more = send(
        administrator, as_csv(["2", "x", *row("Yana xato", region="Oy"), ""], head=head), key="3"
    )
    assert returned(administrator, once_more)[0] == head
    accept(administrator, again)
    assert {"Xato uy", "Uzun uy"} <= set(names(session))


def test_a_list_in_windows_1251_is_read(administrator: Browserless, session: Session) -> None:
    path = send(administrator, as_csv(row("Шарк тонги нашриёти")).decode().encode("cp1251"))
    accept(administrator, path)
    assert names(session)[-1] == "Шарк тонги нашриёти"
