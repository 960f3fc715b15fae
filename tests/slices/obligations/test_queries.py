"""Lists and counts of obligations: scoped, paged, counted, and of one mind with the derived state."""

from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy.orm import Session

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.queries import (
    Counts,
    ObligationFilter,
    count_obligations,
    counts_for,
    in_transit_by_obligation,
    list_obligations,
    obligations_of,
    undecided_of,
)
from app.deposits.obligations.scope import State
from app.deposits.obligations.services import add_received, relieve
from app.domain.actor import PUBLIC, SYSTEM, Actor, Role
from app.domain.obligations import Status
from app.domain.obligations.relief import Pause, Relief
from app.organisations.models import OrganisationKind
from tests.factories.law import add_depository, add_law
from tests.factories.obligations import (
    NOW,
    TODAY,
    add_organisation,
    add_release,
    depositor,
    librarian,
    owed,
    recompute,
    regulator,
    send,
)

EVENTS = {"print_run_completed": date(2026, 11, 2), "first_batch_released": date(2026, 11, 19)}
ALL = ObligationFilter()


@pytest.fixture(autouse=True)
def law(session: Session) -> None:
    add_law()


def listed(actor: Actor, wanted: ObligationFilter = ALL) -> list[int]:
    return [row.id for row in list_obligations(actor, wanted, today=TODAY, limit=100)]


def test_each_person_sees_what_is_within_reach(session: Session) -> None:
    publisher, other = add_organisation(region="1718"), add_organisation()
    printer = add_organisation(OrganisationKind.PRINTER)
    rows = owed(recompute(add_release(publisher, printer=printer, events=EVENTS)))
    foreign = recompute(add_release(other, events=EVENTS))
    everything = {row.id for row in (*rows.values(), *foreign)}

    assert set(listed(depositor(publisher))) == {
        row.id for row in rows.values() if row.depositor_id == publisher.id
    }
    assert listed(depositor(printer)) == [rows["uzd-book-chamber"].id]
    chamber = add_depository("uz-kitob-palatasi")
    assert set(listed(librarian(chamber))) == {
        row.id for row in (*rows.values(), *foreign) if row.depository_id == chamber.id
    }
    assert set(listed(regulator("1718"))) == {row.id for row in rows.values() if row.region_soato == "1718"}
    assert set(listed(regulator())) == set(listed(SYSTEM)) == everything
    assert listed(PUBLIC) == []


def test_an_account_without_an_organisation_sees_no_unidentified_obligation(session: Session) -> None:
    recompute(add_release(add_organisation(), events=EVENTS))
    assert listed(Actor(Role.DEPOSITOR, 1, "Nobody")) == []
    assert listed(Actor(Role.LIBRARIAN, 1, "Nobody")) == []


def test_a_publisher_sees_on_its_release_what_others_owe_and_a_printer_only_its_own(session: Session) -> None:
    publisher, printer = add_organisation(), add_organisation(OrganisationKind.PRINTER)
    release = add_release(publisher, printer=printer, events=EVENTS)
    rows = recompute(release)
    assert len(obligations_of(depositor(publisher), release.id)) == len(rows) == 4
    assert [row.rule_id for row in obligations_of(depositor(printer), release.id)] == ["uzd-book-chamber"]
    assert obligations_of(depositor(add_organisation()), release.id) == []


def test_the_filter_of_each_state_agrees_with_the_derived_state(session: Session) -> None:
    publisher, printer = add_organisation(), add_organisation(OrganisationKind.PRINTER)
    rows = owed(recompute(add_release(publisher, printer=printer, events=EVENTS, subjects=["science"])))
    recompute(add_release(publisher))
    send(rows["uzd-science"], 1)
    send(rows["uzd-file"], 1, sent_at=None)
    add_received(obligation=rows["uzd-book-natlib"], copies=1)
    add_received(obligation=rows["uzd-book-regional"], copies=1)
    row = session.get_one(Obligation, rows["uzd-file"].id)
    row.due_on = TODAY + timedelta(days=10)
    session.flush()

    states = {
        row.rule_id: row.status(TODAY) for row in list_obligations(SYSTEM, ALL, today=TODAY, limit=99)[:5]
    }
    assert states == {
        "uzd-book-chamber": "late",
        "uzd-book-natlib": "short",
        "uzd-book-regional": "received",
        "uzd-science": "in_transit",
        "uzd-file": "due_soon",
    }
    everything = list_obligations(SYSTEM, ALL, today=TODAY, limit=99)
    for state in Status:
        if state is not Status.NOTICED:
            expected = [row.id for row in everything if row.status(TODAY) is state]
            assert listed(SYSTEM, ObligationFilter(state=State(state))) == expected, state
    unidentified = [row.id for row in everything if row.depositor is None]
    assert listed(SYSTEM, ObligationFilter(state=State.UNIDENTIFIED)) == unidentified
    assert counts_for(SYSTEM, TODAY) == Counts(
        late=1, due_soon=1, waiting=0, in_transit=1, forecast=4, unidentified=1
    )
    assert in_transit_by_obligation([rows["uzd-science"].id, rows["uzd-file"].id]) == {
        rows["uzd-science"].id: 1
    }


