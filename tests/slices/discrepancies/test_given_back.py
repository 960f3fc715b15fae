"""A surplus that a library took is given back while it has not come."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.deposits.discrepancies.models import Settlement
from app.deposits.discrepancies.queries import offers, report_for, taken_by
from app.deposits.discrepancies.services import give_back_offer, settle, take_offer
from app.deposits.receiving.services import confirm_arrival, open_arrival, scan, take_by_title
from app.domain.actor import Actor, Role
from app.domain.discrepancies import Outcome
from app.domain.errors import Conflict, NotFound
from app.domain.receiving import Condition
from app.infra.db import transaction
from app.infra.mail import Message
from app.law.models import AdoptedRuleSet
from app.organisations.models import Organisation, OrganisationKind
from tests.factories.accounts import make_account, sign_in
from tests.factories.desks import Desk
from tests.factories.obligations import add_organisation
from tests.factories.receiving import (
    labels_of,
    make_actor,
    make_obligation,
    make_world,
    new_key,
    send_parcel,
)

HOUR = timedelta(hours=1)


class Offer:
    """A copy beyond what was owed that a library offers, and another library."""

    def __init__(self, at: datetime) -> None:
        self.world = world = make_world(1)
        by, parcel = world.librarian, send_parcel(world, {0: 3})
        with transaction():
            self.taking: Organisation = add_organisation(OrganisationKind.DEPOSITORY)
            self.taker = make_actor(Role.LIBRARIAN, self.taking)
            arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=by, at=at)
            self.labels = labels_of(parcel)
            for text in self.labels:
                scan(arrival_id=arrival.id, text=text, key=new_key(), condition=Condition.GOOD, by=by, at=at)
            self.number = confirm_arrival(arrival_id=arrival.id, by=by, at=at).number
            [row] = report_for(by, self.number).rows
            offered = {"outcome": Outcome.OFFERED, "note": "Yangi", "by": by, "at": at}
            settle(number=self.number, discrepancy_id=row.id, **offered)
        self.id = row.id

    def taken(self, at: datetime) -> None:
        with transaction():
            take_offer(discrepancy_id=self.id, by=self.taker, at=at)

    def back(self, at: datetime, by: Actor | None = None) -> None:
        with transaction():
            give_back_offer(discrepancy_id=self.id, by=by or self.taker, at=at)

    def comes(self, text: str, at: datetime) -> None:
        """The taker scans a copy without a slip."""
        desk = Desk(self.taker, at)
        desk.open(None, self.world.publisher.id)
        desk.scan(text)

    def comes_bare(self, at: datetime) -> None:
        """The taker takes a copy in by its title, which nothing on it says."""
        desk = Desk(self.taker, at)
        desk.open(None, self.world.publisher.id)
        with transaction():
            take_by_title(
                arrival_id=desk.arrival, release_id=self.world.releases[0].id, key=new_key(),
                condition=Condition.GOOD, by=self.taker, at=at,
            )  # fmt: skip


@pytest.fixture
def offer(session: Session, at: datetime) -> Offer:
    return Offer(at)


def test_what_is_given_back_is_offered_again_with_its_remark(
    offer: Offer, session: Session, at: datetime
) -> None:
    with pytest.raises(NotFound):
        offer.back(at)
    offer.taken(at)
    with pytest.raises(NotFound):
        offer.back(at, offer.world.librarian)
    offer.back(at + HOUR)
    assert [(row.id, row.decision_note) for row in offers()] == [(offer.id, "Yangi")]
    assert taken_by(offer.taker) == []
    kept = session.scalars(select(Settlement.outcome).order_by(Settlement.id)).all()
    assert kept == [Outcome.OFFERED, Outcome.PASSED_ON, Outcome.OFFERED]
    [act] = session.scalars(select(AuditEvent).where(AuditEvent.name == "discrepancy.given_back"))
    assert act.after["library"] == offer.taking.name
    told = [m.body for m in session.scalars(select(Message)) if offer.taking.name in m.body]
    assert len(told) == 4, "both librarians of the library that offered, of the taking and the giving back"
    assert len(set(told)) == 2
    offer.taken(at + 2 * HOUR)
    assert offers() == []


@pytest.mark.parametrize("by", ["label", "number", "title"])
def test_what_has_come_is_not_given_back(offer: Offer, at: datetime, by: str) -> None:
    offer.taken(at)
    if by == "title":
        offer.comes_bare(at + HOUR)
    else:
        offer.comes(offer.labels[-1] if by == "label" else offer.world.isbns[0], at + HOUR)
    with pytest.raises(Conflict, match="came_already"):
        offer.back(at + 2 * HOUR)


@pytest.mark.parametrize("own", [True, False])
def test_another_labelled_copy_of_the_book_does_not_keep_it(
    session: Session, offer: Offer, at: datetime, own: bool
) -> None:
    """Whether it was sent to the taker himself or to a third library, for which he sets it aside."""
    world = offer.world
    with transaction():
        library = offer.taking if own else add_organisation(OrganisationKind.DEPOSITORY)
        rules = session.get_one(AdoptedRuleSet, world.obligations[0].rule_set_id)
        owed = make_obligation(world.releases[0], world.publisher, library, rules, 1)
    [label] = labels_of(send_parcel(replace(world, library=library, obligations=[owed]), {0: 1}))
    offer.taken(at)
    offer.comes(label, at + HOUR)
    offer.back(at + 2 * HOUR)
    assert [row.id for row in offers()] == [offer.id]


def test_taking_asks_first_and_the_page_gives_back(client: FlaskClient, offer: Offer) -> None:
    sign_in(client, make_account(Role.LIBRARIAN, offer.taking))
    client.get("/language/en")
    page = client.get("/discrepancies/offers").text
    assert re.search(r'data-confirm="Take these copies\?', page)
    address = f"/discrepancies/offers/{offer.id}"
    assert client.post(address, data={"submission_key": new_key()}).status_code == 303
    page = client.get("/discrepancies/offers").text
    assert f'action="{address}/back"' in page
    assert client.post(f"{address}/back", data={"submission_key": new_key()}).status_code == 303
    page = client.get("/discrepancies/offers").text
    assert f'action="{address}"' in page
    assert f'action="{address}/back"' not in page
