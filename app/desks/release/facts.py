"""The facts of a release as its page shows them."""

from collections.abc import Sequence

from flask import url_for

from app.deposits.obligations.deposited import in_words
from app.desks.registration.earlier import earlier_of_release
from app.domain.kinds import KINDS
from app.domain.publication import Kind
from app.infra import clock
from app.infra.i18n import format_long, format_money, format_number, gettext, organisation_name
from app.law.queries import InForce, governing
from app.law.retroactive.wording import reach_text
from app.law.wording import EVENTS
from app.policy.permissions import Permission
from app.policy.table import may
from app.publications.details import details_shown
from app.publications.editions import edition_name, size_words
from app.publications.languages import LANGUAGES
from app.publications.models import Publication, Release
from app.publications.vocabulary import (
    AUDIENCES,
    CARRIERS,
    FACTS,
    ROLES,
    SCHEMES,
    SCRIPTS,
    SUBJECTS,
    kind_name,
    language_tag,
    word,
)
from app.web.access import current_actor

Fact = dict[str, object]


def facts_shown(release: Release, law: InForce | None, laws: Sequence[InForce] = ()) -> list[Fact]:
    """Return what the macro `facts` shows, in the order in which people ask; what is not known says so.

    `law` is in force today; of all `laws` those that reach back over an event of the release are named.
    """
    publication = release.publication
    asked = KINDS[Kind(publication.kind)].asked(publication.carrier or "")
    return [
        *_issue(release),
        *_people(publication),
        *_numbers(publication),
        _fact(gettext("Kind"), _kind(publication)),
        _fact(gettext("Language and script"), _language(publication)),
        *_earlier(release),
        *_details(release, asked),
        *(
            [_fact(gettext("Pages and print run"), ", ".join(size_words(release)))]
            if "print_run" in asked
            else ()
        ),
        _fact(gettext("Publisher"), organisation_name(publication.publisher)),
        *([_fact(word(FACTS, "imprint"), organisation_name(release.imprint))] if release.imprint else ()),
        _fact(gettext("TIN"), publication.publisher.stir or "", ident=True),
        *([_fact(gettext("Printing house"), _printer(release))] if "printer" in asked else ()),
        _fact(gettext("Rule set"), _law(law)),
        *_reaching(release, laws),
        *_days(release),
        _fact(gettext("Subject"), _subjects(publication)),
        *([_fact(gettext("Price"), _price(release))] if "price" in asked else ()),
        *_further(release),
    ]


def edition_of(release: Release) -> str:
    """Return the edition and the year, such as "First edition, 2026"; an issue has none."""
    if release.designation:
        return ""
    return ", ".join(part for part in (edition_name(release), str(release.year or "")) if part)


def people_of(publication: Publication) -> str:
    """Return the authors, or whoever else is named if there is none."""
    people = publication.contributors
    authors = [person.name for person in people if person.role == "author"]
    return ", ".join(authors or [person.name for person in people])


def sentences(*parts: str) -> str:
    """Return the parts that there are, as sentences; a name that ends with a full stop keeps it alone."""
    return ". ".join(part.rstrip(".") for part in parts if part)


def tag_of(publication: Publication) -> str:
    """Return the tag of the title's language and script."""
    return language_tag(publication.language, publication.script)


def _fact(label: str, value: str, *, ident: bool = False) -> Fact:
    known = bool(value)
    return {"label": label, "value": value or gettext("Not known"), "ident": ident and known}


def _issue(release: Release) -> list[Fact]:
    """Which issue of which periodical it is, if it is one."""
    if not release.designation:
        return []
    url = url_for("periodicals.show", publication_id=release.publication_id)
    return [{**_fact(gettext("Issue"), release.designation), "url": url}]


def _language(publication: Publication) -> str:
    return f"{word(LANGUAGES, publication.language)}, {word(SCRIPTS, publication.script).lower()}"


def _numbers(publication: Publication) -> list[Fact]:
    """The identifiers, scheme by scheme; the first that its kind can have is missed where there is none."""
    printed: dict[str, list[str]] = {}
    for item in publication.identifiers:
        printed.setdefault(item.scheme, []).append(item.printed_form)
    if not printed:
        return [_fact(word(SCHEMES, KINDS[Kind(publication.kind)].schemes[0]), "")]
    return [_fact(word(SCHEMES, scheme), ", ".join(found), ident=True) for scheme, found in printed.items()]


