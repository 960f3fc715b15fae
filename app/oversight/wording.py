"""What is looked at, in words."""

from app.infra.i18n import lazy_gettext as _
from app.infra.i18n import organisation_name
from app.organisations.queries.records import organisation_by_id, region_names
from app.oversight.periods import Stretch
from app.oversight.queries.wanted import Wanted
from app.publications.vocabulary import kind_name

COUNTED = _(
    "Counted are obligations whose day is over: not what is forecast, of unknown number, of an estimated day"
    " or of a depositor nobody knows, nor what is in dispute, was given more time or excused."
)
AS_NOW = _(
    "Open cases, notices and what waits are counted as they stand at the moment of the report. What waits and"
    " the notices are of all that the maker oversees, whatever region or kind was chosen."
)


def narrowed_to(wanted: Wanted) -> list[str]:
    """The months, depositor, region and kind."""
    said = [months(wanted.stretch)]
    if wanted.depositor_id is not None:
        said.append(organisation_name(organisation_by_id(wanted.depositor_id)))
    said += [of_region(wanted)] if wanted.region else []
    if wanted.kind:
        said.append(kind_name(wanted.kind))
    return said


def of_region(wanted: Wanted) -> str:
    """The region; empty where none is chosen."""
    return region_names()[wanted.region] if wanted.region else ""


def months(stretch: Stretch) -> str:
    """A stretch of months."""
    first, last = f"{stretch.first:%m.%Y}", f"{stretch.last:%m.%Y}"
    return first if first == last else f"{first} – {last}"
