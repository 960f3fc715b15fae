"""What the printed register of a batch's letters says."""

from datetime import datetime

from app.compliance.batches.models import NoticeBatch
from app.compliance.batches.queries import Posted, post_list
from app.compliance.serving.queries import services_of
from app.domain.actor import Actor
from app.domain.documents import PostItem, PostRegisterPaper, RuleSetName
from app.infra import clock
from app.infra.i18n import organisation_name
from app.law.queries import rule_set_by_id
from app.organisations.addresses import postal_address
from app.organisations.letterheads import letterhead_near


def register_paper(batch: NoticeBatch, language: str, *, by: Actor, at: datetime) -> PostRegisterPaper:
    """Return the values of the register."""
    rows = post_list(batch)
    addressed = [row for row in rows if row.addressee.address]
    services = services_of([row.notice_id for row in addressed])
    last_said = {notice_id: said[-1].tracking for notice_id, said in services.items()}
    return PostRegisterPaper(
        batch=batch.id,
        made_at=at.astimezone(clock.zone()).replace(second=0, microsecond=0),
        made_by=by.name_in(language),
        specimen=any(row.specimen for row in rows),
        rules=_rules(rows),
        letterhead=letterhead_near(by.organisation_id, language),
        items=tuple(
            PostItem(
                addressee=organisation_name(row.addressee, language),
                address=postal_address(row.addressee, language),
                notice=row.number,
                tracking=last_said.get(row.notice_id, ""),
            )
            for row in addressed
        ),
        without_address=len(rows) - len(addressed),
    )


def _rules(rows: list[Posted]) -> RuleSetName:
    """The rule set of a specimen if there is one: it says why nothing has force."""
    if not rows:
        return RuleSetName("", "", hypothetical=False)
    law = rule_set_by_id(max(rows, key=lambda row: row.specimen).rule_set_id)
    return RuleSetName(law.code, law.version, law.hypothetical)
