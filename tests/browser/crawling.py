"""Walking through the product by its links, as one role: each kind of page once."""

from collections import deque
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

from tests.support.server import LiveServer

LEFT_OUT = {
    "static",
    "accounts.choose_language",
    "verification.printed",
    "verification.short",
    "verification.again",
    "publications.export",
    "periodicals.export",
    "imports.returned",
    "imports.records",
    "passing.transfer_list",
    "desks.export_search",
    "oversight.as_csv",
    "oversight.as_xlsx",
    "health.show",
    "offline.worker",
    "offline.manifest",
    "offline.session_facts",
    "offline.parcel_copy",
}
"""No pages: files, addresses that only lead on, and what machines read."""

SAME_FOR_ALL = {"accounts.sessions", "accounts.change_password",
                "law.rule_set_as_adopted", "calendars.index", "calculator.show", "verification.form",
                "verification.show",
                "accounts.sign_in"}  # fmt: skip

JUDGED_FOR_EACH_ROLE = {"desks.home", "desks.release", "desks.search", "publications.list_releases",
                        "obligations.index", "compliance.notices", "compliance.notice", "compliance.worklist",
                        "consignments.index", "consignments.show", "discrepancies.report",
                        "receiving.receipts", "receiving.receipt",
                        "edeposit.waiting", "calendars.year", "periodicals.index",
                        "periodicals.show"}  # fmt: skip
"""Pages that show another role materially something else; others are judged for the first who sees them."""

DEAD_LINK = "accounts.reset_password"
"""Its page for a link that is used up is the only one that is looked at though it is an error."""

FILES = (".pdf", ".csv", ".xlsx", ".ics", ".zip", "/pdf", "/download")


def sign_in(page: Page, server: LiveServer, role: str) -> None:
    """Sign in through the page; the public has no account."""
    if role == "public":
        page.goto("/sign-in")
        return
    email, password = server.credentials(role)
    page.goto("/sign-in")
    page.get_by_label("E-mail").or_(page.locator("input[name=email]")).first.fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("main button[type=submit]").click()
    assert urlsplit(page.url).path != "/sign-in"


def endpoint_of(app: Flask, address: str) -> str | None:
    """Return the name of the page behind an address of this site."""
    path = urlsplit(address).path
    if path.endswith(FILES):
        return None
    try:
        endpoint, _values = app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return None
    return None if endpoint in LEFT_OUT else str(endpoint)


def crawl(page: Page, app: Flask, seeds: list[str], known: set[str]) -> Iterator[str]:
    """Open each kind of page that links lead to, once; yield its endpoint while the browser shows it.

    Pages that are the same for everybody are left out when they are known.
    """
    waiting, seen = deque(seeds), {endpoint for endpoint in known if endpoint in SAME_FOR_ALL}
    while waiting:
        address = waiting.popleft()
        endpoint = endpoint_of(app, address)
        if endpoint is None or endpoint in seen:
            continue
        seen.add(endpoint)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status < 400 or endpoint == DEAD_LINK, f"{address}: {answer.status}"
        waiting.extend(link for link in links(page) if urlsplit(link).netloc == urlsplit(page.url).netloc)
        yield endpoint


def links(page: Page) -> list[str]:
    """Return the addresses to which the page shown links."""
    # A link drawn in SVG has no address of its own that is a text.
    found: list[str] = page.eval_on_selector_all(
        "a[href]", "links => links.map(link => new URL(link.getAttribute('href'), link.baseURI).href)"
    )
    return found


def complaints_of(page: Page, axe: Callable[[Page], None]) -> list[str]:
    """Return what axe and a narrow screen find wrong with the page shown."""
    try:
        axe(page)
    except AssertionError as found:
        return [str(found)]
    return []
