"""The list of rule sets, and a draft with everything that is wrong with it."""

from dataclasses import dataclass
from datetime import date

from flask import Response, redirect, render_template, url_for
from flask_wtf import FlaskForm

from app.accounts.queries import name_of_account
from app.domain.law import Problem, RuleSet
from app.infra import clock
from app.infra.settings import settings
from app.law import wording
from app.law.drafts import queries
from app.law.drafts.forms import SeenForm
from app.law.drafts.models import RuleSetDraft
from app.law.drafts.states import NAMES, SIGNS, State
from app.law.drafts.views.blueprint import Page, blueprint
from app.law.editor.changing import entries_in, name_of, object_in
from app.law.editor.parts import LISTS, OBJECTS
from app.law.editor.places import Mend, mend_for
from app.law.findings import Checked, Finding
from app.law.provisions import rule_lines
from app.law.reading import check_text
from app.law.services import unknown_depositories
from app.law.surroundings import surroundings
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, requires
from app.web.filters import filter_value, one_of
from app.web.pages import make_page, read_moment_cursor

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class NotAdopted:
    """A draft in the shape in which the page of the law shows an adopted set."""

    id: int
    code: str
    version: str
    hypothetical: bool
    rule_set: RuleSet
    effective_from: date | None = None
    effective_to: date | None = None
    reaches_back_to: date | None = None


@blueprint.get("")
@requires(Permission.LAW_PREPARE)
def index() -> str:
    """List rule sets by country and state."""
    today = clock.today()
    countries = queries.jurisdictions()
    jurisdiction = filter_value("country", one_of(countries)) or ""
    state = filter_value("state", State)
    found = queries.list_rule_sets(
        today=today, jurisdiction=jurisdiction, state=state, after=read_moment_cursor()
    )
    return render_template(
        "rule_sets/index.html",
        page=make_page(found, lambda row: [row.at.isoformat(), queries.number_of(row)]),
        country=jurisdiction,
        country_choices=[(code, code) for code in countries if code],
        state=state or "",
        state_choices=[(state.value, name) for state, name in NAMES.items()],
        names=NAMES,
        signs=SIGNS,
        own=settings().jurisdiction,
    )


@blueprint.get("/<int:draft_id>")
@requires(Permission.LAW_PREPARE)
def show(draft_id: int) -> Page:
    """Show a draft: its state, its parts, what is wrong with it, what can be done now."""
    draft = queries.draft_by_id(draft_id)
    if draft.adopted_id is not None:
        adopted = queries.adopted_by_id(draft.adopted_id)
        return redirect(url_for("law.rule_set_as_adopted", code=adopted.code, version=adopted.version))
    return draft_page(draft_id, SeenForm(formdata=None, seen=draft.sha256), 200)


@blueprint.get("/<int:draft_id>/read")
@requires(Permission.LAW_PREPARE)
def read(draft_id: int) -> Page:
    """Read the rules of a draft in words, as they will be read once adopted."""
    draft = queries.draft_by_id(draft_id)
    rules = check_text(draft.text).rule_set
    if rules is None:
        return redirect(url_for("rule_sets.show", draft_id=draft_id))
    return render_template(
        "law/rule_set.html",
        law=NotAdopted(draft.id, draft.code, draft.version, rules.hypothetical, rules),
        in_force=True,
        others=[],
        words=wording,
        rule_lines=rule_lines,
        surroundings=surroundings,
        back=url_for("rule_sets.show", draft_id=draft_id),
    )


@blueprint.get("/<int:draft_id>/download")
@requires(Permission.LAW_PREPARE)
def download(draft_id: int) -> Response:
    """Give the text of a draft, byte for byte."""
    draft = queries.draft_by_id(draft_id)
    return text_file(draft.text, draft.code or f"draft-{draft.id}", draft.version)


def text_file(text: str, code: str, version: str) -> Response:
    """A rule set's text as a file to be saved; its bytes are those that were stored."""
    ending = "json" if text.lstrip("\ufeff \t\r\n").startswith("{") else "yaml"
    response = Response(text.encode(), content_type="application/octet-stream")
    name = "".join(mark if mark.isalnum() or mark in "-." else "-" for mark in f"{code}-{version}")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{ending}")
    return response


def draft_page(draft_id: int, form: FlaskForm, status: int) -> tuple[str, int]:
    """The page of a draft, with what was refused about its buttons above it."""
    draft = queries.draft_by_id(draft_id)
    checked = check_text(draft.text)
    state = queries.state_of_draft(draft)
    actor = current_actor()
    page = render_template(
        "rule_sets/draft.html",
        form=form,
        draft=draft,
        title=title_of(draft, checked),
        state=state,
        sign=SIGNS[state],
        state_name=NAMES[state],
        advice=[mend_for(finding, checked.document) for finding in checked.findings[:MOST_SHOWN]],
        problems=len(checked.findings),
        warnings=_warnings(checked, draft),
        parts=_parts(checked),
        own=settings().jurisdiction,
        hypothetical=checked.rule_set is not None and checked.rule_set.hypothetical,
        hypothetical_law=settings().hypothetical_law,
        may_adopt=may(actor, Permission.LAW_ADOPT),
        is_proposer=draft.proposed_by_id == actor.account_id,
        names={one: name_of_account(one) for one in _people(draft)},
        read_as_rules=checked.rule_set is not None,
    )
    return page, status


def title_of(draft: RuleSetDraft, checked: Checked) -> str:
    """How a draft is called: by its title, or by what else is known of it."""
    return _title(checked.document or {}) or f"{draft.code} {draft.version}".strip() or f"#{draft.id}"


def _title(entry: object) -> str:
    """The title of a document or of an entry in the reader's language; empty where it has none."""
    title = entry.get("title") if isinstance(entry, dict) else None
    if isinstance(title, dict) and all(isinstance(title.get(code), str) for code in ("uz", "ru", "en")):
        return wording.in_readers_language(title)
    return ""


def _people(draft: RuleSetDraft) -> set[int | None]:
    return {draft.created_by_id, draft.changed_by_id, draft.proposed_by_id}


def _warnings(checked: Checked, draft: RuleSetDraft) -> list[Mend]:
    """What does not keep a set from being proposed, but from being adopted: libraries not in the register."""
    if checked.rule_set is None or checked.rule_set.jurisdiction != settings().jurisdiction:
        return []
    found = []
    unknown = unknown_depositories(checked.rule_set)
    for recipient in checked.rule_set.recipients.values():
        codes = unknown.intersection((*recipient.group, *recipient.members.values()))
        if codes:
            problem = Problem(
                f"recipients[{recipient.id}]", "law.unknown_depository", {"codes": ", ".join(sorted(codes))}
            )
            found.append(mend_for(Finding(problem, 0, ""), checked.document))
    return found


def _parts(checked: Checked) -> list[dict[str, object]]:
    """The parts of a draft with their entries, for the list of forms; none where it is no object."""
    if checked.document is None:
        return []
    document = checked.document
    lists: list[dict[str, object]] = [
        {
            "path": part.path,
            "title": part.title,
            "many": True,
            "entries": [
                (str(number), _title(entry), name_of(entry))
                for number, entry in enumerate(entries_in(document, part.path))
            ],
        }
        for part in LISTS
    ]
    objects: list[dict[str, object]] = [
        {
            "path": part.path,
            "title": part.title,
            "many": False,
            "given": object_in(document, part, "") is not None,
        }
        for part in OBJECTS
    ]
    return [*lists, *objects]
