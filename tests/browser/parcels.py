"""A book registered and sent to the National Library by its publisher, through the pages."""

from playwright.sync_api import Page

from tests.browser.filling import fill_registration, go_on


def register(page: Page, title: str, isbn: str) -> str:
    """Register a book and return the address of its page."""
    fill_registration(page, title, isbn)
    go_on(page)
    assert "/releases/" in page.url, page.url
    return page.url


def send(page: Page, release: str) -> str:
    """Send the National Library its copies and return the code of the parcel."""
    page.goto("/consignments/new")
    row = page.locator("main tr", has_text="Milliy kutubxonasi").first
    library = str(row.locator("a").last.get_attribute("href")).rsplit("/", 1)[-1]
    page.goto(f"/consignments/new/{library}?release={release.rsplit('/', 1)[-1]}")
    go_on(page)
    code = page.url.rsplit("/", 1)[-1]
    page.locator("[name=carrier]").fill("Pochta")
    go_on(page)
    return code
