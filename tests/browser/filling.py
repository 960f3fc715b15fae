"""Filling the forms of the product in a browser as people do."""

import re

from playwright.sync_api import Page, expect


def go_on(page: Page) -> None:
    """Press the main button of the page."""
    page.locator("main .nx-formact .btn-primary, main .btn-primary[type=submit]").last.click()


def begin_rule_set(page: Page) -> str:
    """Begin a draft from the rule set in force; return its address."""
    page.goto("/rule-sets/new")
    page.locator("[name=source]").select_option(index=2)
    go_on(page)
    page.wait_for_url(re.compile(r"/rule-sets/\d+$"))
    return page.url


def fill_registration(page: Page, title: str, isbn: str) -> None:
    """Answer every question about a book; the page then shows everything once more, to be confirmed."""
    page.goto("/registration/new")
    go_on(page)
    page.locator("[name=title]").fill(title)
    page.locator("[name=restricted][value=no]").check()
    page.locator("[name='identifiers-0-number']").fill(isbn)
    go_on(page)
    page.locator("[name=published_before][value=no]").check()
    page.locator("[name=print_run]").fill("3000")
    page.locator("[name=depositor_region]").select_option("1726")
    go_on(page)
    page.wait_for_url("**/check")
    expect(page.locator("main")).to_contain_text(title)
