"""What every page is given: the shell around it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, partial
from urllib.parse import urlencode

from flask import Flask, current_app, g, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.local import LocalProxy

from app.domain.actor import PUBLIC, Actor, Role
from app.infra import clock
from app.infra.i18n import LANGUAGES, current_language, gettext, organisation_name
from app.infra.i18n import lazy_gettext as _
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, current_visitor
from app.web.acting_for import init_acting_for
from app.web.filters import filters_left_out
from app.web.language_switch import SentForm, sent_form
from app.web.rows import init_rows


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the navigation: shown to who holds the permission and has one of the roles.

    For the roles in `more` it stands behind "More", where a row of a wide window has no room for all.
    """

    label: object
    endpoint: str
    permission: Permission
    roles: frozenset[Role]
    prefix: str = ""
    more: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """A label and where it leads."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language in the switch; it leads back to the present page."""

    code: str
    label: str
    title: str
    lang: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Banner:
    """The hypothetical rule set in force, named on every page."""

    title: str
    version: str
    url: str


@dataclass(frozen=True, slots=True)
class AccountMenu:
    """The signed-in person, and what he may do with his account."""

    name: str
    organisation: str
    items: list[Link]
    sign_out_url: str


@dataclass(frozen=True, slots=True)
class Errand:
    """For whom the visitor acts under a mandate, until which day, and where it is laid down.

    `until` None: the mandate has ended meanwhile, and the visitor has to take note of that.
    """

    organisation: str
    until: date | None
    end_url: str


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything around a page."""

    demo: bool
    hypothetical: Banner | None
    desk: str
    menu: list[Link]
    more: list[Link]
    search_url: str | None
    search_query: str
    languages: list[LanguageLink]
    sent: SentForm | None
    account: AccountMenu | None
    errand: Errand | None
    sign_in_url: str
    now: datetime
    lang: str
    footer: list[Link] = field(default_factory=list)


DESKS = {
    Role.PUBLIC: _("Public services"),
    Role.DEPOSITOR: _("Publisher's desk"),
    Role.LIBRARIAN: _("Library's desk"),
    Role.REGULATOR: _("Regulator's desk"),
    Role.ADMINISTRATOR: _("Administration"),
}

BannerSource = Callable[[], Banner | None]


@dataclass(frozen=True, slots=True)
class ShellSources:
    """What the shell asks of slices above it; given by `app/wiring.py`.

    `footer` pairs a label with an endpoint; `search` is the endpoint of the search page, once there is one.
    """

    places: tuple[Place, ...]
    footer: tuple[tuple[object, str], ...]
    banner: BannerSource
    search: str | None


def init_templating(app: Flask, sources: ShellSources) -> None:
    """Give every template the shell; a part of a page, which does not show it, does not make it."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["icon_sheet"] = icon_sheet
    app.jinja_env.globals["filters_left_out"] = filters_left_out
    init_acting_for(app)
    init_rows(app)
    app.context_processor(lambda: {"shell": LocalProxy(cache(partial(build_shell, sources)))})


def icon_sheet() -> str:
    """Return the address of the drawing that holds every icon; a page asks for it hundreds of times."""
    if "icon_sheet" not in g:
        g.icon_sheet = url_for("static", filename="img/icons.svg")
    return str(g.icon_sheet)


def build_shell(sources: ShellSources) -> Shell:
    """Compose the shell for who makes this request; about a fault of ours, without asking the database."""
    plain = g.get("plain_shell", False)
    actor = PUBLIC if plain else current_actor()
    search_url = url_for(sources.search) if sources.search and may(actor, Permission.SEARCH) else None
    return Shell(
        demo=current_app.config["NUSXA"].mode == "demonstration",
        hypothetical=None if plain else sources.banner(),
        desk=str(DESKS.get(actor.role, "")),
        menu=[] if plain else _menu(actor, sources.places, more=False),
        more=[] if plain else _menu(actor, sources.places, more=True),
        search_url=search_url,
        search_query=request.args.get("q", "") if request.endpoint == sources.search else "",
        languages=_languages(),
        sent=sent_form(),
        account=None if plain else _account(actor),
        errand=None if plain else _errand(),
        sign_in_url=url_for("accounts.sign_in"),
        now=clock.now().astimezone(clock.zone()),
        lang=current_language().tag,
        footer=[Link(str(label), url_for(endpoint)) for label, endpoint in sources.footer],
    )


def _menu(actor: Actor, places: tuple[Place, ...], *, more: bool) -> list[Link]:
    shown = [p for p in places if actor.role in p.roles and may(actor, p.permission)]
    shown = [p for p in shown if (actor.role in p.more) is more]
    return [Link(str(p.label), url_for(p.endpoint), _is_current(p)) for p in shown]


def _is_current(place: Place) -> bool:
    if request.endpoint == place.endpoint:
        return True
    return bool(place.prefix) and request.path.startswith(place.prefix)


def _here() -> str:
    """Where this page is had again, without what was sent to it; the start page where it cannot be."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    try:
        current_app.url_map.bind("").match(request.path, method="GET")
    except HTTPException:
        return "/"
    return request.path


def _languages() -> list[LanguageLink]:
    present = current_language()
    back = urlencode({"next": _here()})
    return [
        LanguageLink(
            code=language.code,
            label=language.label,
            title=language.title,
            lang=language.tag,
            url=f"{url_for('accounts.choose_language', code=language.code)}?{back}",
            current=language is present,
        )
        for language in LANGUAGES
    ]


def _errand() -> Errand | None:
    visitor = current_visitor()
    if visitor is None or (visitor.errand_until is None and visitor.errand_over is None):
        return None
    mandator = visitor.errand_over or visitor.organisation
    named = organisation_name(mandator) if mandator else ""
    return Errand(named, visitor.errand_until, url_for("accounts.end_errand_now"))


def _account(actor: Actor) -> AccountMenu | None:
    visitor = current_visitor()
    if visitor is None:
        return None
    items = [
        Link(gettext("My account"), url_for("accounts.profile")),
        Link(gettext("Sessions"), url_for("accounts.sessions")),
        Link(gettext("Change password"), url_for("accounts.change_password")),
    ]
    organisation = organisation_name(visitor.organisation) if visitor.organisation else ""
    return AccountMenu(actor.name, organisation, items, url_for("accounts.sign_out"))
