"""Two people at one draft: what one opened is never taken for what moved into its place."""

import re
from typing import Any

import pytest
import yaml
from sqlalchemy.orm import Session

from app.law.drafts.models import RuleSetDraft
from app.law.editor.changing import document_of
from app.law.writing import write_document
from tests.factories.law import UZ_DRAFT, uz_draft_text
from tests.factories.rule_sets import make_draft
from tests.slices.law.conftest import opened, sent
from tests.support.isolation import Browserless

GONE = "Somebody has removed this since you opened it"


def entries(session: Session, draft_id: int, part: str = "rules") -> list[dict[str, Any]]:
    text = session.get_one(RuleSetDraft, draft_id, populate_existing=True).text
    found: Any = document_of(text)[part]
    return list(found)


def take_out(client: Browserless, draft_id: int, where: str) -> None:
    assert sent(client, opened(client, f"/rule-sets/{draft_id}/remove/{where}")).status == 303


def test_one_that_moved_is_saved_where_it_stands_now(lawmaker: Browserless, session: Session) -> None:
    draft = make_draft(uz_draft_text())
    before = entries(session, draft.id)
    page = opened(lawmaker, f"/rule-sets/{draft.id}/edit/rules/2")
    take_out(lawmaker, draft.id, "rules/0")
    assert sent(lawmaker, page, copies="9").status == 303
    assert entries(session, draft.id) == [before[1], before[2] | {"copies": 9}, *before[3:]]


@pytest.mark.parametrize("number", [0, 12])
def test_one_that_was_removed_is_saved_as_a_new_one(
    lawmaker: Browserless, session: Session, number: int
) -> None:
    draft = make_draft(uz_draft_text())
    before = entries(session, draft.id)
    page = opened(lawmaker, f"/rule-sets/{draft.id}/edit/rules/{number}")
    take_out(lawmaker, draft.id, f"rules/{number}")
    refused = sent(lawmaker, page, copies="9")
    assert refused.status == 409
    assert GONE in refused.words
    assert "What somebody else saved" not in refused.words
    assert refused.form("/edit/rules/new").fields["copies"] == "9"
    assert sent(lawmaker, refused, "/edit/rules/new").status == 303
    left = [*before[:number], *before[number + 1 :]]
    *others, added = entries(session, draft.id)
    assert others == left
    assert (added["id"], added["copies"]) == (before[number]["id"], 9)


def test_one_that_was_changed_and_moved_is_shown_beside_mine(lawmaker: Browserless, session: Session) -> None:
    draft = make_draft(uz_draft_text())
    before = entries(session, draft.id)
    page = opened(lawmaker, f"/rule-sets/{draft.id}/edit/rules/2")
    assert sent(lawmaker, opened(lawmaker, f"/rule-sets/{draft.id}/edit/rules/2"), copies="7").status == 303
    take_out(lawmaker, draft.id, "rules/0")
    refused = sent(lawmaker, page, copies="9")
    assert refused.status == 409
    assert re.search(rf"id: {before[2]['id']}\s.*copies: 7", refused.source, re.DOTALL)
    assert sent(lawmaker, refused, "/edit/rules/1").status == 303
    assert entries(session, draft.id) == [before[1], before[2] | {"copies": 9}, *before[3:]]


def test_a_neighbour_is_never_removed_in_its_place(lawmaker: Browserless, session: Session) -> None:
    draft = make_draft(uz_draft_text())
    before = entries(session, draft.id)
    first, second = (opened(lawmaker, f"/rule-sets/{draft.id}/remove/rules/{number}") for number in (0, 1))
    take_out(lawmaker, draft.id, "rules/0")
    refused = sent(lawmaker, first, submission_key="other")
    assert refused.status == 409
    assert "It is there no longer" in refused.words
    assert not [form for form in refused.forms if "/remove/" in form.action]
    assert entries(session, draft.id) == before[1:]
    assert sent(lawmaker, second).status == 303
    assert entries(session, draft.id) == before[2:]


def test_entries_without_a_name_are_known_by_what_they_ask_for(
    lawmaker: Browserless, session: Session
) -> None:
    polish = yaml.safe_load((UZ_DRAFT.parent / "pl.yaml").read_text("utf-8"))
    draft = make_draft(write_document(polish))
    totals = entries(session, draft.id, "copies_totals")
    place = f"/rule-sets/{draft.id}/edit/copies_totals"
    first, last = opened(lawmaker, f"{place}/0"), opened(lawmaker, f"{place}/{len(totals) - 1}")
    assert sent(lawmaker, opened(lawmaker, f"{place}/0"), total="5").status == 303
    refused = sent(lawmaker, first, total="6")
    assert (refused.status, "total: 5" in refused.words) == (409, True)
    take_out(lawmaker, draft.id, "copies_totals/0")
    assert GONE in sent(lawmaker, refused, submission_key="again").words
    assert sent(lawmaker, last, total="8").status == 303
    assert entries(session, draft.id, "copies_totals") == [*totals[1:-1], totals[-1] | {"total": 8}]


def test_a_step_that_took_the_number_of_another_is_not_taken_for_it(
    lawmaker: Browserless, session: Session
) -> None:
    draft = make_draft(uz_draft_text())
    first, second = entries(session, draft.id, "claims")[:2]
    assert first["action"] != second["action"]
    place = f"/rule-sets/{draft.id}/edit/claims/0"
    page = opened(lawmaker, place)
    take_out(lawmaker, draft.id, "claims/0")
    assert sent(lawmaker, opened(lawmaker, place), step="1").status == 303
    refused = sent(lawmaker, page, after__value="9")
    assert (refused.status, GONE in refused.words) == (409, True)
    assert entries(session, draft.id, "claims")[0] == second | {"step": 1}


def test_a_single_part_that_was_removed_is_put_back(lawmaker: Browserless, session: Session) -> None:
    draft = make_draft(uz_draft_text())
    page = opened(lawmaker, f"/rule-sets/{draft.id}/edit/cure_period/present")
    take_out(lawmaker, draft.id, "cure_period/present")
    refused = sent(lawmaker, page, within__value="5")
    assert (refused.status, GONE in refused.words) == (409, True)
    assert sent(lawmaker, refused).status == 303
    text = session.get_one(RuleSetDraft, draft.id, populate_existing=True).text
    period: Any = document_of(text)["cure_period"]
    assert period["within"]["value"] == 5
