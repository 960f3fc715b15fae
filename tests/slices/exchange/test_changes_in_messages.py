"""Changes and deletions of a message: held against the register, agreed to, done or declined."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.audit.models import AuditEvent
from app.deposits.consignments.services import create_consignment
from app.deposits.obligations.models import Obligation
from app.domain.actor import Role
from app.exchange.batches.jobs import work_on_imports
from app.exchange.batches.models import ImportBatch, ImportProblem
from app.infra import clock
from app.infra.db import transaction
from app.organisations.models import Mandate, OrganisationKind
from app.publications.models import Publication, Release, ReleaseWithdrawal
from tests.factories.accounts import make_account, sign_in
from tests.factories.organisations import make_organisation
from tests.factories.publications import make_release
from tests.slices.exchange.batch_steps import accept, send
from tests.slices.exchange.onix_steps import DELETE, NEW, UPDATE, message, product
from tests.slices.exchange.reading_files import Reading
from tests.support.isolation import Browserless

FIRST, SECOND, THIRD = "9789943001008", "9789943010017", "9789943725133"


def own(clerk: Account, isbn: str, title: str) -> Release:
    """A registered title of the clerk's house with this number."""
    number = {"scheme": "isbn", "value": isbn, "printed": isbn, "reason": ""}
    return make_release(clerk.actor(), title=title, identifiers=[number])


def page(client: Browserless, batch_id: int) -> str:
    return client.get(f"/imports/{batch_id}").text


def figures(text: str) -> dict[str, str]:
    return dict(re.findall("<dt>([^<]*)</dt><dd>([^<]*)</dd>", text))


def button(text: str) -> str:
    form = re.search(r'<form method="post" id="accept".*?</form>', text, re.DOTALL)
    found = re.search(r"<button[^>]*>(.*?)</button>", form[0], re.DOTALL) if form else None
    return " ".join(found[1].split()) if found else ""


def codes(session: Session, batch_id: int, severity: str = "error") -> list[tuple[int | None, str]]:
    rows = session.query(ImportProblem).filter_by(batch_id=batch_id, severity=severity)
    return [(row.record, row.code.removeprefix("exchange.")) for row in rows.order_by(ImportProblem.id)]


def batch(session: Session, batch_id: int) -> ImportBatch:
    return session.get_one(ImportBatch, batch_id, populate_existing=True)


def withdrawn(session: Session) -> int:
    return session.query(ReleaseWithdrawal).count()


def test_a_deletion_is_named_and_done_only_if_somebody_agrees(
    client: Browserless, clerk: Account, session: Session
) -> None:
    release = own(clerk, FIRST, "Sarob")
    number = send(client, message(product(FIRST, act=DELETE)), "ochirish.xml")
    text = page(client, number)
    told = figures(text)
    assert (told["Would be registered"], told["Would be withdrawn"]) == ("0", "1")
    assert "The registration of “Sarob” would be withdrawn." in text
    assert "Withdraw the registration of 1 title" in text
    assert button(text) == "Withdraw 1 registration"
    assert "Ready to be accepted" in text
    refused = client.post(f"/imports/{number}/accept")
    assert refused.status_code == 422
    assert "Tick that it is to be done to the titles named" in refused.text
    assert client.post(f"/imports/{number}/accept", data={"withdrawals": "2"}).status_code == 422
    assert withdrawn(session) == 0
    assert client.post(f"/imports/{number}/accept", data={"withdrawals": "1"}).status_code == 303
    work_on_imports()
    assert [row.release_id for row in session.query(ReleaseWithdrawal)] == [release.id]
    assert batch(session, number).withdrawn == 1
    text = page(client, number)
    assert "would be withdrawn" not in text
    assert '<span class="nx-status__text">Registered' not in text
    assert "Sarob" in client.get(f"/imports/{number}/titles").text
    accepted = session.scalars(select(AuditEvent).filter_by(name="import.accepted")).one()
    assert accepted.after["withdrawals"] == 1


def test_without_agreement_the_rest_is_done_and_the_title_stays(
    client: Browserless, clerk: Account, session: Session
) -> None:
    own(clerk, FIRST, "Sarob")
    own(clerk, SECOND, "Kecha")
    changed = product(SECOND, "Kecha va kunduz", act=UPDATE)
    number = send(client, message(product(FIRST, act=DELETE), changed, product(THIRD, "Yangi kitob")))
    text = page(client, number)
    told = figures(text)
    assert [told[f"Would be {each}"] for each in ("registered", "amended", "withdrawn")] == ["1", "1", "1"]
    assert button(text) == "Register 1 record · Amend 1 registration"
    assert "The registration of “Kecha” would be amended: Title" in text
    accept(client, number)
    assert withdrawn(session) == 0
    found = batch(session, number)
    assert (found.registered, found.amended, found.withdrawn, found.declined) == (1, 1, 0, 1)
    assert codes(session, number) == [(1, "not_agreed")]
    assert "nobody agreed to withdraw it" in page(client, number)
    assert session.query(Publication).filter_by(title="Kecha va kunduz").count() == 1


