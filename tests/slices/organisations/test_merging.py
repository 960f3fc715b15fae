"""Duplicates: merged with their history kept, and taken apart again."""

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.queries import acts_of
from app.domain.actor import Role
from app.domain.errors import NotFound
from app.infra.db import transaction
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.queries import likely_duplicates, organisations_of
from app.publications.models import Release
from app.publications.queries import own_release
from tests.factories.accounts import make_account, sign_in, signed_in_as
from tests.factories.law import add_law
from tests.factories.organisations import make_organisation
from tests.factories.publications import make_release
from tests.support.isolation import Browserless


@pytest.fixture
def twins(session: Session) -> tuple[Organisation, Organisation]:
    """A duplicate, and the record that shall stay."""
    return make_organisation(name="Nusxa yozuv", stir="300000001"), make_organisation(
        name="Asl yozuv", stir="300000002"
    )


def merge(client: Browserless, twins: tuple[Organisation, Organisation], **changed: str) -> int:
    data = {"submission_key": f"m{changed}", "reference": "300000002", "reason": "Bir tashkilot"}
    data |= {"other_tin": "300000002", "tins_differ": "y"} | changed
    return client.post(f"/organisations/{twins[0].id}/merge", data=data).status_code


def unmerge(client: Browserless, twins: tuple[Organisation, Organisation], reason: str = "Xato") -> int:
    data = {"submission_key": f"u{reason}", "reason": reason}
    return client.post(f"/organisations/{twins[0].id}/unmerge", data=data).status_code


def registered(twins: tuple[Organisation, Organisation]) -> tuple[Account, Account, Release]:
    """People of both records, and a book of the duplicate."""
    with transaction():
        add_law()
    duplicate, stays = (make_account(Role.DEPOSITOR, house) for house in twins)
    return duplicate, stays, make_release(duplicate.actor())


def test_a_merge_points_to_the_record_that_stays_and_is_told(
    client: Browserless, session: Session, twins: tuple[Organisation, Organisation]
) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    assert [merge(client, twins) for _ in range(2)] == [303, 303]
    assert session.get_one(Organisation, twins[0].id).merged_into_id == twins[1].id
    for house in twins:
        (told, *_rest) = acts_of("organisation", house.id)
        assert (told.name, told.after["reason"]) == ("organisation.merged", "Bir tashkilot")
    assert "Asl yozuv" in client.get(f"/organisations/{twins[0].id}").text
    assert twins[0].id not in [row.id for row in organisations_of([OrganisationKind.PUBLISHER])]
    for stir in ("300000001", "300000002"):
        assert [row.id for row in likely_duplicates(stir=stir, names=())] == [twins[1].id]


def test_people_of_both_see_what_is_of_either_until_it_is_undone(
    client: Browserless, session: Session, twins: tuple[Organisation, Organisation]
) -> None:
    duplicate, stays, release = registered(twins)
    administrator = Browserless(client.application, client.application.response_class, use_cookies=True)
    signed_in_as(administrator, Role.ADMINISTRATOR)
    path = f"/releases/{release.id}"
    sign_in(client, stays)
    assert client.get(path).status_code == 404
    assert merge(administrator, twins) == 303
    assert client.get(path).status_code == 200
    assert "Oʻtkan kunlar" in client.get("/publications").text
    assert "Oʻtkan kunlar" in client.get("/obligations").text
    assert client.get("/organisation/people").text.count("@example.uz") >= 2
    sign_in(client, duplicate)
    assert "Asl yozuv" in client.get("/organisation").text
    assert client.get(path).status_code == 200
    assert unmerge(administrator, twins) == 303
    assert "Nusxa yozuv" in client.get("/organisation").text
    assert client.get(path).status_code == 200
    sign_in(client, stays)
    assert client.get(path).status_code == 404
    (told, *_rest) = acts_of("organisation", twins[1].id)
    assert (told.name, told.after["reason"]) == ("organisation.unmerged", "Xato")
    with pytest.raises(NotFound):
        own_release(stays.actor(), release.id)


