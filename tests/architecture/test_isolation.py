"""The tests' own ground: what one test writes, the next never sees, on both databases."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.infra.db import transaction
from app.infra.mail import Message, queue_message


@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_a_test_commits_is_gone_in_the_next(session: Session, at: datetime, turn: str) -> None:
    assert session.scalar(select(func.count()).select_from(Message)) == 0
    with transaction():
        queue_message(to=turn, subject="", body="", at=at)
    assert session.scalars(select(Message.to)).all() == [turn]


def test_a_failed_act_inside_a_test_is_undone_alone(session: Session, at: datetime) -> None:
    with transaction():
        queue_message(to="kept", subject="", body="", at=at)

    def fail() -> None:
        with transaction():
            queue_message(to="lost", subject="", body="", at=at)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert session.scalars(select(Message.to)).all() == ["kept"]


@pytest.mark.parametrize("turn", ["first", "second"])
def test_an_application_of_ones_own_commits_for_real(own_app: Flask, at: datetime, turn: str) -> None:
    with own_app.app_context(), transaction():
        queue_message(to=turn, subject="", body="", at=at)
    with own_app.app_context(), transaction() as session:
        assert session.scalars(select(Message.to)).all() == [turn]
