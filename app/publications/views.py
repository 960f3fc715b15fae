"""The list of one's publications, and what has been begun and not finished."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache, partial
from typing import Any

from flask import Blueprint, Response, render_template, url_for

from app.domain.errors import DomainError
from app.domain.publication import Kind
from app.domain.registration import RegistrationAnswers
from app.infra import clock
from app.infra.i18n import lazy_gettext as _
from app.infra.i18n import organisation_name
from app.policy.permissions import Permission
from app.policy.table import may
from app.publications.languages import LANGUAGES, languages_to_narrow_by
from app.publications.lines import ReleaseLine, every_release
from app.publications.models import Release
from app.publications.queries import (
    EXACT_TOTAL,
    TitleFilter,
    count_releases,
    open_drafts,
    reader_of_lists,
)
from app.publications.queries import list_releases as releases_after
from app.publications.vocabulary import (
    ROLES,
    kind_name,
    language_tag,
    word,
)
from app.web.access import current_actor, requires
from app.web.exports import Cell, csv_response, xlsx_response
from app.web.filters import filter_value, one_of, search_text
from app.web.pages import PAGE_ROWS, make_page, read_cursor

blueprint = Blueprint("publications", __name__)
COLUMNS = (
    _("Title"), _("People"), _("Publisher"), _("Identifiers"), _("Kind"), _("Language"), _("Year"),
    _("Print run"), _("Pages"), _("Price in soʻm"), _("Registered"), _("State"),
)  # fmt: skip
STATES = {"registered": _("Registered"), "withdrawn": _("Withdrawn")}


@blueprint.app_template_filter("kind")
def show_kind(code: str) -> str:
    """A kind of document in the reader's language."""
    return kind_name(code)


@blueprint.app_template_filter("language_name")
def show_language(code: str) -> str:
    """A language in the reader's language."""
    return word(LANGUAGES, code)


@blueprint.app_template_filter("person_role")
def show_role(code: str) -> str:
    """What a person did for a publication."""
    return word(ROLES, code)


blueprint.add_app_template_global(language_tag, "title_lang")


@blueprint.route("/publications")
@requires(Permission.RELEASE_READ)
def list_releases() -> str:
    """Releases within reach, the latest registered first, with search and filters; drafts of a depositor."""
    actor = reader_of_lists(current_actor())
    wanted = _filter()
    found = releases_after(actor, wanted, after=_cursor(), limit=PAGE_ROWS + 1)
    registers = may(actor, Permission.PUBLICATION_REGISTER)
    drafts = open_drafts(actor) if registers else []
    return render_template(
        "publications/list.html",
        wanted=wanted,
        page=make_page(found, _key),
        total=count_releases(actor, wanted),
        exact=EXACT_TOTAL,
        drafts=[(draft, RegistrationAnswers.from_json(draft.answers)) for draft in drafts],
        registers=registers,
        kinds=[(kind.value, kind_name(kind)) for kind in Kind],
        states=list(STATES.items()),
        language_choices=languages_to_narrow_by(wanted.language),
        tags=_tags(wanted),
        csv_url=url_for("publications.export", form="csv", **_chosen(wanted)),
        xlsx_url=url_for("publications.export", form="xlsx", **_chosen(wanted)),
    )


@blueprint.route("/publications.<any(csv, xlsx):form>")
@requires(Permission.RELEASE_READ)
def export(form: str) -> Response:
    """Exactly what the list is narrowed to, as a file."""
    rows = _cells(every_release(reader_of_lists(current_actor()), _filter()))
    answer = csv_response if form == "csv" else xlsx_response
    return answer(f"publications.{form}", [str(label) for label in COLUMNS], rows)


def _filter() -> TitleFilter:
    return TitleFilter(
        text=search_text(),
        kind=filter_value("kind", Kind) or "",
        language=filter_value("language", one_of(LANGUAGES)) or "",
        state=filter_value("state", one_of(STATES)) or "",
    )


def _chosen(wanted: TitleFilter, *, but: str = "") -> dict[str, Any]:
    """The filter as it stands in an address, but for one part of it."""
    chosen = {"q": wanted.text, "kind": wanted.kind, "language": wanted.language, "state": wanted.state}
    return {name: value for name, value in chosen.items() if value and name != but}


def _cells(releases: Iterable[ReleaseLine]) -> Iterator[list[Cell]]:
    # A file repeats the same few words, and to say one in the reader's language takes its time.
    kind, language = cache(kind_name), cache(partial(word, LANGUAGES))
    states = {True: str(STATES["withdrawn"]), False: str(STATES["registered"])}
    for row in releases:
        yield [
            row.title, row.people, organisation_name(row.publisher), row.identifiers, kind(row.kind),
            language(row.language), row.year, row.print_run, row.pages, row.price,
            clock.local_day(row.registered_at), states[row.withdrawn],
        ]  # fmt: skip


def _tags(wanted: TitleFilter) -> list[dict[str, str]]:
    """Each part of the filter in use, with the list without it."""
    labels = {
        "q": f"“{wanted.text}”",
        "kind": kind_name(wanted.kind),
        "language": word(LANGUAGES, wanted.language),
        "state": str(STATES.get(wanted.state, "")),
    }
    return [
        {"label": labels[name], "url": url_for("publications.list_releases", **_chosen(wanted, but=name))}
        for name in _chosen(wanted)
    ]


def _key(release: Release) -> list[object]:
    return [release.registered_at.isoformat(), release.id]


def _cursor() -> tuple[datetime, int] | None:
    """The key that `_key` made; a forged one is refused like any other wrong address."""
    key = read_cursor()
    if key is None:
        return None
    try:
        at, last_id = datetime.fromisoformat(str(key[0])), int(str(key[1]))
    except (ValueError, IndexError) as error:
        raise DomainError("page.wrong_cursor") from error
    if at.tzinfo is None:
        raise DomainError("page.wrong_cursor")
    return at, last_id
