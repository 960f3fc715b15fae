"""The chain of acts: kept with the act, sealed in order, and any later change found."""

import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from app.audit.chain import BEGINNING
from app.audit.models import AuditEvent, AuditSubject
from app.audit.queries import acts_of, end_of_chain
from app.audit.sentences import sentence_of
from app.domain.actor import Actor, Role
from app.domain.events import Event, Subject
from app.infra.db import transaction
from app.infra.events import publish
from app.infra.i18n import force_locale
from app.infra.jobs import run_job
from tests.factories.accounts import make_account, signed_in_as

KARIMA = Actor(Role.LIBRARIAN, 7, "Karima", 3)
START = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)
ACTS = 5


def act(number: int, *, at: datetime | None = None) -> Event:
    subjects = (Subject("release", number), Subject("organisation", 3))
    after: dict[str, object] = {"copies": number, "nested": {"b": [1, 2], "a": "oʻ"}}
    return Event(
        "sample.done", KARIMA, at or START + timedelta(minutes=number), subjects, {"copies": 0}, after
    )


@pytest.fixture
def sealed(own_app: Flask) -> Flask:
    """An installation whose chain holds five acts."""
    with own_app.app_context():
        for number in range(1, ACTS + 1):
            with transaction():
                publish(act(number))
        assert run_job("seal") == ACTS
    return own_app


def verify(app: Flask, *more: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["audit", "verify", *more])
    return result.exit_code, result.output


def test_an_act_and_its_record_are_kept_together_or_not_at_all(app: Flask, session: Session) -> None:
    class Mishap(Exception):
        pass

    def broken_act() -> None:
        with transaction():
            publish(act(1))
            raise Mishap

    with pytest.raises(Mishap):
        broken_act()
    assert acts_of("release", 1) == []
    with transaction():
        publish(act(1))
    (kept,) = acts_of("release", 1)
    assert (kept.name, kept.actor_name, kept.at, kept.sealed) == ("sample.done", "Karima", act(1).at, False)
    assert (kept.before, kept.after) == ({"copies": 0}, {"copies": 1, "nested": {"b": [1, 2], "a": "oʻ"}})
    assert sorted(kept.subjects) == [("organisation", 3), ("release", 1)]


def test_a_timeline_shows_the_newest_first_and_stops_at_its_limit(app: Flask, session: Session) -> None:
    with transaction():
        for number in range(1, 5):
            publish(act(number))
    found = acts_of("organisation", 3, limit=3)
    assert [done.after["copies"] for done in found] == [4, 3, 2]
    assert acts_of("organisation", 4) == []


def test_a_whole_chain_holds(sealed: Flask) -> None:
    code, said = verify(sealed)
    assert code == 0
    assert f"{ACTS} acts sealed, 0 waiting" in said
    with sealed.app_context():
        assert run_job("seal") == 0


def test_sealing_goes_on_where_it_stopped(sealed: Flask) -> None:
    with sealed.app_context():
        before = end_of_chain()
        with transaction():
            publish(act(6))
        assert verify(sealed)[1].count("1 waiting") == 1
        assert run_job("seal") == 1
        position, digest = end_of_chain()
        assert position == ACTS + 1
        assert digest != before[1]
    assert verify(sealed, "--head", f"{before[0]}:{before[1]}")[0] == 0


CHANGES = [
    ("name", "sample.undone"), ("at", START), ("account_id", 8), ("actor_name", "Nodira"),
    ("actor_role", "administrator"), ("actor_organisation_id", None), ("before", {"copies": 1}),
    ("after", {}), ("previous_hash", BEGINNING), ("hash", BEGINNING),
]  # fmt: skip


@pytest.mark.parametrize(("column", "value"), CHANGES, ids=[column for column, _ in CHANGES])
def test_a_changed_act_is_found(sealed: Flask, column: str, value: object) -> None:
    with sealed.app_context(), transaction() as current:
        current.execute(update(AuditEvent).where(AuditEvent.position == 3).values({column: value}))
    code, said = verify(sealed)
    assert code == 1
    assert "breaks at position 3:" in said


def test_a_removed_act_is_found(sealed: Flask) -> None:
    with sealed.app_context(), transaction() as current:
        event_id = current.scalar(select(AuditEvent.id).where(AuditEvent.position == 2))
        current.execute(delete(AuditSubject).where(AuditSubject.event_id == event_id))
        current.execute(delete(AuditEvent).where(AuditEvent.id == event_id))
    code, said = verify(sealed)
    assert code == 1
    assert "breaks at position 2: the act at this position is missing" in said


def test_a_removed_act_is_found_even_if_the_others_close_the_gap(sealed: Flask) -> None:
    with sealed.app_context(), transaction() as current:
        event_id = current.scalar(select(AuditEvent.id).where(AuditEvent.position == 2))
        current.execute(delete(AuditSubject).where(AuditSubject.event_id == event_id))
        current.execute(delete(AuditEvent).where(AuditEvent.id == event_id))
        for position in range(3, ACTS + 1):
            current.execute(
                update(AuditEvent).where(AuditEvent.position == position).values(position=position - 1)
            )
    assert "breaks at position 2: the act does not follow" in verify(sealed)[1]