def test_what_the_duplicate_owed_is_sent_by_the_record_that_stays(
    client: Browserless, session: Session, twins: tuple[Organisation, Organisation]
) -> None:
    _duplicate, stays, release = registered(twins)
    administrator = Browserless(client.application, client.application.response_class, use_cookies=True)
    signed_in_as(administrator, Role.ADMINISTRATOR)
    merge(administrator, twins)
    sign_in(client, stays)
    page = client.get(f"/releases/{release.id}").text
    compose = page.split('href="/consignments/new/')[1].split('"')[0].replace("&amp;", "&")
    assert client.get(f"/consignments/new/{compose}").status_code == 200


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reference": "300000001"}, "A record cannot be merged into itself."),
        ({"reference": "399999999"}, "There is no such record."),
        ({"reference": ""}, "Write the TIN or the number of the other record."),
        ({"reason": ""}, "Write the reason; it is kept."),
    ],
)
def test_what_is_wrong_is_said(
    client: Browserless,
    session: Session,
    twins: tuple[Organisation, Organisation],
    changed: dict[str, str],
    sentence: str,
) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    data = {"submission_key": "k", "reference": "300000002", "reason": "Sabab"} | changed
    page = client.post(f"/organisations/{twins[0].id}/merge", data=data)
    assert page.status_code == 422
    assert sentence in page.text
    assert session.get_one(Organisation, twins[0].id).merged_into_id is None


def test_records_with_two_tins_are_merged_only_if_somebody_says_that_they_are_one(
    client: Browserless, session: Session, twins: tuple[Organisation, Organisation]
) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    assert 'name="tins_differ"' not in client.get(f"/organisations/{twins[0].id}/merge").text
    asked = {"submission_key": "k", "reference": "300000002", "reason": "Sabab"}

    def sent(**said: str) -> str:
        page = client.post(f"/organisations/{twins[0].id}/merge", data=asked | said)
        assert page.status_code == 422
        assert session.get_one(Organisation, twins[0].id, populate_existing=True).merged_into_id is None
        return page.text

    text = sent()
    assert "This record has TIN 300000001, the one that stays has TIN 300000002" in text
    assert 'name="tins_differ"' in text
    assert 'name="other_tin" value="300000002"' in text
    assert "TIN 300000001 and TIN 300000002 are of one organisation" in text
    assert "the one that stays has TIN 300000002" in sent(other_tin="300000002")
    make_organisation(name="Uchinchi", stir="300000003")
    other = sent(other_tin="300000002", tins_differ="y", reference="300000003")
    assert "the one that stays has TIN 300000003" in other, "what was agreed to was another record"
    assert 'id="tins_differ" value="y" checked' not in other
    assert merge(client, twins) == 303


def test_a_record_without_a_tin_is_merged_without_a_question(
    client: Browserless, session: Session, twins: tuple[Organisation, Organisation]
) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    without = make_organisation(name="STIRsiz")
    assert merge(client, (without, twins[1]), tins_differ="", other_tin="") == 303


def test_merges_make_no_chain(client: Browserless, twins: tuple[Organisation, Organisation]) -> None:
    signed_in_as(client, Role.ADMINISTRATOR)
    third = make_organisation(name="Uchinchi")
    library = make_organisation(OrganisationKind.DEPOSITORY, name="Kutubxona")
    assert merge(client, twins, reference=str(library.id)) == 422
    assert merge(client, twins) == 303
    assert merge(client, (third, twins[0]), reference="300000001") == 422
    assert merge(client, (twins[1], third), reference=str(third.id)) == 422
    assert merge(client, twins, reference=str(third.id)) == 422
    assert unmerge(client, twins, reason="") == 422
    assert [unmerge(client, twins), unmerge(client, twins)] == [303, 303]
    assert unmerge(client, twins, reason="Yana") == 303, "nothing is merged, so the record is shown"
