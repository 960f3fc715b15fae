"""What is wrong in a form of a rule set is found at once: with its field, its place and a link to it."""

from typing import Any

import pytest
import yaml
from sqlalchemy.orm import Session

from app.law.drafts.models import RuleSetDraft
from app.law.editor.changing import document_of
from app.law.writing import write_document
from tests.factories.law import uz_draft_text
from tests.factories.rule_sets import make_draft
from tests.journeys.people import Page
from tests.slices.law.conftest import opened, sent
from tests.support.isolation import Browserless

pytestmark = pytest.mark.one_database


def document(session: Session, draft_id: int) -> dict[str, Any]:
    return document_of(session.get_one(RuleSetDraft, draft_id, populate_existing=True).text)


def summary(page: Page) -> dict[str, str]:
    """Return where each line of the error summary leads, by what it says."""
    box = next(one for one in page.root.iter("div") if one.get("class") == "nx-errsum")
    return {" ".join("".join(link.itertext()).split()): link.get("href", "") for link in box.iter("a")}


def linked(page: Page) -> list[str]:
    """Return the fields to which the list of what is to be mended leads, each of which is on the page."""
    ids = {element.get("id") for element in page.root.iter()}
    fields = [link.removeprefix("#") for link in page.links("#") if link not in ("#main", "#error-summary")]
    assert ids.issuperset(fields)
    return fields


def test_each_mistake_is_told_with_its_field_and_place(lawmaker: Browserless) -> None:
    draft = make_draft(uz_draft_text())
    wrong = {
        "copies": "two",
        "deadline__value": "ten",
        "when__any__2__pages__max": "many",
        "when__languages": "Uz!",
    }
    refused = sent(lawmaker, opened(lawmaker, f"/rule-sets/{draft.id}/edit/rules/0"), **wrong)
    assert refused.status == 422
    figures = "Write it in figures only, for example"
    assert summary(refused) == {
        f"How many copies: {figures} 2.": "#copies",
        f"By when, How long: {figures} 2.": "#deadline-value",
        f"When it applies, Alternative 2, Pages, At most: {figures} 2.": "#when-any-2-pages-max",
        "When it applies, Language: Write codes of small letters and figures, with commas between them.":
            "#when-languages",
    }  # fmt: skip


def test_what_to_mend_leads_to_the_nearest_field(lawmaker: Browserless) -> None:
    changed: dict[str, Any] = yaml.safe_load(uz_draft_text())
    changed["rules"][0] |= {"recipients": ["ghost"], "title": {"uz": "Kitob", "ru": "", "en": "Books"},
                            "citation": None, "depositor": None}  # fmt: skip
    changed["rules"][0]["when"]["any"] = [{"pages": {"min": 5}}, {"pages": {"min": 9, "max": 1}}]
    draft = make_draft(write_document(changed))
    page = opened(lawmaker, f"/rule-sets/{draft.id}/edit/rules/0")
    assert {"title-ru", "recipients-0", "citation-instrument", "depositor", "when-any-2-pages-min"} <= set(
        linked(page)
    )
    assert "Choose one of: Publisher, Printing house" in page.words


@pytest.mark.parametrize(
    ("language", "condition", "of_a_copy"),
    [("ru", "Условие", "Сохранность"), ("uz", "Shart", "Nusxa holati"), ("uz_Cyrl", "Шарт", "Нусха ҳолати")],
)
def test_the_condition_of_a_rule_is_not_that_of_a_copy(
    lawmaker: Browserless, language: str, condition: str, of_a_copy: str
) -> None:
    draft = make_draft(uz_draft_text())
    lawmaker.get(f"/language/{language}")
    for part in ("rules", "exemptions", "copies_totals", "compensation"):
        words = opened(lawmaker, f"/rule-sets/{draft.id}/edit/{part}/new").words
        assert (condition in words, of_a_copy in words) == (True, False), part


def test_a_draft_without_recipients_says_so_where_they_are_chosen(lawmaker: Browserless) -> None:
    draft = make_draft(write_document(yaml.safe_load(uz_draft_text()) | {"recipients": []}))
    assert "There is nothing to choose yet" in opened(lawmaker, f"/rule-sets/{draft.id}/edit/rules/new").words


@pytest.mark.parametrize("part", ["cure_period", "requests.objection"])
def test_an_optional_part_in_which_nothing_is_said_is_left_out(
    lawmaker: Browserless, session: Session, part: str
) -> None:
    given = yaml.safe_load(uz_draft_text())
    first, _dot, second = part.partition(".")
    left_out = given | {
        first: {key: kept for key, kept in given["requests"].items() if key != second} if second else None
    }
    draft = make_draft(write_document(left_out))
    assert sent(lawmaker, opened(lawmaker, f"/rule-sets/{draft.id}/edit/{part}/present")).status == 303
    assert document(session, draft.id) == left_out
    draft = make_draft(write_document(given))
    page = opened(lawmaker, f"/rule-sets/{draft.id}/edit/{part}/present")
    emptied = {
        name: "" for name in page.form().fields if name.startswith(("within", "submit", "answer", "citation"))
    }
    form = page.form()
    answer = lawmaker.post(form.action, data=form.filled(**{name.replace("-", "__"): "" for name in emptied}))
    assert answer.status_code == 303
    assert document(session, draft.id) == left_out
