"""How a row of the search reads: everything that its template only has to put in its place."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from app.desks.finding.titles import Title
from app.infra import clock
from app.infra.i18n import current_language, format_short, organisation_name
from app.publications.lines import BETWEEN
from app.publications.vocabulary import language_tag
from app.web.rows import numbered

PEOPLE_SHOWN = 2


class Shown(NamedTuple):
    """A title in the reader's language; what is not known is empty. `id` is that of the publication."""

    id: int
    url: str
    title: str
    lang: str
    people: str
    identifier: str
    publisher: str
    kind: str
    year: str
    registered: str
    withdrawn: bool


def shown(titles: Iterable[Title], kinds: Mapping[str, str]) -> list[Shown]:
    """Return how titles read; `kinds` are the names of kinds."""
    release_url = numbered("desks.release", "release_id")
    periodical_url = numbered("periodicals.show", "publication_id")
    zone, language = clock.zone(), current_language().code
    return [
        Shown(
            id=row.id,
            url=periodical_url(row.id) if row.release_id is None else release_url(row.release_id),
            title=row.title,
            lang=language_tag(row.language, row.script),
            people=_people(row.people.split(BETWEEN)),
            identifier=row.identifiers.split(BETWEEN, 1)[0],
            publisher=organisation_name(row, language),
            kind=kinds.get(row.kind, row.kind),
            year=str(row.year or ""),
            registered=format_short(row.registered_at.astimezone(zone).date()) if row.registered_at else "",
            withdrawn=row.withdrawn,
        )
        for row in titles
    ]


def _people(names: Sequence[str]) -> str:
    return ", ".join(names[:PEOPLE_SHOWN]) + (", …" if len(names) > PEOPLE_SHOWN else "")
