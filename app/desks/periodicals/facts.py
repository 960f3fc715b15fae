"""The facts of a periodical as its page shows them."""

from collections.abc import Sequence
from datetime import date

from flask import url_for

from app.desks.periodicals.words import pattern_in_words
from app.domain.periodicals import Phase, in_force
from app.infra.i18n import (
    format_long,
    format_money,
    format_number,
    gettext,
    ngettext,
    organisation_name,
)
from app.publications.languages import LANGUAGES
from app.publications.models import Publication
from app.publications.periodicals.identifiers import ISSN
from app.publications.periodicals.models import Periodical, PublicationPause
from app.publications.periodicals.queries import Course
from app.publications.vocabulary import (
    AUDIENCES,
    CARRIERS,
    NEWSPAPER_LEVELS,
    SCRIPTS,
    SUBJECTS,
    kind_name,
    word,
)

Fact = dict[str, object]


def facts_shown(
    periodical: Periodical,
    course: Course,
    pauses: Sequence[PublicationPause],
    successor: Publication | None,
    *,
    today: date,
) -> list[Fact]:
    """Return what the macro `facts` shows; what is not known says so."""
    publication = periodical.publication
    return [
        *_title_facts(publication),
        *_frequency(course.schedule.phases, today),
        _fact(
            gettext("First issue here"),
            f"{periodical.first.designation()}, {format_long(periodical.first_on)}",
        ),
        _fact(gettext("Usual of an issue"), _usual(periodical)),
        _fact(gettext("Printing house"), _printer(periodical)),
        *_line_of_titles(periodical, successor),
        *_course_of_life(periodical, pauses, today),
    ]


def _title_facts(publication: Publication) -> list[Fact]:
    issn = next((item for item in publication.identifiers if item.scheme == ISSN), None)
    level = publication.newspaper_level
    language = f"{word(LANGUAGES, publication.language)}, {word(SCRIPTS, publication.script).lower()}"
    subjects = [word(SUBJECTS, code) for code in publication.subjects or ()]
    audiences = [word(AUDIENCES, code).lower() for code in publication.audiences or () if code != "general"]
    kind = f"{kind_name(publication.kind)}, {word(CARRIERS, publication.carrier).lower()}"
    facts = [
        _fact("ISSN", issn.printed_form if issn else "", ident=True),
        _fact(gettext("Kind"), kind),
        _fact(gettext("Language and script"), language),
        _fact(gettext("Publisher"), organisation_name(publication.publisher)),
        _fact(gettext("Subject"), ", ".join([*subjects, *audiences])),
    ]
    if issn and issn.override_reason:
        facts.append(_fact(gettext("About the ISSN"), issn.override_reason))
    if publication.parallel_title:
        facts.append(_fact(gettext("Parallel title"), publication.parallel_title))
    return (
        [*facts, _fact(gettext("Reach of the newspaper"), word(NEWSPAPER_LEVELS, level))] if level else facts
    )


def _frequency(phases: Sequence[Phase], today: date) -> list[Fact]:
    """The pattern in force, and the one that follows."""
    now = in_force(phases, today)
    facts = [_fact(gettext("Frequency"), pattern_in_words(now.pattern))]
    for phase in sorted(phases, key=lambda phase: phase.from_on):
        if phase.from_on > max(today, now.from_on):
            label = gettext("Frequency from %(day)s", day=format_long(phase.from_on))
            facts.append(_fact(label, pattern_in_words(phase.pattern)))
    return facts


def _usual(periodical: Periodical) -> str:
    parts = []
    if periodical.pages is not None:
        parts.append(ngettext("%(num)s page", "%(num)s pages", periodical.pages))
    if periodical.print_run is not None:
        run = format_number(periodical.print_run)
        parts.append(
            ngettext("%(run)s copy printed", "%(run)s copies printed", periodical.print_run, run=run)
        )
    if periodical.price is not None:
        parts.append(format_money(periodical.price))
    return ", ".join(parts)


def _printer(periodical: Periodical) -> str:
    return organisation_name(periodical.printer) if periodical.printer else periodical.printer_name


def _line_of_titles(periodical: Periodical, successor: Publication | None) -> list[Fact]:
    around = (
        (gettext("Continues"), periodical.continues),
        (gettext("Continued as"), successor),
    )
    return [
        {**_fact(label, other.title), "url": url_for("periodicals.show", publication_id=other.id)}
        for label, other in around
        if other is not None
    ]


def _course_of_life(periodical: Periodical, pauses: Sequence[PublicationPause], today: date) -> list[Fact]:
    facts = []
    for pause in pauses:
        if pause.until_on is None:
            span = gettext("from %(first)s", first=format_long(pause.from_on))
        elif pause.until_on >= today:
            span = f"{format_long(pause.from_on)} – {format_long(pause.until_on)}"
        else:
            continue
        facts.append(_fact(gettext("Suspended"), span))
    if periodical.ceased_on is not None:
        facts.append(_fact(gettext("Ceased"), format_long(periodical.ceased_on)))
    return facts


def _fact(label: str, value: str, *, ident: bool = False) -> Fact:
    return {"label": label, "value": value or gettext("Not known"), "ident": ident and bool(value)}
