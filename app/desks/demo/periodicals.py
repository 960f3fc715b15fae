"""Periodicals of the demonstration, all invented: a daily newspaper, a journal, a quarterly bulletin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from stdnum import issn

from app.desks.demo.country import Country, House
from app.desks.demo.files import Uploads
from app.desks.demo.parcels import Post
from app.desks.demo.timeline import Timeline, moment, weekday_from
from app.domain.periodicals import Expected, Frequency, Pattern, expected
from app.domain.publication import Carrier, Kind, NewspaperLevel, Origin
from app.publications.periodicals.given import FirstIssue, GivenIssn, NewIssue, TitleFacts, Usual
from app.publications.periodicals.queries import courses_of, own_periodical
from app.publications.periodicals.services import announce_issues, register_periodical

WEEKDAYS = frozenset(range(5))
DAILY_FOR, MONTHLY_FOR = timedelta(days=18), 5
"""For how long the newspaper, and for how many months the journal, has come out."""
ANNOUNCED = 1
"""Issues of the bulletin that were announced; of those that followed nobody said anything."""
QUIET_MONTHS = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """A periodical, who publishes it, and how many of its issues are announced (None: all but the last)."""

    house: House
    facts: TitleFacts
    usual: Usual
    pattern: Pattern
    first: FirstIssue
    announced: int | None
    posts_every: int


class Press:
    """Registers periodicals and announces their issues; its chances are its own, the books keep theirs."""

    def __init__(self, timeline: Timeline, country: Country, *, seed: int, today: date) -> None:
        chance = Random(f"periodicals {seed}")  # noqa: S311 - a story, not a secret
        self._timeline = timeline
        self._chance = chance
        self._country = country
        self._today = today
        self._post = Post(timeline, country.librarians, chance)
        self._uploads = Uploads(timeline, country.librarians, chance)

    def begin(self) -> None:
        """Plan the registration of every periodical, on the day before its first issue."""
        for plan in plans(self._country, self._chance, self._today):
            at = moment(plan.first.on - timedelta(days=1), 10, 20)
            self._timeline.plan(at, partial(self._register, plan))

    def _register(self, plan: Plan, at: datetime) -> None:
        clerk = plan.house.clerk
        made = register_periodical(
            facts=plan.facts, usual=plan.usual, pattern=plan.pattern, first=plan.first, by=clerk, at=at
        )
        schedule = courses_of([made])[made.publication_id].schedule
        issues = expected(schedule, plan.first.on, self._today)[: plan.announced]
        if plan.announced is None:
            issues = issues[:-1]
        self._post.open_for(plan.house, weekday_from(plan.first.on), every=plan.posts_every)
        publication_id = made.publication_id
        for issue in issues:
            self._plan_issue(plan, publication_id, issue)

    def _plan_issue(self, plan: Plan, publication_id: int, issue: Expected) -> None:
        at = moment(issue.first_on, 9, 10 + self._chance.randrange(40))
        self._timeline.plan(at, partial(self._announce, plan, publication_id, issue))

    def _announce(self, plan: Plan, publication_id: int, issue: Expected, at: datetime) -> None:
        clerk = plan.house.clerk
        usual = own_periodical(clerk, publication_id)
        new = NewIssue(
            numbering=issue.numbering,
            issued_on=issue.first_on,
            expected_on=issue.first_on,
            print_run=usual.print_run,
            pages=usual.pages,
            price=usual.price,
        )
        done = announce_issues(publication_id=publication_id, issues=[new], by=clerk, at=at)
        for release in done.releases:
            self._post.make_ready(plan.house.organisation_id, release.id, at)
            self._uploads.plan(plan.house, release.id, at)


def plans(country: Country, chance: Random, today: date) -> Sequence[Plan]:
    """Return the three periodicals, with days counted back from today."""
    houses: Mapping[str, House] = {house.code: house for house in country.publishers}
    first, other = houses["lojuvard"], houses["zarafshon"]
    printer = chance.choice(country.printers)
    return (
        Plan(
            other,
            _facts("Zarafshon tongi", Kind.NEWSPAPER, "2700001", "society", NewspaperLevel.REGIONAL),
            _usual(printer, other, print_run=4000, pages=8, price=2500),
            Pattern(Frequency.DAILY, weekdays=WEEKDAYS),
            FirstIssue(
                weekday_from(today - DAILY_FOR), number=today.timetuple().tm_yday // 2 + 1, whole=8104
            ),
            announced=None,
            posts_every=1,
        ),
        Plan(
            first,
            _facts("Lojuvard ilm", Kind.JOURNAL, "2700002", "science"),
            _usual(printer, first, print_run=800, pages=96, price=28000),
            Pattern(Frequency.MONTHLY, month_days=frozenset({10})),
            FirstIssue(_months_before(today, MONTHLY_FOR).replace(day=10), volume=7),
            announced=None,
            posts_every=2,
        ),
        Plan(
            first,
            _facts("Lojuvard xabarnomasi", Kind.BULLETIN, "2700003", "reference"),
            _usual(printer, first, print_run=300, pages=24, price=6000),
            Pattern(Frequency.QUARTERLY),
            FirstIssue(_months_before(today, QUIET_MONTHS)),
            announced=ANNOUNCED,
            posts_every=2,
        ),
    )


def _facts(
    title: str, kind: Kind, number: str, subject: str, level: NewspaperLevel | None = None
) -> TitleFacts:
    return TitleFacts(
        title=title,
        kind=kind,
        language="uz",
        script="Latn",
        carrier=Carrier.PRINT,
        origin=Origin.DOMESTIC,
        issn=GivenIssn(number + issn.calc_check_digit(number)),
        newspaper_level=level,
        subjects=frozenset({subject}),
        audiences=frozenset({"general"}),
        restricted=False,
    )


def _usual(printer: House, house: House, *, print_run: int, pages: int, price: int) -> Usual:
    return Usual(
        print_run=print_run,
        pages=pages,
        price=price,
        printer_id=printer.organisation_id,
        depositor_region=house.region_soato,
    )


def _months_before(today: date, months: int) -> date:
    """Return the first day of the month so many months ago."""
    number = today.year * 12 + today.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
