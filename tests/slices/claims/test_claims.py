"""A library asks for late copies or passes them on; a depositor answers; all see what became of it."""

import csv
import io
import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.compliance.claims.checking import AGAIN_AFTER
from app.compliance.claims.models import AnswerKind, Claim, ClaimAnswer, ClaimKind, ClaimLine
from app.compliance.claims.queries import listing
from app.compliance.claims.queries.listing import ClaimFilter, list_claims
from app.compliance.claims.services.answering import Answer, answer_claim
from app.compliance.claims.services.making import make_claims
from app.deposits.obligations.models import Obligation
from app.desks.home import regulator
from app.domain.actor import Actor, Role
from app.domain.errors import Conflict, DomainError, NotFound
from app.infra.db import transaction
from app.infra.mail import Message
from app.infra.mail_sending import send_waiting
from app.organisations.models import Organisation
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import Late, add_late, make_late_world, make_notice
from tests.factories.law import add_depository
from tests.factories.obligations import add_organisation, counted_statements


@pytest.fixture
def late(session: Session) -> Late:
    return make_late_world()


@pytest.fixture
def librarian(late: Late) -> Actor:
    return make_account(Role.LIBRARIAN, late.library).actor()


def lines(late: Late, *titles: str, **differing: object) -> list[Obligation]:
    with transaction():
        return [add_late(late, title=title, **differing) for title in titles]


def claim(
    rows: list[Obligation], by: Actor, at: datetime, kind: ClaimKind = ClaimKind.ASKED, words: str = ""
) -> list[Claim]:
    with transaction():
        made = make_claims(obligation_ids=[row.id for row in rows], kind=kind, words=words, by=by, at=at)
    return list(made.claims)


def outcomes(actor: Actor) -> list[str]:
    return [str(row.outcome) for row in list_claims(actor, ClaimFilter(), limit=50)]


def letters(app: Flask, session: Session, at: datetime) -> list[Message]:
    """What the worker has sent of claims by a moment."""
    app.extensions["nusxa_carrier"].path.unlink(missing_ok=True)
    send_waiting(lambda: at)
    sent = select(Message).where(Message.kind == "claim", Message.sent_at.is_not(None))
    return list(session.scalars(sent.order_by(Message.id)))


def test_one_letter_to_each_depositor_in_its_language(
    app: Flask, session: Session, late: Late, librarian: Actor, at: datetime
) -> None:
    with transaction():
        other = add_organisation(name="Boshqa nashriyot")
        other.email = "boshqa@example.uz"
        theirs = add_late(late, depositor=other, title="Sarob")
    own = lines(late, "Devon", "Шум бола")
    make_account(Role.DEPOSITOR, late.publisher, email="bosh@example.uz", language="ru")
    claim([*own, theirs], librarian, at, words="Iltimos, javob bering.")
    sent = {letter.to: letter for letter in letters(app, session, at)}
    assert sent.keys() == {"bosh@example.uz", "boshqa@example.uz"}
    body = sent["bosh@example.uz"].body
    assert "Devon" in body
    assert "Шум бола" in body
    assert "Sarob" not in body
    assert "Iltimos, javob bering." in body
    assert re.search(r"/claims/\d+", body)
    assert len(letters(app, session, at + timedelta(days=1))) == 2


def test_a_merged_record_is_asked_with_the_one_that_stays(
    session: Session, late: Late, librarian: Actor, at: datetime
) -> None:
    with transaction():
        merged, other = add_organisation(name="Oxirgi"), add_organisation(name="Oltin Davot 2")
        merged.merged_into_id = late.publisher.id
        rows = [add_late(late, depositor=one) for one in (merged, other, late.publisher)]
    claims = claim(rows, librarian, at)
    assert sorted(one.depositor_id for one in claims) == sorted([late.publisher.id, other.id])
    assert session.query(ClaimLine).count() == 3


