"""Pages of the texts of the notice: from a draft, through what is refused, to a version."""

import io
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.compliance.wordings import queries
from app.compliance.wordings.models import NoticeWording
from app.compliance.wordings.services.deciding import put_wording_in_force
from app.compliance.wordings.services.drafting import propose_wording
from app.domain.actor import Role
from app.domain.wordings import text_digest
from app.infra.db import transaction
from tests.factories.accounts import make_account, sign_in
from tests.factories.compliance import AT, TODAY, Late, add_late, make_notice
from tests.factories.wordings import administrators, make_draft, make_in_force

HOSTILE = ("{{ config }}", "{% include 'x' %}", "{number.__class__}", "<script>x</script>", "url(file:///x)")


@pytest.fixture
def administrator(client: FlaskClient, late: Late, now: datetime) -> FlaskClient:
    """The client of an administrator."""
    sign_in(client, make_account(Role.ADMINISTRATOR))
    return client


def typed(draft_id: int, **differing: str) -> dict[str, str]:
    draft = queries.wording_by_id(draft_id)
    texts = {f"t_{key.replace('.', '-')}": text for key, text in draft.texts.items()}
    return {**texts, "seen": draft.sha256, **{f"t_{key}": text for key, text in differing.items()}}


def test_from_a_draft_to_a_version(administrator: FlaskClient, client: FlaskClient) -> None:
    assert administrator.get("/notice-texts").status_code == 200
    begun = administrator.post("/notice-texts", data={"language": "en"})
    assert begun.status_code == 303
    draft_id = int(begun.location.split("/")[-2])
    page = f"/notice-texts/{draft_id}"
    assert administrator.get(f"{page}/edit").status_code == 200
    for hostile in HOSTILE:
        sent = typed(draft_id, foot="{number} {date} {party}\r\n" + hostile)
        refused = administrator.post(f"{page}/edit", data=sent)
        assert refused.status_code == 422
        assert ("{party}”, line 2: " in refused.text, "“foot”" in refused.text) == (True, False)
        assert administrator.post(f"{page}/preview", data=sent).status_code == 422
    refused = administrator.post(f"{page}/edit", data=typed(draft_id, title="{config}"))
    assert "“Notice of non-compliance”, line 1: no value stands in this text." in refused.text
    sent = typed(draft_id, title="Formal warning & notice")
    shown = administrator.post(f"{page}/preview", data=sent)
    said = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(shown.data)).pages)
    assert "Formal warning & notice" in said
    assert "nothing was issued" in said
    assert queries.wording_by_id(draft_id).texts["title"] == "Notice of non-compliance"
    assert administrator.post(f"{page}/edit", data=sent).status_code == 303
    told = administrator.get(page).text
    assert "<del>Notice" in told
    assert "<ins>Formal" in told
    seen = {"seen": queries.wording_by_id(draft_id).sha256}
    assert administrator.post(f"{page}/propose", data=seen).status_code == 303
    days = {"from_on-day": str(TODAY.day), "from_on-month": str(TODAY.month), "from_on-year": str(TODAY.year)}
    decision = {**seen, **days, "reason": "Order 12"}
    assert administrator.post(f"{page}/put-in-force", data=decision).status_code == 422
    sign_in(client, make_account(Role.ADMINISTRATOR))
    assert client.get(f"{page}/put-in-force").status_code == 200
    assert client.post(f"{page}/put-in-force", data=decision).status_code == 303
    assert "Order 12" in client.get("/notice-texts").text
    assert client.get(f"{page}/preview.pdf").mimetype == "application/pdf"


def test_a_notice_says_which_texts_it_was_made_of(
    administrator: FlaskClient, late: Late, now: datetime
) -> None:
    with transaction():
        first, second = add_late(late), add_late(late)
    before = make_notice(late, first)
    wording = make_in_force("uz", people=administrators(), at=AT, cure_2="Birinchi tahrir.")
    after = make_notice(late, second)
    assert "version 0 (built in)" in administrator.get(f"/notices/{before.id}").text
    link = f'<a href="/notice-texts/{wording.id}">version 1</a>'
    assert link in administrator.get(f"/notices/{after.id}").text


