"""Rows that may be what is registered already, found by their titles: refused unless they say otherwise."""

import re
from datetime import timedelta

from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.exchange.batches.jobs import work_on_imports
from app.exchange.batches.models import ImportBatch, ImportProblem, RememberedMapping
from app.infra import clock
from app.infra.db import transaction
from app.publications.models import Release
from tests.factories.obligations import counted_statements
from tests.factories.publications import make_release
from tests.slices.exchange.batch_steps import HEAD, accept, row, send, table
from tests.support.isolation import Browserless

ANOTHER = [*HEAD, "another_title"]


def of_batch(session: Session, batch_id: int) -> list[tuple[int | None, str, str]]:
    rows = session.query(ImportProblem).filter_by(batch_id=batch_id, severity="error")
    return [(item.record, item.field, item.code) for item in rows.order_by(ImportProblem.id)]


def figure(client: Browserless, batch_id: int, label: str) -> str:
    found = re.search(f"<dt>{label}</dt><dd>([^<]*)</dd>", client.get(f"/imports/{batch_id}").text)
    return found[1] if found else ""


def test_a_title_like_one_that_is_registered_is_refused_unless_it_says_that_it_is_another(
    client: Browserless, clerk: Account, session: Session
) -> None:
    make_release(clerk.actor(), title="Shahzoda va gado", identifiers=[])
    rows = (row("Шаҳзода ва гадо"), row("Shahzoda va gadoy"), row("Shahzoda va gado", language="ru"))
    number = send(client, table(*rows))
    assert of_batch(session, number) == [(1, "title", "exchange.likely_registered")]
    text = client.get(f"/imports/{number}").text.replace("\u00a0", " ")
    assert "This seems to be registered already: “Shahzoda va gado”" in text
    assert "(another_title)" in text
    assert (figure(client, number, "Would be registered"), figure(client, number, "Cannot be taken")) == (
        "2",
        "1",
    )
    number = send(client, table([*rows[0], "yes"], [*rows[0][:-1], "", "no"], head=ANOTHER))
    assert of_batch(session, number) == [(2, "title", "exchange.likely_registered")]
    accept(client, number)
    assert session.get_one(ImportBatch, number, populate_existing=True).registered == 1


def test_what_came_between_the_look_and_the_act_is_seen_and_the_file_itself_is_not(
    client: Browserless, clerk: Account, session: Session
) -> None:
    first = send(client, table(row("Sarob"), row("Sarob", print_run="40"), row("Kecha")))
    assert of_batch(session, first) == []
    accept(client, send(client, table(row("Kecha", author="Choʻlpon"))))
    accept(client, first)
    assert of_batch(session, first) == [(3, "title", "exchange.likely_registered")]
    assert session.query(Release).count() == 3


def test_what_was_registered_long_before_the_look_is_found_again_when_it_is_accepted(
    client: Browserless, clerk: Account, session: Session
) -> None:
    known = make_release(clerk.actor(), title="Shahzoda va gado", identifiers=[])
    with transaction():
        session.get_one(Release, known.id).registered_at = clock.now() - timedelta(days=3)
    number = send(client, table(row("Шаҳзода ва гадо"), row("Shahzoda va gadoy")))
    told = [(1, "title", "exchange.likely_registered")]
    assert of_batch(session, number) == told
    accept(client, number)
    assert of_batch(session, number) == told
    found = session.get_one(ImportBatch, number, populate_existing=True)
    assert (found.registered, found.declined) == (1, 1)


def test_of_two_files_accepted_one_after_the_other_the_second_is_held_against_the_first(
    client: Browserless, clerk: Account, session: Session
) -> None:
    first = send(client, table(row("Sarob"), row("Kecha")))
    second = send(client, table(row("Sarob", author="Qodiriy A."), row("Kecha", author="Qodiriy A.")))
    for number in (first, second):
        assert of_batch(session, number) == []
        assert client.post(f"/imports/{number}/accept").status_code == 303
    work_on_imports()
    code = "exchange.likely_registered"
    assert of_batch(session, second) == [(1, "title", code), (2, "title", code)]
    assert session.query(Release).count() == 2


def test_likeness_costs_the_same_statements_for_any_number_of_rows(
    client: Browserless, clerk: Account
) -> None:
    counts = []
    for size in (2, 12):
        for each in range(size):
            make_release(clerk.actor(), title=f"Kitob {size} {each}", identifiers=[])
        content = table(*(row(f"Kitob {size} {each}", author="Boshqa") for each in range(size)))

        with counted_statements() as sent:
            answer = send(client, content)
        assert figure(client, answer, "Cannot be taken") == str(size)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_every_record_of_one_file_can_be_said_to_be_another(
    client: Browserless, clerk: Account, session: Session
) -> None:
    make_release(clerk.actor(), title="Sarob", identifiers=[])
    number = send(client, table(row("Sarob")))
    assert client.post(f"/imports/{number}/reading", data={"value-another_title": "yes"}).status_code == 303
    work_on_imports()
    assert of_batch(session, number) == []
    assert "another_title" not in session.query(RememberedMapping).one().constants
