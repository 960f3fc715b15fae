"""How notices were served: one at a time and from lists, corrected, and what that does to their clocks."""

import io
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.compliance.batches.jobs import issue_batches
from app.compliance.models import Notice
from app.compliance.serving.channels import RESULTS
from app.compliance.serving.lists import Recorded, record_list
from app.compliance.serving.models import Result, Service
from app.compliance.serving.queries import effect_of, services_of
from app.compliance.serving.services import Statement, record_service
from app.domain.actor import Role
from app.domain.documents import Channel
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.serving import Clocks, deciding_day, effective_clocks
from app.infra.db import transaction
from app.infra.i18n import in_each_language
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import (
    AT,
    Late,
    add_inspector,
    add_late,
    add_late_depositors,
    make_notice,
    started_batch,
)
from tests.factories.obligations import add_organisation
from tests.slices.edeposit.test_files import pdf

LATER = AT + timedelta(days=9)
TUESDAY = date(2026, 12, 1)
RECEIPT = "RR123456789UZ"
MAILED = (Result.SENT, Result.RETURNED)


def notice_of(late: Late) -> Notice:
    with transaction():
        line = add_late(late)
    return make_notice(late, line)


def record(late: Late, notice: Notice, result: Result = Result.SERVED, **differing: object) -> Service:
    facts: dict[str, object] = {"channel": Channel.POST, "day": TUESDAY, "tracking": RECEIPT}
    more = {name: differing.pop(name) for name in ("by", "corrects_id") if name in differing}
    said = Statement(result=result, **{**facts, **differing})
    with transaction():
        return record_service(notice_id=notice.id, said=said, **{"by": late.inspector, "at": LATER, **more})


def standing(notice: Notice) -> list[Service]:
    return services_of([notice.id]).get(notice.id, [])


def test_a_later_service_only_lengthens_the_clocks() -> None:
    paper = Clocks(date(2026, 12, 7), date(2026, 12, 14))
    assert deciding_day([date(2026, 12, 3), date(2026, 12, 1)]) == date(2026, 12, 1)
    assert deciding_day([]) is None
    later = Clocks(date(2026, 12, 15), date(2026, 12, 10))
    assert effective_clocks(paper, later) == Clocks(date(2026, 12, 15), date(2026, 12, 14))
    assert effective_clocks(Clocks(None, None), later) == Clocks(None, None), "unknown stays unknown"
    assert effective_clocks(paper, Clocks(None, None)) == paper


def test_delivery_by_post_moves_the_clocks_beside_the_paper(late: Late, session: Session) -> None:
    notice = notice_of(late)
    printed = (notice.cure_on, notice.object_by)
    record(late, notice, Result.SENT, day=date(2026, 11, 24))
    assert effect_of(notice, standing(notice)).served_on is None
    record(late, notice)
    effect = effect_of(notice, standing(notice))
    assert effect.served_on == TUESDAY
    assert effect.clocks.cure_on > printed[0]
    assert effect.clocks.object_by > printed[1]
    assert (notice.cure_on, notice.object_by) == printed, "the paper stays what it says"
    returned = notice_of(late)
    record(late, returned, Result.RETURNED, words="Manzilda yoʻq", tracking="RR2")
    assert effect_of(returned, standing(returned)).served_on is None


def test_the_page_shows_the_days_that_hold_with_those_of_the_paper_beside_them(
    client: FlaskClient, late: Late, inspector: Account, session: Session, now: datetime
) -> None:
    notice = notice_of(late)
    assert "(paper:" not in client.get(f"/notices/{notice.id}").text
    record(late, notice)
    page = client.get(f"/notices/{notice.id}").text
    clocks = effect_of(notice, standing(notice)).clocks
    for holds, printed in ((clocks.cure_on, notice.cure_on), (clocks.object_by, notice.object_by)):
        assert holds is not None
        shown = f"{holds.day}\xa0December\xa02026"
        assert f"<dd>{shown} (paper: {printed.day}\xa0December\xa02026)</dd>" in page
        assert page.count(shown) == 1


def test_what_was_said_is_corrected_and_never_removed(late: Late, session: Session) -> None:
    notice = notice_of(late)
    first = record(late, notice)
    assert record(late, notice).id == first.id, "said twice, it stands once"
    second = record(late, notice, day=date(2026, 12, 2), corrects_id=first.id)
    assert [service.id for service in standing(notice)] == [second.id]
    with pytest.raises(Conflict, match="corrected_already"):
        record(late, notice, corrects_id=first.id)
    record(late, notice, Result.STRUCK, words="Boshqa xat", corrects_id=second.id)
    assert standing(notice) == []
    assert session.query(Service).count() == 3


@pytest.mark.parametrize(
    ("code", "result", "differing"),
    [
        ("service.channel", Result.SERVED, {"channel": Channel.ACCOUNT}),
        ("service.result", Result.RETURNED, {"channel": Channel.HAND}),
        ("service.result", Result.STRUCK, {"words": "x"}),
        ("service.tracking_missing", Result.SERVED, {"tracking": ""}),
        ("service.reason_missing", Result.RETURNED, {}),
        ("service.before_issue", Result.SERVED, {"day": date(2026, 11, 22)}),
        ("service.in_future", Result.SERVED, {"day": date(2026, 12, 3)}),
    ],
)
def test_what_cannot_be_is_refused(
    late: Late, session: Session, code: str, result: Result, differing: dict[str, object]
) -> None:
    notice = notice_of(late)
    with pytest.raises(DomainError) as refused:
        record(late, notice, result, **differing)
    assert refused.value.code == code


