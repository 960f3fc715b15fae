"""What nobody knows is never read as nothing: unknown numbers, undecided rules, drafts, silent workers."""

import csv
import io
import re
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.actor import Role
from app.infra import clock
from app.infra.db import transaction
from app.simulation.documents import memorandum_paper
from app.simulation.jobs import run_waiting_simulations
from app.simulation.models import SimulationRun
from app.simulation.results import from_json
from app.simulation.rule_sets import choices
from app.simulation.services import LEASE, take_waiting
from app.simulation.setup import Setup
from app.simulation.state import SILENT
from tests.factories.accounts import signed_in_as
from tests.factories.obligations import regulator
from tests.factories.rule_sets import make_draft, make_proposed, version
from tests.factories.simulation import AT, Country, begin, csv_list, given

CURRENT = "bundled-uz-current"
UNANSWERED = (("kind", "carrier", "origin"), ("book", "print", "domestic"))


def simulated(*laws: str) -> SimulationRun:
    run = begin(laws=laws)
    assert run_waiting_simulations() == 1
    return run


def test_unknown_numbers_are_no_losses(client: FlaskClient, session: Session, country: Country) -> None:
    signed_in_as(client, Role.REGULATOR)
    run = simulated(choices()[0].key, CURRENT)
    session.refresh(run, ["result", "finished_at"])
    assert run.result is not None
    result = from_json(run.result)
    assert result.laws[1].whole.lacks("copies")
    page = client.get(f"/simulations/{run.id}").text
    libraries = page.split('aria-labelledby="depositories"')[1].split("</section>")[0]
    assert "not known" in libraries
    assert "nx-chart__open" in libraries
    assert "Shelf, m" in libraries
    changed = re.findall(
        r'<tr><th scope="row" class="is-title">([^<]+)</th>(?:<td[^>]*>[^<]*</td>){2}<td[^>]*>([^<]*)',
        libraries,
    )
    assert ("Library uz-natlib", "not known") in changed, "its number is not known"
    assert ("Library uz-kitob-palatasi", "–4") in changed, "no rule that is not fully known reaches it"
    assert "uz-current" in page
    assert "pay at most 0" not in page
    assert "how the cost is spread is not known" in page
    paper = memorandum_paper(run, result, "en")
    assert [paper.whole.change(name) for name in ("copies", "files", "cost", "shelf")] == [
        None,
        -4,
        None,
        None,
    ]
    assert [bool(each) for each in paper.not_known] == [True, True]
    for line in (paper.whole, *paper.regions, *paper.depositors):
        assert (line.change("copies"), line.change("cost")) == (None, None)
    assert {line.name: line.change("copies") for line in paper.libraries}["Library uz-kitob-palatasi"] == -4
    assert client.get(f"/simulations/{run.id}/memorandum.pdf").data.startswith(b"%PDF")


def test_a_file_says_what_is_open_beside_its_numbers(client: FlaskClient, country: Country) -> None:
    signed_in_as(client, Role.REGULATOR)
    run = simulated(CURRENT)
    [cells] = csv.DictReader(io.StringIO(client.get(f"/simulations/{run.id}/whole.csv").text), delimiter=";")
    assert int(cells["Number not known"]) > 0
    assert cells["Copies"] != "0"


def test_a_law_without_answers_does_not_read_as_one_that_asks_nothing(
    client: FlaskClient, country: Country
) -> None:
    signed_in_as(client, Role.REGULATOR)
    head, row = UNANSWERED
    run = begin(given(csv_list(row, row, head=head), 2))
    run_waiting_simulations()
    page = client.get(f"/simulations/{run.id}").text
    whole = page.split('aria-labelledby="whole"')[1].split("</section>")[0]
    assert "Releases with undecided rules" in whole
    assert re.search(r"at least \d|not known", whole)
    assert "Undecided rules" in page.split('aria-labelledby="depositories"')[1].split("</section>")[0]


def test_drafts_are_offered_to_who_prepares_and_the_run_says_which_text(
    client: FlaskClient, session: Session, country: Country
) -> None:
    draft, proposed = make_draft(), make_proposed(version("0.3"))
    make_draft("nothing: whole")
    assert not any(choice.draft for choice in choices())
    keys = [choice.key for choice in choices(regulator()) if choice.draft]
    assert sorted(keys) == sorted([f"draft-{draft.id}", f"draft-{proposed.id}"])
    signed_in_as(client, Role.REGULATOR)
    form = client.get("/simulations/new").text
    assert "uz-draft 0.2 (Draft)" in form
    assert "uz-draft 0.3 (Proposed)" in form
    run = simulated(choices()[0].key, f"draft-{draft.id}")
    law = Setup.from_json(run.setup).laws[1]
    assert (law.sha256, law.draft, law.name) == (draft.sha256, "draft", f"uz-draft 0.2 ({draft.sha256[:8]})")
    page = client.get(f"/simulations/{run.id}").text
    assert draft.sha256 in page
    assert "Specimen" in page


@pytest.mark.parametrize("quiet", [SILENT, LEASE + timedelta(minutes=2)])
def test_a_silent_worker_is_told_until_the_run_is_taken_up_again(
    client: FlaskClient, country: Country, quiet: timedelta
) -> None:
    signed_in_as(client, Role.REGULATOR)
    run = begin()
    with transaction():
        assert take_waiting(at=clock.now()) is not None
    assert "No sign of life" not in client.get(f"/simulations/{run.id}").text
    with time_machine.travel(AT + quiet + timedelta(seconds=1)):
        assert "No sign of life since" in client.get(f"/simulations/{run.id}").text
    with time_machine.travel(AT + LEASE + timedelta(minutes=3)):
        assert run_waiting_simulations() == 1
