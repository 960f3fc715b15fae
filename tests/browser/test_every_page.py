"""Every page of every role opens; axe looks at each at both widths, and none may scroll sideways."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser.crawling import FILES, JUDGED_FOR_EACH_ROLE, LEFT_OUT, complaints_of, crawl, sign_in
from tests.browser.seeds import seeds
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

ROLES = ("public", "regulator", "administrator", "librarian", "depositor")
VISITED: set[str] = set()


@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_nothing_on_any_page(
    role: str, page: Page, live_server: LiveServer, app: Flask, axe: Callable[[Page], None]
) -> None:
    sign_in(page, live_server, role)
    wrong: list[str] = []
    for endpoint in crawl(page, app, seeds(live_server, role, page), VISITED):
        if endpoint in JUDGED_FOR_EACH_ROLE or endpoint not in VISITED:
            wrong += complaints_of(page, axe)
        VISITED.add(endpoint)
    assert wrong == []


def test_no_page_was_left_out(app: Flask) -> None:
    """Runs after the walks: every address that gives a page was shown to somebody."""
    if not VISITED:
        pytest.skip("the walks did not run")
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.methods is not None and "GET" in rule.methods and not rule.rule.endswith(FILES)
    }
    assert pages - VISITED - LEFT_OUT == set()
