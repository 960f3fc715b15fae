"""Finding releases: search, the list with its filters and pages, files, and who sees what."""

import pytest
from sqlalchemy.orm import Session

from app.domain.actor import Actor, Role
from app.domain.errors import NotFound
from app.infra import clock
from app.infra.db import transaction
from app.organisations.models import OrganisationKind
from app.publications.models import Publication
from app.publications.queries import TitleFilter, list_releases, release_for
from app.publications.services import withdraw_release
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
    "typed", ["", "  ", "-'\"", "kunlar*", "tkan", '" OR "1', "NEAR(kun", "'; DROP TABLE release"]
)
def test_signs_are_no_commands(session: Session, typed: str) -> None:
    by = clerk_of(make_organisation())
    make_release(by)
    listed = list_releases(by, TitleFilter(text=typed), limit=10)
    assert len(listed) == (1 if typed in ("", "kunlar*") else 0)


def test_a_changed_title_is_found_by_its_new_name_only(session: Session) -> None:
    by = clerk_of(make_organisation())
    release = make_release(by)
    with transaction():
        session.get_one(Publication, release.publication_id).search_key = "mehrobdan chaen"
    assert not list_releases(by, TitleFilter(text="kunlar"), limit=10)
    assert [found.id for found in list_releases(by, TitleFilter(text="mehrob"), limit=10)] == [release.id]


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
    make_release(account.actor(), title="=SUM(A1)")
    make_release(account.actor(), title="Begona", identifiers=[])
    gone = make_release(account.actor(), title="Sum va tiyin", identifiers=[])
    with transaction():
        withdraw_release(release_id=gone.id, reason="Xato", by=account.actor(), at=clock.now())
    sign_in(client, account)
    for state, named in (("registered", [True, False]), ("withdrawn", [False, True]), ("", [True, True])):
        page = client.get(f"/publications?q=sum&state={state}").text
        assert [title in page for title in ("=SUM(A1)", "Sum va tiyin")] == named
    assert (
        f'href="/publications.{form}?q=sum&amp;state=withdrawn"'
        in client.get("/publications?q=sum&state=withdrawn").text
    )
    answer = client.get(f"/publications.{form}?q=sum")
    assert answer.status_code == 200
    if form == "csv":
        assert "'=SUM(A1)" in answer.text
        assert "Begona" not in answer.text
        states = [line.rsplit(";", 1)[1] for line in answer.text.splitlines()]
        assert states == ["State", "Withdrawn", "Registered"]


@pytest.mark.parametrize(("role", "status"), [(Role.LIBRARIAN, 403), (Role.REGULATOR, 200)])
@pytest.mark.parametrize("address", ["/publications", "/publications.csv"])
def test_a_library_has_no_list_of_releases(
    client: Browserless, session: Session, role: Role, status: int, address: str
) -> None:
    sign_in(client, make_account(role))
    assert client.get(address).status_code == status