def test_a_line_is_asked_for_again_only_after_the_stated_time(
    session: Session, late: Late, librarian: Actor, at: datetime
) -> None:
    rows = lines(late, "Devon")
    claim(rows, librarian, at)
    with pytest.raises(Conflict, match="nothing_left"):
        claim(rows, librarian, at + AGAIN_AFTER - timedelta(minutes=1))
    claim(rows, librarian, at + AGAIN_AFTER)
    assert session.query(ClaimLine).count() == 2


def test_a_letter_names_what_is_still_missing_when_it_is_sent(
    app: Flask, session: Session, late: Late, librarian: Actor, at: datetime
) -> None:
    make_account(Role.DEPOSITOR, late.publisher)
    received, missing = lines(late, "Devon", "Sarob")
    gone = lines(late, "Kecha va kunduz")
    claim([received, missing], librarian, at)
    claim(gone, librarian, at)
    with transaction():
        for row in (received, *gone):
            found = session.get_one(Obligation, row.id)
            found.received, found.open = 2, False
    (letter,) = letters(app, session, at)
    assert "Sarob" in letter.body
    assert "Devon" not in letter.body
    assert session.scalars(select(Message.id).where(Message.dropped_at.is_not(None))).all()
    assert [line.left_out for line in session.query(ClaimLine).order_by(ClaimLine.id)] == [
        "settled", "", "settled",
    ]  # fmt: skip


def test_what_is_not_late_beyond_doubt_or_is_anothers_is_not_claimed(
    late: Late, librarian: Actor, at: datetime
) -> None:
    with transaction():
        elsewhere = add_depository("uz-boshqa")
    for differing in (
        {"due_on": date(2026, 11, 23)}, {"provisional": True}, {"copies": None, "open": False},
        {"received": 2, "open": False}, {"depositor_id": None}, {"depository_id": elsewhere.id},
    ):  # fmt: skip
        with pytest.raises(Conflict, match="nothing_left"):
            claim(lines(late, "Devon", **differing), librarian, at)
    noticed = lines(late, "Sarob")
    make_notice(late, *noticed)
    with pytest.raises(Conflict, match="nothing_left"):
        claim(noticed, librarian, at)


def test_each_outcome_is_derived(session: Session, late: Late, librarian: Actor, at: datetime) -> None:
    writer = make_account(Role.DEPOSITOR, late.publisher).actor()
    rows = lines(late, "Bir", "Ikki", "Uch", "Toʻrt", "Besh", "Olti")
    (made,) = claim(rows, librarian, at)
    ids = [line.id for line in session.query(ClaimLine).order_by(ClaimLine.id)]
    promise = Answer(AnswerKind.WILL_SEND, date(2026, 12, 1))
    with transaction():
        answer_claim(claim_id=made.id, line_ids=[ids[1]], answer=promise, by=writer, at=at)
    claim([rows[2]], librarian, at + timedelta(days=1), ClaimKind.PASSED, "Ikki marta yozdik.")
    notice = make_notice(late, rows[3])
    with transaction():
        done, ended = session.get_one(Obligation, rows[4].id), session.get_one(Obligation, rows[5].id)
        done.received, done.open = 2, False
        ended.cancelled_at, ended.open = at, False
    assert outcomes(librarian) == [
        "passed", "ended", "received", "noticed", "passed", "answered", "waiting",
    ]  # fmt: skip
    named = [row.notice for row in list_claims(librarian, ClaimFilter(), limit=50)]
    assert named == ["", "", "", notice.number, "", "", ""]
    assert session.get_one(Obligation, rows[1].id).due_on == date(2026, 11, 2)
    assert outcomes(writer) == ["ended", "received", "noticed", "passed", "answered", "waiting"]


