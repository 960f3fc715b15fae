"""Other names, imprints, parents and successors."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.queries import acts_of
from app.domain.actor import Role
from app.infra.db import transaction
from app.organisations.models import Organisation, OrganisationKind, OrganisationName
from app.organisations.queries import list_organisations, relations_of
from tests.factories.accounts import signed_in_as
from tests.factories.organisations import make_organisation
from tests.support.isolation import Browserless


@pytest.fixture
def administrator(client: Browserless) -> Browserless:
    """A client signed in as an administrator."""
    signed_in_as(client, Role.ADMINISTRATOR)
    return client


def post(client: Browserless, path: str, **typed: str) -> int:
    return client.post(path, data={"submission_key": str(hash(f"{path}{typed}")), **typed}).status_code


def test_an_organisation_is_found_under_its_other_names(administrator: Browserless, session: Session) -> None:
    house = make_organisation(name="Sharq")
    path = f"/organisations/{house.id}/names"
    assert [post(administrator, path, name="Ўқитувчи") for _ in range(2)] == [303, 303]
    assert [row.id for row in list_organisations(search="o'qituvchi")] == [house.id]
    assert "Ўқитувчи" in administrator.get(f"/organisations/{house.id}").text
    number = session.scalars(select(OrganisationName.id)).one()
    other = make_organisation()
    assert post(administrator, f"/organisations/{other.id}/names/{number}/remove") == 404
    assert post(administrator, f"{path}/{number}/remove") == 303
    assert list_organisations(search="o'qituvchi") == []
    names = [act.name for act in acts_of("organisation", house.id)]
    assert names[:2] == ["organisation.name_removed", "organisation.name_added"]
    assert post(administrator, path, name=" ") == 422


def test_imprints_make_a_tree_and_no_circle(administrator: Browserless, session: Session) -> None:
    grandparent, parent, child = (make_organisation(name=f"Uy {number}") for number in range(3))
    assert post(administrator, f"/organisations/{child.id}/parent", reference=str(parent.id)) == 303
    assert post(administrator, f"/organisations/{parent.id}/parent", reference=str(grandparent.id)) == 303
    for circle in (child, parent, grandparent):
        assert post(administrator, f"/organisations/{grandparent.id}/parent", reference=str(circle.id)) == 422
    page = administrator.get(f"/organisations/{parent.id}").text
    assert f'href="/organisations/{child.id}"' in page
    assert f'href="/organisations/{grandparent.id}"' in page
    assert post(administrator, f"/organisations/{child.id}/parent", reference="") == 303
    assert session.get_one(Organisation, child.id).parent_id is None


def test_a_successor_is_named_by_tin_too(administrator: Browserless, session: Session) -> None:
    ceased, follower = make_organisation(name="Oldin"), make_organisation(name="Keyin", stir="300000009")
    path = f"/organisations/{ceased.id}/successor"
    assert post(administrator, path, reference="300 000 009") == 303
    assert session.get_one(Organisation, ceased.id).successor_id == follower.id
    (told, *_rest) = acts_of("organisation", follower.id)
    assert told.name == "organisation.related"
    for unknown in ("399999999", "1234567", "abc", "9" * 20):
        assert post(administrator, path, reference=unknown) == 422


def test_a_manager_adds_names_and_imprints_of_the_own_house(client: Browserless, session: Session) -> None:
    account = signed_in_as(client, Role.DEPOSITOR)
    assert post(client, "/organisation/names/new", name="Eski nom") == 303
    for _ in range(2):
        assert post(client, "/organisation/imprints/new", name="Bolalar kitobi") == 303
    imprint = session.scalars(select(Organisation).where(Organisation.parent_id.is_not(None))).one()
    assert (imprint.parent_id, imprint.name, imprint.stir) == (
        account.organisation_id,
        "Bolalar kitobi",
        None,
    )
    again = client.post("/organisation/imprints/new", data={"submission_key": "x", "name": "Bolalar kitobi"})
    assert again.status_code == 422
    assert "There is an imprint with this name already: Bolalar kitobi." in again.text
    page = client.get("/organisation").text
    assert "Eski nom" in page
    assert "Bolalar kitobi" in page


def test_a_manager_takes_names_and_imprints_back(client: Browserless, session: Session) -> None:
    account = signed_in_as(client, Role.DEPOSITOR)
    house = session.get_one(Organisation, account.organisation_id)
    post(client, "/organisation/names/new", name="Eski nom")
    post(client, "/organisation/imprints/new", name="Bolalar kitobi")
    (name,), (imprint,) = relations_of(house).names, relations_of(house).imprints
    assert f"/organisation/names/{name.id}/remove" in client.get("/organisation/names/new").text
    assert f"/organisation/imprints/{imprint.id}/remove" in client.get("/organisation/imprints/new").text
    assert post(client, f"/organisation/names/{name.id}/remove") == 303
    assert post(client, f"/organisation/imprints/{imprint.id}/remove") == 303
    assert (relations_of(house).names, relations_of(house).imprints) == ([], [])
    assert next(act.name for act in acts_of("organisation", imprint.id)) == "organisation.imprint_removed"
    assert post(client, "/organisation/imprints/new", name="Болалар китоби") == 303
    assert [row.id for row in relations_of(house).imprints] == [imprint.id]


def test_an_imprint_in_another_script_is_the_same(client: Browserless) -> None:
    signed_in_as(client, Role.DEPOSITOR)
    assert post(client, "/organisation/imprints/new", name="Oʻquvchi") == 303
    assert post(client, "/organisation/imprints/new", name="Lojuvard Kids") == 303
    for spelling, known in (
        ("Ўқувчи", "Oʻquvchi"), ("O'quvchi", "Oʻquvchi"), ("«OʻQUVCHI» MCHJ", "Oʻquvchi"),
        ("ЛОДЖУВАРД КИДС", "Lojuvard Kids"),
    ):  # fmt: skip
        answer = client.post(
            "/organisation/imprints/new", data={"submission_key": spelling, "name": spelling}
        )
        assert answer.status_code == 422
        assert f"There is an imprint with this name already: {known}." in answer.text


OTHERS = "Organisations with this name"


@pytest.mark.parametrize("path", ["/organisation/imprints/new", "/organisation/names/new"])
def test_a_name_of_another_organisation_is_shown_and_needs_a_reason(
    client: Browserless, session: Session, path: str
) -> None:
    account = signed_in_as(client, Role.DEPOSITOR)
    make_organisation(name="Anhor matbaa MChJ", stir="300000017")
    assert OTHERS not in client.get(path).text
    first = client.post(path, data={"submission_key": "first", "name": "Анҳор матбаа"})
    assert first.status_code == 422
    assert "Another organisation of the register has this name: Anhor matbaa MChJ." in first.text
    assert "300000017" in first.text.partition(OTHERS)[2]
    assert post(client, path, name="Анҳор матбаа", other_reason=" ") == 422
    assert (session.query(Organisation).count(), session.query(OrganisationName).count()) == (2, 0)
    assert post(client, path, name="Анҳор матбаа", other_reason="Merosxoʻrmiz") == 303
    house = relations_of(session.get_one(Organisation, account.organisation_id))
    assert [row.name for row in (*house.imprints, *house.names)] == ["Анҳор матбаа"]
    made = house.imprints[0].id if house.imprints else account.organisation_id
    kept = next(act for act in acts_of("organisation", made or 0))
    assert kept.after["other_reason"] == "Merosxoʻrmiz"


@pytest.mark.parametrize("path", ["/organisation/imprints/new", "/organisation/names/new"])
def test_the_own_name_is_no_further_name(client: Browserless, session: Session, path: str) -> None:
    account = signed_in_as(client, Role.DEPOSITOR)
    with transaction() as current:
        current.get_one(Organisation, account.organisation_id).name = "Lojuvard Nashr MChJ"
    for spelling in ("Lojuvard Nashr MChJ", "«Ложувард нашр»"):
        answer = client.post(path, data={"submission_key": spelling, "name": spelling})
        assert answer.status_code == 422
        assert "The record has this name already, written “Lojuvard Nashr MChJ”" in answer.text
        assert OTHERS not in answer.text
    assert (session.query(Organisation).count(), session.query(OrganisationName).count()) == (1, 0)


def test_names_of_the_own_house_are_not_asked_about(client: Browserless) -> None:
    signed_in_as(client, Role.DEPOSITOR)
    assert post(client, "/organisation/imprints/new", name="Bolalar kitobi") == 303
    assert post(client, "/organisation/names/new", name="Болалар китоби") == 303


def test_an_administrator_is_asked_the_same(administrator: Browserless, session: Session) -> None:
    house = make_organisation(name="Sharq")
    make_organisation(name="Oʻqituvchi")
    path = f"/organisations/{house.id}/names"
    answer = administrator.post(path, data={"submission_key": "a", "name": "Ўқитувчи"})
    assert (answer.status_code, OTHERS in answer.text) == (422, True)
    assert post(administrator, path, name="Ўқитувчи", other_reason="Oʻtmishdoshi") == 303
    assert [row.name for row in relations_of(house).names] == ["Ўқитувчи"]


def test_nobody_takes_back_what_is_anothers_or_has_a_tin(client: Browserless, session: Session) -> None:
    account = signed_in_as(client, Role.DEPOSITOR)
    daughter, stranger = make_organisation(stir="300000017"), make_organisation()
    with transaction() as current:
        current.get_one(Organisation, daughter.id).parent_id = account.organisation_id
        current.add(OrganisationName(organisation_id=stranger.id, name="Begona"))
    number = session.scalars(select(OrganisationName.id)).one()
    assert post(client, f"/organisation/names/{number}/remove") == 404
    for other in (daughter, stranger):
        assert post(client, f"/organisation/imprints/{other.id}/remove") == 404


def test_a_library_succeeds_no_publisher_and_nobody_oneself(
    administrator: Browserless, session: Session
) -> None:
    house, library = make_organisation(), make_organisation(OrganisationKind.DEPOSITORY, name="Kutubxona")
    for path, other, sentence in (
        (f"/organisations/{house.id}/successor", library.id, "Kutubxona is of another sort"),
        (f"/organisations/{library.id}/parent", house.id, "is of another sort"),
        (f"/organisations/{house.id}/successor", house.id, "This is the same record. Name the other one."),
    ):
        answer = administrator.post(path, data={"submission_key": path, "reference": str(other)})
        assert answer.status_code == 422
        assert sentence in answer.text
    follower = make_organisation(OrganisationKind.DEPOSITORY)
    assert post(administrator, f"/organisations/{library.id}/successor", reference=str(follower.id)) == 303


def test_two_records_cannot_follow_each_other(administrator: Browserless) -> None:
    first, second = make_organisation(), make_organisation()
    assert post(administrator, f"/organisations/{first.id}/successor", reference=str(second.id)) == 303
    path = f"/organisations/{second.id}/successor"
    answer = administrator.post(path, data={"submission_key": "circle", "reference": str(first.id)})
    assert answer.status_code == 422
    assert "This record is a successor of the other one already" in answer.text


@pytest.mark.parametrize("ending", ["names", "parent", "successor", "merge", "unmerge"])
def test_only_administrators_change_them(client: Browserless, ending: str) -> None:
    signed_in_as(client, Role.DEPOSITOR)
    house = make_organisation()
    assert client.get(f"/organisations/{house.id}/{ending}").status_code == 403
    assert post(client, f"/organisations/{house.id}/{ending}", name="x") == 403
