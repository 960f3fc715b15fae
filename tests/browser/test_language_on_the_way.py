"""The language of a page is changed while its form is still being filled in."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.crawling import sign_in
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser


def test_what_was_typed_stays_in_another_language(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server, "depositor")
    page.goto("/periodicals/new")
    page.fill("main input[name=title]", "Yangi jurnal")
    page.fill("main input[name=print_run]", "300")
    page.select_option("select[name=frequency]", "weekly")
    page.locator(".nx-lang [data-language=ru]").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("main input[name=title]")).to_have_value("Yangi jurnal")
    expect(page.locator("main input[name=print_run]")).to_have_value("300")
    expect(page.locator("main select[name=frequency]")).to_have_value("weekly")
    expect(page.locator(".nx-errsum")).to_have_count(0)
    page.fill("main input[name=print_run]", "400")
    page.locator(".nx-lang button[value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("main input[name=print_run]")).to_have_value("400")
    expect(page.locator(".nx-errsum")).to_have_count(0)


def test_a_form_left_as_it_was_is_opened_anew(page: Page, live_server: LiveServer) -> None:
    sign_in(page, live_server, "depositor")
    page.goto("/periodicals/new")
    page.locator(".nx-lang [data-language=ru]").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator(".nx-lang [data-language=en]")).to_have_count(1)
