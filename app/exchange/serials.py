"""What a record says of a periodical beside what every record says of its title."""

from dataclasses import dataclass
from datetime import timedelta

from app.domain.errors import DomainError
from app.domain.kinds import SERIALS
from app.domain.periodicals import WEEKDAYS_ASKED, Frequency, Pattern, checked
from app.exchange.gathering import Gathered
from app.exchange.records import Act
from app.publications.periodicals.given import FirstIssue

REQUIRED_OF_PERIODICALS = ("frequency", "first_on", "first_number")
"""Without these no issue can be expected, so nothing can be announced."""
FAR = timedelta(days=366)
"""A first issue further away than this may be written wrongly, as in the form."""


@dataclass(frozen=True, slots=True)
class GivenPeriodical:
    """How often a periodical comes out, its first issue here, and the reach of a newspaper."""

    pattern: Pattern
    first: FirstIssue
    newspaper_level: str | None

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values; the same always gives the same."""
        first = self.first
        return {
            "pattern": self.pattern.to_json(),
            "first": [first.on.isoformat(), first.number, first.volume, first.whole],
            "newspaper_level": self.newspaper_level,
        }


def periodical_of(gathered: Gathered) -> GivenPeriodical | None:
    """Return what a new record says of a periodical; None for other records, and where it cannot be so."""
    answers, record = gathered.answers, gathered.record
    if record.act is not Act.NEW or answers.get("kind") not in SERIALS:
        return None
    if not all(name in answers for name in REQUIRED_OF_PERIODICALS):
        return None
    if abs(answers["first_on"] - gathered.around.today) > FAR:
        place = gathered.places["first_on"]
        gathered.findings.append(record.warning(place, "exchange.day_far", day=answers["first_on"]))
    try:
        pattern = checked(_pattern(gathered))
    except DomainError as error:
        place = gathered.places.get(error.field or "", error.field or "")
        gathered.findings.append(record.error(place, error.code, **error.params))
        return None
    first = FirstIssue(
        answers["first_on"], answers["first_number"], answers.get("first_volume"), answers.get("first_whole")
    )
    return GivenPeriodical(pattern, first, answers.get("newspaper_level"))


def _pattern(gathered: Gathered) -> Pattern:
    """What its frequency does not ask is left out, as in the form."""
    answers = gathered.answers
    frequency = Frequency(answers["frequency"])
    weekly = frequency in WEEKDAYS_ASKED
    return Pattern(
        frequency=frequency,
        weekdays=answers.get("weekdays", frozenset()) if weekly else frozenset(),
        month_days=frozenset() if weekly else answers.get("month_days", frozenset()),
        times=answers.get("times") if frequency is Frequency.TIMES_A_YEAR else None,
        restarts_yearly=answers.get("numbering") != "continue",
    )
