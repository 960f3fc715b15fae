"""The public check: what anyone learns of a document, and what nobody does."""

import io
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.compliance.jobs import store_notice_paper
from app.compliance.models import Notice
from app.compliance.services.withdrawing import withdraw_notice
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import add_received
from app.deposits.receiving.models import Receipt, ReceiptLine
from app.desks.verification.forms import LARGEST_DOCUMENT
from app.domain.receiving import Condition
from app.infra.db import transaction
from app.infra.settings import settings
from app.infra.storage import StoredFile, storage
from app.infra.verification import check_of
from app.organisations.models import OrganisationKind
from tests.factories.compliance import AT, PERSON, PHONE, Late, add_late, make_notice

PRIVATE = (PERSON, "Rahmonova", "Qodirova", PHONE, "Namuna koʻchasi", "@example.uz")


@pytest.fixture
def line(late: Late) -> Obligation:
    with transaction():
        return add_late(late, title="Oʻtkan <i>kunlar</i>")


@pytest.fixture
def notice(late: Late, line: Obligation, client: FlaskClient) -> Notice:
    issued = make_notice(late, line)
    store_notice_paper(issued.id)
    client.get("/language/en")
    return issued


def page_of(client: FlaskClient, notice: Notice) -> str:
    return client.get(f"/verify/{notice.verification_code}").text


def main_of(page: str) -> str:
    return page.split("<main")[1].split("</main")[0]


def test_a_specimen_says_so_and_is_never_called_genuine(client: FlaskClient, notice: Notice) -> None:
    page = page_of(client, notice)
    assert "Specimen of a notice, without legal force" in page
    assert [word for word in ("genuine", "in force") if word in main_of(page).lower()] == []
    for word in ("2026-000001", "Oltin Davot MChJ", "999000117", "Oʻtkan &lt;i&gt;kunlar&lt;/i&gt;"):
        assert word in page, word
    for word in ("uz-draft", "6.1", "7\xa0December\xa02026", "Vakolatli organ (namoyish)", "Copies awaited"):
        assert word in page, word


def test_who_issued_it_is_named_in_the_language_of_the_reader(
    client: FlaskClient, late: Late, line: Obligation
) -> None:
    with transaction() as kept:
        authority = kept.merge(late.authority)
        authority.name_ru, authority.name_en = "Уполномоченный орган (показ)", "Authority (specimen)"
    notice = make_notice(late, line, language="ru")
    client.get("/language/en")
    page = page_of(client, notice)
    assert ("Authority (specimen)" in page, "Уполномоченный" in page) == (True, False)
    with transaction() as kept:
        kept.merge(late.authority).name_ru = "Инспекция"
    assert "Уполномоченный орган (показ)" in page_of(client, notice), (
        "as the paper says, where none is called so"
    )


def test_a_real_notice_is_called_genuine(client: FlaskClient, notice: Notice) -> None:
    with transaction():
        notice.specimen = False
    page = page_of(client, notice)
    assert "The notice is genuine" in page
    assert "Specimen" not in main_of(page)
    assert "In force" in main_of(page)


def test_no_person_is_named(client: FlaskClient, notice: Notice) -> None:
    page = page_of(client, notice)
    assert [word for word in PRIVATE if word in page] == []


def test_an_author_who_publishes_is_a_person(client: FlaskClient, late: Late, notice: Notice) -> None:
    with transaction():
        late.publisher.kind = OrganisationKind.AUTHOR_PUBLISHER
    page = page_of(client, notice)
    assert "Oltin Davot" not in page
    assert "999000117" not in page
    assert "not shown here" in page


def test_the_state_is_that_of_now(client: FlaskClient, late: Late, line: Obligation, notice: Notice) -> None:
    assert "2 copies have not been received yet" in page_of(client, notice)
    with transaction():
        add_received(obligation=line, copies=2)
    assert "Everything that it names has been received" in page_of(client, notice)
    with transaction():
        withdraw_notice(notice_id=notice.id, reason="Sir", by=late.inspector, at=AT)
    page = page_of(client, notice)
    assert "The authority has withdrawn it." in page
    assert "What to do now" not in page


def test_each_line_says_what_has_come_of_it(client: FlaskClient, late: Late, line: Obligation) -> None:
    with transaction():
        other = add_late(late, title="Kecha va kunduz")
        add_received(obligation=line, copies=1)
    notice = make_notice(late, line, other)
    client.get("/language/en")

    def told() -> tuple[list[str], str]:
        page = page_of(client, notice)
        return re.findall(r'data-l="Received since">(\d+)<', page), page.split("Lines received in full")[
            1
        ].split("<dd>")[1].split("<")[0]

    assert told() == (["0", "0"], "0 of 2"), "what had come before it was issued is not missing in it"
    with transaction():
        add_received(obligation=other, copies=1)
    assert told() == (["0", "1"], "0 of 2")
    with transaction():
        add_received(obligation=line, copies=1)
    assert told() == (["1", "1"], "1 of 2")


@pytest.mark.parametrize("prefix", ["/t/", "/T/", "/verify/", "/verify?code="])
def test_a_code_is_read_however_it_is_written(client: FlaskClient, notice: Notice, prefix: str) -> None:
    code = notice.verification_code
    for written in (code.lower(), code.replace("-", ""), code.replace("-", " ")):
        answer = client.get(prefix + written)
        assert answer.status_code == 302, written
        assert answer.location == f"/verify/{code}"
    assert client.get(f"/t/{code}/").location == f"/verify/{code}"
    assert client.get(f"/verify?code=https://nusxa.test/t/{code}").location == f"/verify/{code}"


