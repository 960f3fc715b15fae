"""An organisation applies without an account, through the pages."""

import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.queries import acts_of
from app.domain.actor import Role
from app.joining.models import Application
from app.organisations.models import Organisation
from tests.factories.accounts import make_account
from tests.factories.joining import applied, letters, make_places, private_link, typed
from tests.factories.law import add_calendar
from tests.factories.organisations import make_organisation
from tests.support.isolation import Browserless


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_an_application_arrives_once_the_email_is_confirmed(client: Browserless, session: Session) -> None:
    make_places()
    add_calendar()
    answer = client.post("/join", data=typed())
    assert (answer.status_code, answer.location) == (303, "/join/sent")
    kept = session.scalars(select(Application)).one()
    assert (kept.stir, kept.email, kept.isbn_prefixes) == (
        "301222333",
        "nodira@example.uz",
        ["97899437251", "978991001"],
    )
    assert (str(kept.licensed_on), kept.district_soato, kept.confirmed_at) == ("2024-01-05", "1726262", None)
    link = private_link()
    assert "E-mail not confirmed" in client.get(link).text
    assert client.post(f"{link}/confirm").location == link
    page = text_of(client.get(link).text)
    assert "Waits for the authority" in page
    assert re.search(r"The authority answers by \d+ \w+ 20\d\d", page)
    assert "978-9943-7251, 978-9910-01" in page
    assert [act.name for act in acts_of("application", kept.id)] == [
        "application.confirmed",
        "application.submitted",
    ]
    assert "nodira" not in str([act.after for act in acts_of("application", kept.id)]).lower()
    assert "has arrived" in letters()[-1].subject


def test_pressing_twice_makes_one_application_and_one_letter(client: Browserless, session: Session) -> None:
    make_places()
    locations = [client.post("/join", data=typed()).location for _ in range(2)]
    assert locations == ["/join/sent"] * 2
    assert count(session, Application) == 1
    assert len(letters()) == 1
    link = private_link()
    for _ in range(2):
        assert client.post(f"{link}/confirm").status_code == 303
    assert len(letters()) == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"stir": "12345678"}, "A TIN has nine digits."),
        ({"stir": ""}, "Write the TIN"),
        ({"name": " "}, "Write the name of the organisation."),
        ({"kind": "depository"}, "Choose one of the answers offered."),
        ({"region_soato": "9999"}, "Choose one of the answers offered."),
        ({"region_soato": ""}, "Choose a region of the list."),
        ({"district_soato": "1718401"}, "Choose a district or city of the region chosen."),
        ({"isbn_prefixes": "978-9943"}, "“978-9943” is no prefix of a publisher."),
        ({"isbn_prefixes": "978-9943-7251, 12"}, "“12” is no prefix of a publisher."),
        ({"licensed_on-year": "2999"}, "The day of a licence cannot lie ahead."),
        ({"licensed_on-day": "45"}, "Write a day that exists"),
        ({"email": "nodira"}, "Write a whole e-mail"),
        ({"contact_name": ""}, "Write the name."),
        ({"name": "!!!"}, "Write a name with letters or figures."),
        ({"name": "\u200b"}, "Write something that can be seen."),
        ({"name_ru": "…"}, "Write a name with letters or figures."),
        ({"name": "Sharq\u202elive"}, "It held hidden characters that turn letters round."),
        ({"contact_name": "Nodira\u2067"}, "It held hidden characters that turn letters round."),
        ({"stir": "000000000"}, "This is no TIN: all its figures are the same."),
        ({"phone": "hello"}, "Write the telephone in figures"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Browserless, session: Session, changed: dict[str, str], sentence: str
) -> None:
    make_places()
    page = client.post("/join", data=typed(**changed))
    assert page.status_code == 422
    assert page.text.count(sentence) == 2, "in the summary and at the field"
    assert 'value="Sharq Tongi LLC"' in page.text
    assert re.search(r'<option selected value="publisher">', page.text) or "kind" in changed
    assert count(session, Application) == 0
    assert letters() == []


@pytest.mark.parametrize(
    "known",
    [{"name": "Шарқ тонги", "stir": "301222333"}, {"name": "OOO Sharq tongi", "stir": None}],
)
def test_a_likely_duplicate_is_shown_before_a_second_record(
    client: Browserless, session: Session, known: dict[str, str | None]
) -> None:
    make_places()
    record = make_organisation(name=known["name"] or "", stir=known["stir"])
    make_organisation(name="Tong nashriyoti")
    page = client.post("/join", data=typed())
    assert page.status_code == 422
    assert "Records that may be yours" in page.text
    assert page.text.count('name="same_as"') == 2
    assert count(session, Application) == 0
    ours = client.post("/join", data=typed(same_as=str(record.id)))
    assert ours.location == "/join/sent"
    assert session.scalars(select(Application.claimed_id)).one() == record.id


def test_another_organisation_of_the_same_name_says_why(client: Browserless, session: Session) -> None:
    make_places()
    make_organisation(name="Sharq tongi")
    silent = client.post("/join", data=typed(same_as="another"))
    assert "Say which is yours, or why none is." in silent.text
    said = client.post("/join", data=typed(same_as="another", other_reason="Biz Samarqanddamiz"))
    assert said.location == "/join/sent"
    kept = session.scalars(select(Application)).one()
    assert (kept.claimed_id, kept.other_reason) == (None, "Biz Samarqanddamiz")


