"""The imprint that a file names is that of the publisher; any other name is left out, and told in a table."""

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.exchange.batches.models import ImportBatch, ImportProblem
from app.organisations.models import Organisation
from app.publications.models import Release
from tests.slices.exchange.batch_steps import HEAD, accept, row, send, table
from tests.slices.exchange.test_marc import field, marc21, unimarc
from tests.slices.exchange.test_onix import PRODUCT, message
from tests.slices.registration.test_imprints import imprint_of
from tests.support.isolation import Browserless

NAMED = "<Imprint><ImprintName>«Болалар китоби»</ImprintName></Imprint><CountryOfPublication>UZ"


def released(session: Session) -> list[int | None]:
    return [release.imprint_id for release in session.query(Release).order_by(Release.id)]


def test_a_table_names_the_imprint(client: Browserless, clerk: Account, session: Session) -> None:
    imprint = imprint_of(clerk.organisation_id, "Bolalar kitobi")
    publisher = session.get_one(Organisation, clerk.organisation_id).name
    named = ("bolalar kitobi", "", publisher, "Boshqa nashr")
    rows = [[*row(f"Kitob {number}"), name] for number, name in enumerate(named)]
    content = table(*rows, head=[*HEAD, "Imprint"])
    number = send(client, content)
    accept(client, number)
    assert released(session) == [imprint, None, None, None]
    (told,) = session.query(ImportProblem).filter_by(code="exchange.imprint_unknown")
    assert (told.record, told.severity) == (4, "warning")
    assert "Bolalar kitobi" in told.message
    again = send(client, content)
    accept(client, again)
    assert session.get_one(ImportBatch, again).known == 4


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (message(PRODUCT.replace("<CountryOfPublication>UZ", NAMED)).encode(), "onix.xml"),
        (
            marc21("Kitob /", field("264", "aToshkent :", "bBolalar kitobi,", "c2026.", indicators=" 1")),
            "m.mrc",
        ),
        (unimarc(b"Kitob", publisher=b"\x1fcBolalar kitobi"), "u.mrc"),
    ],
)
def test_a_message_names_it(
    client: Browserless, clerk: Account, session: Session, content: bytes, name: str
) -> None:
    imprint = imprint_of(clerk.organisation_id, "Bolalar kitobi")
    number = send(client, content, name)
    accept(client, number)
    assert released(session) == [imprint]
