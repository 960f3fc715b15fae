"""What is typed wrong: a sentence at the field, what was typed kept, and no answer made of it."""

import re

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.domain.actor import Role
from app.domain.registration import RegistrationAnswers
from app.publications.models import RegistrationDraft
from tests.factories.accounts import make_account, sign_in
from tests.factories.organisations import make_organisation
from tests.factories.publications import clerk_of, make_release
from tests.slices.registration.steps import begin, fill_in, send, told
from tests.support.isolation import Browserless

SCRIPT = '<script>alert("x")</script>\'; DROP TABLE release; --'


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("print_run", "0", "Write a number from 1 to"),
        ("print_run", "٣٠٠", "Write it in figures only, for example 3000"),
        ("pages", "312 varaq", "Write it in figures, for example 320, or in parts that are numbered apart"),
        ("pages", "XII, 100 000", "Write a number from 1 to 100000."),
        ("pages", "-5", "Write it in figures"),
        ("price", "9" * 40, "Write a number from 0 to"),
        ("year", "20266", "Write a number from 1900 to 2027"),
        ("year", "1700", "Write a number from 1900 to 2027"),
        ("size", "x" * 51, "Write at most 50 characters"),
        ("place", "Tosh\x07kent", "Remove characters that cannot be printed"),
        ("printer", "x" * 301, "Write at most 300 characters"),
        ("published_before", "pirated", "Choose one of the answers offered"),
        ("depositor_region", "9999", "Choose one of the answers offered"),
        ("first_batch_released-day", "32", "Write a day that exists"),
        ("first_batch_released-month", "2026-11", "Write a day that exists"),
        ("first_batch_released-year", "99999", "Write a day that exists"),
        ("first_batch_released-year", "2022", "No deadline can be given for this day"),
        ("first_batch_released-day", "24", "This day has not come yet"),
    ],
)
def test_a_wrong_fact_of_the_release(
    client: Browserless, clerk: Account, session: Session, field: str, typed: str, sentence: str
) -> None:
    draft_id = begin(client)
    send(client, draft_id, "title")
    response = send(client, draft_id, "release", **{field: typed})
    assert response.status_code == 422
    assert response.text.count(sentence) == 2, "in the summary and at the field"
    assert 'class="nx-errsum"' in response.text
    if typed not in ("pirated", "9999", "Tosh\x07kent"):
        assert f'value="{typed}"' in response.text
    draft = session.get_one(RegistrationDraft, draft_id)
    assert list(draft.mistaken) == ["release"]
    said = RegistrationAnswers.from_json(draft.answers).to_json()
    assert typed not in [str(value) for value in said.values()]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "", "Write the title as in the book."),
        ("title", "   ", "Write the title as in the book."),
        ("title", "\u200b\u2060", "Write the title as in the book."),
        ("title", "\u2800 \u00ad", "Write the title as in the book."),
        ("title", "x" * 501, "Write at most 500 characters"),
        ("people-0-name", "x" * 201, "Write at most 200 characters"),
        ("people-0-role", "owner", "Choose one of the answers offered"),
        ("language", "xx", "Choose one of the answers offered"),
        ("udc", "x" * 101, "Write at most 100 characters"),
        ("udc", "!!", "Write the UDC as in the book"),
        ("udc", "abc", "Write the UDC as in the book"),
        ("identifiers-0-number", "12345", "Write an ISBN of 13 or 10 characters"),
        ("identifiers-0-number", "4870016271338", "13 digits must begin with 978 or 979"),
        ("identifiers-0-number", "9789943725134", "The check digit is wrong"),
    ],
)
def test_a_wrong_fact_of_the_title(
    client: Browserless, clerk: Account, session: Session, field: str, typed: str, sentence: str
) -> None:
    draft_id = begin(client)
    response = send(client, draft_id, "title", **{field: typed})
    assert response.status_code == 422
    assert response.text.count(sentence) == 2, "in the summary and at the field"
    draft = session.get_one(RegistrationDraft, draft_id)
    assert list(draft.mistaken) == ["title"]
    said = RegistrationAnswers.from_json(draft.answers).to_json()
    assert not typed or f"'{typed}'" not in str(said)


