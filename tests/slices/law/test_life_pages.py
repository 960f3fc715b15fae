"""Pages of the life of rule sets: from an upload to a repeal, and what they refuse."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.actor import Role
from app.law.drafts.models import RuleSetDraft
from app.law.drafts.services import Days
from app.law.models import AdoptedRuleSet
from tests.factories.accounts import make_account, sign_in, signed_in_as
from tests.factories.law import add_depositories, adopt, uz_draft_text
from tests.factories.obligations import TODAY
from tests.factories.rule_sets import NEXT_YEAR, make_adopted, make_draft, make_proposed, version
from tests.journeys.people import Page
from tests.slices.law.conftest import opened, sent
from tests.support.isolation import Browserless

ODD_BYTES = b"\xef\xbb\xbf# Remark\r\n" + version("0.2").encode()


def drafts(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(RuleSetDraft)) or 0


def upload(client: FlaskClient, content: bytes, key: str = "one") -> Page:
    """Send a file in a body written by hand: the library leaves a large one open."""
    parts = {
        "submission_key": key.encode(),
        "text": b"",
        "source": b"",
        'file"; filename="rules.yaml': content,
    }
    body = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
        for name, value in parts.items()
    )
    boundary = "multipart/form-data; boundary=x"
    return Page(client.post("/rule-sets/new", data=body + b"--x--\r\n", content_type=boundary))


def test_from_upload_to_repeal(lawmaker: Browserless, session: Session) -> None:
    adopt()
    first = upload(lawmaker, ODD_BYTES)
    assert first.status == 303
    assert upload(lawmaker, ODD_BYTES).answer.location == first.answer.location, (
        "a repeated press adds nothing"
    )
    assert drafts(session) == 1
    address = first.answer.location
    assert lawmaker.get(f"{address}/download").data == ODD_BYTES
    page = opened(lawmaker, address)
    assert "Nothing is wrong with it" in page.words
    assert opened(lawmaker, f"{address}/read").status == 200
    assert sent(lawmaker, page, "/propose").status == 303
    page = opened(lawmaker, address)
    assert "ask a colleague" in page.words
    assert lawmaker.get(f"{address}/adopt").status_code == 403

    signed_in_as(lawmaker, Role.ADMINISTRATOR)
    page = opened(lawmaker, f"{address}/adopt")
    assert "Now in force is uz-draft 0.1" in page.words
    assert sent(lawmaker, page).status == 422
    day = {"effective_from__day": "1", "effective_from__month": "1"}
    for year, advice in (
        ("20", "Write the year with four figures"),
        ("1026", "Write a day of 1900 or later"),
    ):
        refused = sent(lawmaker, page, **day, effective_from__year=year)
        assert (refused.status, advice in refused.words) == (422, True)
        assert refused.form().fields["effective_from-year"] == year
    done = sent(lawmaker, page, **day, effective_from__year="2027")
    assert (done.status, done.answer.location) == (303, "/law/uz-draft/0.2")
    page = opened(lawmaker, "/law/uz-draft/0.2")
    (download,) = page.links("/rule-sets/adopted/.*download")
    assert lawmaker.get(download).data == ODD_BYTES
    assert opened(lawmaker, address).status == 302
    (repeal,) = page.links("/rule-sets/adopted/.*repeal")
    when = {"out_of_force_from__day": "1", "out_of_force_from__month": "6", "out_of_force_from__year": "2027"}
    assert sent(lawmaker, opened(lawmaker, repeal)).status == 422
    assert sent(lawmaker, opened(lawmaker, repeal), **when).status == 303
    assert "Repealed" in opened(lawmaker, "/law/uz-draft/0.2").words
    lawmaker.post("/sign-out")
    public = opened(lawmaker, "/law/uz-draft/0.2")
    assert "Sinovchi" not in public.source, "who adopted is not told to everybody"
    assert lawmaker.get(download).data == ODD_BYTES


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfe", "Save it as UTF-8"), (b"a: 1\nb: \0", "Line 2 holds the character U+0000")],
)
def test_a_file_that_is_no_text_is_not_kept(
    lawmaker: Browserless, session: Session, content: bytes, said: str
) -> None:
    refused = upload(lawmaker, content)
    assert refused.status == 422
    assert said in refused.words
    assert drafts(session) == 0


@pytest.mark.parametrize("content", [b"", b" \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused_as_such(lawmaker: Browserless, session: Session, content: bytes) -> None:
    refused = upload(lawmaker, content)
    assert refused.status == 422
    assert "The file is empty" in refused.words
    assert drafts(session) == 0


@pytest.mark.parametrize("size", [2 * 1024**2, 50 * 1024**2])
def test_a_file_too_large_is_refused_as_such(lawmaker: Browserless, session: Session, size: int) -> None:
    assert upload(lawmaker, b"x" * size).status == 413
    assert drafts(session) == 0


def test_exactly_one_beginning_is_asked_for(lawmaker: Browserless, session: Session) -> None:
    adopted = adopt()
    session.commit()
    page = opened(lawmaker, "/rule-sets/new")
    for typed in ({}, {"text": "a: 1", "source": "empty"}):
        assert sent(lawmaker, page, **typed).status == 422
    assert sent(lawmaker, page, source="nonsense").status == 422
    assert drafts(session) == 0
    assert sent(lawmaker, page, source=str(adopted.id)).status == 303
    assert session.scalars(select(RuleSetDraft.text)).one() == uz_draft_text()


def test_an_empty_one_lists_what_to_fill_in(lawmaker: Browserless) -> None:
    made = sent(lawmaker, opened(lawmaker, "/rule-sets/new"), source="empty")
    page = opened(lawmaker, made.answer.location)
    assert page.status == 200
    assert "rules" in page.words
    assert page.links(r".*/edit/whole/present")
    assert "/propose" not in page.source


BAD = """schema: deposit-rules/2
id: bad
jurisdiction: NO
version: 1
version: "2"
recipients:
  - &one {id: a, forwards_to: [{recipient: b}]}
