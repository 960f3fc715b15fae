"""The page on which a rule set is given retroactive effect, once what it would do has been seen."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, render_template, url_for
from werkzeug.wrappers import Response

from app.deposits.obligations.rejudging.jobs import REJUDGE
from app.deposits.obligations.rejudging.law_preview import ReachPreview, preview_reach
from app.deposits.obligations.rejudging.queries import unfinished_rejudging
from app.desks.retroactive.forms import ReachForm
from app.domain.errors import Conflict, DomainError
from app.infra import clock
from app.infra.i18n import gettext
from app.infra.jobs import wake
from app.law.drafts.queries import adopted_by_id
from app.law.models import AdoptedRuleSet
from app.law.queries import rule_sets
from app.law.retroactive.services import (
    ONE_DAY,
    earliest_reach,
    give_retroactive_effect,
    laws_reaching,
    refuse_to_give,
)
from app.policy.permissions import Permission
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.acts import perform
from app.web.errors import put_on_form, status_of
from app.web.messages import message_for

blueprint = Blueprint("retroactive", __name__)
Answer = Response | tuple[str, int]


@blueprint.route("/rule-sets/adopted/<int:rule_set_id>/retroactive", methods=["GET", "POST"])
@requires(Permission.LAW_ADOPT)
def give(rule_set_id: int) -> Answer:
    """Ask how far a rule set reaches back, show what that would do, and do it once confirmed."""
    return _Giving(rule_set_id, ReachForm()).respond()


@dataclass
class _Giving:
    rule_set_id: int
    form: ReachForm
    status: int = 200

    def respond(self) -> Answer:
        """The form, what would happen, or the way on after the act."""
        adopted = adopted_by_id(self.rule_set_id)
        if not self.form.is_submitted() or not self.form.validate():
            return self._form_page(adopted, 422 if self.form.errors else 200)
        if self.form.seen.data:
            done = perform(self.form, self._act)
            if done is not None:
                wake(REJUDGE)
                flash(gettext("The rule set has retroactive effect."), "success")
                return done
            adopted = adopted_by_id(self.rule_set_id)
        return self._show(adopted)

    def _act(self, at: datetime) -> str:
        adopted = adopted_by_id(self.rule_set_id)
        first = self.form.reaches_back_to.value or adopted.effective_from
        refuse_to_give(adopted, current_actor(), clock.local_day(at))
        if unfinished_rejudging() is not None:
            self.status = 409
            raise Conflict("rejudging.another_running")
        if self._preview(adopted).digest != self.form.seen.data:
            self.status = 409
            raise Conflict("law.reach_changed_meanwhile")
        give_retroactive_effect(
            rule_set_id=self.rule_set_id,
            reaches_back_to=first,
            citation=self.form.clause,
            by=current_actor(),
            at=at,
        )
        run = unfinished_rejudging()
        if run is not None:
            return url_for("rejudgings.show", rejudging_id=run.id)
        return url_for("law.rule_set_as_adopted", code=adopted.code, version=adopted.version)

    def _preview(self, adopted: AdoptedRuleSet) -> ReachPreview:
        laws = laws_reaching(adopted, self.form.reaches_back_to.value or adopted.effective_from)
        law = next(law for law in laws if law.id == adopted.id)
        return preview_reach(law, laws, adopted.effective_from - ONE_DAY, today=clock.today())

    def _show(self, adopted: AdoptedRuleSet) -> Answer:
        """What would happen, or the form again where it can not."""
        refusals = list(self.form.form_errors)
        try:
            refuse_to_give(adopted, current_actor(), clock.today())
            preview = self._preview(adopted)
        except DomainError as error:
            if not any(self.form.errors.values()):
                put_on_form(error, self.form)
            return self._form_page(adopted, status_of(error))
        self.form.seen.data = preview.digest
        page = render_template(
            "retroactive/preview.html",
            form=self.form,
            refusals=refusals,
            adopted=adopted,
            preview=preview,
            laws={law.id: law for law in rule_sets()},
            running=unfinished_rejudging(),
            language_tag=language_tag,
        )
        return page, self.status

    def _form_page(self, adopted: AdoptedRuleSet, status: int) -> tuple[str, int]:
        last = adopted.effective_from - ONE_DAY
        obstacle, first = _obstacle(adopted), last
        if not obstacle:
            first = earliest_reach(rule_sets())
        page = render_template(
            "retroactive/form.html",
            form=self.form,
            adopted=adopted,
            first=first,
            last=last,
            obstacle=obstacle,
        )
        return page, status


def _obstacle(adopted: AdoptedRuleSet) -> str:
    """Why this reader may not give this set retroactive effect now, whatever the day; empty if he may."""
    try:
        refuse_to_give(adopted, current_actor(), clock.today())
        earliest_reach(rule_sets())
    except DomainError as error:
        return message_for(error)
    return ""
