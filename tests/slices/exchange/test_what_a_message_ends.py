"""Changes of a message that end what is owed: told with every duty, and done only where somebody agrees."""

import csv
import io
import re
from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.deposits.consignments.services import create_consignment
from app.deposits.obligations.models import Obligation
from app.exchange.batches.jobs import work_on_imports
from app.exchange.batches.models import ImportBatch, ImportProblem
from app.infra import clock
from app.infra.db import transaction
from app.law.models import AdoptedRuleSet
from app.organisations.models import Organisation, OrganisationKind
from app.publications.models import Publication, Release, ReleaseEvent
from tests.factories.compliance import Late, add_inspector, make_notice
from tests.factories.obligations import add_organisation, counted_statements
from tests.factories.publications import make_release
from tests.slices.exchange.batch_steps import accept, send
from tests.slices.exchange.onix_steps import DELETE, UPDATE, message, product
from tests.support.isolation import Browserless

FIRST, SECOND = "9789943001008", "9789943010017"
LATE = {"first_batch_released": "2026-10-01"}


def own(clerk: Account, isbn: str, title: str, **answers: object) -> Release:
    number = {"scheme": "isbn", "value": isbn, "printed": isbn, "reason": ""}
    return make_release(clerk.actor(), title=title, identifiers=[number], **answers)


def of_form(isbn: str, title: str, form: str) -> str:
    """An update by which the title would come out in another form."""
    return product(isbn, title, act=UPDATE).replace("<ProductForm>BC", f"<ProductForm>{form}")


def dated(isbn: str, day: str) -> str:
    publishing = (
        "<PublishingStatus>04</PublishingStatus><PublishingDate><PublishingDateRole>01</PublishingDateRole>"
        f"<Date>{day}</Date></PublishingDate>"
    )
    return product(isbn, "Sarob", act=UPDATE, publishing=publishing)


def page(client: Browserless, batch_id: int) -> str:
    return client.get(f"/imports/{batch_id}").text.replace("\u00a0", " ")


def figures(text: str) -> dict[str, str]:
    return dict(re.findall("<dt>([^<]*)</dt><dd>([^<]*)</dd>", text))


def told(session: Session, batch_id: int) -> list[tuple[int | None, str]]:
    rows = session.query(ImportProblem).filter_by(batch_id=batch_id).order_by(ImportProblem.id)
    return [(row.record, row.code.removeprefix("exchange.")) for row in rows]


def owed(session: Session, release: Release) -> list[Obligation]:
    rows = session.query(Obligation).filter_by(release_id=release.id, cancelled_at=None)
    return rows.order_by(Obligation.id).populate_existing().all()


def noticed(session: Session, *lines: Obligation) -> None:
    with transaction():
        authority = add_organisation(OrganisationKind.AUTHORITY)
        authority.head_post, authority.head_name = "Boshliq", "A. N. Yoʻldoshev"
        inspector = add_inspector(authority)
    publisher = session.get_one(Organisation, lines[0].depositor_id)
    rules = session.query(AdoptedRuleSet).one()
    library = session.get_one(Organisation, lines[0].depository_id)
    make_notice(Late(rules, authority, publisher, library, inspector), *lines)


def test_duties_that_would_end_are_named_and_end_only_if_somebody_agrees(
    client: Browserless, clerk: Account, session: Session
) -> None:
    release = own(clerk, FIRST, "Sarob", events=LATE)
    lines = [row for row in owed(session, release) if row.due_on and row.due_on < date(2026, 11, 23)]
    with transaction():
        parcel = create_consignment(
            depository_id=lines[1].depository_id, lines={lines[1].id: 1}, by=clerk.actor(), at=clock.now()
        )
    noticed(session, lines[0])
    before = len(owed(session, release))
    number = send(client, message(of_form(FIRST, "Sarob", "EA")))
    text = page(client, number)
    assert "“Sarob” would be amended, and duties would end or be eased: " in text
    assert "Carrier: On paper → Online" in text
    assert text.count("No longer owed.") == before
    assert text.count("It is late.") == len(lines) >= 2
    assert text.count("A notice or a decision names it.") == 1
    assert f"1 copy is in a parcel not sent yet: {parcel.code}" in text
    assert figures(text)["Of these end duties"] == "1"
    assert "Amend 1 title although that ends duties or eases them" in text
    assert client.post(f"/imports/{number}/accept").status_code == 422
    assert client.post(f"/imports/{number}/accept", data={"endings": "2"}).status_code == 422
    assert len(owed(session, release)) == before
    assert client.post(f"/imports/{number}/accept", data={"endings": "1"}).status_code == 303
    work_on_imports()
    assert session.get_one(Publication, release.publication_id, populate_existing=True).carrier == "online"
    text = page(client, number)
    assert "The registration of “Sarob” was amended: " in text
    assert "Carrier: On paper → Online" in text
    assert text.count("No longer owed.") == before
    assert told(session, number) == [(1, "amended")]
    assert "Amended by the file kitoblar.csv" in client.get(f"/releases/{release.id}").text


