"""The search narrowed: filters and reach, pages by key, honest totals, and files of exactly what is found."""

import csv
import io
import re
from datetime import timedelta
from time import monotonic

import openpyxl
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.deposits.obligations.scope import State
from app.desks.finding.organisations import find_organisations
from app.desks.finding.titles import every_title, list_titles
from app.desks.finding.wanted import Wanted
from app.domain.actor import Actor, Role
from app.infra import clock
from app.infra.db import transaction
from app.infra.kept import kept
from app.organisations.models import OrganisationName
from app.organisations.services import add_name, merge_organisation, remove_name
from app.publications.jobs import fold_outdated_keys
from tests.factories.accounts import make_account, sign_in
from tests.factories.law import add_law
from tests.factories.obligations import counted_statements
from tests.factories.organisations import make_organisation
from tests.factories.publications import REGISTERED_AT, clerk_of, make_release
from tests.slices.desks.conftest import Scene
from tests.slices.periodicals.steps import WEEKLY
from tests.support.isolation import Browserless

INSPECTOR = Actor(Role.REGULATOR)
DAY = REGISTERED_AT.date()


@pytest.fixture
def law(session: Session) -> None:
    with transaction():
        add_law()


def found(actor: Actor, **wanted: object) -> list[str]:
    """Titles found, and a check that the total and the file agree with them."""
    asked = Wanted(**wanted)  # type: ignore[arg-type]  # what a test narrows by
    rows, total = list_titles(actor, asked, today=clock.today(), limit=50)
    assert total == len(rows)
    assert list(every_title(actor, asked, today=clock.today())) == rows
    return [row.title for row in rows]


def test_each_filter_narrows(scene: Scene) -> None:
    far = make_organisation(name="Registon", region_soato="1718")
    make_release(
        clerk_of(far), title="Степной атлас", kind="map", language="ru", script="Cyrl", year=1999,
        identifiers=[], people=[], carrier="print",
    )  # fmt: skip
    for narrowed in (
        {"kind": "map"}, {"language": "ru"}, {"script": "Cyrl"}, {"year": 1999}, {"region": "1718"},
        {"depositor_id": far.id}, {"text": "stepnoy", "kind": "map", "region": "1718"},
    ):  # fmt: skip
        assert found(INSPECTOR, **narrowed) == ["Степной атлас"], narrowed
    for other in ({"text": "stepnoy", "language": "uz"}, {"kind": "map", "region": "1726"}):
        assert found(INSPECTOR, **other) == [], other
    assert found(INSPECTOR, depositor_id=scene.printer.id) == ["Oʻtkan kunlar"]
    assert len(found(INSPECTOR, since=DAY, until=DAY)) == 2
    assert found(INSPECTOR, until=DAY - timedelta(days=1)) == []
    assert found(INSPECTOR, since=DAY + timedelta(days=1)) == []


def test_the_state_is_that_of_an_obligation_within_reach(scene: Scene) -> None:
    owed = scene.rows["uzd-book-natlib"]
    library = Actor(Role.LIBRARIAN, organisation_id=owed.depository_id)
    assert found(INSPECTOR, state=State.LATE) == ["Oʻtkan kunlar"]
    assert found(INSPECTOR, state=State.CANCELLED) == []
    assert found(library, text="otkan") == ["Oʻtkan kunlar"]
    assert found(library, state=State.UNIDENTIFIED) == []
    assert found(Actor(Role.LIBRARIAN, organisation_id=scene.publisher.id), text="otkan") == []


def test_who_finds_what(scene: Scene) -> None:
    make_release(clerk_of(make_organisation(region_soato="1718")), title="Oʻtkan bahor", identifiers=[])
    printer = Actor(Role.DEPOSITOR, organisation_id=scene.printer.id)
    assert found(INSPECTOR, text="otkan") == ["Oʻtkan bahor", "Oʻtkan kunlar"]
    assert found(Actor(Role.REGULATOR, region_soato="1718"), text="otkan") == ["Oʻtkan bahor"]
    assert found(scene.clerk.actor(), text="otkan") == ["Oʻtkan kunlar"]
    assert found(printer, text="otkan") == ["Oʻtkan kunlar"]
    assert found(clerk_of(make_organisation()), text="otkan") == []