def _kind(publication: Publication) -> str:
    """What it is, and on which carrier where its kind has several."""
    name = kind_name(publication.kind)
    if len(KINDS[Kind(publication.kind)].carriers) == 1:
        return name
    return f"{name}, {word(CARRIERS, publication.carrier).lower()}"


def _details(release: Release, asked: tuple[str, ...]) -> list[Fact]:
    known = {**release.publication.details, **release.details}
    return [_fact(label, value) for label, value in details_shown(known, asked)]


def _earlier(release: Release) -> list[Fact]:
    """That copies of an earlier edition were said to be deposited, where the register knows otherwise: told
    to whoever said so and to the authority, for its printer may have been another."""
    actor = current_actor()
    concerned = release.publication.publisher_id in actor.organisation_ids or may(actor, Permission.LATE_READ)
    earlier = earlier_of_release(release) if concerned and release.original_deposited else None
    if earlier is None or not earlier.is_short:
        return []
    said = gettext("It was answered that they were. %(known)s", known=in_words(earlier))
    return [_fact(word(FACTS, "original_deposited"), said)]


def _price(release: Release) -> str:
    return "" if release.price is None else format_money(release.price)


def _printer(release: Release) -> str:
    return organisation_name(release.printer) if release.printer else release.printer_name


def _law(law: InForce | None) -> str:
    if law is None:
        return ""
    name = f"{law.code} {law.version}"
    return gettext("%(rules)s, hypothetical", rules=name) if law.hypothetical else name


def _reaching(release: Release, laws: Sequence[InForce]) -> list[Fact]:
    """The sets that govern an event of the release although they came into force later."""
    by_day = {event.on: governing(laws, event.on) for event in release.events}
    reaching = {law.id: law for on, law in by_day.items() if law is not None and law.reaches(on)}
    return [_fact(gettext("Retroactive effect"), reach_text(law)) for law in reaching.values()]


def _days(release: Release) -> list[Fact]:
    """The day of each event that such a release has, and of the registration."""
    known = {event.name: event.on for event in release.events}
    publication = release.publication
    usual = KINDS[Kind(publication.kind)].events_on(publication.carrier or "")
    names = [*usual, *(name for name in EVENTS if name in known and name not in usual)]
    days = [
        _fact(str(EVENTS[name]), format_long(known[name]) if name in known else gettext("Not yet"))
        for name in names
    ]
    return [*days, _fact(gettext("Registered"), format_long(clock.local_day(release.registered_at)))]


def _people(publication: Publication) -> list[Fact]:
    """Whoever did something else than write it, by what they did: the head of the page names the authors."""
    named: dict[str, list[str]] = {}
    for person in publication.contributors:
        if person.role != "author":
            named.setdefault(person.role, []).append(person.name)
    return [_fact(word(ROLES, role), ", ".join(names)) for role, names in named.items()]


def _subjects(publication: Publication) -> str:
    return ", ".join(word(SUBJECTS, code) for code in publication.subjects or ())


def _audiences(publication: Publication) -> str:
    return ", ".join(word(AUDIENCES, code) for code in publication.audiences or () if code != "general")


def _truth(value: bool | None) -> str:
    return "" if value is None else gettext("Yes") if value else gettext("No")


def _further(release: Release) -> Sequence[Fact]:
    """What few releases have: shown only where there is something."""
    publication = release.publication
    given = (
        (word(FACTS, "audiences"), _audiences(publication)),
        (gettext("Parallel title"), publication.parallel_title),
        (gettext("Series"), publication.series),
        (gettext("UDC"), publication.udc),
        (gettext("Place"), release.place),
        (gettext("Size"), release.size),
        (word(FACTS, "import_copies"), format_number(release.import_copies) if release.import_copies else ""),
        (word(FACTS, "print_on_demand"), _truth(release.print_on_demand)),
        (word(FACTS, "hire_only"), _truth(release.hire_only)),
    )
    return [_fact(label, value) for label, value in given if value]