def test_what_cannot_be_done_is_told_with_its_reason_before_it_is_accepted(
    client: Browserless, clerk: Account, session: Session
) -> None:
    release = own(clerk, FIRST, "Sarob")
    owed = session.query(Obligation).filter_by(release_id=release.id, rule_id="uzd-book-natlib").one()
    with transaction():
        parcel = create_consignment(
            depository_id=owed.depository_id, lines={owed.id: 1}, by=clerk.actor(), at=clock.now()
        )
    stranger = make_account(Role.DEPOSITOR)
    own(stranger, SECOND, "Birovniki")
    unknown, others = product(THIRD, "Yoʻq kitob", act=UPDATE), product(SECOND, act=DELETE)
    number = send(client, message(product(FIRST, act=DELETE), unknown, others))
    text = page(client, number)
    told = figures(text)
    assert (told["Would be withdrawn"], told["Would be amended"], told["Cannot be taken"]) == ("0", "0", "3")
    assert codes(session, number) == [(1, "title_in_parcel"), (2, "unknown_number"), (3, "unknown_number")]
    assert f"Copies of “Sarob” lie in the parcel {parcel.code}" in text
    assert button(text) == ""
    assert 'name="withdrawals"' not in text


def test_a_number_twice_a_change_of_nothing_and_a_record_before_are_understood(
    client: Browserless, clerk: Account, session: Session
) -> None:
    own(clerk, FIRST, "Sarob")
    own(clerk, SECOND, "Kecha")
    number = send(
        client,
        message(
            product(FIRST, act=DELETE),
            product(FIRST, act=DELETE),
            product(SECOND, "Kecha", act=UPDATE),
            product(THIRD, "Yangi kitob"),
            product(THIRD, "Yangi kitob, tuzatilgan", act=UPDATE),
        ),
    )
    told = figures(page(client, number))
    assert [told[f"Would be {each}"] for each in ("registered", "amended", "withdrawn")] == ["1", "1", "1"]
    assert (told["Sent before, nothing added"], told["Cannot be taken"]) == ("1", "1")
    warned = codes(session, number, "warning")
    assert (5, "would_amend") in warned
    assert client.post(f"/imports/{number}/accept", data={"withdrawals": "1"}).status_code == 303
    work_on_imports()
    found = batch(session, number)
    outcome = (found.registered, found.amended, found.withdrawn, found.known, found.declined)
    assert outcome == (1, 1, 1, 1, 1), "as it was foreseen"


def test_a_title_that_was_not_named_is_not_withdrawn(
    client: Browserless, clerk: Account, session: Session
) -> None:
    own(clerk, FIRST, "Sarob")
    number = send(client, message(product(FIRST, act=DELETE), product(SECOND, act=DELETE)))
    own(clerk, SECOND, "Kecha")  # after the look
    assert client.post(f"/imports/{number}/accept", data={"withdrawals": "1"}).status_code == 303
    work_on_imports()
    assert (batch(session, number).withdrawn, codes(session, number)) == (1, [(2, "not_agreed")])


@pytest.mark.parametrize(
    ("products", "agreed", "said"),
    [
        ((product(FIRST, "Sarob 2", act=UPDATE),), "", "Amended"),
        ((product(SECOND, act=DELETE),), "1", "Withdrawn"),
        ((product(FIRST, "Sarob 2", act=UPDATE), product(SECOND, act=DELETE)), "1", "Amended and withdrawn"),
    ],
)
def test_what_registered_nothing_is_not_headed_registered(
    client: Browserless, clerk: Account, products: tuple[str, ...], agreed: str, said: str
) -> None:
    own(clerk, FIRST, "Sarob")
    own(clerk, SECOND, "Kecha")
    number = send(client, message(*products), "xabar.xml")
    assert client.post(f"/imports/{number}/accept", data={"withdrawals": agreed}).status_code == 303
    work_on_imports()
    for text in (page(client, number), client.get("/imports").text):
        heads = re.findall(r"</svg>\s*(?:<span>)?([^<]+)", text)
        assert any(head.strip() == said for head in heads), heads


def test_under_a_mandate_a_message_means_the_titles_of_the_mandator(
    client: Browserless, clerk: Account, session: Session
) -> None:
    printer = make_account(
        Role.DEPOSITOR, make_organisation(OrganisationKind.PRINTER, name="Bosmaxona", stir="300000002")
    )
    theirs, mine = own(clerk, FIRST, "Sarob"), own(printer, SECOND, "Bosmaxonaniki")
    given = {
        "submission_key": "k", "stir": "300 000 002", "registers": "y", "sends": "",
        "until-day": "31", "until-month": "12", "until-year": "2099",
    }  # fmt: skip
    assert client.post("/organisation/mandates/new", data=given).status_code == 303
    mandate = session.scalars(select(Mandate.id)).one()
    sign_in(client, printer)
    for act in ("accept", "act"):
        assert client.post(f"/organisation/mandates/{mandate}/{act}").status_code == 303
    number = send(client, message(product(FIRST, act=DELETE), product(SECOND, act=DELETE)))
    assert codes(session, number) == [(2, "unknown_number")]
    assert client.post(f"/imports/{number}/accept", data={"withdrawals": "1"}).status_code == 303
    work_on_imports()
    assert [row.release_id for row in session.query(ReleaseWithdrawal)] == [theirs.id]
    assert mine.id != theirs.id


