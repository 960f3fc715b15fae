"""Runs: asked for, worked on, cut off, begun again, given up; what is really owed stays as it is."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from app.audit.models import AuditEvent
from app.deposits.obligations.models import IdentifiedParty, Obligation
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.obligations import decide
from app.domain.simulation import USUAL_TENTHS, SpineGroup
from app.infra import clock
from app.infra.db import transaction
from app.infra.storage import StoredFile, storage
from app.law.calendars.queries import calendar
from app.law.queries import rule_sets
from app.publications.models import Publication, Release
from app.publications.queries import RELEASE_LOADED, facts_of
from app.simulation import jobs, services
from app.simulation.jobs import run_waiting_simulations
from app.simulation.models import SimulationRun
from app.simulation.queries import list_runs, run_for
from app.simulation.results import Result, from_json, to_json
from app.simulation.rule_sets import choices
from app.simulation.services import MOST_ATTEMPTS, Period, begin_again, begin_simulation, take_waiting
from app.simulation.state import RunState, state_of
from tests.factories.obligations import (
    add_organisation,
    add_release,
    counted_statements,
    recompute,
    regulator,
)
from tests.factories.simulation import (
    AT,
    BOOK,
    NOVEMBER,
    Country,
    begin,
    csv_list,
    given,
)


def result_of(session: Session, run: SimulationRun) -> Result:
    kept = session.get_one(
        SimulationRun, run.id, populate_existing=True, options=[undefer(SimulationRun.result)]
    )
    assert kept.result is not None
    return from_json(kept.result)


def acts(session: Session) -> list[str]:
    names = select(AuditEvent.name).where(AuditEvent.name.startswith("simulation."))
    return list(session.scalars(names.order_by(AuditEvent.id)))


def test_totals_are_those_of_single_decisions(session: Session, country: Country) -> None:
    run = begin()
    assert run_waiting_simulations() == 1
    law = rule_sets()[0].rule_set
    found = session.scalars(
        select(Release).join(Release.publication).join(Publication.publisher).options(*RELEASE_LOADED)
    ).all()
    owed = [item for release in found for item in decide(law, facts_of(release), calendar()).owed]
    result = result_of(session, run).laws[0]
    assert result.releases == 4
    assert result.whole.obligations == len(owed)
    assert result.whole.copies == sum(item.copies or 0 for item in owed if item.form != "file")
    assert result.regions["1735"].unpriced == result.regions["1735"].copies > 0
    assert {party for party, _tally in result.burdened} == {country.first.id, country.second.id}
    assert result.unidentified.copies == 4  # no printing house is named


def test_what_is_really_owed_stays_as_it_is(session: Session, country: Country) -> None:
    release = session.scalars(select(Release).order_by(Release.id)).first()
    assert release is not None
    with transaction():
        before = len(recompute(release))
    begin(laws=tuple(choice.key for choice in choices()[:2]))
    run_waiting_simulations()
    assert session.scalar(select(func.count(Obligation.id))) == before
    assert session.scalar(select(func.count(IdentifiedParty.release_id))) == 0


def test_a_printing_house_found_out_later_bears_its_copies(session: Session, country: Country) -> None:
    release_id = session.scalars(select(Release.id).order_by(Release.id)).first()
    with transaction():
        printer = add_organisation(name="Bosmaxona")
        session.add(
            IdentifiedParty(
                release_id=release_id, role="printer", organisation_id=printer.id, identified_at=AT
            )
        )
    run = begin()
    run_waiting_simulations()
    result = result_of(session, run).laws[0]
    assert dict(result.burdened)[printer.id].copies == 1
    assert result.unidentified.copies == 3


def test_two_laws_are_compared(session: Session, country: Country) -> None:
    keys = [choice.key for choice in choices() if choice.code in ("uz-draft", "de")]
    run = begin(laws=tuple(keys))
    run_waiting_simulations()
    result = result_of(session, run)
    draft, german = result.laws
    assert draft.releases == german.releases == 4
    assert set(german.depositories) <= {"de-dnb"}
    assert german.recipients.keys() == german.depositories.keys()
    changes = {row.key: row.copies for row in result.changed}
    assert changes[country.first.id] == dict(german.burdened)[country.first.id].copies - (
        dict(draft.burdened)[country.first.id].copies
    )
    assert from_json(to_json(result)) == result


def test_a_list_is_simulated_with_its_own_names(session: Session, country: Country) -> None:
    run = begin(given(csv_list(BOOK, BOOK), 2))
    assert run.total == 2
    run_waiting_simulations()
    law = result_of(session, run).laws[0]
    assert law.releases == 2
    assert {party for party, _tally in law.burdened} == {"Nashr", "Bosma"}


def test_an_inspector_of_a_region_sees_that_region_alone(session: Session, country: Country) -> None:
    regional, other = regulator("1735"), regulator("1726")
    run = begin(by=regional)
    everything = begin()
    run_waiting_simulations()
    assert result_of(session, run).laws[0].releases == 1
    assert [found.id for found in list_runs(regional, after=None, limit=9)] == [run.id]
    assert [found.id for found in list_runs(regulator(), after=None, limit=9)] == [everything.id, run.id]
    for stranger in (other, regional):
        with pytest.raises(NotFound):
            run_for(stranger, everything.id)


def test_the_period_ends_with_its_last_day(session: Session, country: Country) -> None:
    day = clock.local_day(AT)
    assert begin(Period(day, day)).total == 4
    for first, last in ((day - timedelta(9), day - timedelta(1)), (day + timedelta(1), day + timedelta(9))):
        with pytest.raises(DomainError, match="nothing_registered"):
            begin(Period(first, last))
    with pytest.raises(DomainError, match=r"simulation\.period"):
        begin(Period(day, date(2025, 1, 1)))


def test_what_cannot_be_simulated_is_refused(session: Session, country: Country) -> None:
    key = choices()[0].key
    for laws, thickness, code in (
        ([key, key], USUAL_TENTHS, "same_law"),
        (["bundled-../../secret"], USUAL_TENTHS, "unknown_law"),
        ([key], {**USUAL_TENTHS, SpineGroup.THIN: 0}, "thickness"),
        ([key], {**USUAL_TENTHS, SpineGroup.THIN: 501}, "thickness"),
    ):
        with pytest.raises(DomainError, match=code), transaction():
            begin_simulation(source=NOVEMBER, laws=laws, thickness=thickness, by=regulator(), at=AT)
    assert session.scalar(select(func.count(SimulationRun.id))) == 0


def test_a_killed_worker_is_followed_by_another(session: Session, country: Country) -> None:
    run = begin()
    with transaction():
        dead = take_waiting(at=clock.now())
    assert dead is not None
    assert run_waiting_simulations() == 0  # its lease still runs
    with time_machine.travel(AT + services.LEASE + timedelta(seconds=1)):
        assert run_waiting_simulations() == 1
        late = {"run_id": run.id, "lease": dead.lease, "at": clock.now()}
        for act in (
            lambda: services.finish(**late, result={}, done=1),
            lambda: services.carry_on(**late, done=1),
            lambda: services.give_back(**late, error="x", final=True),
        ):
            with pytest.raises(Conflict), transaction():
                act()
    assert result_of(session, run).laws[0].releases == 4
    assert acts(session) == ["simulation.begun", "simulation.finished"]


def test_one_that_kills_every_worker_is_given_up(session: Session, country: Country) -> None:
    run = begin()
    for attempt in range(MOST_ATTEMPTS + 1):
        with transaction():
            taken = take_waiting(at=AT + attempt * 2 * services.LEASE)
        assert (taken is None) is (attempt == MOST_ATTEMPTS)
    session.refresh(run)
    assert (run.error, state_of(run, at=AT)) == ("simulation.given_up", RunState.FAILED)
    with transaction():
        begin_again(run_id=run.id, by=regulator(), at=AT)
    assert run_waiting_simulations() == 1
    assert acts(session) == [
        "simulation.begun", "simulation.failed", "simulation.begun_again", "simulation.finished",
    ]  # fmt: skip
    with pytest.raises(Conflict), transaction():
        begin_again(run_id=run.id, by=regulator(), at=AT)


def stored_path(digest: str) -> Path:
    """Where the store keeps the bytes of this digest."""
    return storage().root / digest[:2] / digest[2:]


def test_one_that_cannot_be_worked_on_now_is_tried_again(session: Session, country: Country) -> None:
    run = begin(given(csv_list(*[BOOK] * 5), 5))
    assert run.file_id is not None
    kept = stored_path(session.get_one(StoredFile, run.file_id).sha256)
    away = kept.rename(kept.with_suffix(".away"))
    assert run_waiting_simulations() == 0
    session.refresh(run)
    assert (run.error, run.attempts, state_of(run, at=AT)) == ("FileNotFoundError", 1, RunState.WAITING)
    away.rename(kept)
    assert run_waiting_simulations() == 1
    session.refresh(run)
    assert (run.done, run.total, run.error, run.attempts) == (5, 5, "", 2)


def test_a_run_whose_list_is_lost_fails_and_others_go_on(session: Session, country: Country) -> None:
    lost, other = begin(given(csv_list(BOOK, BOOK, BOOK), 3)), begin()
    assert lost.file_id is not None
    stored_path(session.get_one(StoredFile, lost.file_id).sha256).unlink()
    for _ in range(MOST_ATTEMPTS + 1):
        run_waiting_simulations()
    session.refresh(lost)
    assert (lost.error, state_of(lost, at=AT)) == ("FileNotFoundError", RunState.FAILED)
    assert result_of(session, other).laws[0].releases == 4


def test_the_page_is_told_how_far_it_is(
    session: Session, country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = begin(given(csv_list(*[BOOK] * 5), 5))
    monkeypatch.setattr(jobs, "REPORT_EVERY", 2)
    monkeypatch.setattr(jobs, "CHUNK", 2)
    with counted_statements() as statements:
        run_waiting_simulations()
    told = [text for text in statements if text.startswith("UPDATE simulation_run SET done=")]
    assert len(told) >= 2
    assert result_of(session, run).laws[0].releases == 5


def test_many_releases_are_read_in_parts(
    session: Session, country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction():
        for _ in range(5):
            add_release(session.merge(country.first))
    monkeypatch.setattr("app.simulation.queries.CHUNK", 2)
    run = begin()
    run_waiting_simulations()
    assert result_of(session, run).laws[0].releases == 9
