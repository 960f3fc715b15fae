"""What a change of facts does to what was owed: the difference, and nothing of what was received."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.deposits.obligations.services import add_received, identify_depositor
from app.domain.errors import Conflict, DomainError, NotFound
from app.organisations.models import OrganisationKind
from tests.factories.law import add_depository, add_law, adopt, uz_draft_text
from tests.factories.obligations import (
    NOW,
    add_organisation,
    add_release,
    counted_statements,
    depositor,
    owed,
    recompute,
    regulator,
    rows_of,
)

EVENTS = {"print_run_completed": date(2026, 11, 12), "first_batch_released": date(2026, 11, 19)}


@pytest.fixture(autouse=True)
def law(session: Session) -> None:
    add_law()


def test_a_smaller_print_run_moves_the_book_to_another_rule(session: Session) -> None:
    release = add_release(add_organisation(), events=EVENTS, print_run=50)
    before = owed(recompute(release))
    assert before["uzd-book-natlib"].copies == 2

    release.print_run = 49
    session.flush()
    after = owed(recompute(release))

    assert "uzd-book-natlib" not in after
    assert after["uzd-book-natlib-small"].copies == 1
    assert after["uzd-book-natlib-small"].id == before["uzd-book-natlib"].id
    assert after["uzd-file"].id == before["uzd-file"].id


def test_what_was_received_stays_and_a_revived_duty_counts_it(session: Session) -> None:
    release = add_release(add_organisation(), events=EVENTS, print_run=50)
    row = owed(recompute(release))["uzd-book-natlib"]
    add_received(obligation=row, copies=1)

    release.print_run = 49
    session.flush()
    smaller = owed(recompute(release))["uzd-book-natlib-small"]
    assert (smaller.id, smaller.copies, smaller.received, smaller.open) == (row.id, 1, 1, False)

    release.print_run = 50
    session.flush()
    larger = owed(recompute(release))["uzd-book-natlib"]
    assert (larger.id, larger.copies, larger.received, larger.open) == (row.id, 2, 1, True)


def test_nobody_is_asked_again_for_what_a_library_has_taken_in(session: Session) -> None:
    first, second = (add_organisation(OrganisationKind.PRINTER) for _ in range(2))
    release = add_release(add_organisation(), printer=first, events=EVENTS)
    row = owed(recompute(release))["uzd-book-chamber"]
    add_received(obligation=row, copies=1)

    release.printer = second
    session.flush()
    taken_over = owed(recompute(release))["uzd-book-chamber"]
    assert (taken_over.depositor_id, taken_over.received, taken_over.open) == (second.id, 1, False)


def test_a_new_depositor_does_not_inherit_what_was_never_sent(session: Session) -> None:
    first, second = (add_organisation(OrganisationKind.PRINTER) for _ in range(2))
    release = add_release(add_organisation(), printer=first, events=EVENTS)
    row = owed(recompute(release))["uzd-book-chamber"]

    release.printer = second
    session.flush()
    fresh = owed(recompute(release))["uzd-book-chamber"]
    assert fresh.id != row.id
    assert (row.cancelled_at, row.open) == (NOW, False)


def test_recomputing_without_a_change_changes_nothing(session: Session) -> None:
    release = add_release(add_organisation(), events=EVENTS)
    before = [(row.id, row.due_on, row.copies) for row in recompute(release)]
    assert [(row.id, row.due_on, row.copies) for row in recompute(release)] == before


def test_a_printer_named_later_takes_over_its_obligation(session: Session) -> None:
    release = add_release(add_organisation(), events=EVENTS)
    unidentified = owed(recompute(release))["uzd-book-chamber"]
    printer = add_organisation(OrganisationKind.PRINTER, region="1703")
    release.printer = printer
    session.flush()
    taken = owed(recompute(release))["uzd-book-chamber"]
    assert (taken.id, taken.depositor_id, taken.region_soato) == (unidentified.id, printer.id, "1703")


def test_the_authority_names_a_depositor_and_it_stays_named(session: Session) -> None:
    release = add_release(add_organisation(), events=EVENTS)
    row = owed(recompute(release))["uzd-book-chamber"]
    printer = add_organisation(OrganisationKind.PRINTER)

    identify_depositor(obligation_id=row.id, depositor_id=printer.id, by=regulator(), at=NOW)
    assert row.depositor_id == printer.id
    assert owed(recompute(release))["uzd-book-chamber"].depositor_id == printer.id
    with pytest.raises(Conflict, match="already_identified"):
        identify_depositor(obligation_id=row.id, depositor_id=printer.id, by=regulator(), at=NOW)


def test_only_who_may_names_a_depositor_and_only_one_that_can_owe(session: Session) -> None:
    publisher = add_organisation()
    row = owed(recompute(add_release(publisher, events=EVENTS)))["uzd-book-chamber"]
    with pytest.raises(NotFound):
        identify_depositor(obligation_id=row.id, depositor_id=publisher.id, by=depositor(publisher), at=NOW)
    with pytest.raises(NotFound):
        identify_depositor(obligation_id=row.id, depositor_id=publisher.id, by=regulator("1703"), at=NOW)
    library = add_depository("uz-natlib").id
    with pytest.raises(DomainError, match="not_a_depositor"):
        identify_depositor(obligation_id=row.id, depositor_id=library, by=regulator(), at=NOW)
    assert row.depositor_id is None


def test_a_later_law_changes_nothing_past(session: Session) -> None:
    release = add_release(
        add_organisation(), events={"first_batch_released": date(2026, 11, 19)}, subjects=["science"]
    )
    kept = owed(recompute(release))
    changed = uz_draft_text().replace('version: "0.1"', 'version: "0.2"').replace("copies: 2", "copies: 3")
    later = adopt(changed, date(2026, 11, 20))
    found = owed(recompute(release))

    assert found["uzd-book-natlib"].copies == 2
    assert found["uzd-book-natlib"].rule_set_id == kept["uzd-book-natlib"].rule_set_id
    assert found["uzd-book-chamber"].rule_set_id == later.id, "a forecast follows the law of today"
    fresh = add_release(add_organisation(), events={"first_batch_released": date(2026, 11, 20)})
    assert owed(recompute(fresh))["uzd-book-natlib"].copies == 3


def test_what_happened_before_any_law_owes_nothing(session: Session) -> None:
    early = date(2019, 5, 6)
    events = {"print_run_completed": early, "first_batch_released": early}
    assert recompute(add_release(add_organisation(), events=events)) == []


def test_a_due_date_outside_the_calendar_is_refused(session: Session) -> None:
    release = add_release(add_organisation(), events={"first_batch_released": date(2027, 12, 30)})
    with pytest.raises(DomainError, match=r"calendar\.out_of_range") as refused:
        recompute(release)
    assert refused.value.field == "first_batch_released"


def test_the_count_of_received_copies_is_never_negative(session: Session) -> None:
    row = owed(recompute(add_release(add_organisation(), events=EVENTS)))["uzd-book-natlib"]
    add_received(obligation=row, copies=2)
    assert not row.open
    add_received(obligation=row, copies=-1)
    assert row.open
    with pytest.raises(Conflict):
        add_received(obligation=row, copies=-2)


def test_many_obligations_cost_as_many_statements_as_one(session: Session) -> None:
    press = add_organisation(OrganisationKind.PRINTER)
    few = add_release(add_organisation(), printer=press, events=EVENTS, kind="map")
    many = add_release(
        add_organisation(), events=EVENTS, language="kaa", subjects=["science"], audiences=["children"]
    )
    recompute(add_release(add_organisation(), events=EVENTS))
    session.commit()
    session.expunge_all()
    with counted_statements() as for_few:
        assert len(recompute(few)) == 1
    session.expunge_all()
    with counted_statements() as for_many:
        assert len(recompute(many)) >= 6
    assert [s[:60] for s in for_many] == [s[:60] for s in for_few]
    assert len(rows_of(many)) >= 6
