"""The year of the demonstration, from its first registration to the present hour."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import identify_depositor
from app.desks.demo.accessions import number_what_comes
from app.desks.demo.books import YEAR, Book, Catalogue, Fate, books
from app.desks.demo.country import build_country
from app.desks.demo.files import Uploads
from app.desks.demo.letters import Inspection
from app.desks.demo.other_kinds import plan_other_kinds
from app.desks.demo.parcels import Post
from app.desks.demo.periodicals import Press
from app.desks.demo.timeline import Timeline, moment
from app.desks.demo.titles import read_titles
from app.infra import clock
from app.infra.db import session
from app.organisations.queries import depository_by_code
from app.publications.models import Release
from app.publications.services import save_draft, start_draft

SEED = 2026
PRINTER_FORGETS = 0.07


def load_country(*, at: datetime, seed: int = SEED, titles: int | None = None) -> int:
    """Make the whole country as if people had worked in it for a year; return how many acts that took.

    The same seed on the same day gives the same country. `titles` limits how many are registered.
    """
    return Year(at, seed, titles).happen()


class Year:
    """Who does what with each book, once it is registered."""

    def __init__(self, now: datetime, seed: int, titles: int | None) -> None:
        chance = Random(seed)  # noqa: S311 - a story, not a secret
        self._now = now
        self._today = clock.local_day(now)
        self._chance = chance
        self._seed = seed
        self._timeline = Timeline(now)
        founded = moment(self._today - timedelta(days=YEAR + 40), 9)
        self._country = build_country(today=self._today, at=founded)
        number_what_comes(self._country.librarians, founded)
        self._post = Post(self._timeline, self._country.librarians, chance)
        self._uploads = Uploads(self._timeline, self._country.librarians, chance)
        self._titles = read_titles()[:titles]

    def happen(self) -> int:
        """Plan everything, and let it happen."""
        catalogue = Catalogue(self._timeline, self._chance, self._registered)
        for book in books(self._country, self._titles, chance=self._chance, today=self._today):
            catalogue.plan(book)
        plan_other_kinds(self._timeline, self._country.publishers, self._today)
        first = self._today - timedelta(days=YEAR)
        for house in self._country.publishers:
            self._post.open_for(house, first + timedelta(days=house.number % 7), every=6)
        for house in self._country.printers:
            self._post.open_for(house, first, every=1)
        Press(self._timeline, self._country, seed=self._seed, today=self._today).begin()
        inspection = Inspection(self._timeline, self._country, self._post, self._chance)
        inspection.begin(self._now - timedelta(days=3))
        acts = self._timeline.run()
        self._leave_open()
        return acts

    def _registered(self, book: Book, release: Release, at: datetime) -> None:
        """Let the publisher and the printing house send their copies, as far as they do."""
        wait = self._wait(book.fate)
        if wait is not None:
            self._post.make_ready(book.house.organisation_id, release.id, at + wait)
            self._uploads.plan(book.house, release.id, at)
        if book.printer is not None and self._chance.random() > PRINTER_FORGETS:
            self._post.make_ready(book.printer.organisation_id, release.id, at)
        if book.fate is Fate.NO_PRINTER:
            release_id = release.id
            self._timeline.plan(at + timedelta(days=15), lambda now: self._identify(release_id, now))

    def _wait(self, fate: Fate) -> timedelta | None:
        """How long the publisher takes to have the copies ready; None: it does not think of it."""
        if fate in (Fate.NEGLECTED, Fate.FORECAST):
            return None
        if fate is Fate.TARDY:
            return timedelta(days=self._chance.randrange(18, 40))
        return timedelta(days=self._chance.randrange(1, 6))

    def _identify(self, release_id: int, at: datetime) -> None:
        """Let the inspector find out which printing house it was."""
        printer = self._chance.choice(self._country.printers)
        waiting = select(Obligation.id).where(
            Obligation.release_id == release_id, Obligation.depositor_id.is_(None), Obligation.open
        )
        obligation_id = session().scalar(waiting.limit(1))
        if obligation_id is not None:
            identify_depositor(
                obligation_id=obligation_id,
                depositor_id=printer.organisation_id,
                by=self._country.inspector,
                at=at,
            )
            self._post.make_ready(printer.organisation_id, release_id, at + timedelta(days=1))

    def _leave_open(self) -> None:
        """Leave what every desk must find: a parcel on its way to the National Library, one opened there, one
        cancelled, a registration begun."""
        house = self._country.publishers[0]
        owing = select(Obligation.release_id).where(
            Obligation.depositor_id == house.organisation_id,
            Obligation.open,
            Obligation.due_on >= self._today,
        )
        at = self._now - timedelta(hours=20)
        for release_id in session().scalars(owing.order_by(Obligation.due_on.desc()).limit(3)).all():
            self._post.make_ready(house.organisation_id, release_id, at)
        self._post.cancel_one(house, at)
        self._post.post(house, at + timedelta(hours=1), arrives=False)
        draft = start_draft(by=house.clerk, at=at + timedelta(hours=3))
        self._post.open_one(house, depository_by_code("uz-natlib").id, at + timedelta(hours=19, minutes=50))
        title = self._titles[-1]
        save_draft(
            draft_id=draft.id,
            answers={"title": title.title, "language": title.language, "script": title.script},
            by=house.clerk,
            at=at + timedelta(hours=3, minutes=2),
        )
