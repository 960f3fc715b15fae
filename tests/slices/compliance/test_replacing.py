"""A notice is replaced by another in one act, or stays as it was."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.compliance.models import Notice
from app.compliance.queries.notices import NoticeFilter, count_notices, notice_for
from app.compliance.services.replacing import replace_notice
from app.compliance.standing import NoticeStatus
from app.deposits.obligations.services import add_received
from app.domain.errors import Conflict, NotFound
from app.infra.db import transaction
from tests.factories.compliance import AT, TODAY, Late, add_inspector, add_late, make_notice


def test_a_notice_is_replaced_by_what_still_stands(client: FlaskClient, session: Session, late: Late) -> None:
    with transaction():
        lines = [add_late(late, title=title) for title in ("Oʻtkan kunlar", "Shum bola")]
    first = make_notice(late, *lines)
    with transaction():
        add_received(obligation=lines[0], copies=2)
    with transaction():
        made = replace_notice(notice_id=first.id, language="ru", reason="Xato", by=late.inspector, at=AT)
    second = made.notice
    assert [line.obligation_id for line in second.lines] == [lines[1].id]
    assert (second.number, second.language) == ("2026-000002", "ru")
    old, new = (notice_for(late.inspector, notice.id, TODAY) for notice in (first, second))
    assert (old.status, new.status) == (NoticeStatus.SUPERSEDED, NoticeStatus.LIVE)
    counts = {
        status: count_notices(late.inspector, NoticeFilter(status=status), today=TODAY)
        for status in NoticeStatus
    }
    assert {status.value: count for status, count in counts.items() if count} == {"superseded": 1, "live": 1}
    client.get("/language/en")
    page = client.get(f"/verify/{first.verification_code}").text
    assert "The authority has replaced it by notice" in page
    assert f"/verify/{second.verification_code}" in page
    assert f"/verify/{first.verification_code}" in client.get(f"/verify/{second.verification_code}").text
    with pytest.raises(Conflict, match="withdrawn_already"), transaction():
        replace_notice(notice_id=first.id, language="uz", reason="Yana", by=late.inspector, at=AT)


def test_with_nothing_left_the_first_notice_stands(session: Session, late: Late) -> None:
    with transaction():
        line = add_late(late)
    first = make_notice(late, line)
    with transaction():
        add_received(obligation=line, copies=2)
        other = add_inspector(late.authority, "1703")
    with pytest.raises(Conflict, match="nothing_left"), transaction():
        replace_notice(notice_id=first.id, language="uz", reason="Xato", by=late.inspector, at=AT)
    with pytest.raises(NotFound), transaction():
        replace_notice(notice_id=first.id, language="uz", reason="Xato", by=other, at=AT)
    assert session.scalars(select(Notice.withdrawn_at)).all() == [None]
