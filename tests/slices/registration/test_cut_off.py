"""A session that ends in the middle of a step: nothing that was typed is lost."""

import html
import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.publications.models import RegistrationDraft
from tests.factories.accounts import PASSWORD, make_account
from tests.slices.registration.steps import TITLE, begin
from tests.support.isolation import Browserless

HERE = {"Origin": "http://localhost"}


def inputs_of(page: str) -> dict[str, str]:
    """The inputs of the form in the page's main part, as a browser would send them."""
    main = page.split('<main id="main">')[1].split("</form>")[0]
    inputs = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r"<input[^>]*>", main)]
    return {tag["name"]: html.unescape(tag.get("value", "")) for tag in inputs}


def test_answers_go_through_signing_in(client: Browserless, clerk: Account, session: Session) -> None:
    draft_id = begin(client)
    step = f"/registration/{draft_id}/title"
    client.post("/sign-out")
    client.get("/language/en")
    asked = client.post(step, data={**TITLE, "series": 'a "quoted" <b>'}, headers=HERE)
    assert asked.status_code == 401
    assert "You were signed out." in asked.text
    assert "Error" not in asked.text

    data = {**inputs_of(asked.text), "email": clerk.email, "password": "wrong"}
    again = client.post(f"/sign-in?next={step}", data=data)
    assert again.status_code == 422
    data = {**inputs_of(again.text), "email": clerk.email, "password": PASSWORD}
    resumed = client.post(f"/sign-in?next={step}", data=data)
    assert resumed.status_code == 200
    assert f'action="{step}" method="post"' in resumed.text
    typed = inputs_of(resumed.text)
    assert typed["series"] == 'a "quoted" <b>'
    assert client.post(step, data=typed).location == f"/registration/{draft_id}/release"
    assert session.get_one(RegistrationDraft, draft_id).answers["title"] == TITLE["title"]


def test_one_more_row_and_another_language_lose_no_word(client: Browserless, clerk: Account) -> None:
    step = f"/registration/{begin(client)}/title"
    one_more = client.post(step, data={**TITLE, "add": "person"}).text
    assert 'name="_language" value="ru"' in one_more
    other = client.post(step, data={**TITLE, "add": "person", "_language": "ru"})
    assert (other.status_code, '<html lang="ru"' in other.text) == (200, True)
    assert inputs_of(other.text)["title"] == TITLE["title"]
    assert "people-1-name" in inputs_of(other.text)


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_a_form_of_another_site_is_not_carried(
    client: Browserless, clerk: Account, headers: dict[str, str]
) -> None:
    draft_id = begin(client)
    client.post("/sign-out")
    answer = client.post(f"/registration/{draft_id}/title", data=TITLE, headers=headers)
    assert (answer.status_code, answer.location) == (302, "/sign-in")


def test_what_is_too_much_is_not_carried(client: Browserless, clerk: Account) -> None:
    draft_id = begin(client)
    client.post("/sign-out")
    step = f"/registration/{draft_id}/title"
    answer = client.post(
        step, data={"title": "x" * 100_001}, headers={**HERE, "Referer": f"http://localhost{step}"}
    )
    assert (answer.status_code, answer.location) == (302, f"/sign-in?next={step}")
    assert "You were signed out." in client.get(answer.location).text


@pytest.mark.parametrize("kept", ["{", "[]", "3", '["https://evil.example/", [["a", "b"]]]'])
def test_a_forged_bundle_leads_nowhere_else(client: Browserless, clerk: Account, kept: str) -> None:
    data = {"email": clerk.email, "password": PASSWORD, "kept": kept}
    answer = client.post("/sign-in", data=data)
    assert answer.status_code in (200, 303)
    assert re.search(r"(action|href)=[^>]*evil", answer.text) is None, (
        "what was sent is kept, and is no address"
    )


def test_without_any_cookie_the_browser_tells_the_language(own_app: Flask) -> None:
    with own_app.app_context():
        account = make_account(email="karima@example.uz", language="ru")
    client = own_app.test_client()
    told = {**HERE, "Accept-Language": "ru-RU,ru;q=0.9,en;q=0.8"}
    asked = client.post("/registration/1/title", data=TITLE, headers=told)
    assert asked.status_code == 401
    assert 'lang="ru"' in asked.text.split("<head>")[0]
    data = {**inputs_of(asked.text), "email": account.email, "password": PASSWORD}
    resumed = client.post("/sign-in?next=/registration/1/title", data=data)
    assert inputs_of(resumed.text)["title"] == TITLE["title"]
    # the token on that page is one of the new session: the form is taken, and its page asks who may
    typed = inputs_of(resumed.text)
    assert client.post("/registration/1/title", data=typed).status_code == 403
    stale = client.post("/registration/1/title", data={**typed, "csrf_token": "old"}, headers=HERE)
    assert stale.status_code == 400
    assert inputs_of(stale.text)["title"] == TITLE["title"]


def test_the_page_about_a_damaged_form_leads_back_and_to_signing_in(own_app: Flask) -> None:
    client = own_app.test_client()
    told = {"Accept-Language": "en", "Referer": "http://localhost/account"}
    page = client.post("/account", data={}, headers=told)
    assert page.status_code == 400
    assert 'lang="en"' in page.text.split("<head>")[0]
    assert 'href="/account"' in page.text
    assert 'href="/sign-in?next=/account"' in page.text