def test_answers_are_checked_and_the_last_counts(
    session: Session, late: Late, librarian: Actor, at: datetime
) -> None:
    writer = make_account(Role.DEPOSITOR, late.publisher).actor()
    stranger = make_account(Role.DEPOSITOR).actor()
    (made,) = claim(lines(late, "Devon"), librarian, at)
    (line,) = session.query(ClaimLine).all()

    def answer(kind: AnswerKind, day: date | None = None, words: str = "", by: Actor = writer) -> None:
        with transaction():
            said = Answer(kind, day, words)
            answer_claim(claim_id=made.id, line_ids=[line.id], answer=said, by=by, at=at)

    refusals = (
        (AnswerKind.SENT, None, "day_missing"), (AnswerKind.SENT, date(2026, 11, 24), "day_ahead"),
        (AnswerKind.SENT, date(2020, 1, 1), "day_long_ago"),
        (AnswerKind.WILL_SEND, date(2026, 11, 22), "day_past"),
        (AnswerKind.WILL_SEND, date(2028, 1, 1), "day_too_far"), (AnswerKind.NOT_OURS, None, "why_missing"),
    )  # fmt: skip
    for kind, day, code in refusals:
        with pytest.raises(DomainError, match=code):
            answer(kind, day)
    with pytest.raises(NotFound):
        answer(AnswerKind.SENT, date(2026, 11, 20), by=stranger)
    answer(AnswerKind.WILL_SEND, date(2026, 11, 30))
    answer(AnswerKind.SENT, date(2026, 11, 20), "RR 1")
    (row,) = list_claims(librarian, ClaimFilter(), limit=5)
    assert row.answer is not None
    assert (row.answer.kind, row.answer.day, row.answer.words) == (
        AnswerKind.SENT,
        date(2026, 11, 20),
        "RR 1",
    )
    assert session.query(ClaimAnswer).count() == 2


