"""The administrator's page of acts."""

from operator import itemgetter

from flask import Blueprint, render_template, request

from app.audit.naming import KINDS, act_name, facts_in_words, kind_name
from app.audit.queries import ActFilter, list_acts, names_of_acts
from app.audit.sentences import sentence_of
from app.policy.permissions import Permission
from app.web.access import requires
from app.web.pages import make_page, read_cursor

blueprint = Blueprint("audit", __name__)


@blueprint.get("/acts")
@requires(Permission.AUDIT_READ)
def acts() -> str:
    """List acts by name, by person and by what they concern."""
    kind = request.args.get("kind", "")
    chosen = ActFilter(
        name=request.args.get("name", "")[:100],
        account_id=request.args.get("account", type=_number),
        kind=kind if kind in KINDS else "",
        subject_id=request.args.get("subject", type=_number),
    )
    after = read_cursor(int)
    found = list_acts(chosen, after=int(str(after[0])) if after else None)
    return render_template(
        "audit/acts.html",
        page=make_page(found, lambda act: [act.id]),
        chosen=chosen,
        name_choices=sorted(((name, act_name(name)) for name in names_of_acts()), key=itemgetter(1)),
        kind_choices=list(KINDS.items()),
        kind_name=kind_name,
        facts_in_words=facts_in_words,
        sentence_of=sentence_of,
    )


def _number(text: str) -> int:
    """Read an identifier; what cannot be one counts as not given."""
    number = int(text)
    if not 0 < number < 2**63:
        raise ValueError(text)
    return number
