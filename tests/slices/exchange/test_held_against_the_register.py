"""What a file holds is held against the register and the law before anybody accepts it."""

import csv
import io
import re

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.obligations.models import UndecidedRule
from app.domain.actor import Role
from app.exchange.batches.jobs import work_on_imports
from app.exchange.batches.models import ImportBatch, ImportProblem
from app.publications.models import Release, ReleaseEvent
from tests.factories.accounts import make_account
from tests.factories.obligations import counted_statements
from tests.factories.publications import make_release
from tests.slices.exchange.batch_steps import HEAD, accept, row, send, table
from tests.support.isolation import Browserless

ISBN, OTHER = "978-9943-7251-3-3", "978-9943-00-100-8"
GOOD = (row("Oʻtkan kunlar", ISBN), row("Mehrobdan chayon"))
OPEN = (row("Kecha", restricted=""), row("Kunduz", restricted=""), row("Sarob"))


def page(client: Browserless, batch_id: int) -> str:
    return client.get(f"/imports/{batch_id}").text


def figure(text: str, label: str) -> str:
    found = re.search(f"<dt>{label}</dt><dd>([^<]*)</dd>", text)
    return found[1] if found else ""


def of_list(client: Browserless, name: str) -> str:
    """The row of a file in the list of files, as one line of words."""
    text = client.get("/imports").text
    line = next(part for part in re.findall(r"<tr>.*?</tr>", text, re.DOTALL) if name in part)
    return " ".join(re.sub(r"<[^>]*>", " ", line).split())


def test_what_was_sent_before_is_told_before_it_is_accepted(client: Browserless, clerk: Account) -> None:
    accept(client, send(client, table(*GOOD)))
    text = page(client, send(client, table(*GOOD, row("Sarob")), "yana.csv"))
    assert (figure(text, "Would be registered"), figure(text, "Sent before, nothing added")) == ("1", "2")
    assert figure(text, "Without errors") == "3"
    assert "Register 1 record<" in text
    text = page(client, send(client, table(*GOOD), "shu.csv"))
    assert "All of it was sent before" in text
    assert "All of it was sent before" in of_list(client, "shu.csv")
    assert '<button class="btn btn-primary" type="submit">Register' not in text


def test_a_number_of_a_registered_title_is_told_with_its_heading_and_title(
    client: Browserless, clerk: Account, session: Session
) -> None:
    make_release(make_account(Role.DEPOSITOR).actor(), title="Boshqaniki")
    own = {"scheme": "isbn", "value": "9789943001008", "printed": OTHER}
    make_release(clerk.actor(), title="Oʻzimniki", identifiers=[own])
    rows = (row("Bir", ISBN), row("Ikki", OTHER), row("Uch"))
    number = send(client, table(*rows))
    text = page(client, number)
    assert (figure(text, "Would be registered"), figure(text, "Cannot be taken")) == ("1", "2")
    assert (figure(text, "Without errors"), figure(text, "With errors")) == ("3", "0")
    looked = {item.record: item for item in session.query(ImportProblem).filter_by(severity="error")}
    assert [(item.row, item.field, item.code) for item in looked.values()] == [
        (2, "isbn", "exchange.number_of_another"), (3, "isbn", "exchange.number_of_own_title"),
    ]  # fmt: skip
    assert "Boshqaniki" in looked[1].message
    assert "ISBN 978-9943-7251-3-3" in looked[1].message
    assert "Oʻzimniki" in looked[2].message
    returned = client.get(f"/imports/{number}/returned").text.removeprefix("\ufeff")
    assert [line[0] for line in csv.reader(io.StringIO(returned), delimiter=";")] == ["Row", "2", "3"]
    accept(client, number)
    found = session.get_one(ImportBatch, number, populate_existing=True)
    assert (found.registered, found.declined) == (1, 2)
    after = session.query(ImportProblem).filter_by(batch_id=number, severity="error")
    assert [(item.record, item.field, item.code) for item in after] == [
        (1, "isbn", "exchange.number_of_another"), (2, "isbn", "exchange.number_of_own_title"),
    ]  # fmt: skip


