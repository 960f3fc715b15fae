"""What a record registered before it was merged into another is that house's own, for its files as well."""

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.domain.actor import Actor, Role
from app.exchange.batches.looked import looked_at
from app.exchange.batches.models import ImportBatch, ImportedRecord, ImportProblem
from app.infra.db import transaction
from app.organisations.models import Organisation
from app.publications.models import Publication, Release
from tests.factories.accounts import make_account
from tests.factories.organisations import make_organisation
from tests.factories.publications import make_release
from tests.slices.exchange.batch_steps import HEAD, accept, row, send, table
from tests.slices.exchange.onix_steps import UPDATE, message, product
from tests.support.isolation import Browserless

ISBN = "9789943001008"
NUMBER = {"scheme": "isbn", "value": ISBN, "printed": ISBN, "reason": ""}


@pytest.fixture
def merged(clerk: Account) -> Actor:
    """Another depositor, whose record `merge` makes one with that of the clerk."""
    made = make_organisation(name="Ikkinchi nashriyot")
    return make_account(Role.DEPOSITOR, made).actor()


def merge(session: Session, merged: Actor, clerk: Account) -> None:
    with transaction():
        found = session.get_one(Organisation, merged.organisation_id, populate_existing=True)
        found.merged_into_id = clerk.organisation_id


def errors(session: Session, batch_id: int) -> list[str]:
    found = session.query(ImportProblem).filter_by(batch_id=batch_id, severity="error")
    return [problem.code for problem in found.order_by(ImportProblem.id)]


def known(session: Session, batch_id: int) -> int:
    looked = looked_at(session.get_one(ImportBatch, batch_id, populate_existing=True))
    return looked.known if looked else 0


def test_a_title_of_the_merged_record_is_not_registered_again(
    client: Browserless, clerk: Account, merged: Actor, session: Session
) -> None:
    make_release(merged, title="Jala", identifiers=[])
    make_release(merged, title="Sarob", identifiers=[NUMBER])
    merge(session, merged, clerk)
    number = send(client, table(row("Jala"), row("Boshqa", ISBN), head=HEAD))
    assert errors(session, number) == ["exchange.likely_registered", "exchange.number_of_own_title"]


def test_a_file_that_the_merged_record_sent_adds_nothing_again_and_stays_within_reach(
    client: Browserless, clerk: Account, merged: Actor, session: Session
) -> None:
    first = send(client, table(row("Jala")))
    accept(client, first)
    with transaction():
        session.get_one(ImportBatch, first).organisation_id = merged.organisation_id or 0
        session.query(ImportedRecord).update({"organisation_id": merged.organisation_id})
        session.query(Publication).update({"publisher_id": merged.organisation_id})
    again = send(client, table(row("Jala"), row("Kecha")))
    assert known(session, again) == 0
    assert client.get(f"/imports/{first}").status_code == 404
    merge(session, merged, clerk)
    assert known(session, send(client, table(row("Jala"), row("Oʻtkan kunlar")))) == 1
    assert client.get(f"/imports/{first}").status_code == 200
    assert f"/imports/{first}" in client.get("/imports").text


def test_a_message_amends_what_the_merged_record_registered(
    client: Browserless, clerk: Account, merged: Actor, session: Session
) -> None:
    release = make_release(merged, title="Sarob", identifiers=[NUMBER])
    merge(session, merged, clerk)
    number = send(client, message(product(ISBN, "Sarob, yangi nomi", act=UPDATE)), "onix.xml")
    accept(client, number)
    assert errors(session, number) == []
    session.expire_all()
    assert session.get_one(Release, release.id).sequence == release.sequence
    assert session.get_one(ImportBatch, number).amended == 1
