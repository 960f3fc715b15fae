"""Forms for the parts of a rule set: each shows an object and gives it back, and changes nothing else."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy.orm import Session

from app.law.drafts.models import RuleSetDraft
from app.law.editor.changing import document_of, entries_in, object_in
from app.law.editor.parts import LISTS, PARTS
from app.law.reading import check_text, read_rule_set
from app.law.writing import write_document
from tests.factories.law import UZ_DRAFT, uz_draft, uz_draft_text
from tests.factories.rule_sets import make_draft
from tests.slices.law.conftest import opened, sent
from tests.support.isolation import Browserless

pytestmark = pytest.mark.one_database

RULE_SETS = sorted(UZ_DRAFT.parent.glob("*.yaml"))


def text_of(session: Session, draft_id: int) -> str:
    return session.get_one(RuleSetDraft, draft_id, populate_existing=True).text


@pytest.mark.parametrize("path", RULE_SETS, ids=lambda path: path.stem)
def test_every_form_sent_as_it_is_shown_changes_nothing(
    lawmaker: Browserless, session: Session, path: Path
) -> None:
    text = path.read_text("utf-8")
    document = document_of(text)
    draft = make_draft(text)
    for name, part in PARTS.items():
        items = [str(n) for n in range(len(entries_in(document, part.path)))] if part.many else ["present"]
        for item in items[:4]:
            if object_in(document, part, item) is None:
                continue
            page = opened(lawmaker, f"/rule-sets/{draft.id}/edit/{name}/{item}")
            assert page.status == 200, (name, item)
            assert sent(lawmaker, page).status == 303, (name, item)
            assert text_of(session, draft.id) == text, (name, item)


def edit(client: Browserless, draft_id: int, where: str, **typed: Any) -> int:
    return sent(client, opened(client, f"/rule-sets/{draft_id}/edit/{where}"), **typed).status


def test_a_rule_is_changed_added_and_removed(lawmaker: Browserless, session: Session) -> None:
    draft = make_draft(uz_draft_text())
    changes = {
        "copies": "5",
        "deadline__value": "1 0",
        "deadline__start_day_counts": "yes",
        "title__en": 'Say "NO": # now',
    }
    assert edit(lawmaker, draft.id, "rules/0", **changes, when__print_run__min="60") == 303
    assert (
        edit(
            lawmaker, draft.id, "rules/1", when__print_run__max="59", quality=["unused"], once_per_title="yes"
        )
        == 303
    )
    rules = read_rule_set(text_of(session, draft.id)).rules
    rule = rules["uzd-book-natlib"]
    assert (rule.copies, rule.deadline.value, rule.deadline.start_day_counts) == (5, 10, True)
    assert rule.title["en"] == 'Say "NO": # now'
    assert rules["uzd-book-natlib-small"].quality == {"unused"}
    assert rules["uzd-book-natlib-small"].once_per_title
    assert {name: found for name, found in rules.items() if found != uz_draft().rules[name]}.keys() == {
        "uzd-book-natlib",
        "uzd-book-natlib-small",
    }
    new = {"id": "uzd-maps", "title__uz": "Xaritalar", "title__ru": "Карты", "title__en": "Maps",
           "when__kind": ["map"],
           "when__languages": "uz, kaa", "when__languages__how": "none_of",
           "depositor": "publisher", "recipients": ["natlib", "academy"],
           "copies": "", "form": "either", "trigger": "on_request", "request_window__given": "y",
           "request_window__value": "6",
           "request_window__unit": "month", "request_window__day_count": "calendar",
           "request_window__event": "publication", "request_window__direction": "after",
           "request_window__start_day_counts": "no",
           "request_window__roll": "none", "deadline__value": "2", "deadline__unit": "week",
           "deadline__day_count": "calendar",
           "deadline__event": "request_received", "deadline__direction": "after", "deadline__roll": "unknown",
           "strength": "waivable", "cost": "state",
           "citation__instrument": "uzd", "citation__locator": "20-modda",
           "confidence": "inferred", "when__any__1__pages__min": "5",
           "when__any__3__restricted": "no"}  # fmt: skip
    assert edit(lawmaker, draft.id, "rules/new", **new) == 303
    checked = check_text(text_of(session, draft.id))
    assert checked.findings == ()
    assert checked.rule_set is not None
    made = checked.rule_set.rules["uzd-maps"]
    assert (made.copies, made.recipients, made.deadline.start_day_counts) == (
        None,
        ("natlib", "academy"),
        None,
    )
    assert made.request_window is not None
    document = document_of(text_of(session, draft.id))
    assert entries_in(document, "rules")[-1]["when"]["any"] == [
        {"pages": {"min": 5}},
        {"restricted": False},
    ]
    last = len(uz_draft().rules)
    page = opened(lawmaker, f"/rule-sets/{draft.id}/remove/rules/{last}")
    assert "uzd-maps" in page.words
    assert sent(lawmaker, page).status == 303
    assert "uzd-maps" not in read_rule_set(text_of(session, draft.id)).rules


def test_a_new_object_without_answers_is_kept_with_its_problems(
    lawmaker: Browserless, session: Session
) -> None:
    draft = make_draft(uz_draft_text())
    for part in LISTS:
        assert edit(lawmaker, draft.id, f"{part.path}/new") == 303
        number = len(entries_in(document_of(text_of(session, draft.id)), part.path)) - 1
        page = opened(lawmaker, f"/rule-sets/{draft.id}/edit/{part.path}/{number}")
        assert "What to mend" in page.words, part.path
    assert check_text(text_of(session, draft.id)).findings


@pytest.mark.parametrize(
    ("where", "typed"),
    [
        ("rules/0", {"copies": "two"}),
        ("rules/0", {"copies": "0"}),
        ("rules/0", {"form": "nonsense"}),
        ("rules/0", {"recipients": ["nobody"]}),
        ("rules/0", {"when__any__2__pages__max": "many"}),
        ("rules/0", {"when__languages": "Uz!"}),
        ("rules/0", {"title__uz": "\x01"}),
        ("rules/0", {"citation__locator": "x" * 5000}),
        ("recipients/2", {"members__depositories": "1703 uz-akm-1703"}),
        ("recipients/2", {"members__depositories": "1: a\n1: b"}),
        ("whole/present", {"working_week": "9"}),
    ],
)
def test_what_cannot_be_read_is_refused_and_stays_typed(
    lawmaker: Browserless, session: Session, where: str, typed: dict[str, Any]
) -> None:
    draft = make_draft(uz_draft_text())
    refused = sent(lawmaker, opened(lawmaker, f"/rule-sets/{draft.id}/edit/{where}"), **typed)
    assert refused.status == 422
    for name, value in typed.items():
        if isinstance(value, str) and name not in ("form", "title__uz"):
            kept = refused.form().fields[name.replace("__", "-")]
            assert kept.split() == value.split()
    assert text_of(session, draft.id) == uz_draft_text()


def test_members_and_single_parts(lawmaker: Browserless, session: Session) -> None:
    draft = make_draft(uz_draft_text())
    assert (
        edit(
            lawmaker, draft.id, "recipients/2", members__depositories="1703: uz-akm-1703\r\n1706: uz-akm-1706"
        )
        == 303
    )
    assert edit(lawmaker, draft.id, "cure_period/present", within__value="5") == 303
    assert edit(lawmaker, draft.id, "requests.appeal/present", submit__value="2") == 303
    assert edit(lawmaker, draft.id, "whole/present", version="0.7", unknowns="one\r\ntwo") == 303
    rules = read_rule_set(text_of(session, draft.id))
    assert rules.recipients["regional"].members == {"1703": "uz-akm-1703", "1706": "uz-akm-1706"}
    assert rules.cure_period is not None
    assert rules.cure_period.within.value == 5
    assert (rules.version, rules.unknowns) == ("0.7", ("one", "two"))
    for part in ("requests.appeal", "cure_period"):
        assert sent(lawmaker, opened(lawmaker, f"/rule-sets/{draft.id}/remove/{part}/present")).status == 303
    rules = read_rule_set(text_of(session, draft.id))
    assert rules.cure_period is None
    assert {str(kind) for kind in rules.requests} == {"objection", "extension"}


def test_copies_passed_on_are_written_in_the_form(lawmaker: Browserless, session: Session) -> None:
    draft = make_draft(uz_draft_text())
    filled = {
        "forwards_to__2__recipient": "regional", "forwards_to__2__copies": "2",
        "forwards_to__2__within__value": "30", "forwards_to__2__within__unit": "day",
        "forwards_to__2__within__day_count": "calendar", "forwards_to__2__within__event": "delivered",
        "forwards_to__2__within__direction": "after", "forwards_to__2__within__start_day_counts": "no",
        "forwards_to__2__within__roll": "none",
    }  # fmt: skip
    assert edit(lawmaker, draft.id, "recipients/0", **filled) == 303
    (forward,) = read_rule_set(text_of(session, draft.id)).recipients["natlib"].forwards_to
    assert (forward.recipient, forward.copies, forward.within.value) == ("regional", 2, 30)
    emptied = {name.replace("__2__", "__1__"): "" for name in filled}
    assert edit(lawmaker, draft.id, "recipients/0", **emptied) == 303
    assert read_rule_set(text_of(session, draft.id)) == uz_draft()


def test_what_is_filled_in_counts_without_its_tick(lawmaker: Browserless, session: Session) -> None:
    draft = make_draft(uz_draft_text())
    filled = {"when_missing__form": "file", "when_missing__copies": "2"}
    assert edit(lawmaker, draft.id, "rules/0", **filled) == 303
    rule = next(iter(read_rule_set(text_of(session, draft.id)).rules.values()))
    assert rule.when_missing is not None
    assert edit(lawmaker, draft.id, "rules/0", when_missing__given=[]) == 303
    assert read_rule_set(text_of(session, draft.id)) == uz_draft()


def test_forms_of_what_is_no_draft_any_more_lead_to_its_page(lawmaker: Browserless, session: Session) -> None:
    draft = make_draft(uz_draft_text())
    opened_before = opened(lawmaker, f"/rule-sets/{draft.id}/edit/rules/0")
    assert sent(lawmaker, opened(lawmaker, f"/rule-sets/{draft.id}"), "/propose").status == 303
    for where in ("edit/rules/0", "remove/rules/0"):
        assert lawmaker.get(f"/rule-sets/{draft.id}/{where}").location == f"/rule-sets/{draft.id}"
    refused = sent(lawmaker, opened_before, copies="9")
    assert refused.status == 409
    assert refused.form().fields["copies"] == "9"


def test_two_people_edit_two_rules_and_then_one(lawmaker: Browserless, session: Session) -> None:
    draft = make_draft(uz_draft_text())
    first, second = (opened(lawmaker, f"/rule-sets/{draft.id}/edit/rules/{item}") for item in (0, 2))
    assert sent(lawmaker, first, copies="7").status == 303
    assert sent(lawmaker, second, copies="8").status == 303
    refused = sent(lawmaker, first, copies="9", submission_key="other")
    assert refused.status == 409
    assert "copies: 7" in refused.words
    assert refused.form().fields["copies"] == "9"
    copies = [rule.copies for rule in read_rule_set(text_of(session, draft.id)).rules.values()]
    assert copies[:3] == [7, 1, 8]
    assert sent(lawmaker, refused).status == 303
    assert next(iter(read_rule_set(text_of(session, draft.id)).rules.values())).copies == 9
    removed = opened(lawmaker, f"/rule-sets/{draft.id}/remove/rules/2")
    assert edit(lawmaker, draft.id, "rules/2", copies="3") == 303
    assert sent(lawmaker, removed).status == 409


def test_what_the_forms_do_not_know_is_edited_as_text_and_kept(
    lawmaker: Browserless, session: Session
) -> None:
    document: dict[str, Any] = yaml.safe_load(uz_draft_text())
    document["rules"][0] |= {"copies": "two", "later": {"a": [1]}, "form": ["x"]}
    document["extra"] = 1
    draft = make_draft(write_document(document))
    page = opened(lawmaker, f"/rule-sets/{draft.id}/edit/rules/0")
    assert "stay as they are: later" in page.words
    assert page.form().fields["copies"].strip() == "two"
    assert sent(lawmaker, page, copies="3", form="physical").status == 303
    now = document_of(text_of(session, draft.id))
    document["rules"][0] |= {"copies": 3, "form": "physical"}
    assert now == document
    broken = make_draft("a: [")
    answer = lawmaker.get(f"/rule-sets/{broken.id}/edit/rules/0")
    assert answer.location == f"/rule-sets/{broken.id}/text"
