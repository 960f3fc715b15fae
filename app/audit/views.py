"""The administrator's page of acts."""

from operator import itemgetter

from flask import Blueprint, render_template

from app.audit.naming import KINDS, act_name, facts_in_words, kind_name
from app.audit.queries import ActFilter, list_acts, names_of_acts
from app.audit.sentences import SENTENCES, sentence_of
from app.policy.permissions import Permission
from app.web.access import requires
from app.web.filters import filter_value, one_of
from app.web.pages import make_page, read_cursor

blueprint = Blueprint("audit", __name__)


@blueprint.get("/acts")
@requires(Permission.AUDIT_READ)
def acts() -> str:
    """List acts by name, by person and by what they concern."""
    names = names_of_acts()
    known = {*names, *SENTENCES}
    chosen = ActFilter(
        name=filter_value("name", one_of({*known, *map(_noun_of, known)})) or "",
        account_id=filter_value("account", _number),
        kind=filter_value("kind", one_of(KINDS)) or "",
        subject_id=filter_value("subject", _number),
    )
    after = read_cursor(int)
    found = list_acts(chosen, after=int(str(after[0])) if after else None)
    return render_template(
        "audit/acts.html",
        page=make_page(found, lambda act: [act.id]),
        chosen=chosen,
        name_choices=sorted(((name, act_name(name)) for name in names), key=itemgetter(1)),
        kind_choices=list(KINDS.items()),
        kind_name=kind_name,
        facts_in_words=facts_in_words,
        sentence_of=sentence_of,
    )


def _noun_of(name: str) -> str:
    return name.partition(".")[0]


def _number(text: str) -> int:
    """Read an identifier. Raises `ValueError` where it cannot be one."""
    number = int(text)
    if not 0 < number < 2**63:
        raise ValueError(text)
    return number