def test_a_periodical_is_found_before_its_first_issue(
    client: Browserless, session: Session, law: None
) -> None:
    clerk = make_account(Role.DEPOSITOR)
    sign_in(client, clerk)
    registered = client.post("/periodicals/new", data=WEEKLY)
    assert registered.status_code == 303
    assert f'href="{registered.location}"' in client.get("/search?q=2091-7368").text
    assert found(INSPECTOR, text="юрт овози") == ["Yurt ovozi"]
    assert found(INSPECTOR, text="yurt", year=2026) == []
    assert found(clerk_of(make_organisation()), text="yurt") == []


def test_pages_go_on_by_key_and_lose_nothing(client: Browserless, session: Session, law: None) -> None:
    clerk = make_account(Role.DEPOSITOR)
    for number in range(53):
        make_release(clerk.actor(), title=f"Kitob {number}", identifiers=[])
    sign_in(client, clerk)
    first = client.get("/search?q=kitob&kind=book").text
    assert "53 titles" in first
    following = client.get(re.findall(r'href="([^"]+after=[^"]+)"', first)[0].replace("&amp;", "&")).text
    assert "53 titles" in following
    ids = [int(number) for page in (first, following) for number in re.findall(r'"/releases/(\d+)"', page)]
    assert len(ids) == 53
    assert ids == sorted(set(ids), reverse=True)
    assert client.get("/search?q=kitob&after=x").status_code == 422


def test_a_page_tells_the_total_wherever_it_begins(scene: Scene) -> None:
    for number in range(3):
        make_release(scene.clerk.actor(), title=f"Kitob {number}", identifiers=[])
    kitob, today = Wanted(text="kitob"), clock.today()
    for limit in (2, 3, 4):
        rows, total = list_titles(INSPECTOR, kitob, today=today, limit=limit)
        assert (len(rows), total) == (min(limit, 3), 3)
        after = rows[-1].id
        assert list_titles(INSPECTOR, kitob, today=today, after=after, limit=limit).total == 3
    assert list_titles(INSPECTOR, Wanted(year=1999), today=today, limit=2) == ([], 0)


def test_who_belongs_to_no_organisation_finds_none(app: Flask, scene: Scene) -> None:
    with app.test_request_context("/search"):
        assert find_organisations(INSPECTOR, "Yurt", {})
        assert find_organisations(Actor(Role.DEPOSITOR), "Yurt", {}) == []
        assert find_organisations(Actor(Role.REGULATOR, region_soato="1718"), "Yurt", {}) == []


def test_what_is_kept_is_asked_again_after_a_minute(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[dict[str, str]] = [{}, {"1726": "Toshkent"}, {"1726": "Tashkent"}]
    assert kept("places", lambda: answers[0]) == {}
    assert kept("places", lambda: answers[1]) == answers[1]
    assert kept("places", lambda: answers[2]) == answers[1]
    later = monotonic() + 61
    monkeypatch.setattr("app.infra.kept.monotonic", lambda: later)
    assert kept("places", lambda: answers[2]) == answers[2]


def test_more_titles_ask_no_more_of_the_database(client: Browserless, session: Session, law: None) -> None:
    clerk = make_account(Role.DEPOSITOR)
    sign_in(client, clerk)
    sent = []
    for _twice in range(2):
        for number in range(3):
            make_release(clerk.actor(), title=f"Kitob {number}", identifiers=[])
        with counted_statements() as statements:
            client.get("/search?q=kitob")
        sent.append(len(statements))
    assert sent[0] == sent[1]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("kind=tablet", "Kind: “tablet” is not known here. Choose again."),
        ("language=xx", "Language: “xx” is not known here. Choose again."),
        ("script=Grek", "Script: “Grek” is not known here. Choose again."),
        ("year=20x6", "Year: “20x6” is not known here. Choose again."),
        ("year=99999999999999999999", "Year: “99999999"),
        ("region=9999", "Region: “9999” is not known here. Choose again."),
        ("state=lost", "Obligations: “lost” is not known here. Choose again."),
        ("state=to_send", "Obligations: “to_send” is not known here. Choose again."),
        ("depositor=0", "Depositor: “0” is not known here. Choose again."),
        ("depositor=99999999999999999999", "Depositor: “99999999"),
        ("since=31.12.2026", "Registered from: “31.12.2026” is not known here. Choose again."),
        ("until=2026-02-30", "Registered until: “2026-02-30” is not known here. Choose again."),
        ("until=9999-12-31", "Registered until: “9999-12-31”"),
        ("since=2026-02-01&until=2026-01-01", "The first day of registration is after the last one."),
    ],
)
def test_a_wrong_filter_is_said_and_nothing_is_lost(
    client: Browserless, scene: Scene, address: str, sentence: str
) -> None:
    sign_in(client, make_account(Role.REGULATOR))
    answer = client.get(f"/search?q=otkan&{address}")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="otkan"' in answer.text
    assert "Oʻtkan kunlar" not in answer.text
    file = client.get(f"/search.csv?q=otkan&{address}")
    assert file.status_code == 422
    assert sentence in file.text


