"""Killed or doubled, the worker writes to everybody once; each attempt is kept."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_string
from email.policy import default
from pathlib import Path
from threading import Barrier, Thread

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.actor import Role
from app.infra.db import db, transaction
from app.infra.jobs import run_job
from app.infra.mail import Letter, Message, SendAttempt, queue_message
from app.infra.mail_file import MailFile
from app.infra.mail_sending import LEASE, compose_by, send_waiting
from tests.factories.accounts import make_account
from tests.factories.compliance import add_late, make_late_world


class Killed(BaseException):
    """The end of a process: nothing that stands in the code catches it."""


class BadPost(MailFile):
    """A post that fails on purpose, before it carries a letter or after."""

    fails: BaseException | None = None
    carries = False

    def deliver(self, letter: object) -> None:
        if self.carries or self.fails is None:
            super().deliver(letter)  # type: ignore[arg-type]
        if self.fails is not None:
            raise self.fails

    @property
    def letters(self) -> int:
        return self.path.read_text("utf-8").count("Message-ID: ") if self.path.exists() else 0


@pytest.fixture
def post(app: Flask, session: Session, tmp_path: Path) -> Iterator[BadPost]:
    usual, app.extensions["nusxa_carrier"] = app.extensions["nusxa_carrier"], BadPost(tmp_path / "m.txt")
    yield app.extensions["nusxa_carrier"]
    app.extensions["nusxa_carrier"] = usual


@pytest.fixture
def message(session: Session, at: datetime) -> Message:
    with transaction():
        return queue_message(to="karima@example.uz", subject="Янги парол", body="Салом.\nOʻzbek", at=at)


def work(at: datetime) -> int:
    return send_waiting(lambda: at)


@pytest.mark.parametrize("carries", [True, False])
def test_after_a_kill_the_letter_is_there_once(
    post: BadPost, message: Message, session: Session, at: datetime, carries: bool
) -> None:
    post.fails, post.carries = Killed(), carries
    with pytest.raises(Killed):
        work(at)
    session.refresh(message)
    assert message.sent_at is None
    post.fails = None
    assert work(at + LEASE / 2) == 0  # it may still be under way
    work(at + 2 * LEASE)
    work(at + 3 * LEASE)
    assert post.letters == 1
    session.refresh(message)
    assert message.sent_at == (at if carries else at + 2 * LEASE)
    errors = select(SendAttempt.error).order_by(SendAttempt.number)
    assert session.scalars(errors).all() == ([""] if carries else ["interrupted", ""])


def test_a_failure_is_kept_and_tried_again_ever_more_rarely(
    post: BadPost, message: Message, session: Session, at: datetime
) -> None:
    post.fails = OSError("disk full")
    tries = [minute for minute in range(60) if work_counts_attempt(session, at + timedelta(minutes=minute))]
    assert tries == [0, 2, 6, 14, 30]
    post.fails = None
    assert work(at + timedelta(days=1)) == 1
    kept = session.scalars(select(SendAttempt).order_by(SendAttempt.number)).all()
    assert [attempt.error for attempt in kept] == ["disk full"] * 5 + [""]


def work_counts_attempt(session: Session, at: datetime) -> bool:
    def count() -> int:
        return session.scalar(select(func.count()).select_from(SendAttempt)) or 0

    before = count()
    work(at)
    return count() > before


def test_the_letter_can_be_read_by_programs_and_by_people(
    post: BadPost, message: Message, session: Session, at: datetime
) -> None:
    with transaction() as current:
        kept = current.get_one(Message, message.id)
        kept.html, kept.stop_url = "<p>Салом</p>", f"https://nusxa.test/reminders/stop/{'x' * 90}"
    assert work(at) == 1
    text = post.path.read_text("utf-8")
    assert f"List-Unsubscribe: <{kept.stop_url}>\n" in text
    assert "Салом.\nOʻzbek" in text
    read = message_from_string(text, policy=default)
    assert (read["To"], read["Subject"]) == ("karima@example.uz", "Янги парол")
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]


def test_a_letter_goes_before_reminders_also_if_it_comes_later(
    post: BadPost, session: Session, at: datetime
) -> None:
    def compose(message: Message, at: datetime) -> Letter:
        if message.subject == "1":
            queue_message(to="a@example.uz", subject="link", body="", at=at)
        return Letter(message.to, message.subject, "")

    compose_by("slow", compose)
    with transaction():
        for number in range(45):
            queue_message(to="a@example.uz", subject=f"{number}", body="", at=at, kind="slow")
    assert work(at) == 46
    subjects = re.findall(r"^Subject: (.*)$", post.path.read_text("utf-8"), re.MULTILINE)
    assert subjects.index("link") == 20


def test_one_that_cannot_be_composed_does_not_hold_the_others(
    post: BadPost, message: Message, session: Session, at: datetime
) -> None:
    compose_by("broken", lambda message, at: {}["missing"])  # type: ignore[arg-type,return-value]
    with transaction():
        queue_message(to="a@example.uz", subject="", body="", at=at, kind="broken")
        queue_message(to="b@example.uz", subject="b", body="b", at=at)
    assert work(at) == 2
    assert work(at) == 0


def test_two_workers_at_once_remind_everybody_once(own_app: Flask, at: datetime) -> None:
    with own_app.app_context():
        world = make_late_world()
        for number in range(12):
            make_account(Role.DEPOSITOR, world.publisher, email=f"p{number}@example.uz")
        with transaction():
            add_late(world)
    both = Barrier(2)

    def worker() -> None:
        with own_app.app_context():
            both.wait()
            run_job("reminders")
            run_job("mail")

    with time_machine.travel(at, tick=False):
        threads = [Thread(target=worker) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with own_app.app_context():
            run_job("reminders")
            run_job("mail")
            sent = db.session.scalars(select(Message.to).where(Message.sent_at.is_not(None))).all()
    assert sorted(sent) == sorted(f"p{number}@example.uz" for number in range(12))
    written = own_app.extensions["nusxa_carrier"].path.read_text("utf-8")
    assert [written.count(f"To: p{number}@") for number in range(12)] == [1] * 12