def test_only_whoever_may_issue_records_and_a_number_is_of_one_notice(late: Late, session: Session) -> None:
    notice, other = notice_of(late), notice_of(late)
    with transaction():
        elsewhere = add_inspector(late.authority, "1718")
    with pytest.raises(NotFound):
        record(late, notice, by=elsewhere)
    record(late, notice)
    with pytest.raises(Conflict, match="tracking_taken"):
        record(late, other)


def test_recorded_with_its_proof_and_read_by_its_depositor(
    client: FlaskClient, late: Late, inspector: Account, session: Session, now: datetime
) -> None:
    notice = notice_of(late)
    address = f"/notices/{notice.id}/service"
    day = {"day-day": "23", "day-month": "11", "day-year": "2026"}
    sent = {"channel": "hand", "result": "served", "words": "D. Rahmonova", "submission_key": "k", **day}
    assert client.post(address, data={**sent, "day-day": ""}).status_code == 422
    proof = {"proof": (io.BytesIO(pdf()), "chek.pdf")}
    assert client.post(address, data={**sent, **proof}).status_code == 303
    page = client.get(f"/notices/{notice.id}").text
    assert "Handed over against signature" in page
    entry = session.query(Service).one()
    assert "D. Rahmonova" in client.get(f"{address}?corrects={entry.id}").text
    assert client.get(f"{address}?corrects=999").status_code == 404
    sign_in(client, make_account(Role.DEPOSITOR, late.publisher))
    assert "D. Rahmonova" in client.get(f"/notices/{notice.id}").text
    assert client.get(f"/notices/services/{entry.id}/download").data.startswith(b"%PDF")
    assert client.get(address).status_code == 403
    with transaction():
        stranger = add_organisation()
    sign_in(client, make_account(Role.DEPOSITOR, stranger))
    assert client.get(f"/notices/services/{entry.id}/download").status_code == 404


def test_a_list_is_recorded_whole_or_not_at_all(
    client: FlaskClient, late: Late, inspector: Account, session: Session, now: datetime
) -> None:
    notices = [notice_of(late) for _ in range(2)]
    good = [f"{notice.number};RR{place};23.11.2026;served;" for place, notice in enumerate(notices)]

    def send(*rows: str, head: str = "notice;tracking;date;result;reason") -> tuple[int, str]:
        content = "\n".join([head, *rows]).encode() + b"\n"
        data = {"file": (io.BytesIO(content), "list.csv"), "submission_key": str(hash(rows) % 997)}
        answer = client.post("/notices/services", data=data)
        return answer.status_code, answer.text

    status, page = send(good[0], "2026-999999;RR8;23.11.2026;served;", f"{notices[1].number};;kecha;lost;")
    assert status == 422
    assert "no notice with this number" in page
    assert "Write one of: sent, served, returned" in page
    assert session.query(Service).count() == 0, "nothing of a faulty list is recorded"
    assert "column tracking is missing" in send("1", head="notice;date;result")[1]
    assert send(*good)[0] == 303
    assert send(*good, "")[0] == 303
    assert session.query(Service).count() == 2, "sent again, it changes nothing"
    told = client.get("/notices").text
    assert ("2 rows are newly recorded." in told, "0 rows are newly recorded. 2 rows were known" in told) == (
        True,
        True,
    )
    assert client.get("/notices/services/template.csv").text.strip("\ufeff\r\n") == (
        "notice;tracking;date;result;reason"
    )


@pytest.mark.parametrize(
    ("language", "encoding"), [("ru", "cp1251"), ("uz_Cyrl", "utf-8"), ("uz", "utf-8-sig")]
)
def test_the_list_of_a_batch_comes_back_from_the_post_as_it_is(
    client: FlaskClient,
    late: Late,
    inspector: Account,
    session: Session,
    now: datetime,
    language: str,
    encoding: str,
) -> None:
    people = add_late_depositors(late, 3)
    batch_id = started_batch(late, people)
    assert issue_batches() == 3
    client.get(f"/language/{language}")
    listed = client.get(f"/notice-batches/{batch_id}/post-list.csv").data.decode("utf-8-sig")
    head, first, *others = listed.splitlines()
    posted, returned = in_each_language(lambda: [str(RESULTS[one]) for one in MAILED])[language]
    assert "Region" in first.split(";")[3], "a street alone is no address"
    filled = [
        ";".join([*others[0].split(";")[:6], "RR1", "23.11.2026", posted, ""]),
        ";".join([*others[1].split(";")[:6], "RR2", "2026-11-23", returned.upper(), "Koʻchgan"]),
    ]
    content = "\r\n".join([head, first, *filled, filled[0], ""]).encode(encoding, errors="replace")
    with transaction():
        recorded = record_list(content=content, by=late.inspector, at=now)
    assert recorded == Recorded(new=2, known=1)
    said = session.query(Service).order_by(Service.tracking).all()
    assert [(one.tracking, one.result) for one in said] == [("RR1", Result.SENT), ("RR2", Result.RETURNED)]