def test_another_organisation_cannot_have_the_same_tin(client: Browserless, session: Session) -> None:
    make_places()
    make_organisation(name="Boshqa nom", stir="301222333")
    page = client.post("/join", data=typed(same_as="another", other_reason="Boshqa"))
    assert page.status_code == 422
    assert "This TIN is registered here already." in page.text
    assert count(session, Application) == 0


@pytest.mark.parametrize("same_as", ["", "own"])
def test_an_organisation_with_people_invites_them_itself(
    client: Browserless, session: Session, same_as: str
) -> None:
    make_places()
    record = make_organisation(name="Boshqa nom", stir="301222333")
    make_account(Role.DEPOSITOR, record)
    page = client.post("/join", data=typed(same_as=same_as and str(record.id)))
    assert page.status_code == 422
    assert "People of this organisation work here already." in page.text
    assert count(session, Application) == 0


def test_a_record_that_was_not_shown_cannot_be_claimed(client: Browserless, session: Session) -> None:
    make_places()
    make_organisation(name="Sharq tongi")
    other = make_organisation(name="Begona")
    page = client.post("/join", data=typed(same_as=str(other.id)))
    assert page.status_code == 422
    assert count(session, Application) == 0


def test_an_email_that_signs_in_is_told_so_only_to_who_reads_its_mail(client: Browserless) -> None:
    make_places()
    make_account(Role.ADMINISTRATOR, email="nodira@example.uz")
    assert client.post("/join", data=typed()).location == "/join/sent"
    refused = client.post(f"{private_link()}/confirm")
    assert refused.status_code == 409
    assert "Somebody signs in with this e-mail already." in refused.text


def test_one_email_is_not_flooded(client: Browserless, session: Session) -> None:
    make_places()
    for number in range(3):
        changed = {"submission_key": f"k{number}", "stir": f"30122233{number}"}
        assert client.post("/join", data=typed(**changed)).status_code == 303
    flooded = client.post("/join", data=typed(submission_key="k4"))
    assert flooded.status_code == 422
    assert "There were too many applications with this e-mail." in flooded.text
    assert len(letters()) == 3


@pytest.mark.parametrize(
    "again",
    [
        {"name": "Boshqa", "name_ru": "", "name_en": ""},
        {"stir": "301222334", "name": "Sharq tongi", "name_ru": "", "name_en": ""},
    ],
    ids=["the same TIN", "the same name"],
)
def test_an_applicant_does_not_apply_twice_while_one_waits(
    client: Browserless, session: Session, again: dict[str, str]
) -> None:
    applied(client)
    page = client.post("/join", data=typed(submission_key="second", **again))
    assert page.status_code == 422
    assert re.search(r"waits for an answer since [\w\s]+20\d\d already", page.text)
    assert count(session, Application) == 1
    other = typed(submission_key="third", stir="301222335", name="Gʻarb", name_ru="", name_en="")
    assert client.post("/join", data=other | {"isbn_prefixes": ""}).status_code == 303


CONTESTED = "Another application with this TIN or for the same record is being looked at already."
OF_ANOTHER = {"submission_key": "second", "email": "boshqa@example.uz", "name": "Boshqa uy", "name_ru": "",
              "name_en": "", "contact_name": "Botir"}  # fmt: skip


def test_who_comes_first_with_a_tin_shuts_nobody_out(client: Browserless, session: Session) -> None:
    first = applied(client)
    assert CONTESTED not in client.get(first).text
    second = applied(client, **OF_ANOTHER)
    assert count(session, Application) == 2
    page = text_of(client.get(second).text)
    assert CONTESTED in page
    assert not re.search("Sharq|Шарқ|odira", page), "nothing is told of the other"
    assert CONTESTED in letters("boshqa@example.uz")[-1].body
    assert CONTESTED not in letters()[-1].body
    assert CONTESTED in client.get(first).text


def test_an_application_without_its_email_confirmed_contests_nothing(
    client: Browserless, session: Session
) -> None:
    make_places()
    client.post("/join", data=typed(**OF_ANOTHER))
    assert CONTESTED not in client.get(applied(client)).text
    assert CONTESTED not in client.get(private_link("boshqa@example.uz")).text


def test_of_two_that_were_begun_one_arrives(client: Browserless, session: Session) -> None:
    make_places()
    client.post("/join", data=typed())
    first = private_link()
    client.post("/join", data=typed(submission_key="second"))
    second = private_link()
    assert client.post(f"{second}/confirm").status_code == 303
    late = client.post(f"{first}/confirm")
    assert late.status_code == 409
    assert "waits for an answer since" in late.text


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("ending", ["", "/confirm", "/answer"])
def test_a_link_that_nobody_was_sent_leads_nowhere(client: Browserless, method: str, ending: str) -> None:
    status = getattr(client, method)(f"/join/unknown{ending}").status_code
    assert status in ((404, 405) if (method, ending) in (("get", "/confirm"), ("post", "")) else (404,))


def test_nothing_can_be_answered_that_was_not_asked(client: Browserless, session: Session) -> None:
    link = applied(client)
    assert client.get(f"{link}/answer").location == link
    assert client.post(f"{link}/answer", data=typed(name="Boshqa")).location == link
    assert session.scalars(select(Application.name)).one() == "«Шарқ тонги» МЧЖ"
    assert count(session, Organisation) == 0


@pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru", "en"])
def test_the_pages_and_letters_speak_the_language_of_the_applicant(
    client: Browserless, language: str
) -> None:
    client.get(f"/language/{language}")
    link = applied(client)
    assert client.get("/join").status_code == 200
    assert (language == "en") == ("Your application" in client.get(link).text)
    assert (language == "en") == ("Hello, Nodira" in letters()[0].body)
