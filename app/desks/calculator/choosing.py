"""Which rule sets answer: the one that was chosen, those that an address names, or those in force then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

from app.deposits.obligations.judging import Governing, governing_sets
from app.domain.deadlines import Event
from app.infra.i18n import format_long, gettext
from app.law.queries import InForce
from app.web.forms import DateParts, show_date

RULES = "rules"
ANSWERED_BY = "answered_by"
"""Names the sets of an answer in the address that is passed on, so that a later law does not change it."""

Days = Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Answering:
    """The sets that answer, whether one was `chosen` whatever the days are, and the one whose questions are
    asked first where none is in force (`usual`)."""

    by: Governing
    chosen: bool
    usual: InForce

    @property
    def laws(self) -> list[InForce]:
        """The sets whose questions are asked."""
        return self.by.laws or [self.usual]

    @property
    def names(self) -> list[str]:
        """How an address names the sets of this answer; one that was chosen stands there by itself."""
        return [] if self.chosen else list(_names(self.by))

    def notices(self, days: Days, today: date) -> list[str]:
        """What must be known of the time in force of the sets that answer."""
        found = [_notice(self.by.of(event), day) for event, day in days.items()]
        undated = self.by.undated
        if undated is None:
            found.append(gettext("No rule set is in force today: what waits for a day has no answer yet."))
        elif not undated.covers(today) and not (self.chosen and days):
            found.append(_notice(undated, today))
        return list(dict.fromkeys(text for text in found if text))


def answering(args: MultiDict[str, str], days: Days, laws: Sequence[InForce], today: date) -> Answering:
    """Return which of `laws`, the newest first, answer an address with the days in it.

    Without a choice each rule is judged by the set in force on its event's day, as it would be for a
    publication that is registered, and by today's where no day is given.
    """
    known = {name_of(law): law for law in laws}
    usual = next((law for law in laws if law.covers(today)), laws[0])
    chosen = known.get(args.get(RULES, ""))
    if chosen is not None:
        return Answering(Governing(chosen, dict.fromkeys(days, chosen)), True, chosen)
    by = _named(args.getlist(ANSWERED_BY), days, known)
    return Answering(by or governing_sets(days, laws, today), False, usual)


def name_of(law: InForce) -> str:
    """How an address names a rule set."""
    return f"{law.code}/{law.version}"


def with_dates_in_parts(args: MultiDict[str, str]) -> MultiDict[str, str]:
    """The answers with each day written `2026-11-19` in the three parts of its field; other text stays."""
    parted = MultiDict(args)
    for event in Event:
        written = args.get(event)
        if written:
            for part, text in _parts_of(written).items():
                parted.setdefault(f"{event}-{part}", text)
    return parted


def days_in(parted: MultiDict[str, str]) -> dict[str, date]:
    """The days that answers in parts give; what is no day is left to the form to refuse."""
    found: dict[str, date] = {}
    for event in Event:
        parts = DateParts(data={part: parted.get(f"{event}-{part}") for part in ("day", "month", "year")})
        if parts.validate() and (day := parts.read()) is not None:
            found[event] = day
    return found


def _parts_of(written: str) -> dict[str, str]:
    try:
        return show_date(date.fromisoformat(written))
    except ValueError:
        return {"day": written}


def _names(by: Governing) -> Iterator[str]:
    """The set of what waits for its day, then events that are judged by another, or by none."""
    undated = "" if by.undated is None else name_of(by.undated)
    if undated:
        yield undated
    for event, law in sorted(by.by_event.items()):
        name = "" if law is None else name_of(law)
        if name != undated:
            yield f"{event}:{name}"


def _named(names: Sequence[str], days: Days, known: Mapping[str, InForce]) -> Governing | None:
    """The sets that an address names; None if it names none, or one that is not there."""
    undated: InForce | None = None
    by_event: dict[str, InForce | None] = {}
    for text in names:
        event, _colon, name = text.partition(":")
        is_of_event = event in tuple(Event)
        law = known.get(name if is_of_event else text)
        if law is None and not (is_of_event and not name):
            return None
        if is_of_event:
            by_event[event] = law
        else:
            undated = law
    return Governing(undated, {event: by_event.get(event, undated) for event in days}) if names else None


def _notice(law: InForce | None, day: date) -> str:
    """What is odd about judging a day by a set; empty if nothing is."""
    if law is None:
        return gettext(
            "No rule set is in force on %(day)s: nothing is owed for what happens then.", day=format_long(day)
        )
    if law.governs(day):
        return ""
    return gettext(
        "%(rules)s (%(time)s) answers although it is not in force on %(day)s.",
        rules=f"{law.code} {law.version}",
        time=_time(law),
        day=format_long(day),
    )


def _time(law: InForce) -> str:
    first = format_long(law.effective_from)
    if law.effective_to is None:
        return gettext("in force from %(first)s", first=first)
    return gettext("in force from %(first)s to %(last)s", first=first, last=format_long(law.effective_to))