def test_days_that_the_new_carrier_does_not_have_go_as_in_the_form(
    client: Browserless, clerk: Account, session: Session
) -> None:
    release = own(clerk, FIRST, "Sarob", events={**LATE, "print_run_completed": "2026-09-28"})
    number = send(client, message(of_form(FIRST, "Sarob", "EA")))
    assert client.post(f"/imports/{number}/accept", data={"endings": "1"}).status_code == 303
    work_on_imports()
    session.expire_all()
    assert session.get_one(Publication, release.publication_id).carrier == "online"
    assert session.query(ReleaseEvent).filter_by(release_id=release.id).all() == []


def test_without_agreement_the_rest_is_done_and_the_duties_stand(
    client: Browserless, clerk: Account, session: Session
) -> None:
    release = own(clerk, FIRST, "Sarob", events=LATE)
    own(clerk, SECOND, "Kecha")
    before = len(owed(session, release))
    number = send(
        client, message(of_form(FIRST, "Sarob", "EA"), product(SECOND, "Kecha va kunduz", act=UPDATE))
    )
    text = page(client, number)
    assert "Title: Kecha → Kecha va kunduz<br>Nothing changes in what is owed." in text
    assert (figures(text)["Would be amended"], figures(text)["Of these end duties"]) == ("2", "1")
    assert ">Amend 1 registration<" in " ".join(text.split()).replace("> ", ">").replace(" <", "<")
    accept(client, number)
    assert len(owed(session, release)) == before
    found = session.get_one(ImportBatch, number, populate_existing=True)
    assert (found.amended, found.declined, found.with_warnings) == (1, 1, 0)
    assert told(session, number) == [(1, "ending_not_agreed"), (2, "amended")]
    text = page(client, number)
    assert "nobody agreed to that when the file was accepted" in text
    assert figures(text)["With warnings"] == "0"
    rows = list(csv.reader(io.StringIO(client.get(f"/imports/{number}/problems.csv").text), delimiter=";"))
    assert [row[3] for row in rows[1:]] == ["exchange.ending_not_agreed", "exchange.amended"]


def test_a_late_duty_that_would_be_put_off_needs_agreement_too(
    client: Browserless, clerk: Account, session: Session
) -> None:
    release = own(clerk, FIRST, "Sarob", events=LATE)
    number = send(client, message(product(FIRST, "Sarob 2", act=UPDATE)))
    assert (1, "would_amend") in told(session, number)
    with transaction() as current:
        current.query(Obligation).filter_by(release_id=release.id).update({"copies": 90})
    number = send(client, message(product(FIRST, "Sarob 2", act=UPDATE)))
    assert (1, "would_end") in told(session, number), "fewer copies"


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (of_form(FIRST, "Sarob", "AJ"), "exchange.number_lost"),
        (dated(FIRST, "19261120"), "calendar.out_of_range"),
    ],
)
def test_an_update_never_drops_a_number_nor_takes_a_day_that_nothing_counts_from(
    client: Browserless, clerk: Account, session: Session, record: str, code: str
) -> None:
    release = own(clerk, FIRST, "Sarob")
    number = send(client, message(record))
    errors = session.query(ImportProblem).filter_by(batch_id=number, severity="error").all()
    assert [row.code for row in errors] == [code]
    assert figures(page(client, number))["Cannot be taken"] == "1"
    assert session.get_one(Publication, release.publication_id, populate_existing=True).kind == "book"


def test_an_update_is_no_warning_by_itself(client: Browserless, clerk: Account) -> None:
    own(clerk, FIRST, "Sarob")
    text = page(client, send(client, message(product(FIRST, "Sarob 2", act=UPDATE))))
    assert figures(text)["With warnings"] == "0"
    assert "Warnings: look at these" not in text


@pytest.mark.parametrize("act", [UPDATE, DELETE])
def test_changes_of_many_titles_are_weighed_with_no_more_statements(
    client: Browserless, clerk: Account, act: str
) -> None:
    counts = []
    for size, first in ((2, 100), (12, 200)):
        isbns = [f"978994300{number}" for number in range(first * 1, first + size)]
        isbns = [isbn + check_digit(isbn) for isbn in isbns]
        for isbn in isbns:
            own(clerk, isbn, f"Kitob {isbn}", events=LATE)
        content = message(
            *(of_form(isbn, f"Kitob {isbn}", "EA").replace("Type>04", f"Type>{act}") for isbn in isbns)
        )
        client.post("/imports/new", data={"file": (io.BytesIO(content), "onix.xml")})
        with counted_statements() as sent:
            work_on_imports()
        counts.append(len(sent))
    assert counts[0] == counts[1]


def check_digit(first_twelve: str) -> str:
    total = sum(int(figure) * (1, 3)[place % 2] for place, figure in enumerate(first_twelve))
    return str(-total % 10)