def test_a_draft_begun_before_a_text_existed_shows_the_built_in_one_and_comes_into_force(
    administrator: FlaskClient, client: FlaskClient, session: Session
) -> None:
    writer, _colleague = administrators()
    draft = make_draft("en", by=writer, at=AT, title="Formal notice")
    with transaction() as kept:
        old = kept.get_one(NoticeWording, draft.id)
        old.texts = {key: text for key, text in old.texts.items() if key != "countersigned"}
        old.sha256 = text_digest(old.texts)
    page = f"/notice-texts/{draft.id}"
    built_in = queries.texts_in_force("en", TODAY)["countersigned"]
    for shown in (page, f"{page}/edit"):
        answer = administrator.get(shown)
        assert (answer.status_code, str(escape(built_in)) in answer.text) == (200, shown != page), shown
    assert administrator.get(f"{page}/preview.pdf").status_code == 200
    seen = {"seen": queries.wording_by_id(draft.id).sha256}
    assert administrator.post(f"{page}/propose", data=seen).status_code == 303
    days = {"from_on-day": str(TODAY.day), "from_on-month": str(TODAY.month), "from_on-year": str(TODAY.year)}
    sign_in(client, make_account(Role.ADMINISTRATOR))
    session.expire_all()
    seen = {"seen": queries.wording_by_id(draft.id).sha256}
    adopted = client.post(f"{page}/put-in-force", data={**seen, **days, "reason": "Order 13"})
    assert adopted.status_code == 303
    session.expire_all()
    assert queries.wording_by_id(draft.id).texts["countersigned"] == built_in, "the version says all"


def test_what_is_adopted_for_later_is_told_before_others_come_into_force_and_can_be_taken_back(
    administrator: FlaskClient, session: Session
) -> None:
    writer, colleague = administrators()
    far = TODAY + timedelta(90)
    coming = make_in_force("en", people=(writer, colleague), at=AT, from_on=far, title="Far title")
    draft = make_draft("en", by=writer, at=AT, title="Title of today")
    deciding = administrator.get(f"/notice-texts/{draft.id}/put-in-force").text
    assert "Nobody has proposed these texts" in deciding
    assert "Proposed by" not in deciding
    with transaction():
        propose_wording(wording_id=draft.id, seen=draft.sha256, by=writer, at=AT)
    deciding = administrator.get(f"/notice-texts/{draft.id}/put-in-force").text
    link = f'<a href="/notice-texts/{coming.id}">version 1</a>'
    assert f"From 21\xa0February\xa02027: {link}." in deciding
    assert deciding.index(link) < deciding.index('<div class="nx-actions nx-formact">')
    with transaction():
        decided = {"seen": draft.sha256, "from_on": TODAY, "reason": "Order 14"}
        put_wording_in_force(wording_id=draft.id, by=colleague, at=AT, **decided)
    page = administrator.get(f"/notice-texts/{draft.id}").text
    assert "<dt>In force until</dt><dd>20\xa0February\xa02027</dd>" in page
    assert f"<dt>Followed by</dt><dd>{link}</dd>" in page
    assert f"/notice-texts/{coming.id}/take-back" in administrator.get(f"/notice-texts/{coming.id}").text
    back = f"/notice-texts/{coming.id}/take-back"
    assert administrator.get(back).status_code == 200
    assert administrator.post(back, data={"reason": ""}).status_code == 422
    assert administrator.post(back, data={"reason": "Wrong day"}).status_code == 303
    session.expire_all()
    page = administrator.get(f"/notice-texts/{coming.id}").text
    assert "Taken back before its day" in page
    assert "Wrong day" in page
    assert "/take-back" not in page