def test_the_printed_address_opens_where_the_code_is_typed(client: FlaskClient, notice: Notice) -> None:
    check = check_of(notice.verification_code)
    host, path = check.address.split("/", 1)
    assert host == settings().public_url.split("://")[1]
    for typed in (f"/{path}", f"/{path}/", f"/{path.upper()}", f"/{path.upper()}/"):
        answer = client.get(typed)
        assert (answer.status_code, answer.location) == (302, "/verify"), typed
    page = client.get("/verify").text
    assert 'name="code"' in page
    assert client.get(f"/verify?code={check.code}").location == f"/verify/{check.code}"


def test_wrong_codes_are_told_apart(client: FlaskClient, notice: Notice) -> None:
    code = notice.verification_code
    last = "0" if code[-1] != "0" else "1"
    mistyped = client.get(f"/verify/{code[:-1]}{last}")
    assert mistyped.status_code == 422
    assert "typing error" in mistyped.text
    unknown = client.get("/verify/K7QM-4R2X-9TDV")
    assert unknown.status_code == (404 if "No such document" in unknown.text else 422)
    for typed in (notice.number, "<script>", "x" * 300, "'; DROP TABLE notice; --"):
        answer = client.get("/verify", query_string={"code": typed})
        assert answer.status_code == 422, typed
        assert "<script>" not in answer.text.split("<main")[1]
    parcel = client.get("/verify", query_string={"code": "J26-004173-J"})
    assert parcel.status_code == 422
    assert client.get("/verify").status_code == 200
    assert client.get("/t/nonsense", follow_redirects=True).status_code == 422


def test_a_code_never_given_out_is_not_found(client: FlaskClient, session: Session, notice: Notice) -> None:
    with transaction():
        code, notice.verification_code = notice.verification_code, "0000-0000-0000"
    answer = client.get(f"/verify/{code}")
    assert answer.status_code == 404
    assert "never gave it to a document" in answer.text
    assert client.post(f"/verify/{code}/file").status_code == 404


def test_a_file_is_compared_and_not_kept(client: FlaskClient, session: Session, notice: Notice) -> None:
    address = f"/verify/{notice.verification_code}/file"
    kept = session.get_one(StoredFile, notice.file_id)
    content = storage().get(kept.sha256)

    def compare(sent: bytes, name: str = "xat.pdf") -> tuple[int, str]:
        answer = client.post(address, data={"file": (io.BytesIO(sent), name)})
        return answer.status_code, answer.text

    status, page = compare(content)
    assert (status, "the same as the one that was issued" in page) == (200, True)
    status, page = compare(content + b"\n")
    assert (status, "differs from the one" in page) == (200, True)
    assert compare(b"")[0] == 422
    assert client.post(address).status_code == 422
    too_large = b"--b\r\nContent-Disposition: form-data; name=file; filename=a.pdf\r\n\r\n%b\r\n--b--\r\n" % (
        bytes(LARGEST_DOCUMENT + 1)
    )
    refused = client.post(address, data=too_large, content_type="multipart/form-data; boundary=b")
    assert refused.status_code == 422
    assert "larger than any document" in refused.text
    assert session.query(StoredFile).count() == 1
    assert [kept.sha256[at : at + 8] in page for at in range(0, 64, 8)] == [True] * 8


def test_a_receipt_is_checked_the_same_way(
    client: FlaskClient, late: Late, line: Obligation, notice: Notice
) -> None:
    with transaction() as current:
        code, notice.verification_code = notice.verification_code, "0000-0000-0000"
        receipt = Receipt(
            number="Q26-000001-X",
            verification_code=code,
            depositor_id=late.publisher.id,
            depository_id=late.library.id,
            at=AT,
            lines=[
                ReceiptLine(
                    release_id=line.release_id, obligation_id=line.id, copies=2, condition=Condition.GOOD
                )
            ],
        )
        current.add(receipt)
    page = client.get(f"/verify/{code}").text
    assert "Specimen of a receipt, without legal force" in page
    assert "Q26-000001-X" in page
    assert "Received" in page
    with transaction() as current:
        current.add(
            Receipt(
                number="Q26-000002-X",
                verification_code="K7QM-4R2X-9TDV",
                reverses_id=receipt.id,
                depositor_id=late.publisher.id,
                depository_id=late.library.id,
                at=AT,
                lines=[
                    ReceiptLine(
                        release_id=line.release_id, obligation_id=line.id, copies=-2, condition=Condition.GOOD
                    )
                ],
            )
        )
    page = client.get(f"/verify/{code}").text
    assert ("The library has reversed it:" in page, "Q26-000002-X" in page) == (True, True)
    assert "Received" not in page
    page = client.get("/verify/K7QM-4R2X-9TDV").text
    assert "Specimen of a reversal, without legal force" in page
    assert f'href="/verify/{code}">Q26-000001-X' in page, "which receipt it takes back"
    assert ("Copies taken back" in page, "2 copies" in page, "-2 copies" in page) == (True, True, False)
    assert [word for word in ("Received", "Specimen of a receipt") if word in page] == []
