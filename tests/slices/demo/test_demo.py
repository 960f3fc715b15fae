"""The demonstration country: loaded once, through the real services, and refused where it does not belong."""

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.attestations.models import Attestation
from app.audit.models import AuditEvent
from app.config import Mode
from app.deposits.consignments.evidence.models import Evidence
from app.deposits.consignments.models import Consignment
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Receipt
from app.desks.demo.loading import load_country
from app.desks.demo.other_kinds import answers_of_row, read_other_kinds
from app.desks.demo.titles import new_isbn, read_titles
from app.desks.periodicals.course import questions
from app.domain.actor import Actor, Role
from app.domain.identifiers import parse_isbn
from app.infra import clock
from app.infra.db import session as current_session
from app.infra.mail import Message
from app.publications.languages import LANGUAGES
from app.publications.models import Identifier, Publication, RegistrationDraft, Release
from app.publications.periodicals.models import Issue, Periodical
from app.publications.vocabulary import AUDIENCES, REGISTERED_KINDS, ROLES, SCRIPTS, SUBJECTS

TITLES, PERIODICALS = 24, 3
OTHERS = len(read_other_kinds())


def load(app: Flask, *options: str) -> str:
    result = app.test_cli_runner().invoke(args=["demo", "load", *options])
    assert result.exit_code == 0, result.output
    return str(result.output)


def guide(app: Flask) -> dict[str, object]:
    text = (Path(app.config["NUSXA"].instance) / "demo.json").read_text(encoding="utf-8")
    found: dict[str, object] = json.loads(text)
    return found


def count(model: type) -> int:
    return current_session().scalar(select(func.count()).select_from(model)) or 0


def counts() -> list[int]:
    return [
        count(model)
        for model in (Account, Publication, Release, Obligation, Consignment, Receipt, AuditEvent)
    ]


def test_it_loads_once_and_tells_how_to_try_it(own_app: Flask) -> None:
    load(own_app, "--titles", str(TITLES))
    with own_app.app_context():
        first = counts()
        assert count(Publication) == TITLES + OTHERS + PERIODICALS
        assert count(Periodical) == PERIODICALS
        assert 12 < count(Issue) < 30
        assert_one_may_have_ceased(told_of=clock.today())
        assert count(Obligation) > 3 * TITLES
        assert count(Receipt) > TITLES
        open_drafts = select(func.count()).where(RegistrationDraft.release_id.is_(None))
        assert current_session().scalar(open_drafts.select_from(RegistrationDraft)) == 1
        in_the_future = select(func.count()).where(AuditEvent.at > clock.now())
        assert current_session().scalar(in_the_future.select_from(AuditEvent)) == 0
        assert sorted(current_session().scalars(select(Attestation.kind))) == ["certificate", "statement"]
        assert count(Evidence) == 2
        assert current_session().scalars(select(Message.bounce).where(Message.bounced_at.is_not(None))).one()
        codes = list(current_session().scalars(select(Consignment.code)))
        isbns = list(current_session().scalars(select(Identifier.value).where(Identifier.scheme == "isbn")))
    told = guide(own_app)
    assert "loaded already" in load(own_app, "--titles", str(TITLES))
    with own_app.app_context():
        assert counts() == first
    assert guide(own_app) == told
    assert told["consignment"] in codes
    assert len(isbns) == len(set(isbns)) == TITLES
    assert told["seed"] == 2026
    assert told["sign_in"] == "/sign-in"
    own_app.config["WTF_CSRF_ENABLED"] = False
    assert_everybody_can_sign_in(own_app, told)


def assert_one_may_have_ceased(*, told_of: date) -> None:
    """Of one periodical nobody has said anything for so long that its publisher is asked."""
    asked = [
        question.periodical.publication.title
        for publisher in current_session().scalars(select(Publication.publisher_id).distinct())
        for question in questions(Actor(Role.DEPOSITOR, organisation_id=publisher), today=told_of)
    ]
    assert asked == ["Lojuvard xabarnomasi"]


def assert_everybody_can_sign_in(app: Flask, told: dict[str, object]) -> None:
    accounts = told["accounts"]
    assert isinstance(accounts, list)
    assert {account["role"] for account in accounts} == {
        "depositor",
        "librarian",
        "regulator",
        "administrator",
    }
    for account in accounts:
        client = app.test_client()
        answer = client.post("/sign-in", data={"email": account["email"], "password": account["password"]})
        assert answer.status_code == 303
        assert client.get("/").status_code == 200


def story(opened: Session, at: datetime, seed: int) -> list[object]:
    """What comes of a seed, as far as no identifier shows in it; nothing of it stays."""
    whole = opened.begin_nested()
    load_country(at=at, seed=seed, titles=8)
    owed = select(Publication.title, Obligation.rule_id, Obligation.due_on, Obligation.received).join_from(
        Obligation, Release, Release.id == Obligation.release_id
    )
    told: list[object] = sorted(map(repr, opened.execute(owed.join(Release.publication))))
    told += sorted(map(repr, opened.execute(select(Consignment.code, Consignment.sent_at))))
    told += sorted(map(repr, opened.execute(select(Receipt.number, Receipt.at))))
    whole.rollback()
    return told


@pytest.mark.one_database
def test_the_same_seed_gives_the_same_country(session: Session, at: datetime) -> None:
    first = story(session, at, 7)
    assert len(first) > 40
    assert story(session, at, 7) == first
    assert story(session, at, 8) != first


@pytest.mark.parametrize("mode", [Mode.DEVELOPMENT, Mode.PRODUCTION])
def test_it_is_refused_elsewhere(own_app: Flask, mode: Mode) -> None:
    own_app.config["NUSXA"] = replace(own_app.config["NUSXA"], mode=mode)
    result = own_app.test_cli_runner().invoke(args=["demo", "load"])
    assert result.exit_code != 0
    assert "NUSXA_MODE=demonstration" in result.output
    with own_app.app_context():
        assert counts() == [0] * 7


def test_its_titles_are_in_the_words_of_the_registration() -> None:
    titles = read_titles()
    assert len(titles) >= 150
    assert len({(title.title, title.people) for title in titles}) == len(titles)
    for title in titles:
        assert title.title
        assert title.people
        assert title.language in LANGUAGES
        assert title.script in SCRIPTS
        assert title.kind in REGISTERED_KINDS
        assert title.subject in SUBJECTS
        assert title.audience in AUDIENCES
        assert all(person.name and person.role in ROLES for person in title.people)


def test_its_other_kinds_say_what_the_table_asks() -> None:
    kinds = {row["kind"] for row in read_other_kinds()}
    assert len(kinds) == len(read_other_kinds()) >= 5
    for row in read_other_kinds():
        answers = answers_of_row(row, date(2026, 11, 19), "1726")
        answers.require_complete()
        assert answers.kind in REGISTERED_KINDS
        said = filter(None, f"{row['title_details']}|{row['release_details']}".split("|"))
        assert len({*answers.title_details, *answers.release_details}) == len(list(said)), row["title"]


@pytest.mark.parametrize("registrant", [0, 1, 12])
@pytest.mark.parametrize("number", [0, 7, 99])
def test_its_numbers_are_right(registrant: int, number: int) -> None:
    isbn = new_isbn(registrant, number)
    assert parse_isbn(isbn.printed).valid
    assert isbn.value == isbn.printed.replace("-", "")
    assert isbn.value.startswith(("9789943", "9789910"))
