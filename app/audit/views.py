"""The administrator's page of acts."""

from flask import Blueprint, render_template, request

from app.audit.queries import ActFilter, list_acts, names_of_acts
from app.audit.sentences import sentence_of
from app.policy.permissions import Permission
from app.web.access import requires
from app.web.pages import make_page, read_cursor

blueprint = Blueprint("audit", __name__)
KINDS = ("release", "publication", "organisation", "account", "consignment", "arrival", "receipt", "notice",
         "rule_set", "calendar", "draft", "obligation")  # fmt: skip


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
        name_choices=[(name, name) for name in names_of_acts()],
        kind_choices=[(name, name) for name in KINDS],
        sentence_of=sentence_of,
    )


def _number(text: str) -> int:
    """Read an identifier; what cannot be one counts as not given."""
    number = int(text)
    if not 0 < number < 2**63:
        raise ValueError(text)
    return number
