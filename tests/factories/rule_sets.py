"""Drafts of rule sets, and people who prepare and adopt them."""

from datetime import date

from app.accounts.models import Account
from app.domain.actor import Role
from app.infra.db import transaction
from app.law.drafts.models import RuleSetDraft
from app.law.drafts.services import Days, adopt_draft, create_draft, propose_draft
from app.law.models import AdoptedRuleSet
from tests.factories.accounts import make_account
from tests.factories.law import uz_draft_text
from tests.factories.obligations import NOW

NEXT_YEAR = date(2027, 1, 1)


def version(number: str, text: str = "") -> str:
    """Return the country's text under another version."""
    return (text or uz_draft_text()).replace('version: "0.1"', f'version: "{number}"')


def make_draft(text: str | None = None, by: Account | None = None) -> RuleSetDraft:
    """Keep a text as a draft, by default version 0.2 of the country's."""
    actor = (by or make_account(Role.REGULATOR)).actor()
    with transaction():
        return create_draft(text=version("0.2") if text is None else text, by=actor, at=NOW)


def make_proposed(text: str | None = None, by: Account | None = None) -> RuleSetDraft:
    """Make a draft and propose it."""
    proposer = by or make_account(Role.REGULATOR)
    draft = make_draft(text, proposer)
    with transaction():
        return propose_draft(draft_id=draft.id, seen=draft.sha256, by=proposer.actor(), at=NOW)


def make_adopted(text: str | None = None, days: Days | None = None) -> AdoptedRuleSet:
    """Let one person propose a set and another adopt it, from next year on by default."""
    draft = make_proposed(text)
    adopter = make_account(Role.ADMINISTRATOR).actor()
    with transaction():
        return adopt_draft(
            draft_id=draft.id, seen=draft.sha256, days=days or Days(NEXT_YEAR), by=adopter, at=NOW
        )
