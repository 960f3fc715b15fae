"""The working days for trying a rule set: what is generally known of a country, or a file's own."""

from collections.abc import Mapping
from datetime import date

from app.domain.calendar import Calendar, DayKind, DayMark
from app.domain.law import RuleSet
from app.domain.law.reading import Place, Problem, RuleSetProblems
from app.law.calendars.days import StoredCalendar
from app.law.calendars.known import known_days
from app.law.facts_file import Example, read_day

YEARS_BEFORE, YEARS_AFTER = 1, 3
"""How far around the days of an example its calendar reaches."""


def calendar_around(rule_set: RuleSet, example: Example) -> Calendar:
    """The days of the rule set's country around the example, as the `holidays` package knows them.

    Raises:
        DomainError: `calendar.unknown_country`.
    """
    days = [example.day, *example.facts.events.values(), *filter(None, [example.delivered_on])]
    first, last = min(days).year - YEARS_BEFORE, max(days).year + YEARS_AFTER
    known = tuple(known_days(rule_set.jurisdiction, first, last))
    stored = StoredCalendar(rule_set.jurisdiction, date(first, 1, 1), date(last, 12, 31), known)
    return stored.build(rule_set.working_week)


def read_calendar(document: Mapping[str, object], rule_set: RuleSet) -> Calendar:
    """A calendar from a file: `first`, `last` and `days`, each with `day`, `kind`, `name` and `estimated`.

    Raises:
        RuleSetProblems: names every place that is wrong; the same day twice is refused.
        DomainError: a day lies outside the range.
    """
    problems: list[Problem] = []
    at = Place(document, "", problems).fields("first last days")
    marks: dict[date, DayMark] = {}

    def keep(place: Place) -> None:
        below = place.fields("day kind", "name estimated")
        on = read_day(below["day"])
        if on in marks:
            place.refuse("law.duplicate_value")
        estimated = below["estimated"].or_null(Place.truth) or False
        marks[on] = DayMark(below["kind"].word(DayKind), below["name"].or_null(Place.text) or "", estimated)

    at["days"].each(keep)
    first, last = read_day(at["first"]), read_day(at["last"])
    if problems:
        raise RuleSetProblems(tuple(problems))
    return Calendar(rule_set.jurisdiction, first, last, marks, rule_set.working_week)
