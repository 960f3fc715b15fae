"""Finding titles: folded search, the list with its filters and pages, files, and who sees what."""

import pytest
from sqlalchemy.orm import Session

from app.domain.actor import Actor, Role
from app.domain.errors import NotFound
from app.infra.db import transaction
from app.organisations.models import OrganisationKind
from app.publications.models import Publication
from app.publications.queries import TitleFilter, list_releases, release_for, search_titles
from tests.factories.accounts import make_account, sign_in
from tests.factories.law import add_law
from tests.factories.organisations import make_organisation
from tests.factories.publications import clerk_of, make_release
from tests.support.isolation import Browserless


@pytest.fixture(autouse=True)
def _law(session: Session) -> None:
    with transaction():
        add_law()


@pytest.mark.parametrize(
    "typed",
    [
        "oʻtkan kunlar",
        "O'TKAN KUN",
        "ўткан кунлар",
        "kunlar otk",
        "qodiriy",
        "Қодирий",
        "978-9943-7251-3-3",
        "9789943725133",
        "978-9943-72",
        "yurt nashriyoti",
    ],
)
def test_a_title_is_found_however_it_is_typed(session: Session, typed: str) -> None:
    release = make_release(clerk_of(make_organisation(name="Yurt nashriyoti")))
    make_release(
        clerk_of(make_organisation(name="Sharq")), title="Mehrobdan chayon", people=[], identifiers=[]
    )
    assert [found.id for found in search_titles(typed, 10)] == [release.id]


@pytest.mark.parametrize(
    "typed", ["", "  ", "-'\"", "kunlar*", "tkan", '" OR "1', "NEAR(kun", "'; DROP TABLE release"]
)
def test_signs_are_no_commands(session: Session, typed: str) -> None:
    make_release(clerk_of(make_organisation()))
    found = search_titles(typed, 10)
    assert len(found) == (1 if typed == "kunlar*" else 0)


def test_search_stays_within_a_restriction(session: Session) -> None:
    own = clerk_of(make_organisation())
    make_release(own)
    assert search_titles("kunlar", 10, restrict=Publication.publisher_id == own.organisation_id)
    assert not search_titles("kunlar", 10, restrict=Publication.publisher_id == 0)


def test_a_changed_title_is_found_by_its_new_name_only(session: Session) -> None:
    release = make_release(clerk_of(make_organisation()))
    with transaction():
        session.get_one(Publication, release.publication_id).search_key = "mehrobdan chaen"
    assert not search_titles("kunlar", 10)
    assert [found.id for found in search_titles("mehrob", 10)] == [release.id]


def test_who_reaches_a_release(session: Session) -> None:
    printer = make_organisation(OrganisationKind.PRINTER)
    release = make_release(clerk_of(make_organisation()), printer_id=printer.id)
    assert release_for(Actor(Role.DEPOSITOR, organisation_id=printer.id), release.id).id == release.id
    assert release_for(Actor(Role.REGULATOR, region_soato="1726"), release.id).id == release.id
    for stranger in (
        clerk_of(make_organisation()),
        Actor(Role.REGULATOR, region_soato="1718"),
        Actor(Role.LIBRARIAN, organisation_id=1),
    ):
        with pytest.raises(NotFound):
            release_for(stranger, release.id)


def test_the_list_shows_ones_own(client: Browserless, session: Session) -> None:
    account = make_account(Role.DEPOSITOR)
    make_release(account.actor())
    make_release(clerk_of(make_organisation()), title="Begona kitob", identifiers=[])
    sign_in(client, account)
    page = client.get("/publications").text
    assert "Oʻtkan kunlar" in page
    assert "1 release" in page
    assert "Begona kitob" not in page
    assert "Nothing found" in client.get("/publications?q=begona").text
    assert "Oʻtkan kunlar" in client.get("/publications?q=qodiriy&kind=book&language=uz").text
    assert "Nothing found" in client.get("/publications?kind=album").text


def test_the_list_goes_on_page_by_page(session: Session) -> None:
    by = clerk_of(make_organisation())
    made = [make_release(by, title=f"Kitob {number}", identifiers=[]).id for number in range(5)]
    first = list_releases(by, TitleFilter(), limit=3)
    last = first[-1]
    rest = list_releases(by, TitleFilter(), after=(last.registered_at, last.id), limit=3)
    assert [release.id for release in (*first, *rest)] == made[::-1]


@pytest.mark.parametrize("cursor", ["x", "W10=", "WyIyMDI2IiwgMV0=", "WyJhIiwgImIiXQ=="])
def test_a_forged_cursor_is_refused(client: Browserless, session: Session, cursor: str) -> None:
    sign_in(client, make_account(Role.DEPOSITOR))
    assert client.get("/publications", query_string={"after": cursor}).status_code == 422


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_as_a_file(client: Browserless, session: Session, form: str) -> None:
    account = make_account(Role.DEPOSITOR)
    make_release(account.actor(), title="=1+1")
    make_release(account.actor(), title="Begona", identifiers=[])
    sign_in(client, account)
    answer = client.get(f"/publications.{form}?q=1")
    assert answer.status_code == 200
    if form == "csv":
        assert "'=1+1" in answer.text
        assert "Begona" not in answer.text


@pytest.mark.parametrize(("role", "status"), [(Role.LIBRARIAN, 403), (Role.REGULATOR, 200)])
@pytest.mark.parametrize("address", ["/publications", "/publications.csv"])
def test_a_library_has_no_list_of_releases(
    client: Browserless, session: Session, role: Role, status: int, address: str
) -> None:
    sign_in(client, make_account(role))
    assert client.get(address).status_code == status
