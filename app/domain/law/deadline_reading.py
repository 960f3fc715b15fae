"""Reads deadlines and citations."""

from app.domain.deadlines import DayCount, Deadline, Direction, Event, Roll, Unit
from app.domain.law.citations import Citation
from app.domain.law.reading import Place, read_truth

PROCEDURE_EVENTS = frozenset(
    {
        Event.DUE_DATE,
        Event.NOTICE_SERVED,
        Event.CURE_PERIOD_END,
        Event.PREVIOUS_STEP,
        Event.OBJECTIONS_CLOSED,
        Event.REQUEST_SUBMITTED,
        Event.ANSWER_SERVED,
        Event.DELIVERED,
    }
)
RELEASE_EVENTS = frozenset(Event) - PROCEDURE_EVENTS - {Event.UNKNOWN}
LONGEST_PERIOD = 3650


def read_deadline(place: Place, events: frozenset[Event]) -> Deadline:
    """A deadline that counts from one of `events`, or from an event that the text does not name (null)."""
    place.shaped("deadline")
    at = place.fields("value unit day_count event direction start_day_counts roll")
    event = at["event"].or_null(lambda item: item.word(Event, events, "law.event_out_of_place"))
    return Deadline(
        value=at["value"].or_null(lambda value: value.number(0, LONGEST_PERIOD)),
        unit=at["unit"].word(Unit),
        day_count=at["day_count"].or_null(lambda item: item.word(DayCount)),
        event=event or Event.UNKNOWN,
        direction=at["direction"].word(Direction),
        start_day_counts=at["start_day_counts"].or_null(read_truth),
        roll=at["roll"].word(Roll),
    )


def read_citation(place: Place) -> Citation:
    """Where the law says so. A null or missing citation is refused: nothing is owed without one."""
    place.shaped("citation")
    if place.is_null:
        if not place.is_absent:
            place.refuse("law.missing_citation")
        return Citation("", "")
    at = place.fields("instrument locator")
    return Citation(at["instrument"].code(), at["locator"].text())
