"""What a page of oversight looks at, as it stands in its address."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import url_for

from app.domain.actor import Actor
from app.domain.publication import Kind
from app.infra import clock
from app.infra.i18n import lazy_gettext as _
from app.organisations.queries.records import region_names
from app.oversight.outcomes import Outcome
from app.oversight.periods import Step, stretch_of
from app.oversight.queries.figures import kinds_of_law
from app.oversight.queries.wanted import Wanted
from app.web.filters import filter_value, month, number, one_of

STEPS: Mapping[Step, object] = {
    Step.MONTH: _("Months"),
    Step.QUARTER: _("Quarters"),
    Step.YEAR: _("Years"),
}
OUTCOMES: Mapping[Outcome, object] = {
    Outcome.IN_TIME: _("Received in time"),
    Outcome.LATE: _("Received late"),
    Outcome.MISSING: _("Missing"),
}


class Asked(NamedTuple):
    """The filter of a page, how finely time is cut, and whether there are both play and earnest."""

    wanted: Wanted
    step: Step
    both: bool


def read_asked(actor: Actor) -> Asked:
    """What the address of this page asks for; nothing is ever added up over play and earnest."""
    earnest, play = kinds_of_law(actor)
    stretch = stretch_of(filter_value("from", month), filter_value("until", month), clock.today())
    specimen = play and (not earnest or filter_value("law", one_of("play")) is not None)
    wanted = Wanted(
        stretch,
        region=filter_value("region", lambda text: one_of(region_names())(text)) or "",
        depositor_id=filter_value("depositor", number),
        kind=filter_value("kind", lambda text: Kind(text).value) or "",
        specimen=specimen,
    )
    return Asked(wanted, filter_value("by", Step) or Step.MONTH, earnest and play)


def read_outcome() -> Outcome | None:
    """The outcome that the address names."""
    return filter_value("outcome", Outcome)


def address(endpoint: str, asked: Asked, **more: Any) -> str:
    """The address of a page that looks at the same, but for what `more` says."""
    first, last = asked.wanted.stretch
    args = {
        "from": f"{first:%Y-%m}",
        "until": f"{last:%Y-%m}",
        "region": asked.wanted.region,
        "kind": asked.wanted.kind,
        "depositor": asked.wanted.depositor_id,
        "by": asked.step.value if asked.step is not Step.MONTH else "",
        "law": "play" if asked.both and asked.wanted.specimen else "",
        **more,
    }
    return url_for(f"oversight.{endpoint}", **{name: value for name, value in args.items() if value})
