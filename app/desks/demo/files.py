"""Files of the demonstration: uploaded some days after a book came out, mostly accepted, some refused."""

import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

import pikepdf
from sqlalchemy import select

from app.deposits.obligations.models import Obligation
from app.desks.demo.country import House
from app.desks.demo.timeline import Timeline
from app.domain.actor import Actor
from app.domain.law import Form
from app.edeposit.services import accept_file, refuse_file, upload_file
from app.infra.db import session

FORGOTTEN, REFUSED = 0.1, 0.18
"""Up to which draw between 0 and 1 a file is never sent, or refused once."""


class Uploads:
    """Sends the print-ready files that are owed, and answers them."""

    def __init__(self, timeline: Timeline, librarians: Mapping[int, Actor], chance: Random) -> None:
        self._timeline = timeline
        self._librarians = librarians
        self._chance = chance

    def plan(self, house: House, release_id: int, at: datetime) -> None:
        """Let the publisher send the file of a release, unless it forgets."""
        fate = self._chance.random()
        if fate < FORGOTTEN:
            return
        later = at + timedelta(days=self._chance.randrange(3, 22), hours=2)
        self._timeline.plan(later, lambda now: self._upload(house, release_id, fate < REFUSED, now))

    def _upload(self, house: House, release_id: int, refused: bool, at: datetime) -> None:
        statement = select(Obligation).where(
            Obligation.release_id == release_id,
            Obligation.depositor_id == house.organisation_id,
            Obligation.form == Form.FILE,
            Obligation.open,
        )
        owed = session().scalar(statement.limit(1))
        if owed is None:
            return
        name = f"{'maket' if refused else 'kitob'}-{release_id}.pdf"
        deposited = upload_file(
            obligation_id=owed.id, content=one_page(name), name=name, by=house.clerk, at=at
        )
        librarian, deposited_id = self._librarians[owed.depository_id], deposited.id
        answer = at + timedelta(days=self._chance.randrange(1, 4))
        if refused:
            self._timeline.plan(answer, lambda now: self._refuse(deposited_id, librarian, now))
            again = answer + timedelta(days=3)
            self._timeline.plan(again, lambda now: self._upload(house, release_id, False, now))
        else:
            self._timeline.plan(answer, lambda now: self._accept(deposited_id, librarian, now))

    def _accept(self, deposited_id: int, librarian: Actor, at: datetime) -> None:
        accept_file(deposited_id=deposited_id, by=librarian, at=at)

    def _refuse(self, deposited_id: int, librarian: Actor, at: datetime) -> None:
        reason = "Fayl toʻliq emas: oxirgi bob yoʻq"
        refuse_file(deposited_id=deposited_id, reason=reason, by=librarian, at=at)


def one_page(title: str) -> bytes:
    """Return a PDF of one empty page; the same title always gives the same bytes."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(420, 595))
    document.docinfo["/Title"] = title
    written = io.BytesIO()
    document.save(written, deterministic_id=True)
    return written.getvalue()
