"""What is owed for a release, from its facts and the law, kept as rows."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.deposits.obligations.models import Obligation, UndecidedRule
from app.organisations.models import OrganisationKind
from tests.factories.law import add_depository, add_law
from tests.factories.obligations import add_organisation, add_release, owed, recompute

PRINTED = date(2026, 11, 12)
RELEASED = date(2026, 11, 19)
EVENTS = {"print_run_completed": PRINTED, "first_batch_released": RELEASED}


@pytest.fixture(autouse=True)
def law(session: Session) -> None:
    add_law()


def told(row: Obligation) -> tuple[int | None, str, date | None]:
    return row.copies, row.form, row.due_on


def test_a_scientific_book_is_owed_to_every_library_that_the_law_names(session: Session) -> None:
    publisher, printer = add_organisation(), add_organisation(OrganisationKind.PRINTER)
    release = add_release(publisher, printer=printer, events=EVENTS, subjects=["science"])

    found = owed(recompute(release))

    assert {rule: told(row) for rule, row in found.items()} == {
        "uzd-book-natlib": (2, "physical", date(2026, 12, 3)),
        "uzd-book-chamber": (1, "physical", date(2026, 11, 17)),
        "uzd-book-regional": (1, "physical", date(2026, 12, 11)),
        "uzd-science": (1, "physical", date(2026, 12, 11)),
        "uzd-file": (1, "file", date(2026, 12, 17)),
    }
    assert found["uzd-book-chamber"].depositor_id == printer.id
    assert found["uzd-book-natlib"].depositor_id == publisher.id
    assert found["uzd-book-regional"].depository_id == add_depository("uz-akm-1726").id
    assert found["uzd-science"].depository_id == add_depository("uz-fa-asosiy").id
    assert all(row.open and not row.provisional and row.received == 0 for row in found.values())


def test_a_karakalpak_childrens_book_reaches_its_own_libraries(session: Session) -> None:
    release = add_release(
        add_organisation(region="1735"), events=EVENTS, language="kaa", audiences=["children"],
        depositor_region="1735",
    )  # fmt: skip
    found = owed(recompute(release))
    nukus = add_depository("uz-akm-1735").id
    assert found["uzd-kaa"].copies == 2
    assert found["uzd-kaa"].depository_id == found["uzd-book-regional"].depository_id == nukus
    assert found["uzd-children"].depository_id == add_depository("uz-bolalar").id


def test_before_its_event_a_rule_is_a_forecast_and_after_it_a_duty(session: Session) -> None:
    release = add_release(add_organisation(), events={"print_run_completed": PRINTED})
    forecast = owed(recompute(release))["uzd-book-natlib"]
    assert (forecast.event_on, forecast.due_on, forecast.open) == (None, None, True)
    assert forecast.event == "first_batch_released"

    release.events = [*release.events, type(release.events[0])(name="first_batch_released", on=RELEASED)]
    session.flush()
    dated = owed(recompute(release))["uzd-book-natlib"]
    assert (dated.id, dated.event_on, dated.due_on) == (forecast.id, RELEASED, date(2026, 12, 3))


def test_an_unknown_fact_leaves_its_rules_undecided(session: Session) -> None:
    release = add_release(add_organisation(), events=EVENTS, print_run=None, depositor_region=None)
    found = owed(recompute(release))
    assert {"uzd-book-natlib", "uzd-book-natlib-small", "uzd-book-regional"}.isdisjoint(found)
    undecided = {row.rule_id: row.missing for row in session.query(UndecidedRule)}
    assert undecided == {
        "uzd-book-natlib": ["print_run"],
        "uzd-book-natlib-small": ["print_run"],
        "uzd-book-regional": ["depositor_region"],
    }

    release.print_run, release.depositor_region = 49, "1703"
    session.flush()
    found = owed(recompute(release))
    assert found["uzd-book-natlib-small"].copies == 1
    assert found["uzd-book-regional"].depository_id == add_depository("uz-akm-1703").id
    assert session.query(UndecidedRule).count() == 0


def test_an_unchanged_reprint_of_a_deposited_book_owes_nothing(session: Session) -> None:
    release = add_release(
        add_organisation(), events=EVENTS, edition_status="unchanged_reprint", original_deposited=True
    )
    assert recompute(release) == []


def test_the_region_is_the_depositors_and_falls_back_on_the_releases(session: Session) -> None:
    printer = add_organisation(OrganisationKind.PRINTER, region="1703")
    release = add_release(add_organisation(region="1718"), printer=printer, events=EVENTS)
    found = owed(recompute(release))
    assert found["uzd-book-chamber"].region_soato == "1703"
    assert found["uzd-book-natlib"].region_soato == "1718"

    unknown = owed(recompute(add_release(add_organisation(region="1718"), events=EVENTS)))
    assert unknown["uzd-book-chamber"].region_soato == "1726"
    assert unknown["uzd-book-chamber"].depositor_id is None


def test_a_date_near_an_estimated_feast_is_provisional(session: Session) -> None:
    released = date(2027, 5, 6)
    release = add_release(add_organisation(), events={"first_batch_released": released})
    found = owed(recompute(release))
    assert found["uzd-book-natlib"].provisional
    assert not found["uzd-book-chamber"].provisional