def test_a_wrong_check_digit_is_kept_with_a_reason(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = begin(client)
    number = {"identifiers-0-number": "978 9943 7251 3 4"}
    reason = {"identifiers-0-reason": "Kitobda shunday bosilgan"}
    asked = send(client, draft_id, "title", **number)
    assert send(client, draft_id, "title", **number, **reason, **told(asked)).status_code == 303
    kept = session.get_one(RegistrationDraft, draft_id).answers["identifiers"]
    assert kept == [
        {
            "scheme": "isbn",
            "value": "9789943725134",
            "printed": "978-9943-7251-3-4",
            "reason": "Kitobda shunday bosilgan",
        }
    ]


def test_an_isbn_of_another_title_needs_a_reason(client: Browserless, clerk: Account) -> None:
    make_release(clerk_of(make_organisation(name="Boshqa nashriyot")), title="Kecha va kunduz")
    draft_id = begin(client)
    response = send(client, draft_id, "title")
    assert response.status_code == 422
    assert "already in the register: “Kecha va kunduz”, Boshqa nashriyot" in response.text
    reason = {"identifiers-0-reason": "Bitta raqam ikki marta berilgan"}
    again = send(client, draft_id, "title", **reason, **told(response))
    assert again.status_code == 303


def test_another_row_keeps_what_was_typed(client: Browserless, clerk: Account) -> None:
    draft_id = begin(client)
    response = send(client, draft_id, "title", add="person", pages="")
    assert response.status_code == 200
    assert 'value="Ўткан кунлар"' in response.text
    assert response.text.count("Role of person") == 3
    assert _focused(response.text) == ["people-2-name"]
    response = send(client, draft_id, "title", add="identifier")
    assert _focused(response.text) == ["identifiers-1-number"], "where digits are scanned"


def _focused(page: str) -> list[str]:
    """Where the next key goes; an address that names a place in the page would prevent it."""
    fields = re.findall(r"<(?:input|select)[^>]*\bautofocus\b[^>]*>", page)
    return [re.findall(r'\bid="([^"]+)"', field)[0] for field in fields]


def test_texts_are_shown_as_texts(client: Browserless, clerk: Account) -> None:
    draft_id = begin(client)
    title = dict.fromkeys(("title", "parallel_title", "people-0-name", "series"), SCRIPT)
    send(client, draft_id, "title", **title, **{"identifiers-0-reason": SCRIPT})
    send(client, draft_id, "release", place=SCRIPT, printer=SCRIPT, size="<b>1</b>")
    pages = [
        client.get(f"/registration/{draft_id}/{step}").text
        for step in ("title", "release", "check", "discard")
    ]
    send(client, draft_id, "check")
    pages.append(client.get("/publications", query_string={"q": SCRIPT}).text)
    for page in pages:
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_lost_step_writes_nothing_and_can_be_sent_again(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = begin(client)
    empty = client.post(f"/registration/{draft_id}/title", data={})
    assert empty.status_code == 422
    assert send(client, draft_id, "title").status_code == 303
    assert session.get_one(RegistrationDraft, draft_id).answers["title"] == "Ўткан кунлар"


def test_another_organisations_draft_does_not_exist(client: Browserless, clerk: Account) -> None:
    draft_id = fill_in(client)
    client.post("/sign-out")
    sign_in(client, make_account(Role.DEPOSITOR))
    for step in ("title", "release", "check", "discard"):
        assert client.get(f"/registration/{draft_id}/{step}").status_code == 404
        assert client.post(f"/registration/{draft_id}/{step}", data={}).status_code == 404
    assert client.post(f"/registration/{draft_id}/preview/title", data={}).status_code == 404


@pytest.mark.parametrize("role", [Role.LIBRARIAN, Role.REGULATOR, Role.ADMINISTRATOR])
def test_only_depositors_register(client: Browserless, clerk: Account, role: Role) -> None:
    draft_id = fill_in(client)
    client.post("/sign-out")
    sign_in(client, make_account(role))
    assert client.get("/registration/new").status_code == 403
    assert client.get(f"/registration/{draft_id}/check").status_code == 403
    assert client.post(f"/registration/{draft_id}/check").status_code == 403
    assert client.get("/releases/1/amend").status_code == 403


def test_characters_that_steer_how_a_title_is_shown_are_left_out(
    client: Browserless, clerk: Account, session: Session
) -> None:
    draft_id = begin(client)
    typed = "\ufeffOʻt\u200bkan \u202ekunlar\u202c\u2066!\u2069 ke\u00adcha\u200dlar"
    assert send(client, draft_id, "title", title=typed).status_code == 303
    kept = session.get_one(RegistrationDraft, draft_id, populate_existing=True).answers
    assert kept["title"] == "Oʻtkan kunlar! ke\u00adcha\u200dlar"


def test_the_summary_names_the_faults_in_the_order_of_the_page(client: Browserless, clerk: Account) -> None:
    draft_id = begin(client)
    page = send(client, draft_id, "title", title="", udc="x" * 101, identifiers__0__number="12345")
    summary = page.text.split('class="nx-errsum"', 1)[1].split("</div>", 1)[0]
    assert summary.index("Title") < summary.index("ISBN") < summary.index("UDC")
    send(client, draft_id, "title")
    wrong = {"first_batch_released__day": "32", "print_run": "0", "year": "20266", "printer": "x" * 301}
    page = send(client, draft_id, "release", **wrong)
    summary = page.text.split('class="nx-errsum"', 1)[1].split("</div>", 1)[0]
    places = [summary.index(word) for word in ("First batch", "Print run", "Year", "Printing house")]
    assert places == sorted(places)