rules: [*one, {id: r, form: papper}]
"""


@pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru", "en"])
def test_everything_wrong_is_listed_at_once_in_the_readers_language(
    lawmaker: Browserless, session: Session, language: str
) -> None:
    draft = make_draft(BAD)
    lawmaker.get(f"/language/{language}")
    page = opened(lawmaker, f"/rule-sets/{draft.id}")
    for told in ("*one", '"NO"', "version", "physical, file, either", "rules[1].form"):
        assert told in page.words, told
    assert page.links(r".*/edit/rules/1$")
    assert page.words.count("rules[1]") > 5
    assert lawmaker.post(f"/rule-sets/{draft.id}/propose", data={"seen": draft.sha256}).status_code == 422
    assert session.scalar(select(func.count()).select_from(AdoptedRuleSet)) == 0


def test_two_people_edit_one_text(lawmaker: Browserless, session: Session) -> None:
    draft = make_draft("a: 1\n")
    page = opened(lawmaker, f"/rule-sets/{draft.id}/text")
    assert sent(lawmaker, page, text="a: theirs\n").status == 303
    refused = sent(lawmaker, page, text="a: mine\n", submission_key="other")
    assert refused.status == 409
    assert "a: theirs" in refused.words
    assert refused.form().fields["text"] == "a: mine\n"
    assert session.get_one(RuleSetDraft, draft.id, populate_existing=True).text == "a: theirs\n"
    assert sent(lawmaker, refused).status == 303
    assert session.get_one(RuleSetDraft, draft.id, populate_existing=True).text == "a: mine\n"


def test_saving_a_text_as_it_is_changes_no_byte(lawmaker: Browserless, session: Session) -> None:
    draft = make_draft("a: 1\r\nb: 2\r\n")
    page = opened(lawmaker, f"/rule-sets/{draft.id}/text")
    assert sent(lawmaker, page, text="a: 1\r\nb: 2\r\n").status == 303
    assert session.get_one(RuleSetDraft, draft.id, populate_existing=True).text == "a: 1\r\nb: 2\r\n"


def test_who_proposed_is_told_kindly_and_refused(client: Browserless, session: Session) -> None:
    add_depositories()
    session.commit()
    person = make_account(Role.ADMINISTRATOR)
    draft = make_proposed(by=person)
    sign_in(client, person)
    page = opened(client, f"/rule-sets/{draft.id}/adopt")
    assert "ask a colleague" in page.words
    day = {"effective_from-day": "1", "effective_from-month": "1", "effective_from-year": "2027"}
    forced = client.post(f"/rule-sets/{draft.id}/adopt", data={"seen": draft.sha256, **day})
    assert forced.status_code == 422
    assert "Somebody else must adopt it" in forced.text
    assert session.scalar(select(func.count()).select_from(AdoptedRuleSet)) == 0


def test_an_old_page_is_told_that_the_state_moved_on(lawmaker: Browserless) -> None:
    draft = make_draft()
    page = opened(lawmaker, f"/rule-sets/{draft.id}")
    assert sent(lawmaker, page, "/propose").status == 303
    assert sent(lawmaker, page, "/propose", submission_key="other").status == 409
    withdrawn = opened(lawmaker, f"/rule-sets/{draft.id}")
    assert sent(lawmaker, withdrawn, "/withdraw").status == 303
    assert sent(lawmaker, withdrawn, "/withdraw", submission_key="other").status == 409
    asked = opened(lawmaker, f"/rule-sets/{draft.id}/discard")
    assert sent(lawmaker, asked).status == 303
    refused = sent(lawmaker, asked, submission_key="other")
    assert refused.status == 409
    for page in (refused, opened(lawmaker, f"/rule-sets/{draft.id}/discard")):
        assert "Only a draft can be discarded" in page.words
        assert not [form for form in page.forms if form.action.endswith("/discard")]
    assert opened(lawmaker, f"/rule-sets/{draft.id}").status == 200
    assert "Discarded" in opened(lawmaker, "/rule-sets?state=discarded").words


def test_compared_in_words(lawmaker: Browserless, session: Session) -> None:
    earlier = make_adopted(days=Days(TODAY))
    text = (
        version("0.3")
        .replace("copies: 2", "copies: 3", 1)
        .replace("print_run: {min: 50}", "print_run: {min: 60}")
    )
    text = text.replace("print_run: {max: 49}", "print_run: {max: 59}").replace(
        "value: 10, unit: day", "value: 20, unit: day", 1
    )
    later = make_draft(text)
    page = opened(lawmaker, f"/rule-sets/compare?before=adopted-{earlier.id}&after=draft-{later.id}")
    assert re.search(r"How many copies</th><td[^>]*>2</td><td[^>]*>3<", page.source)
    assert "within 10 working days from: First batch released" in page.words
    assert "within 20 working days from: First batch released" in page.words
    assert "at least 60" in page.words
    same = opened(lawmaker, f"/rule-sets/compare?before=draft-{later.id}&after=draft-{later.id}")
    assert "Both say the same" in same.words
    for name in ("draft-0", "adopted-99999999999999999999", "x", "draft-٣"):
        assert opened(lawmaker, f"/rule-sets/compare?before={name}&after=draft-{later.id}").status == 200


@pytest.mark.parametrize("role", [Role.DEPOSITOR, Role.LIBRARIAN])
def test_others_do_not_reach_the_pages(client: Browserless, session: Session, role: Role) -> None:
    add_depositories()
    session.commit()
    draft, adopted = make_draft(), make_adopted(version("0.5"), Days(NEXT_YEAR))
    signed_in_as(client, role)
    pages = ["", "/new", "/compare", f"/{draft.id}", f"/{draft.id}/text", f"/{draft.id}/edit/rules/0",
             f"/{draft.id}/adopt", f"/{draft.id}/download", f"/adopted/{adopted.id}/repeal"]  # fmt: skip
    assert {client.get(f"/rule-sets{page}").status_code for page in pages} == {403}
    assert client.post(f"/rule-sets/{draft.id}/propose").status_code == 403


def test_what_is_not_there_is_404(lawmaker: Browserless) -> None:
    draft = make_draft()
    for page in ("/999", "/999/text", "/999/edit/rules/0",
                 f"/{draft.id}/edit/nonsense/0", f"/{draft.id}/edit/rules/99",
                 f"/{draft.id}/edit/rules/-1", f"/{draft.id}/edit/receipt/0",
                 f"/{draft.id}/remove/receipt/present",
                 f"/{draft.id}/edit/rules/²", "/adopted/999/download"):  # fmt: skip
        assert lawmaker.get(f"/rule-sets{page}").status_code == 404, page