def test_an_inserted_act_is_found(sealed: Flask) -> None:
    with sealed.app_context(), transaction() as current:
        current.execute(text("UPDATE audit_event SET position = position + 100 WHERE position > 2"))
        current.execute(text("UPDATE audit_event SET position = position - 99 WHERE position > 100"))
        row = {"name": "sample.false", "at": START, "actor_name": "", "actor_role": "system", "before": {}}
        forged = {"after": {}, "position": 3, "previous_hash": BEGINNING, "hash": BEGINNING}
        current.execute(insert(AuditEvent).values(**row, **forged))
    code, said = verify(sealed)
    assert code == 1
    assert "breaks at position 3:" in said


def test_exchanged_acts_are_found(sealed: Flask) -> None:
    with sealed.app_context(), transaction() as current:
        for was, becomes in ((2, 100), (4, 2), (100, 4)):
            current.execute(update(AuditEvent).where(AuditEvent.position == was).values(position=becomes))
    assert "breaks at position 2:" in verify(sealed)[1]


@pytest.mark.parametrize("statement", [
    "UPDATE audit_subject SET subject_id = 99 WHERE kind = 'release' AND subject_id = 4",
    "DELETE FROM audit_subject WHERE kind = 'release' AND subject_id = 4",
    ("INSERT INTO audit_subject (event_id, kind, subject_id)"
    " SELECT id, 'notice', 1 FROM audit_event WHERE position = 4"),
])  # fmt: skip
def test_what_an_act_concerns_is_sealed_too(sealed: Flask, statement: str) -> None:
    with sealed.app_context(), transaction() as current:
        current.execute(text(statement))
    code, said = verify(sealed)
    assert code == 1
    assert "breaks at position 4:" in said


def test_a_cut_end_shows_against_a_noted_one(sealed: Flask) -> None:
    noted = re.search(r"\d+:[0-9a-f]{64}", verify(sealed)[1])
    assert noted is not None
    with sealed.app_context(), transaction() as current:
        event_id = current.scalar(select(AuditEvent.id).where(AuditEvent.position == ACTS))
        current.execute(delete(AuditSubject).where(AuditSubject.event_id == event_id))
        current.execute(delete(AuditEvent).where(AuditEvent.id == event_id))
    assert verify(sealed)[0] == 0
    code, said = verify(sealed, "--head", noted[0])
    assert code == 1
    assert "its end was cut off or replaced" in said
    assert verify(sealed, "--head", "nonsense")[0] == 1


def test_workers_that_seal_at_once_make_one_chain(own_app: Flask) -> None:
    with own_app.app_context():
        for number in range(30):
            with transaction():
                publish(act(number))

    sealed_by: list[int] = []

    def work() -> None:
        with own_app.app_context():
            sealed_by.append(run_job("seal"))

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(sealed_by) == 30
    assert verify(own_app)[0] == 0
    with own_app.app_context(), transaction() as current:
        assert current.scalar(select(func.max(AuditEvent.position))) == 30


def test_the_administrator_reads_acts_and_filters_them(client: FlaskClient) -> None:
    boss = signed_in_as(client, Role.ADMINISTRATOR)
    other = make_account(Role.REGULATOR, email="nodira@example.uz")
    page = client.get("/acts").text
    assert "Account created: nodira@example.uz" in page
    assert "Signed in" in page
    about = client.get(f"/acts?kind=account&subject={boss.id}").text
    assert "nodira@example.uz" not in about
    assert f"Account created: {boss.email}" in about
    by_noun = client.get("/acts?name=organisation").text
    assert "Signed in" not in by_noun.split("</form>")[-1]
    assert f"Account created: {other.email}" not in client.get(f"/acts?account={boss.id}").text
    for nonsense in ("subject=x", "subject=99999999999999999999", "account=-1", "kind=%27", "name=%25"):
        assert client.get(f"/acts?{nonsense}").status_code == 200


@pytest.mark.parametrize("role", [Role.DEPOSITOR, Role.LIBRARIAN, Role.REGULATOR])
def test_others_do_not_read_acts(client: FlaskClient, role: Role) -> None:
    signed_in_as(client, role)
    answer = client.get("/acts")
    assert answer.status_code == 403
    assert "Account created" not in answer.text


def test_an_act_without_words_is_shown_by_its_name(app: Flask, session: Session) -> None:
    with app.test_request_context(), transaction():
        publish(act(1))
        publish(Event("account.created", KARIMA, START, (Subject("release", 1),)))
        assert [sentence_of(done) for done in acts_of("release", 1)] == ["account.created", "sample.done"]


def test_a_day_in_a_sentence_is_written_as_people_write_it(app: Flask, session: Session) -> None:
    with app.test_request_context(), force_locale("ru"), transaction():
        subjects = (Subject("release", 1),)
        publish(Event("claim.answered_will_send", KARIMA, START, subjects, after={"day": "2026-12-10"}))
        assert [sentence_of(done)[-10:] for done in acts_of("release", 1)] == ["10.12.2026"]
