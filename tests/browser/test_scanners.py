"""What scanners send, and several people at one parcel, in real Chromium."""

import re

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.crawling import sign_in
from tests.browser.parcels import register, send
from tests.journeys.acts import new_isbn
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser


def burst(page: Page, text: str, *ends: str) -> None:
    """Type as a scanner does, faster than a hand on however slow a machine."""
    page.evaluate(
        """([text, ends]) => {
            const field = document.querySelector('.nx-scan input[autofocus]');
            field.focus();
            for (const character of text) document.execCommand('insertText', false, character);
            for (const key of ends) {
                const pressed = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
                if (field.dispatchEvent(pressed) && key === 'Enter') field.form.requestSubmit();
            }
        }""",
        [text, list(ends)],
    )


def test_scanners_that_end_in_any_way_and_colleagues_on_one_parcel(
    page: Page, browser: Browser, live_server: LiveServer
) -> None:
    sign_in(page, live_server, "depositor")
    isbn = new_isbn()
    code = send(page, register(page, "Har xil skaner", isbn))
    contexts = [browser.new_context(base_url=live_server.url) for _person in range(2)]
    desk, colleague = (context.new_page() for context in contexts)
    for person in (desk, colleague):
        sign_in(person, live_server, "librarian")
    desk.goto("/receiving")
    burst(desk, code)  # of a scanner that ends with nothing
    desk.wait_for_url("**/receiving/*")
    colleague.goto(desk.url)
    echo = desk.locator("#scan-result .nx-echo__n")
    burst(desk, f"{isbn}51299", "Tab")
    expect(echo).to_have_text("1 / 2")
    expect(desk.locator("#scan")).to_be_focused()
    desk.wait_for_timeout(500)
    for _again in range(2):
        burst(desk, isbn, "Enter", "Enter")
    expect(echo).to_have_text("2 / 2")
    expect(colleague.locator("#scan-lines tbody")).to_contain_text("2 / 2", timeout=15_000)
    expect(colleague.locator("#scan-result .nx-echo__n")).to_be_empty()
    expect(echo).to_have_text("2 / 2")

    desk.keyboard.type("51299", delay=100)  # a hand, which Tab leads on
    desk.keyboard.press("Tab")
    expect(desk.locator("#scan")).not_to_be_focused()
    desk.locator("#scan").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#scan-result")).to_have_attribute("data-tone", "late")
    sound = desk.locator("[data-sound]")
    sound.click()
    desk.reload()
    expect(sound).to_have_attribute("aria-pressed", "false")
    for context in contexts:
        context.close()


def open_without_slip(page: Page) -> None:
    """Open a parcel of an unknown sender."""
    page.goto("/receiving/without-slip")
    page.locator("main form[method=post] button").last.click()
    page.wait_for_url(re.compile(r"/receiving/\d+$"))


def test_the_lines_of_an_answer_join_those_of_the_page_and_a_colleague_s_are_fetched(
    page: Page, browser: Browser, live_server: LiveServer
) -> None:
    sign_in(page, live_server, "librarian")
    open_without_slip(page)
    colleague = browser.new_context(base_url=live_server.url, storage_state=page.context.storage_state())
    second = colleague.new_page()
    books, rows = [new_isbn() for _book in range(3)], page.locator("#scan-lines tbody tr")

    def listed(person: Page, *places: int) -> None:
        keys = [books[place] for place in places]
        words = [re.compile("-?".join(key)) for key in keys]
        expect(person.locator("#scan-lines td.nx-id")).to_have_text(words)

    burst(page, books[0], "Enter")
    listed(page, 0)
    burst(page, books[1], "Enter")
    listed(page, 1, 0)
    expect(page.locator("#scan-lines tr.is-hit")).to_have_count(0)
    second.goto(page.url)
    burst(second, books[2], "Enter")
    listed(second, 2, 1, 0)
    burst(page, books[0], "Enter")
    expect(rows.first).to_contain_text("2")
    listed(page, 0, 2, 1)
    burst(page, "51299", "Enter")
    expect(page.locator("#scan-result")).to_have_attribute("data-tone", "late")
    listed(page, 0, 2, 1)
    page.locator("[data-shortcut=F4]").click()
    listed(page, 2, 1, 0)
    colleague.close()


def bytes_on_the_line(page: Page, address: str) -> dict[str, int]:
    """Open a page and return what each answer weighs as it came over the line, with its head."""
    line = page.context.new_cdp_session(page)
    names: dict[str, str] = {}
    loaded: dict[str, int] = {}
    line.on(
        "Network.requestWillBeSent", lambda sent: names.update({sent["requestId"]: sent["request"]["url"]})
    )
    line.on(
        "Network.loadingFinished",
        lambda done: loaded.update({names[done["requestId"]]: int(done["encodedDataLength"])}),
    )
    line.send("Network.enable")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return loaded


def weight(sent: Request) -> int:
    """Return what an answer weighs as it came over the line, with its head."""
    sizes = sent.sizes()
    return int(sizes["responseHeadersSize"] + sizes["responseBodySize"])


def test_the_desk_is_small_enough_for_a_slow_line(
    page: Page, browser: Browser, live_server: LiveServer
) -> None:
    sign_in(page, live_server, "librarian")
    open_without_slip(page)
    for count in range(1, 21):
        page.locator("#scan").fill(new_isbn())
        page.locator("#scan").press("Enter")
        expect(page.locator("#scan-lines tbody tr")).to_have_count(count)
    for address in ("/receiving", page.url):
        cold = browser.new_context(base_url=live_server.url, storage_state=page.context.storage_state())
        of_worker: list[Request] = []
        cold.on("requestfinished", lambda sent, kept=of_worker: sent.service_worker and kept.append(sent))
        desk = cold.new_page()
        sizes = bytes_on_the_line(desk, address)
        desk.evaluate("navigator.serviceWorker.ready.then(() => null)")
        weights = {sent.url: weight(sent) for sent in of_worker}
        cold.close()
        loaded = {name: size for name, size in sizes.items() if not name.endswith(".woff2")}
        assert any(name.endswith("scanner.js") for name in loaded)
        assert any(name.endswith("favicon.svg") for name in loaded)
        assert sum(loaded.values()) < 60_000, sorted(loaded.items(), key=lambda entry: -entry[1])
        assert any(name.endswith("record.css") for name in weights)
        assert sum(weights.values()) < 15_000, weights  # what the page has is not fetched again to be kept