def test_a_cancelled_obligation_is_listed_only_where_it_is_asked_for(session: Session) -> None:
    release = add_release(add_organisation(), events=EVENTS, subjects=["science"])
    ended = owed(recompute(release))["uzd-science"].id
    release.publication.subjects = []
    session.flush()
    recompute(release)
    assert ended not in listed(SYSTEM)
    assert listed(SYSTEM, ObligationFilter(state=State.CANCELLED)) == [ended]
    assert obligations_of(SYSTEM, release.id)[-1].id == ended


def test_pages_by_key_meet_every_row_once_with_undated_ones_last(session: Session) -> None:
    publisher = add_organisation()
    for events in (EVENTS, {}, EVENTS):
        recompute(add_release(publisher, events=events))
    met: list[int] = []
    after: tuple[date | None, int] | None = None
    while page := list_obligations(SYSTEM, ALL, today=TODAY, after=after, limit=2):
        met += [row.id for row in page]
        after = (page[-1].due_on, page[-1].id)
    assert met == listed(SYSTEM)
    assert len(met) == len(set(met)) == 12
    dates = [row.due_on for row in list_obligations(SYSTEM, ALL, today=TODAY, limit=99)]
    assert dates == [*sorted(day for day in dates if day), *[None] * 4]


def test_filters_narrow_and_the_total_counts_what_is_listed(session: Session) -> None:
    publisher = add_organisation()
    wanted = add_release(publisher, events=EVENTS, title="Oʻtkan kunlar")
    rows = owed(recompute(wanted))
    recompute(add_release(publisher, events=EVENTS, title="Boburnoma"))
    for text in ("o'tkan", "Ўткан", "otkan kun"):
        found = ObligationFilter(query=text)
        assert set(listed(SYSTEM, found)) == {row.id for row in rows.values()}
        assert count_obligations(SYSTEM, found, today=TODAY) == len(rows)
    library = add_depository("uz-kitob-palatasi")
    narrow = ObligationFilter(query="otkan", depository_id=library.id)
    assert listed(SYSTEM, narrow) == [rows["uzd-book-chamber"].id]
    assert count_obligations(SYSTEM, ObligationFilter(depositor_id=publisher.id), today=TODAY) == 6
    assert count_obligations(SYSTEM, ObligationFilter(region="1703"), today=TODAY) == 0


def test_undecided_rules_name_the_facts_they_wait_for(session: Session) -> None:
    release = add_release(add_organisation(), events=EVENTS, print_run=None)
    recompute(release, NOW)
    assert {(item.rule_id, item.missing) for item in undecided_of(release.id)} == {
        ("uzd-book-natlib", ("print_run",)),
        ("uzd-book-natlib-small", ("print_run",)),
    }


def test_the_filter_of_each_state_agrees_with_what_requests_gave(session: Session) -> None:
    given = product(
        (None, Pause.ASKED, Pause.UPHELD), (None, -2, -1, 0, 3, 40), (None, NOW), (-12, 5), (0, 1, 2)
    )
    rows = recompute(add_release(add_organisation(), events=EVENTS))
    pattern = {column.name: getattr(rows[0], column.name) for column in Obligation.__table__.columns}
    for number, (pause, days, excused, due, received) in enumerate(given):
        relief = Relief(pause, None if days is None else TODAY + timedelta(days=days), excused)
        values = {**pattern, "id": None, "rule_id": f"r{number}", "due_on": TODAY + timedelta(days=due)}
        row = Obligation(**{**values, "copies": 2, "received": received})
        session.add(row)
        relieve(obligation=row, relief=relief)
    everything = list_obligations(SYSTEM, ALL, today=TODAY, limit=999)
    for state in Status:
        if state is not Status.NOTICED:
            found = {row.id for row in everything if row.status(TODAY) is state}
            assert set(listed(SYSTEM, ObligationFilter(state=State(state)))) == found, state
    assert {row.status(TODAY) for row in everything} >= {
        "late",
        "paused",
        "excused",
        "waiting",
        "short",
        "due_soon",
    }
