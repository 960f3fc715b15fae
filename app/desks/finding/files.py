"""What a search finds, as a file."""

from collections.abc import Iterable, Iterator, Sequence

from app.desks.finding.choices import choices
from app.desks.finding.titles import Title
from app.infra import clock
from app.infra.i18n import gettext, organisation_name
from app.organisations.queries import region_names
from app.web.exports import Cell


def head() -> Sequence[str]:
    """The names of the columns."""
    return [
        gettext("Title"), gettext("Parallel title"), gettext("People"), gettext("Publisher"),
        gettext("Region"), gettext("Identifiers"), gettext("Kind"), gettext("Language"), gettext("Script"),
        gettext("Year"), gettext("Print run"), gettext("Pages"), gettext("Registered"), gettext("Withdrawn"),
    ]  # fmt: skip


def cells(titles: Iterable[Title]) -> Iterator[Sequence[Cell]]:
    """The rows; of several releases a title tells what its latest one says."""
    regions, names, withdrawn = region_names(), choices(), gettext("Withdrawn")
    for row in titles:
        yield [
            row.title, row.parallel_title, row.people, organisation_name(row),
            regions[row.region], row.identifiers, names.kinds.get(row.kind, row.kind),
            names.languages.get(row.language, row.language),
            names.scripts.get(row.script, row.script), row.year, row.print_run, row.pages,
            clock.local_day(row.registered_at) if row.registered_at else None,
            withdrawn if row.withdrawn else "",
        ]  # fmt: skip
