"""Whatever the authority issues with a number is signed as notices are, or waits; and everybody is told."""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.attestations.account import Period
from app.attestations.jobs import attestation_pdf, store_waiting_papers
from app.attestations.models import AttestationKind
from app.audit.jobs import seal
from app.audit.models import AuditEvent
from app.compliance.cases.papers.keeping import case_paper_pdf, store_waiting_case_papers
from app.compliance.cases.papers.models import CasePaper
from app.compliance.cases.queries.cases import case_for
from app.compliance.jobs import render_waiting_notices, store_notice_paper
from app.compliance.numbered import NumberedPaper
from app.compliance.requests.jobs import decision_pdf, store_waiting_decisions
from app.compliance.requests.models import Decision
from app.deposits.obligations.models import Obligation
from app.desks.cases.archive import case_archive
from app.desks.cases.commands import case as commands
from app.domain.actor import Role
from app.domain.errors import Conflict
from app.domain.requests import Outcome
from app.infra import clock
from app.infra.db import transaction
from app.infra.signing.demonstration import ROOT, found_authority
from app.infra.storage import StoredFile, storage
from tests.documents.rendering import text, written
from tests.factories.accounts import make_account, sign_in
from tests.factories.attestations import (
    AT,
    UNTIL_TODAY,
    YEAR,
    deliver,
    make_attestation,
    make_depositor,
)
from tests.factories.cases import LATER, buy, case_now, refer
from tests.factories.compliance import TODAY, Late, add_inspector, add_late, make_notice
from tests.factories.requests import ask, decide
from tests.factories.signing import sign_with_own_authority

pytestmark = pytest.mark.documents
UNSIGNED = "Not signed: when its file was made"


@pytest.fixture
def lines(late: Late, client: FlaskClient) -> list[Obligation]:
    """Two noticed lines; the objection to one of them waits to be decided."""
    client.get("/language/en")
    with transaction():
        made = [add_late(late, title=title) for title in ("Oʻtkan kunlar", "Шум бола")]
    store_notice_paper(make_notice(late, *made).id)
    return made


def refused(late: Late, line: Obligation) -> Decision:
    """The decision of a colleague that an objection to a line is not granted."""
    with transaction():
        colleague = add_inspector(late.authority)
    return decide(
        ask([line], make_account(Role.DEPOSITOR, late.publisher).actor()), colleague, Outcome.REFUSED
    )


def content_of(session: Session, paper: NumberedPaper) -> bytes:
    session.refresh(paper)
    return storage().get(session.get_one(StoredFile, paper.file_id).sha256)


def check(
    app: Flask, client: FlaskClient, paper: NumberedPaper, kind: str, content: bytes, tmp: Path
) -> None:
    """By its code, as a file and on the command line the signature of a paper is told."""
    page = client.get(f"/verify/{paper.verification_code}").text
    assert "Intact; the whole file is signed." in page
    assert "Nusxa SPECIMEN authority" in page
    at = content.index(b"stream") + 20
    changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
    for sent, word in ((content, "the same as the one"), (changed, "changed after it was signed")):
        answer = client.post("/verify/file", data={"file": (io.BytesIO(sent), "x.pdf")})
        assert word in answer.text
        file = tmp / "x.pdf"
        file.write_bytes(sent)
        told = json.loads(app.test_cli_runner().invoke(args=["verify", str(file), "--json"]).output)
        assert told["signature"]["good"] is (sent == content)
    assert told["finding"] == "changed"
    file.write_bytes(content)
    told = json.loads(app.test_cli_runner().invoke(args=["verify", str(file), "--json"]).output)
    assert (told["finding"], told["document"]["kind"]) == ("same", kind)


def test_decisions_letters_and_claims_are_signed_also_in_the_archive(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    client: FlaskClient,
    session: Session,
    late: Late,
    lines: list[Obligation],
    tmp_path: Path,
) -> None:
    roots = sign_with_own_authority(app, monkeypatch).signing.roots
    assert roots is not None
    decision = refused(late, lines[1])
    buy(late, (lines[0], 1))
    refer(late, case_now())
    assert (store_waiting_decisions(), store_waiting_case_papers()) == (1, 2)
    claim, letter = session.scalars(select(CasePaper).order_by(CasePaper.id))
    for paper, kind, again in (
        (decision, "decision", decision_pdf),
        (claim, "refund_claim", case_paper_pdf),
        (letter, "referral", case_paper_pdf),
    ):
        content = content_of(session, paper)
        check(app, client, paper, kind, content, tmp_path)
        assert content.startswith(again(paper)), "what was rendered can be made again"  # type: ignore[operator]
    filed = session.scalars(
        select(AuditEvent).where(AuditEvent.name.in_(("request.filed", "case.paper_filed")))
    )
    assert [act.after["signed_by"] for act in filed] == ["Nusxa SPECIMEN authority"] * 3
    seal()
    made = case_archive(
        case_for(late.inspector, case_now().id, TODAY), by=late.inspector, at=LATER, language="uz"
    )
    path = tmp_path / "case.zip"
    path.write_bytes(made)
    answer = CliRunner().invoke(commands, ["verify", str(path), "--roots", str(roots)])
    assert answer.exit_code == 0, answer.output
    told = [line for line in answer.output.splitlines() if "signed" in line]
    assert [": signed by Nusxa SPECIMEN authority" in line for line in told].count(True) == 3
    assert [line for line in told if "not signed" in line and "notices/" in line], "made before the key"
    found_authority(tmp_path, at=clock.now())
    answer = CliRunner().invoke(commands, ["verify", str(path), "--roots", str(tmp_path / ROOT)])
    assert (answer.exit_code, answer.output.count("for whom none of these roots vouches")) == (1, 3)


