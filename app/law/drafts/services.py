"""Acts on rule sets that are being prepared: drafted, changed, proposed, withdrawn, adopted, discarded."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.domain.law import RuleSetProblems
from app.infra.db import session
from app.infra.events import publish
from app.law.drafts.models import RuleSetDraft
from app.law.findings import Checked
from app.law.models import AdoptedRuleSet
from app.law.reading import check_text
from app.law.services import Proposal, adopt_rule_set

NOT_KEPT = frozenset({"law.text_too_long", "law.too_many_values"})
Change = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Days:
    """From when and until when (None: until another follows) a set shall be in force; `accept_gap`: days
    without any set before or after it are meant."""

    first: date
    last: date | None = None
    accept_gap: bool = False


def digest(text: str) -> str:
    """The SHA-256 of a text's bytes, by which two versions of a draft are told apart."""
    return hashlib.sha256(text.encode()).hexdigest()


def create_draft(*, text: str, by: Actor, at: datetime) -> RuleSetDraft:
    """Keep a text as a draft, whatever is wrong with it.

    Raises:
        DomainError: `law.text_too_long`, `law.too_many_values`: it will not be kept.
    """
    draft = RuleSetDraft(
        created_at=at, created_by_id=by.account_id, changed_at=at, changed_by_id=by.account_id
    )
    _take(draft, text)
    session().add(draft)
    session().flush()
    _tell("rule_set.drafted", draft, by, at, after={"problems": draft.problems})
    return draft


def change_draft(*, draft_id: int, change: Change, by: Actor, at: datetime) -> RuleSetDraft:
    """Replace a draft's text by what `change` makes of the present one, and check it anew.

    `change` sees the text as it is now, held until the commit, and refuses where it is no longer what its
    page showed (`Conflict`).

    Raises:
        NotFound: there is no such draft.
        Conflict: `law.not_a_draft`, it has been proposed, adopted or discarded.
        DomainError: as `create_draft`.
    """
    draft = _locked(draft_id)
    _refuse_unless_draft(draft)
    text = change(draft.text)
    if text != draft.text:
        was = {"sha256": draft.sha256, "problems": draft.problems}
        _take(draft, text)
        draft.changed_at, draft.changed_by_id = at, by.account_id
        session().flush()
        _tell("rule_set.changed", draft, by, at, was, {"problems": draft.problems})
    return draft


def propose_draft(*, draft_id: int, seen: str, by: Actor, at: datetime) -> RuleSetDraft:
    """Lay a draft without problems before whoever adopts; it does not change any more.

    Raises:
        NotFound: there is no such draft.
        Conflict: `law.not_a_draft`; `law.changed_meanwhile`, its text is not the one seen (by SHA-256).
        RuleSetProblems: something is wrong with it.
    """
    draft = _locked(draft_id)
    _refuse_unless_draft(draft)
    _refuse_unseen(draft, seen)
    checked = check_text(draft.text)
    if checked.rule_set is None:
        raise RuleSetProblems(tuple(finding.problem for finding in checked.findings))
    draft.proposed_at, draft.proposed_by_id = at, by.account_id
    session().flush()
    _tell("rule_set.proposed", draft, by, at)
    return draft


def withdraw_draft(*, draft_id: int, by: Actor, at: datetime) -> RuleSetDraft:
    """Make a proposed set a draft again.

    Raises:
        NotFound: there is no such draft.
        Conflict: `law.not_proposed`.
    """
    draft = _locked(draft_id)
    _refuse_unless_proposed(draft)
    draft.proposed_at = draft.proposed_by_id = None
    session().flush()
    _tell("rule_set.withdrawn", draft, by, at)
    return draft


def discard_draft(*, draft_id: int, by: Actor, at: datetime) -> RuleSetDraft:
    """Put a draft aside for good; its text stays in the record.

    Raises:
        NotFound: there is no such draft.
        Conflict: `law.not_a_draft`; a proposed one is withdrawn first.
    """
    draft = _locked(draft_id)
    _refuse_unless_draft(draft)
    draft.discarded_at = at
    session().flush()
    _tell("rule_set.discarded", draft, by, at)
    return draft


def adopt_draft(*, draft_id: int, seen: str, days: Days, by: Actor, at: datetime) -> AdoptedRuleSet:
    """Adopt a proposed set, exactly as it was proposed; who proposed it may not.

    Raises:
        NotFound: there is no such draft.
        Conflict: `law.not_proposed`; `law.changed_meanwhile`.
        DomainError: `law.same_person`, and what `adopt_rule_set` refuses.
    """
    draft = _locked(draft_id)
    _refuse_unless_proposed(draft)
    _refuse_unseen(draft, seen)
    if draft.proposed_by_id == by.account_id:
        raise DomainError("law.same_person")
    proposed_at = draft.proposed_at or at
    adopted = adopt_rule_set(
        text=draft.text,
        effective_from=days.first,
        effective_to=days.last,
        accept_gap=days.accept_gap,
        by=by,
        at=at,
        proposal=Proposal(draft.proposed_by_id, proposed_at, draft.id),
    )
    draft.adopted_id = adopted.id
    session().flush()
    return adopted


def _locked(draft_id: int) -> RuleSetDraft:
    draft = session().get(RuleSetDraft, draft_id, with_for_update=True, populate_existing=True)
    if draft is None:
        raise NotFound("not_found")
    return draft


def _refuse_unless_draft(draft: RuleSetDraft) -> None:
    if draft.adopted_id or draft.discarded_at or draft.proposed_at:
        raise Conflict("law.not_a_draft")


def _refuse_unless_proposed(draft: RuleSetDraft) -> None:
    if draft.adopted_id or draft.proposed_at is None:
        raise Conflict("law.not_proposed")


def _refuse_unseen(draft: RuleSetDraft, seen: str) -> None:
    if draft.sha256 != seen:
        raise Conflict("law.changed_meanwhile")


def _take(draft: RuleSetDraft, text: str) -> None:
    checked = check_text(text)
    first = checked.findings[0].problem if checked.findings else None
    if checked.document is None and first is not None and first.code in NOT_KEPT:
        raise DomainError(first.code, "text", **first.params)
    draft.text, draft.sha256 = text, digest(text)
    draft.code, draft.jurisdiction, draft.version = _names(checked)
    draft.problems = len(checked.findings)


def _names(checked: Checked) -> tuple[str, str, str]:
    said: Mapping[str, object] = checked.document or {}
    return _short(said.get("id")), _short(said.get("jurisdiction")), _short(said.get("version"))


def _short(value: object) -> str:
    return value[:100] if isinstance(value, str) else ""


def _tell(
    name: str,
    draft: RuleSetDraft,
    by: Actor,
    at: datetime,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    said = {"code": draft.code or "?", "version": draft.version, "sha256": draft.sha256, **(after or {})}
    publish(Event(name, by, at, (Subject("rule_set_draft", draft.id),), before or {}, said))