def test_chips_drop_one_filter_each(client: Browserless, scene: Scene) -> None:
    sign_in(client, make_account(Role.REGULATOR))
    page = client.get(f"/search?q=otkan&kind=map&depositor={scene.publisher.id}").text
    for left in (
        f"/search?kind=map&amp;depositor={scene.publisher.id}",
        f"/search?q=otkan&amp;depositor={scene.publisher.id}",
        "/search?q=otkan&amp;kind=map",
    ):
        assert f'href="{left}"' in page
    assert "Yurt nashriyoti" in page
    assert "Nothing found for “otkan” with these filters" in page
    assert 'href="/search?q=otkan"' in page


def test_a_mistyped_isbn_is_told_from_one_that_is_not_there(client: Browserless, scene: Scene) -> None:
    sign_in(client, scene.clerk)
    assert "The check digit of this ISBN is wrong" in client.get("/search?q=978-9943-7251-3-4").text
    assert "The check digit" not in client.get("/search?q=978-9943-7250-1-0").text
    for typed in ("9943-7251-3-7", "9943725137", "ISBN 978-9943-7251-3-3", "9943-7251"):
        assert "Oʻtkan kunlar" in client.get("/search", query_string={"q": typed}).text, typed


def test_the_file_is_what_is_filtered(client: Browserless, scene: Scene) -> None:
    make_release(
        scene.clerk.actor(), title="=HYPERLINK(1)", identifiers=[], parallel_title=" +1",
        people=[{"name": "@Ali", "role": "author"}, {"name": "Vali", "role": "editor"}],
    )  # fmt: skip
    sign_in(client, scene.clerk)
    text = client.get("/search.csv?q=ali").get_data().decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text), delimiter=";")
    cells = dict(zip(head, row, strict=True))
    assert cells["Title"] == "'=HYPERLINK(1)"
    assert cells["Parallel title"] == "' +1"
    assert cells["People"] == "'@Ali; Vali"
    assert (cells["Kind"], cells["Language"], cells["Script"]) == ("Book", "Uzbek", "Latin")
    assert (cells["Year"], cells["Registered"]) == ("2026", DAY.isoformat())
    book = openpyxl.load_workbook(io.BytesIO(client.get("/search.xlsx?q=otkan").get_data()))
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[5], row[9]) for row in rows] == [("Oʻtkan kunlar", "978-9943-7251-3-3", 2026)]


def test_titles_are_found_by_every_name_of_their_publisher(scene: Scene) -> None:
    act = {"by": INSPECTOR, "at": REGISTERED_AT}
    with transaction():
        add_name(organisation_id=scene.publisher.id, name="Турон матбуоти", **act)
    assert found(INSPECTOR, text="turon matbuoti") == []
    assert fold_outdated_keys() == 1
    assert found(INSPECTOR, text="turon matbuoti") == ["Oʻtkan kunlar"]
    assert found(INSPECTOR, text="kunlar turon") == ["Oʻtkan kunlar"]
    survivor = make_organisation(name="Gulzor", stir="301234567")
    with transaction():
        merge_organisation(
            organisation_id=scene.publisher.id,
            reference="301234567",
            reason="x",
            other_tin="301234567",
            **act,
        )
    assert fold_outdated_keys() == 1
    assert found(INSPECTOR, text="gulzor qodiriy") == ["Oʻtkan kunlar"]
    assert found(INSPECTOR, depositor_id=survivor.id) == ["Oʻtkan kunlar"]
    with transaction() as session:
        [added] = session.query(OrganisationName)
        remove_name(organisation_id=scene.publisher.id, name_id=added.id, **act)
    assert fold_outdated_keys() == 1
    assert found(INSPECTOR, text="turon") == []
    assert fold_outdated_keys() == 0
