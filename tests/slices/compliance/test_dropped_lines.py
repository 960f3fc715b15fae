"""An amendment that lets lines of a notice in force lapse is told to the officials whose notice it is."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.compliance.models import Notice
from app.compliance.services.withdrawing import withdraw_notice
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.infra.db import transaction
from app.infra.mail import Message
from app.publications.models import Release
from app.publications.queries import answers_of, own_release
from app.publications.services import amend_release
from tests.factories.compliance import AT, Late, add_inspector, make_notice
from tests.factories.publications import clerk_of, make_release

SUBJECT = "asked for no longer after an amendment"


def noticed(late: Late) -> tuple[Actor, Release, Notice]:
    """A book that came out on 1 October, and a notice of all that is late of it."""
    clerk = clerk_of(late.publisher)
    release = make_release(clerk, events={"first_batch_released": "2026-10-01"})
    with transaction() as session:
        lines = session.query(Obligation).filter_by(depositor_id=late.publisher.id).all()
        for official in session.query(Account):
            official.language = "en"
    return clerk, release, make_notice(late, *lines)


def amend(by: Actor, release: Release, **differing: object) -> None:
    with transaction():
        now = own_release(by, release.id)
        answers = replace(answers_of(now), **differing)
        amend_release(release_id=release.id, answers=answers, version=now.version, by=by, at=AT)


def letters(session: Session) -> list[Message]:
    return [letter for letter in session.query(Message).order_by(Message.id) if SUBJECT in letter.subject]


def test_who_issued_and_who_heads_the_region_learn_that_a_date_was_taken_back(
    session: Session, late: Late
) -> None:
    clerk, release, notice = noticed(late)
    with transaction():
        head = add_inspector(late.authority, notice.region_soato)
        add_inspector(late.authority, "1703" if notice.region_soato != "1703" else "1706")
        for official in session.query(Account):
            official.language = "en"
    amend(clerk, release, events={})

    told = letters(session)
    named = {late.inspector.account_id, head.account_id}
    assert {letter.to for letter in told} == {session.get_one(Account, id_).email for id_ in named}
    assert len(told) == 2
    body = told[0].body.replace("\u00a0", " ")
    assert f"Notice {notice.number}" in body
    for word in (
        clerk.name,
        "Oltin Davot",
        "Oʻtkan kunlar",
        "no date yet",
        "First batch released",
        "Not known",
    ):
        assert word in body, body
    assert f"/notices/{notice.id}" in body
    assert f"/releases/{release.id}/history" in body


def test_a_later_day_and_what_is_no_longer_owed_are_told_once(session: Session, late: Late) -> None:
    clerk, release, _notice = noticed(late)
    amend(clerk, release, pages=99)
    assert letters(session) == []
    amend(clerk, release, events={"first_batch_released": date(2026, 11, 20)})
    (first,) = letters(session)
    assert "no longer owed" not in first.body
    amend(clerk, release, print_run=2900)
    assert len(letters(session)) == 1


def test_a_title_that_is_owed_no_longer_is_told(session: Session, late: Late) -> None:
    clerk, release, _notice = noticed(late)
    amend(clerk, release, carrier="online")
    (letter,) = letters(session)
    assert "no longer owed" in letter.body
    assert "Carrier: On paper → Online" in letter.body


def test_a_notice_that_was_withdrawn_tells_nobody(session: Session, late: Late) -> None:
    clerk, release, notice = noticed(late)
    with transaction():
        withdraw_notice(notice_id=notice.id, reason="Xato", by=late.inspector, at=AT)
    amend(clerk, release, events={})
    assert letters(session) == []