@pytest.mark.parametrize(
    ("kind", "period"), [(AttestationKind.STATEMENT, YEAR), (AttestationKind.CERTIFICATE, UNTIL_TODAY)]
)
def test_statements_and_certificates_are_signed(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    client: FlaskClient,
    session: Session,
    kind: AttestationKind,
    period: Period,
    tmp_path: Path,
) -> None:
    sign_with_own_authority(app, monkeypatch)
    depositor = make_depositor(date(2026, 11, 23))
    deliver(depositor, 0, opened=AT, confirmed=AT)
    made = make_attestation(depositor, kind, period, language="en")
    assert store_waiting_papers() == 1
    client.get("/language/en")
    content = content_of(session, made)
    check(app, client, made, kind.value, content, tmp_path)
    file = written("attestation", content)
    assert "no electronic signature" not in text(file)
    assert content.startswith(attestation_pdf(made))
    sign_in(client, make_account(Role.DEPOSITOR, depositor.world.publisher))
    assert (
        "Signed with the certificate of Nusxa SPECIMEN authority"
        in client.get(f"/attestations/{made.id}").text
    )


def test_while_the_key_cannot_be_used_no_paper_is_issued_and_each_page_says_why(
    app: Flask, monkeypatch: pytest.MonkeyPatch, client: FlaskClient, late: Late, lines: list[Obligation]
) -> None:
    request = ask(lines[1:], make_account(Role.DEPOSITOR, late.publisher).actor())
    colleague = make_account(Role.REGULATOR, late.authority)
    right = app.config["NUSXA"]
    sign_with_own_authority(app, monkeypatch, passphrase="wrong")
    case = case_now()
    statement = f"/attestations/new/statement/{late.publisher.id}"
    refused_acts: list[Callable[[], object]] = [
        lambda: decide(request, colleague.actor()),
        lambda: buy(late, (lines[0], 1)),
        lambda: refer(late, case),
    ]
    for act in refused_acts:
        with pytest.raises(Conflict, match="cannot_sign"):
            act()
    sign_in(client, colleague)
    answer = client.post(statement, data={"language": "uz", "submission_key": "k"})
    assert (answer.status_code, "Nothing was issued" in answer.text) == (422, True)
    for page in ("/", "/attestations", f"/cases/{case.id}", f"/requests/{request.id}"):
        assert "passphrase does not open" in client.get(page).text, page
    monkeypatch.setitem(app.config, "NUSXA", right)
    decision = decide(request, colleague.actor())
    sign_with_own_authority(app, monkeypatch, stamps_from="http://127.0.0.1:9/")
    assert store_waiting_decisions() == 0, "without a time stamp its file waits"
    with transaction() as current:
        current.execute(update(StoredFile).values(stored_at=AT))  # what was made is long made
    page = client.get(f"/requests/{request.id}").text
    assert "It is decided." in page
    sign_in(client, make_account(Role.ADMINISTRATOR))
    assert "papers could not be made for more than a quarter of an hour" in client.get("/").text
    sign_with_own_authority(app, monkeypatch)
    assert store_waiting_decisions() == 1
    assert "It can sign." in client.get("/").text, "what was issued before has only not come to its turn"
    render_waiting_notices()
    assert "It can sign." in client.get("/").text
    assert decision.number


def test_what_was_kept_unsigned_stays_what_it_is_and_is_told_so(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    client: FlaskClient,
    session: Session,
    late: Late,
    lines: list[Obligation],
) -> None:
    decision = refused(late, lines[1])
    assert store_waiting_decisions() == 1
    with transaction() as current:
        kept = current.get_one(Decision, decision.id)
        kept.facts = {name: value for name, value in kept.facts.items() if name != "seal"}
    content = content_of(session, decision)
    assert content == decision_pdf(decision), "facts from before there were signatures are read all the same"
    sign_with_own_authority(app, monkeypatch)
    assert UNSIGNED in client.get(f"/verify/{decision.verification_code}").text
    answer = client.post("/verify/file", data={"file": (io.BytesIO(content), "x.pdf")})
    assert ("the same as the one" in answer.text, UNSIGNED in answer.text) == (True, True)
