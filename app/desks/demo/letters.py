"""Notices of the demonstration: the inspector writes to who is long late; some then send the copies."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from app.compliance.scope import noticeable, noticed
from app.compliance.services.issuing import issue_notice
from app.compliance.services.withdrawing import withdraw_notice
from app.deposits.obligations.models import Obligation
from app.desks.demo.country import Country, House
from app.desks.demo.parcels import Post
from app.desks.demo.timeline import Timeline
from app.infra import clock
from app.infra.db import session

EVERY = timedelta(days=14)
PATIENCE = timedelta(days=9)
ANSWERED, WITHDRAWN = 0.6, 0.72
"""Up to which draw between 0 and 1 a notice is answered with the copies, or withdrawn; the others stand."""
STANDING = timedelta(days=40)
"""So recent a notice to the first publisher is neither: its desk shows one in force."""


class Inspection:
    """Looks through the late every fortnight."""

    def __init__(self, timeline: Timeline, country: Country, post: Post, chance: Random) -> None:
        self._timeline = timeline
        self._country = country
        self._post = post
        self._chance = chance

    def begin(self, last: datetime) -> None:
        """Let it look every fortnight of half a year, for the last time at `last`."""
        for number in range(13):
            self._timeline.plan(last - EVERY * number, self._look)

    def _look(self, at: datetime) -> None:
        before = clock.local_day(at) - PATIENCE
        for house in (*self._country.publishers, *self._country.printers):
            statement = select(Obligation).where(
                Obligation.depositor_id == house.organisation_id, noticeable(before), ~noticed()
            )
            late = session().scalars(statement.order_by(Obligation.id)).all()
            if late:
                self._write(house, late, at)

    def _write(self, house: House, late: Sequence[Obligation], at: datetime) -> None:
        releases = list(dict.fromkeys(obligation.release_id for obligation in late))
        notice = issue_notice(
            depositor_id=house.organisation_id,
            obligation_ids=[obligation.id for obligation in late],
            language=house.letters_in,
            by=self._country.inspector,
            at=at,
        ).notice
        outcome = self._chance.random()
        if house is self._country.publishers[0] and self._timeline.until - at < STANDING:
            return
        if outcome < ANSWERED:
            for release_id in releases:
                self._post.make_ready(house.organisation_id, release_id, at + timedelta(days=3))
        elif outcome < WITHDRAWN:
            notice_id = notice.id
            later = at + timedelta(days=2, hours=1)
            self._timeline.plan(later, lambda now: self._withdraw(notice_id, now))

    def _withdraw(self, notice_id: int, at: datetime) -> None:
        reason = "Nusxalar kutubxonaga belgilangan kunda olib borilgani isbotlandi"
        withdraw_notice(notice_id=notice_id, reason=reason, by=self._country.inspector, at=at)
