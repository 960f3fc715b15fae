"""The search of the header: every spelling, every kind of thing, within reach."""

import pytest
from sqlalchemy.orm import Session

from app.domain.actor import Role
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.organisations import make_organisation
from tests.factories.publications import make_release
from tests.slices.desks.conftest import Scene
from tests.support.isolation import Browserless

TITLE = "Oʻtkan kunlar"


def search(client: Browserless, text: str) -> str:
    response = client.get("/search", query_string={"q": text})
    assert response.status_code == 200
    return response.text


@pytest.mark.parametrize(
    "typed",
    ["Ўткан", "Oʻtkan", "O'tkan", "O`tkan", "otkan", "OTKAN KUNLAR", "978-9943-7251-3-3", "9789943725133",
     "978-9943-72", "Қодирий", "Abdulla Qodiriy", "Yurt nashriyoti", "юрт"],
)  # fmt: skip
def test_a_title_is_found_however_it_is_typed(client: Browserless, scene: Scene, typed: str) -> None:
    sign_in(client, scene.clerk)
    text = search(client, typed)
    assert f'href="/releases/{scene.release.id}"' in text
    assert TITLE in text


@pytest.mark.parametrize("typed", ["Mehrobdan", "<script>alert(1)</script>", "' OR 1=1 --", "%"])
def test_what_is_not_there_is_said_with_what_to_do(client: Browserless, scene: Scene, typed: str) -> None:
    sign_in(client, scene.clerk)
    text = search(client, typed)
    assert "Nothing found" in text
    assert "Try fewer words" in text
    assert "<script>alert" not in text


def test_without_a_question_it_asks_for_one(client: Browserless, scene: Scene) -> None:
    sign_in(client, scene.clerk)
    assert "What are you looking for?" in search(client, "   ")


def test_another_publisher_finds_only_its_own(client: Browserless, scene: Scene) -> None:
    stranger = make_account(Role.DEPOSITOR)
    own = make_release(stranger.actor(), identifiers=[])
    sign_in(client, stranger)
    text = search(client, "otkan")
    assert f'href="/releases/{own.id}"' in text
    assert f'href="/releases/{scene.release.id}"' not in text


def test_the_code_of_a_parcel_leads_to_it(client: Browserless, scene: Scene) -> None:
    sign_in(client, scene.clerk)
    for typed in (scene.parcel, scene.parcel.lower().replace("-", "")):
        assert client.get("/search", query_string={"q": typed}).location == f"/consignments/{scene.parcel}"


def test_the_code_of_a_parcel_out_of_reach_finds_nothing(client: Browserless, scene: Scene) -> None:
    sign_in(client, make_account(Role.DEPOSITOR))
    assert "Nothing found" in search(client, scene.parcel)


def test_a_regulator_finds_the_publisher_and_a_depositor_does_not(client: Browserless, scene: Scene) -> None:
    sign_in(client, make_account(Role.REGULATOR))
    assert f"/obligations?depositor={scene.publisher.id}" in search(client, "Yurt nashriyoti")
    sign_in(client, scene.clerk)
    assert "?depositor=" not in search(client, "Yurt nashriyoti")


def test_a_publisher_finds_itself_by_its_tin_and_nobody_else(
    client: Browserless, scene: Scene, session: Session
) -> None:
    other = make_organisation()
    for organisation, stir in ((scene.publisher, "300000123"), (other, "300000124")):
        session.get_one(Organisation, organisation.id).stir = stir
    session.commit()
    sign_in(client, scene.clerk)
    assert 'href="/organisation"' in main_of(search(client, "300 000 123"))
    assert 'href="/organisation"' not in main_of(search(client, "300000124"))


def main_of(page: str) -> str:
    return page.split("<main", 1)[1]


def test_who_is_not_signed_in_is_asked_to(client: Browserless) -> None:
    assert "/sign-in" in client.get("/search?q=kitob").location
