"""A label counts in one place: where the copy lies. What went back, or on, counts where it comes next."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.discrepancies.models import Discrepancy
from app.deposits.discrepancies.services import settle, take_offer
from app.deposits.passing.whereabouts import whereabouts_of
from app.deposits.receiving.services import Outcome
from app.domain.discrepancies import Outcome as Settled
from app.domain.errors import Conflict
from app.domain.receiving import Condition
from app.infra.db import transaction
from tests.factories.desks import Two, two_libraries
from tests.factories.receiving import labels_of, send_parcel

GOOD, DAMAGED, ELSEWHERE = Condition.GOOD, Condition.DAMAGED, Condition.ADDRESSED_ELSEWHERE


@pytest.fixture
def two(session: Session, at: datetime) -> Two:
    return two_libraries(at)


def test_a_condition_does_not_take_the_mark_of_another_library_away(two: Two) -> None:
    two.here.open(two.parcels[0])
    two.here.scan(two.labels_there[0])
    for condition in (DAMAGED, GOOD):
        with pytest.raises(Conflict, match=r"scan\.addressed_elsewhere"):
            two.here.judge(condition)
    assert two.here.last().condition is ELSEWHERE
    for label in two.labels_here:
        assert two.here.scan(label) is Outcome.RECORDED
    two.there.open(two.parcels[1])
    assert two.there.scan(two.labels_there[0]) is Outcome.RECORDED
    assert two.there.last().condition is GOOD


def test_what_was_accepted_and_then_returned_counts_where_it_belongs(two: Two) -> None:
    two.here.open(two.parcels[0])
    two.here.scan(two.labels_there[0])
    two.here.accept()
    two.there.open(two.parcels[1])
    assert two.there.scan(two.labels_there[0]) is Outcome.ALREADY_COUNTED
    two.here.give_back()
    assert two.here.scan(two.labels_there[0]) is Outcome.ALREADY_COUNTED, "in this parcel it was scanned"
    assert two.there.scan(two.labels_there[0]) is Outcome.RECORDED
    with pytest.raises(Conflict, match=r"scan\.counted_elsewhere"):
        two.here.accept()


def test_what_was_returned_at_the_desk_counts_again_when_that_falls(two: Two) -> None:
    two.here.open(two.parcels[0])
    two.here.scan(two.labels_here[0], DAMAGED)
    two.here.give_back()
    two.here.judge(GOOD)
    assert (two.here.last().passed_on_at, two.here.last().decision) == (None, None)
    two.here.give_back()
    number = two.here.confirm()
    assert whereabouts_of(two.here.by, two.first.releases[0].id) == []
    two.here.open(None, two.first.publisher.id)
    assert two.here.scan(two.labels_here[0]) is Outcome.RECORDED, "it was mended and sent again"
    two.here.reverse(number)


def test_a_label_takes_over_that_the_copy_goes_back(two: Two) -> None:
    two.here.open(two.parcels[0])
    for _copy in range(2):
        two.here.scan(two.first.isbns[0])
    two.here.give_back()
    two.here.scan(two.labels_here[0])
    two.here.confirm()
    two.here.open(None, two.first.publisher.id)
    assert two.here.scan(two.labels_here[0]) is Outcome.RECORDED


def surplus(two: Two, session: Session) -> tuple[str, int]:
    """A receipt of the first library with a labelled copy more than it is owed, and its discrepancy."""
    two.here.open(two.parcels[0])
    for label in two.labels_here:
        two.here.scan(label)
    two.here.confirm()
    more = labels_of(send_parcel(two.first, {0: 1}))
    two.here.open(None, two.first.publisher.id)
    two.here.scan(more[0])
    number = two.here.confirm()
    return number, session.scalars(select(Discrepancy.id)).one()


def decide(two: Two, number: str, discrepancy_id: int, outcome: Settled) -> None:
    with transaction():
        settle(number=number, discrepancy_id=discrepancy_id, outcome=outcome, note="sabab", by=two.here.by,
               at=two.here.at)  # fmt: skip


def on_the_way(two: Two) -> list[tuple[int, int, int, str]]:
    """What is under way to a library without a parcel: to and from whom, and how many copies."""
    [seen] = {
        tuple(
            (w.place.id, w.sender.id, w.copies, w.fault)
            for w in whereabouts_of(by, two.first.releases[0].id)
            if w.sender and not w.code
        )
        for by in (two.here.by, two.there.by)
    }
    return list(seen)


def test_surplus_without_labels_is_on_its_way_until_as_many_came(two: Two, session: Session) -> None:
    two.here.open(None, two.first.publisher.id)
    for _copy in range(5):
        two.here.scan(two.first.isbns[0])
    number = two.here.confirm()
    found = session.scalars(select(Discrepancy.id)).one()
    decide(two, number, found, Settled.OFFERED)
    with transaction():
        take_offer(discrepancy_id=found, by=two.there.by, at=two.there.at)
    for left in ([3], [2], []):
        assert [copies for _to, _from, copies, _fault in on_the_way(two)] == left
        two.there.open(None, two.first.publisher.id)
        for _copy in range(1 if left == [3] else 2):
            two.there.scan(two.first.isbns[0], release=two.first.releases[0].id)
        two.there.confirm()


def test_a_surplus_that_another_library_took_is_received_there_by_its_label(
    two: Two, session: Session
) -> None:
    number, found = surplus(two, session)
    label = two.here.last().text
    decide(two, number, found, Settled.OFFERED)
    two.there.open(None, two.first.publisher.id)
    assert two.there.scan(label) is Outcome.ALREADY_COUNTED, "it lies at the library that offers it"
    with transaction():
        take_offer(discrepancy_id=found, by=two.there.by, at=two.there.at)
    assert on_the_way(two) == [(two.there.by.organisation_id, two.here.by.organisation_id, 1, "surplus")]
    assert two.there.scan(label) is Outcome.RECORDED
    assert two.there.last().condition is GOOD, "its own library has had it"
    two.there.confirm()
    assert on_the_way(two) == []
    with pytest.raises(Conflict, match=r"receipt\.given_up"):
        two.here.reverse(number)
    fault = [(w.place.id, w.fault) for w in whereabouts_of(two.here.by, two.first.releases[0].id)]
    assert "surplus" not in [word for _place, word in fault]


def test_a_surplus_that_went_back_stays_away_until_it_is_kept_after_all(two: Two, session: Session) -> None:
    number, found = surplus(two, session)
    label = two.here.last().text
    decide(two, number, found, Settled.RETURNED)
    with pytest.raises(Conflict, match=r"receipt\.given_up"):
        two.here.reverse(number)
    decide(two, number, found, Settled.KEPT)
    two.there.open(None, two.first.publisher.id)
    assert two.there.scan(label) is Outcome.ALREADY_COUNTED
    decide(two, number, found, Settled.RETURNED)
    assert two.there.scan(label) is Outcome.RECORDED
    with pytest.raises(Conflict, match=r"scan\.counted_elsewhere"):
        decide(two, number, found, Settled.KEPT)
    decide(two, number, found, Settled.RETURNED)


def test_a_receipt_is_reversed_once_its_copies_lie_here_again(two: Two, session: Session) -> None:
    number, found = surplus(two, session)
    decide(two, number, found, Settled.RETURNED)
    decide(two, number, found, Settled.MISTAKE)
    two.here.reverse(number)
    assert two.here.last().undone_at is not None