def fields(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and ('type="hidden"' in tag or " checked" in tag):
            found.setdefault(name[1], []).append(value[1])
    return found


def enter(client: FlaskClient, role: Role, of: Organisation) -> None:
    client.post("/sign-out")
    sign_in(client, make_account(role, of))


def test_from_the_list_to_the_answer_and_the_worklist(
    client: FlaskClient, session: Session, late: Late, at: datetime
) -> None:
    rows = lines(late, "Devon", "Sarob")
    with time_machine.travel(at):
        enter(client, Role.LIBRARIAN, late.library)
        listed = client.get("/obligations?state=late").text
        assert f'name="line" value="{rows[0].id}"' in listed
        assert 'name="line"' not in client.get("/obligations").text
        assert f'name="line" value="{rows[0].id}"' in client.get("/coming?state=late").text
        everything = re.search(r'href="(/claims/new\?[^"]*all=1[^"]*)"', listed)
        assert everything is not None
        sent = fields(client.get(everything[1].replace("&amp;", "&")).text)
        assert sorted(sent["line"]) == sorted(str(row.id) for row in rows)
        first, again = client.post("/claims/new", data=sent), client.post("/claims/new", data=sent)
        assert first.location == again.location
        assert session.query(Claim).count() == 1
        empty = client.get(f"/claims/new?kind=asked&line={rows[0].id}").text
        assert "done within the last 14 days already" in empty
        passing = fields(client.get(f"/claims/new?kind=passed&line={rows[1].id}").text)
        refused = client.post("/claims/new", data=passing)
        assert refused.status_code == 422
        assert "Write to the authority why" in refused.text
        client.post("/claims/new", data={**passing, "words": "Javob yoʻq, uch oy boʻldi."})
        file = client.get("/claims.csv?kind=passed").get_data(as_text=True)
        (only,) = list(
            csv.DictReader(io.StringIO(file.lstrip("\ufeff")), delimiter=";" if ";" in file else ",")
        )
        assert only["Title"] == "Sarob"
        enter(client, Role.DEPOSITOR, late.publisher)
        assert "A library writes:" in client.get("/").text
        page = client.get(first.location).text
        assert "Javob yoʻq" not in page
        answered = {**fields(page), "kind": "not_ours", "words": "Ushbu kitob chiqmagan."}
        promised = {**fields(page), "kind": "will_send", "words": "Albatta yuboramiz.",
                    "day-day": "29", "day-month": "11", "day-year": "2026"}  # fmt: skip
        assert client.post(first.location, data=promised).status_code == 303
        answered["submission_key"] = fields(client.get(first.location).text)["submission_key"]
        assert client.post(first.location, data=answered).status_code == 303
        assert "A library writes:" not in client.get("/").text
        assert "Javob yoʻq" not in client.get("/claims").text
        enter(client, Role.LIBRARIAN, late.library)
        asked = client.get(first.location).text
        assert asked.index("Ushbu kitob chiqmagan.") < asked.index("Albatta yuboramiz."), "the promise stays"
        assert "answered on 23.11.2026" in asked
        enter(client, Role.REGULATOR, late.authority)
        passed = client.get(
            re.findall(r'href="(/claims/\d+)"', client.get("/claims?kind=passed").text)[0]
        ).text
        assert "Ushbu kitob chiqmagan." in passed, "the authority decides with the answer before it"
        work = client.get(f"/late/{late.publisher.id}").text
        preview = client.get(f"/late/{late.publisher.id}/notice?line={rows[1].id}").text
        for page in (work, preview):
            assert "It does not exist, or is not ours to send" in page
            assert "Ushbu kitob chiqmagan." in page
        assert "Javob yoʻq, uch oy boʻldi." in work
        assert "Oltin Davot" in client.get("/late?passed=1").text
        home = client.get("/").text
        waiting = re.search(r'href="(/claims\?kind=passed[^"]*)"', home)
        assert waiting is not None
        assert "Sarob" in client.get(waiting[1].replace("&amp;", "&")).text
        notice = make_notice(late, rows[1])
        assert "Passed on by libraries" not in client.get("/").text
        assert notice.number in client.get("/claims?kind=passed").text
        timeline = client.get(f"/releases/{rows[1].release_id}").text
        assert "passed late copies to the authority" in timeline
        assert "not theirs to send" in timeline


def test_the_list_is_scoped_paged_and_asks_for_no_more_with_more_rows(
    client: FlaskClient, session: Session, late: Late, librarian: Actor, at: datetime
) -> None:
    with transaction():
        other = add_depository("uz-boshqa")
    stranger = make_account(Role.LIBRARIAN, other).actor()
    claim(lines(late, "Bir", "Ikki"), librarian, at)
    enter(client, Role.LIBRARIAN, late.library)
    with counted_statements() as few:
        client.get("/claims")
    claim(lines(late, *(f"Kitob {number}" for number in range(60))), librarian, at)
    with counted_statements() as many:
        page = client.get("/claims").text
    assert len(many) <= len(few) + 1
    following = re.search(r'href="([^"]*after=[^"]*)" rel="next"', page)
    assert following is not None
    rest = client.get(following[1].replace("&amp;", "&")).text
    assert len(re.findall(r"/releases/\d+", page + rest)) == 62
    assert outcomes(stranger) == []
    assert client.get("/claims?outcome=received").text.count("/releases/") == 0


def test_the_home_of_the_authority_says_that_more_were_passed_on_than_it_counts(
    client: FlaskClient, late: Late, librarian: Actor, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim(lines(late, "Devon", "Sarob"), librarian, at, ClaimKind.PASSED, "Ikki marta yozdik.")
    sign_in(client, make_account(Role.REGULATOR, late.authority))
    client.get("/language/en")
    for most, figure in ((2, "2"), (1, "1+")):
        monkeypatch.setattr(listing, "EXACT_TOTAL", most)
        monkeypatch.setattr(regulator, "EXACT_TOTAL", most)
        before_its_word = client.get("/").text.partition("Passed on by libraries")[0]
        assert before_its_word.rpartition('nx-count__n">')[2].partition("<")[0] == figure