def test_the_command_says_what_would_be_tried(reading: Reading) -> None:
    text = message(product(FIRST, "Bir"), product(SECOND, "Ikki", act=UPDATE), product(THIRD, act=DELETE))
    report = reading.report(text.decode(), mapping="=yes=restricted")
    assert report["acts"] == {"register": 1, "amend": 1, "withdraw": 1}
    told = {item["code"]: item["message"] for item in report["problems"]}
    assert "your title that carries the number is amended" in told["exchange.update"]
    assert "withdrawn, if a person agrees to that" in told["exchange.delete"]


def test_after_it_is_taken_back_nothing_stands_as_registered(client: Browserless, clerk: Account) -> None:
    number = send(client, message(product(FIRST, "Bir"), product(SECOND, "Ikki")), "ikkita.xml")
    accept(client, number)
    assert client.post(f"/imports/{number}/undo", data={"reason": "Xato"}).status_code == 303
    told = figures(page(client, number))
    assert (told.get("Registered"), told["Registered, taken back since"]) == (None, "2")
    rows = re.findall(r"<tr>.*?</tr>", client.get("/imports").text, re.DOTALL)
    line = next(part for part in rows if "ikkita.xml" in part)
    assert 'data-l="Registered">0<' in line


def test_two_changes_of_one_title_are_done_in_their_order_and_told(
    client: Browserless, clerk: Account, session: Session
) -> None:
    """The second says what is registered now: only held against the first it changes something."""
    own(clerk, FIRST, "Sarob")
    changes = (product(FIRST, "Boshqa nom", act=UPDATE), product(FIRST, "Sarob", act=UPDATE))
    number = send(client, message(*changes))
    text = page(client, number)
    told = figures(text)
    assert (told["Would be amended"], told["Sent before, nothing added"]) == ("2", "0")
    assert "Boshqa nom → Sarob" in text
    assert "Record 1 of the message changes “Boshqa nom” too" in text
    accept(client, number)
    found = batch(session, number)
    assert (found.amended, found.known, found.declined) == (2, 0, 0)
    assert [title.title for title in session.query(Publication)] == ["Sarob"]


def test_two_changes_of_a_title_that_the_message_registers_are_told(
    client: Browserless, clerk: Account, session: Session
) -> None:
    titles = ("Bir", "Ikki", "Uch")
    products = [product(FIRST, title, act=UPDATE if place else NEW) for place, title in enumerate(titles)]
    number = send(client, message(*products))
    assert (3, "changed_twice") in codes(session, number, "warning")
    assert "Record 2 of the message changes “Bir” too" in page(client, number)
    accept(client, number)
    assert [title.title for title in session.query(Publication)] == ["Uch"]


def test_an_edition_that_cannot_be_placed_changes_nothing_and_is_told(
    client: Browserless, clerk: Account, session: Session
) -> None:
    own(clerk, FIRST, "Sarob")
    second = product(FIRST, "Sarob", act=UPDATE, edition="<EditionNumber>2</EditionNumber>")
    number = send(client, message(second))
    text = page(client, number)
    assert figures(text)["Sent before, nothing added"] == "1"
    assert codes(session, number, "warning") == [(1, "edition_open"), (1, "update")]
    assert "“2” is the number of a later edition" in text


STATUS = "<PublishingDetail>{}<PublishingStatus>04</PublishingStatus></PublishingDetail></Product>"
IMPRINT = "<Imprint><ImprintName>Sharq</ImprintName></Imprint>"


@pytest.mark.parametrize("imprint", ["", IMPRINT])
def test_a_change_of_what_is_not_recorded_here_says_so(
    client: Browserless, clerk: Account, session: Session, reading: Reading, imprint: str
) -> None:
    own(clerk, FIRST, "Sarob")
    sent = message(product(FIRST, act=UPDATE).replace("</Product>", STATUS.format(imprint)))
    assert [code for _, _, code in reading.codes(sent)] == ["update", "update_of_nothing"]
    number = send(client, sent, "holat.xml")
    assert (1, "update_of_nothing") in codes(session, number, "warning")
    assert "nothing that is recorded here" in page(client, number)


def test_a_change_of_a_date_is_recorded_and_not_said_to_be_nothing(reading: Reading) -> None:
    dated = (
        "<PublishingDate><PublishingDateRole>01</PublishingDateRole><Date>20261101</Date></PublishingDate>"
    )
    status = STATUS.format("").replace("</PublishingDetail>", f"{dated}</PublishingDetail>")
    sent = message(product(FIRST, act=UPDATE).replace("</Product>", status))
    assert [code for _, _, code in reading.codes(sent)] == ["update"]
