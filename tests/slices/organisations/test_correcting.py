"""The official record: corrected by administrators, asked to be corrected by its own people."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.queries import acts_of
from app.domain.actor import Role
from app.infra.mail import Message
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.queries import isbn_prefixes_of, list_organisations, relations_of
from app.publications.models import Publication
from tests.factories.accounts import make_account, sign_in, signed_in_as
from tests.factories.organisations import make_organisation, make_region
from tests.factories.publications import clerk_of, make_release
from tests.support.isolation import Browserless

FILLED = re.compile(r'<(?:input|textarea)[^>]*name="([^"]+)"[^>]*value="([^"]*)"')
CHOSEN = re.compile(r'<select[^>]*name="([^"]+)".*?<option selected value="([^"]*)"', re.DOTALL)


@pytest.fixture
def administrator(client: Browserless) -> Browserless:
    """A client signed in as an administrator."""
    signed_in_as(client, Role.ADMINISTRATOR)
    return client


def opened(client: Browserless, house: Organisation) -> dict[str, str]:
    """Open the form; return what a browser would send of it unchanged."""
    page = client.get(f"/organisations/{house.id}/record").text
    form = page[page.index('name="shown"') - 400 :]
    return dict(FILLED.findall(form)) | dict(CHOSEN.findall(form))


def send(client: Browserless, house: Organisation, typed: dict[str, str], **changed: str) -> tuple[int, str]:
    answer = client.post(f"/organisations/{house.id}/record", data=typed | changed)
    return answer.status_code, answer.text


def test_what_changes_is_saved_once_and_told_with_what_it_was(
    administrator: Browserless, session: Session
) -> None:
    house = make_organisation(name="Eski uy", stir="301222333")
    make_region("1718")
    typed = opened(administrator, house)
    change = {
        "name": " Yangi uy ", "name_ru": "Новый дом", "region_soato": "1718", "kind": "printer",
        "stir": "301 222 334",
        "isbn_prefixes": "978-9943-7251", "licence_number": "L-7", "licensed_on-day": "5",
        "licensed_on-month": "1", "licensed_on-year": "2020",
    }  # fmt: skip
    assert [send(administrator, house, typed, **change)[0] for _ in range(2)] == [303, 303]
    session.expire_all()
    kept = session.get_one(Organisation, house.id)
    assert (kept.name, kept.kind, kept.stir) == ("Yangi uy", OrganisationKind.PRINTER, "301222334")
    assert list(isbn_prefixes_of(house.id)) == ["97899437251"]
    (told, *earlier) = acts_of("organisation", house.id)
    assert [act.name for act in (told, *earlier)] == ["organisation.corrected", "organisation.created"]
    assert told.before == {
        "kind": "publisher", "name": "Eski uy", "name_ru": "", "stir": "301222333", "region": "1726",
        "licence_number": "", "licensed_on": None, "isbn_prefixes": [],
    }  # fmt: skip
    assert (told.after["licensed_on"], told.after["isbn_prefixes"]) == ("2020-01-05", ["97899437251"])
    assert told.before.keys() == told.after.keys()


def test_it_is_found_by_the_old_name_and_the_new(administrator: Browserless, session: Session) -> None:
    house = make_organisation(name="Eski uy")
    title = make_release(clerk_of(house)).publication_id
    assert send(administrator, house, opened(administrator, house), name="Yangi uy")[0] == 303
    for name in ("eski", "yangi"):
        assert [row.id for row in list_organisations(search=name)] == [house.id]
    session.expire_all()
    assert session.get_one(Publication, title).key_outdated
    back = opened(administrator, house)
    assert send(administrator, house, back, name="Eski uy")[0] == 303
    session.expire_all()
    names = relations_of(session.get_one(Organisation, house.id)).names
    assert [row.name for row in names] == ["Yangi uy"]


def test_of_two_at_once_the_later_is_told(administrator: Browserless, session: Session) -> None:
    house = make_organisation(name="Eski uy")
    first, second = opened(administrator, house), opened(administrator, house)
    assert send(administrator, house, first, name="Birinchi")[0] == 303
    status, page = send(administrator, house, second, name="Ikkinchi")
    assert status == 422
    assert "Somebody else has changed this record meanwhile" in page
    assert 'value="Ikkinchi"' in page
    assert ">Birinchi<" in page
    session.expire_all()
    assert session.get_one(Organisation, house.id).name == "Birinchi"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "Nothing differs from what is kept."),
        ({"name": " "}, "Write the name of the organisation."),
        ({"name": "…"}, "Write a name with letters or figures."),
        ({"short_name": "\u202eytrahs"}, "It held hidden characters that turn letters round."),
        ({"stir": "12"}, "A TIN has nine digits."),
        ({"stir": "300000009"}, "stands in another record: Boshqa, number"),
        ({"region_soato": ""}, "Choose a region of the list."),
        ({"isbn_prefixes": "978-1"}, "978-1"),
        ({"kind": "depository"}, "Choose one of the answers offered."),
        (
            {"licensed_on-day": "1", "licensed_on-month": "1", "licensed_on-year": "2999"},
            "The day of a licence cannot lie ahead.",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    administrator: Browserless, session: Session, change: dict[str, str], said: str
) -> None:
    house = make_organisation(name="Eski uy")
    make_organisation(name="Boshqa", stir="300000009")
    status, page = send(administrator, house, opened(administrator, house), **change)
    assert status == 422
    assert said in page
    assert [act.name for act in acts_of("organisation", house.id)] == ["organisation.created"]


def test_a_manager_asks_and_administrators_are_written_to(client: Browserless, session: Session) -> None:
    told = [make_account(Role.ADMINISTRATOR, language=language) for language in ("en", "ru")]
    asker = signed_in_as(client, Role.DEPOSITOR)
    assert "/organisation/ask-change" in client.get("/organisation").text
    typed = {"submission_key": "k", "words": "Nomi xato: «Sharq» emas, «Shaarq»."}
    for _ in range(2):
        assert client.post("/organisation/ask-change", data=typed).location == "/organisation"
    assert "go to the administrators of the authority by e-mail" in client.get("/organisation").text
    letters = session.scalars(select(Message).order_by(Message.id)).all()
    assert [letter.to for letter in letters] == [account.email for account in told]
    for letter in letters:
        assert typed["words"] in letter.body
        assert asker.email in letter.body
        assert f"https://nusxa.test/organisations/{asker.organisation_id}/record" in letter.body
    assert letters[0].subject == "An organisation asks that its record be changed"
    assert letters[1].subject != letters[0].subject
    (act, *_rest) = acts_of("organisation", asker.organisation_id or 0)
    assert (act.name, act.after) == ("organisation.change_asked", {"asked": typed["words"]})
    too_long = client.post("/organisation/ask-change", data={"submission_key": "x", "words": "x" * 2001})
    assert too_long.status_code == 422


def test_where_nobody_can_be_written_to_it_is_said(client: Browserless, session: Session) -> None:
    asker = signed_in_as(client, Role.DEPOSITOR)
    answer = client.post("/organisation/ask-change", data={"submission_key": "k", "words": "Nomi xato"})
    assert answer.status_code == 422
    assert "Write to it by post." in answer.text
    assert "Nomi xato" in answer.text
    acts = [act.name for act in acts_of("organisation", asker.organisation_id or 0)]
    assert "organisation.change_asked" not in acts


def test_only_administrators_change_it_and_only_managers_ask(client: Browserless) -> None:
    house = make_organisation()
    make_account(Role.DEPOSITOR, house)
    sign_in(client, make_account(Role.DEPOSITOR, house))
    assert client.get(f"/organisations/{house.id}/record").status_code == 403
    assert client.post(f"/organisations/{house.id}/record", data={"name": "x"}).status_code == 403
    assert client.post("/organisation/ask-change", data={"words": "x"}).status_code == 403
    assert "/organisation/ask-change" not in client.get("/organisation").text