def test_a_reason_lets_a_number_stand_on_two_titles(client: Browserless, clerk: Account) -> None:
    make_release(make_account(Role.DEPOSITOR).actor())
    head = (*table().decode().strip().split(";"), "isbn reason")
    text = page(client, send(client, table([*row("Bir", ISBN), "Bosmada shunday"], head=head)))
    assert (figure(text, "Would be registered"), figure(text, "Cannot be taken")) == ("1", "0")


def test_nothing_new_and_nothing_registered_is_said_in_the_list_as_on_the_page(
    client: Browserless, clerk: Account, session: Session
) -> None:
    make_release(make_account(Role.DEPOSITOR).actor())
    for name, content, said in (
        ("band.csv", table(row("Bir", ISBN)), "Nothing of it can be registered"),
        ("xato.csv", table(row("")), "Nothing of it can be registered"),
    ):
        number = send(client, content, name)
        assert said in page(client, number)
        assert said in of_list(client, name)
        assert of_list(client, name).split()[-len(said.split()) - 1] == "1"
    number = send(client, table(row("Bir", ISBN), row("Ikki")), "ikki.csv")
    make_release(clerk.actor(), identifiers=[], title="Boshqa")
    accept(client, number)
    assert "Registered" in of_list(client, "ikki.csv")
    accept(client, again := send(client, table(row("Ikki")), "takror.csv"))
    assert "Sent before, nothing added" in of_list(client, "takror.csv")
    assert client.get(f"/imports/{again}/undo").status_code == 303
    assert client.post(f"/imports/{again}/undo", data={"reason": "x"}).status_code == 422
    assert session.query(Release).count() == 3


def test_what_only_the_register_refused_by_then_is_not_called_registered(
    client: Browserless, clerk: Account
) -> None:
    number = send(client, table(row("Bir", ISBN)), "kech.csv")
    make_release(make_account(Role.DEPOSITOR).actor())
    accept(client, number)
    assert "Nothing was registered" in page(client, number)
    assert "Nothing was registered" in of_list(client, "kech.csv")


def test_records_that_leave_the_law_undecided_are_counted_with_the_missing_fact(
    client: Browserless, clerk: Account, session: Session
) -> None:
    number = send(client, table(*OPEN))
    text = page(client, number)
    assert figure(text, "What they owe is not decided") == "2"
    assert "Restricted access: 2 records" in text
    told = session.query(ImportProblem).filter_by(code="exchange.undecided").all()
    assert [(item.record, item.row, item.severity) for item in told] == [(1, 2, "warning"), (2, 3, "warning")]
    assert "Restricted access" in told[0].message
    assert "exchange.undecided" in client.get(f"/imports/{number}/problems.csv").text
    assert figure(text, "With warnings") == "0"
    accept(client, number)
    text = page(client, number)
    assert figure(text, "Titles of which it is not decided yet") == "2"
    assert session.query(UndecidedRule.release_id).distinct().count() == 2
    titles = client.get(f"/imports/{number}/titles").text
    assert titles.count("Not decided yet") == 2
    release = session.query(UndecidedRule.release_id).distinct().first()
    assert release is not None
    shown = client.get(f"/releases/{release[0]}").text
    assert "Nothing is owed" not in shown
    assert "Not decided yet" in shown


def test_one_answer_for_all_records_decides(client: Browserless, clerk: Account) -> None:
    number = send(client, table(*OPEN))
    assert client.post(f"/imports/{number}/reading", data={"value-restricted": "no"}).status_code == 303
    client.get("/imports")
    again = send(client, table(*OPEN), "yana.csv")  # the answer is remembered for these headings
    assert figure(page(client, again), "What they owe is not decided") == "0"
    assert "Restricted access: No" in page(client, again)


MISSING = dict.fromkeys(("restricted", "subjects", "audiences", "edition_status", "print_run"), "")
SAID = {
    "value-restricted": "no", "value-subjects": "-", "value-audiences": "general",
    "value-edition_status": "first", "value-original_deposited": "no", "value-print_run": "500",
}  # fmt: skip


