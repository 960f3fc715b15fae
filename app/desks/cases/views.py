"""One case on one page, and the whole of it as an archive."""

from flask import Blueprint, Response, render_template

from app.audit.jobs import seal
from app.audit.queries import acts_about
from app.audit.sentences import sentence_of
from app.compliance.cases.amounts import amount_text, authority_text, offences_text, sanction_text
from app.compliance.cases.messages import INSIDE, OBSTACLES, PAPERS, STATES
from app.compliance.cases.purchases.buying import to_buy
from app.compliance.cases.queries.cases import CaseRecord, case_for
from app.compliance.cases.queries.listing import CaseRow
from app.compliance.cases.queries.next_steps import upcoming_steps
from app.compliance.cases.queries.sanctions import proposals_of
from app.compliance.cases.queries.standing import obligations_named
from app.compliance.cases.scope import kept_case, reader_in, sees_inside
from app.compliance.clauses import clause_words
from app.compliance.ladder.messages import FATES
from app.compliance.ladder.messages import SIGNS as FATE_SIGNS
from app.compliance.ladder.queries.calls import calls_about
from app.compliance.requests.words import KINDS, STANDINGS
from app.compliance.serving.channels import RESULTS, WAYS
from app.compliance.serving.channels import SIGNS as SERVICE_SIGNS
from app.compliance.troubles import signing_trouble
from app.desks.cases.archive import case_archive, things_of
from app.domain.actor import Actor
from app.infra import clock
from app.infra.i18n import current_language, format_moment
from app.infra.money import money_text
from app.law.wording import ACTIONS
from app.policy.permissions import Permission
from app.policy.predicates import Parties
from app.policy.table import may_with
from app.web.access import current_actor, requires

blueprint = Blueprint("case", __name__)


@blueprint.get("/cases/<int:case_id>")
@requires(Permission.CASE_READ)
def show(case_id: int) -> str:
    """Show all that is in a case."""
    actor, at = current_actor(), clock.now()
    today = clock.local_day(at)
    record = case_for(actor, case_id, today)
    case, standing, reader = record.case, record.standing, reader_in(actor, record.case)
    parties = Parties(frozenset({case.depositor_id}), region_soato=case.region_soato)
    row = CaseRow(case, standing.notices, standing.missing, standing.spared)
    return render_template(
        "cases/show.html",
        record=record,
        case=case,
        standing=standing,
        state=row.state,
        states=STATES,
        age=row.age(at),
        inside=sees_inside(actor),
        clause_words=clause_words,
        may_keep=may_with(actor, Permission.CASE_KEEP, parties),
        opens=may_with(actor, Permission.RELEASE_READ, parties),
        proposals=proposals_of(case) if sees_inside(actor) else [],
        sanction_text=sanction_text,
        amount_text=amount_text,
        offences_text=offences_text,
        authority_text=authority_text,
        upcoming=upcoming_steps(case, today) if case.settled_at is None else [],
        obstacles=OBSTACLES,
        may_buy=bool(to_buy(case, today=today)) if case.settled_at is None else False,
        money=money_text,
        paper_names=PAPERS,
        calls=calls_about(reader, obligations_named(case), at=at, today=today),
        steps=ACTIONS,
        fates=FATES,
        fate_signs=FATE_SIGNS,
        events=_timeline(actor, record),
        kinds=KINDS,
        standings=STANDINGS,
        ways=WAYS,
        results=RESULTS,
        service_signs=SERVICE_SIGNS,
        today=today,
        trouble=signing_trouble(actor),
    )


@blueprint.post("/cases/<int:case_id>/archive")
@requires(Permission.CASE_KEEP)
def archive(case_id: int) -> Response:
    """Give the whole case as an archive. What was done until now is sealed first, so that it is all in it:
    therefore it is an act and no look."""
    actor = current_actor()
    number = kept_case(case_id, actor).number
    seal()
    at = clock.now()
    record = case_for(actor, case_id, clock.local_day(at))
    content = case_archive(record, by=actor, at=at, language=current_language().code)
    response = Response(content, mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=f"case-{number}.zip")
    return response


def _timeline(actor: Actor, record: CaseRecord) -> list[dict[str, object]]:
    acts = acts_about(things_of(record))
    shown = acts if sees_inside(actor) else [act for act in acts if act.name not in INSIDE]
    return [
        {
            "at": act.at,
            "time_text": format_moment(act.at),
            "tone": "",
            "icon": "info-circle",
            "text": sentence_of(act),
            "who": act.actor_name if sees_inside(actor) else "",
        }
        for act in shown
    ]
