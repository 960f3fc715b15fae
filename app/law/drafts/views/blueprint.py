"""What the pages of the life of rule sets share: their blueprint, and acts whose refusal they show."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from app.domain.errors import Conflict, DomainError
from app.web.acts import Act, perform
from app.web.errors import status_of

blueprint = Blueprint("rule_sets", __name__, url_prefix="/rule-sets")

Page = Response | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of a sent form: the way on, or why not (None: it was not sent, or had mistakes)."""

    done: Response | None
    refusal: DomainError | None

    @property
    def conflict(self) -> bool:
        """Whether the state had moved on."""
        return isinstance(self.refusal, Conflict)

    def status(self, form: FlaskForm) -> int:
        """The status of the page that shows the form again."""
        if self.refusal is not None:
            return status_of(self.refusal)
        return 422 if form.errors else 200


def attempt(form: FlaskForm, act: Act) -> Attempt:
    """Perform an act as `app.web.acts.perform` does, and remember why it was refused."""
    refusals: list[DomainError] = []

    def noting(at: datetime) -> str:
        try:
            return act(at)
        except DomainError as error:
            refusals.append(error)
            raise

    done = perform(form, noting)
    return Attempt(done, refusals[0] if refusals and done is None else None)
