"""What is expected of a periodical, on a telephone."""

import pytest
from playwright.sync_api import Page

from tests.browser.crawling import sign_in
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

STACKED = """
() => [...document.querySelectorAll('.nx-cards td[data-l]')].filter(cell => cell.offsetHeight > 72)
  .map(cell => cell.dataset.l + ': ' + cell.innerText)
"""
OUTSIDE = """
() => [...document.querySelectorAll('.nx-cards td.is-act a')]
  .filter(link => link.getBoundingClientRect().right > link.closest('tr').getBoundingClientRect().right)
  .map(link => link.innerText)
"""


def register_monthly(page: Page, title: str) -> str:
    """Register a journal of which whole months are the windows of its issues; return its address."""
    page.goto("/periodicals/new")
    page.fill("input[name=title]", title)
    page.check("input[name=kind][value=journal]")
    page.check("input[name=restricted][value=no]")
    for name, value in (("subjects", "science"), ("audiences", "general"), ("frequency", "monthly")):
        page.select_option(f"select[name={name}]", value)
    for name, value in (("first_number", "1"), ("on-day", "15"), ("on-month", "1"), ("on-year", "2026")):
        page.fill(f"input[name={name}]", value)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(lambda url: not url.endswith("/new"))
    return page.url


@pytest.mark.parametrize("language", ["ru", "uz_Cyrl"])
def test_what_is_expected_keeps_to_its_card(page: Page, live_server: LiveServer, language: str) -> None:
    sign_in(page, live_server, "depositor")
    address = register_monthly(page, f"Oylik sinov {language}")
    page.goto(f"/language/{language}?next=/healthz")
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(address)
    assert page.locator(".nx-cards td.is-act").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(STACKED) == []
    assert page.evaluate(OUTSIDE) == []
