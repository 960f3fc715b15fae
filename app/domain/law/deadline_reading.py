"""Reads deadlines and citations."""

from app.domain.deadlines import DayCount, Deadline, Direction, Event, Roll, Unit
from app.domain.law.model import Citation
from app.domain.law.reading import Place

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
RELEASE_EVENTS = frozenset(Event) - PROCEDURE_EVENTS
LONGEST_PERIOD = 3650


def read_deadline(place: Place, events: frozenset[Event]) -> Deadline:
    """A deadline that counts from one of `events`."""
    at = place.fields("value unit day_count event direction start_day_counts roll")
    event = at["event"].word(Event)
    if event not in events and not at["event"].is_absent:
        at["event"].refuse("law.event_out_of_place", allowed=tuple(sorted(events)))
    return Deadline(
        value=at["value"].or_null(lambda value: value.number(0, LONGEST_PERIOD)),
        unit=at["unit"].word(Unit),
        day_count=at["day_count"].word(DayCount),
        event=event,
        direction=at["direction"].word(Direction),
        start_day_counts=at["start_day_counts"].or_null(Place.truth),
        roll=at["roll"].word(Roll),
    )


def read_citation(place: Place) -> Citation:
    """Where the law says so. A null or missing citation is refused: nothing is owed without one."""
    if place.is_null:
        if not place.is_absent:
            place.refuse("law.missing_citation")
        return Citation("", "")
    at = place.fields("instrument locator")
    return Citation(at["instrument"].code(), at["locator"].text())
