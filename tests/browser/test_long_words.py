"""Titles without a blank: no list scrolls sideways for them."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.crawling import sign_in
from tests.browser.filling import fill_registration, go_on
from tests.journeys.acts import new_isbn
from tests.support.browser import WIDTHS
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

UNBROKEN = "Juda" + "uzun" * 120
IN_ANY_LIST = f"/search?q={UNBROKEN[:40]}"


def registered(page: Page) -> str:
    """Register a book with such a title; return the address of its release."""
    fill_registration(page, UNBROKEN, new_isbn())
    go_on(page)
    page.wait_for_url(re.compile(r"/releases/\d+$"))
    return page.url


def overflows(page: Page, addresses: list[str]) -> list[str]:
    """Return which pages need more than the width they have, and how much."""
    found = []
    for address in addresses:
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            needed: int = page.evaluate("document.documentElement.scrollWidth")
            found += [f"{address} needs {needed} of {width} px"] if needed > width else []
    return found


def test_no_page_is_widened_by_a_title_without_a_blank(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server, "depositor")
    release = registered(page)
    fill_registration(page, f"{UNBROKEN}2", new_isbn())
    check = page.url
    own = ["/", "/publications", IN_ANY_LIST, "/obligations", "/consignments/new", release, check]
    found = overflows(page, [*own, f"{release}/amend", f"{release}/withdraw", f"{release}/history"])
    page.context.clear_cookies()
    sign_in(page, live_server, "librarian")
    found += overflows(page, ["/", IN_ANY_LIST, release])
    page.context.clear_cookies()
    sign_in(page, live_server, "regulator")
    found += overflows(page, ["/", IN_ANY_LIST, "/publications", release])
    assert found == []
