"""What will I owe, in a real browser: the form, its mistakes, the answer and the reasons."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.crawling import complaints_of

pytestmark = pytest.mark.browser

DAY = "first_batch_released"


def test_from_the_first_page_to_the_reasons(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto("/")
    page.locator("main a[href='/what-will-i-owe']").click()
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".nx-errsum a")).to_have_attribute("href", "#kind")
    assert complaints_of(page, axe) == []
    page.locator("#kind").select_option("book")
    page.locator("#print_run").fill("3000")
    page.locator("#depositor_region").select_option("1718")
    for part, text in (("day", "19"), ("month", "11"), ("year", "2026")):
        page.locator(f"#{DAY}-{part}").fill(text)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(
        f"**/what-will-i-owe?kind=book&depositor_region=1718&print_run=3000&{DAY}=2026-11-19&answered_by=**"
    )
    reasons = page.locator("details.nx-fold").first
    reasons.locator("summary").click()
    expect(reasons.locator(".nx-cal .is-due")).to_contain_text("3")
    assert complaints_of(page, axe) == []
    page.locator(".nx-list a[href*='#subjects']").click()
    expect(page.locator("#print_run")).to_have_value("3000")