def test_every_missing_fact_can_be_said_for_all_records(client: Browserless, clerk: Account) -> None:
    number = send(client, table(row("Kecha", **MISSING), row("Kunduz", **MISSING)))
    text = page(client, number)
    assert figure(text, "What they owe is not decided") == "2"
    named = set(re.findall(r"<li>([^:<]+): 2 records</li>", text))
    assert {"Audience", "Subject", "Edition", "Print run", "Restricted access"} <= named
    offered = client.get(f"/imports/{number}/reading").text
    assert all(f">{fact}" in offered for fact in named), named
    wrong = client.post(f"/imports/{number}/reading", data={**SAID, "value-print_run": "koʻp"})
    assert (wrong.status_code, "“koʻp” is no whole number" in wrong.text) == (422, True)
    assert client.post(f"/imports/{number}/reading", data=SAID).status_code == 303
    work_on_imports()
    text = page(client, number)
    assert figure(text, "What they owe is not decided") == "0"
    assert "Subject: None of these; Audience: " in text
    assert "Print run: 500" in text
    again = client.get(f"/imports/{number}/reading").text
    assert 'selected value="-">None of these' in again


def test_a_file_that_owes_nothing_decided_does_not_say_0_copies(client: Browserless, clerk: Account) -> None:
    number = send(client, table(*OPEN[:2]))
    accept(client, number)
    assert figure(page(client, number), "Copies to send") == "—"


def test_the_template_as_filled_in_decides_what_is_owed(client: Browserless, clerk: Account) -> None:
    text = client.get("/imports/template.csv").data.decode("utf-8-sig")
    number = send(client, text.replace("Namuna kitob", "Kitob").replace("Namuna jurnal", "Jurnal").encode())
    shown = page(client, number)
    assert (figure(shown, "Would be registered"), figure(shown, "What they owe is not decided")) == ("2", "0")


def test_titles_of_many_cost_no_more_statements(client: Browserless, clerk: Account) -> None:
    counts = []
    for size in (2, 20):
        number = send(client, table(*(row(f"Kitob {size} {each}", restricted="") for each in range(size))))
        accept(client, number)
        with counted_statements() as sent:
            client.get(f"/imports/{number}/titles")
        counts.append(len(sent))
    assert counts[0] == counts[1]


@pytest.mark.usefixtures("clerk")
def test_a_record_that_stands_twice_is_counted_once(client: Browserless) -> None:
    text = page(client, send(client, table(*GOOD, GOOD[1])))
    assert (figure(text, "Would be registered"), figure(text, "Sent before, nothing added")) == ("2", "1")
    assert "the same as record 2" in text


@pytest.mark.usefixtures("clerk")
def test_a_day_outside_the_calendar_is_a_problem_row_with_its_column_and_the_range(
    client: Browserless, session: Session
) -> None:
    heading = "First batch released"
    head = table().decode().strip().replace("first_batch_released", heading).split(";")
    rows = (
        row("Bir", first_batch_released="1926-11-26"),
        row("Ikki", print_run_completed="26.11.0206"),
        row("Uch"),
    )
    number = send(client, table(*rows, head=head))
    text = page(client, number)
    assert (figure(text, "Would be registered"), figure(text, "Cannot be taken")) == ("1", "2")
    found = session.query(ImportProblem).filter_by(severity="error").order_by(ImportProblem.record).all()
    assert [(item.row, item.field, item.code) for item in found] == [
        (2, heading, "calendar.out_of_range"), (3, "print_run_completed", "calendar.out_of_range"),
    ]  # fmt: skip
    assert "1926" in found[0].message
    assert "known from" in found[0].message
    accept(client, number)
    assert session.get_one(ImportBatch, number, populate_existing=True).registered == 1


@pytest.mark.usefixtures("clerk")
def test_a_day_that_the_form_would_not_ask_for_is_left_out_and_told_with_its_column(
    client: Browserless, session: Session
) -> None:
    heading = "Made available online"
    head = (*HEAD, heading)
    number = send(client, table([*row("Bir"), "2026-11-02"], [*row("Ikki"), ""], head=head))

    def require_told() -> None:
        problem = session.query(ImportProblem).filter_by(code="exchange.day_not_asked").one()
        assert (problem.record, problem.row, problem.field, problem.severity) == (1, 2, heading, "warning")
        assert f"“{heading}” is not asked of this kind" in problem.message
        assert figure(page(client, number), "With warnings") == "1"

    require_told()
    accept(client, number)
    require_told()
    names = [item.name for item in session.query(ReleaseEvent)]
    assert sorted(names) == ["first_batch_released"] * 2 + ["print_run_completed"] * 2
