"""Real Chromium, driven through Playwright, and the judge of accessibility in it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.support.server import LiveServer

CHROMIUM = "/usr/bin/chromium"
AXE = (Path(__file__).parents[1] / "look" / "vendor" / "axe" / "axe.min.js").read_text(encoding="utf-8")
WIDTHS = (1280, 390)
ARGUMENTS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip
DEPENDS_ON_WIDTH = [
    *("color-contrast", "scrollable-region-focusable", "link-in-text-block", "region"),
    *("button-name", "link-name", "label", "select-name", "aria-hidden-focus"),
]
"""What a narrow screen can break that a wide one did not show; all else axe has judged on the wide one."""
BARE = """
() => [...document.querySelectorAll('.nx-cards > tbody > tr > td')]
  .filter(cell => cell.offsetParent && /^[\\d\\s.,:]*\\d[\\d\\s.,:]*$/.test(cell.innerText))
  .filter(cell => !cell.matches('.nx-id') && getComputedStyle(cell, '::before').content === 'none')
  .map(cell => `${cell.dataset.l || cell.className}: ${cell.innerText}`)
"""
"""Cells of a list on a phone that show a day or a number and say not of what: their heads are gone there."""

Axe = Callable[[Page], None]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *as_root])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of a fresh visitor; scripts that fail and what the content policy blocks fail the test."""
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    context = browser.new_context(base_url=live_server.url, viewport={"width": WIDTHS[0], "height": 900})
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", listen)
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture
def axe() -> Axe:
    """Assert that a page has no accessibility violation and needs no scrolling sideways, wide and narrow, and
    that figures of its lists say on a phone what they are."""
    return assert_accessible


def assert_accessible(page: Page) -> None:
    """Let axe judge the page at both widths and name every violation with its places, and every overflow."""
    before = page.viewport_size
    found: list[str] = []
    page.evaluate(AXE)
    for width, options in zip(WIDTHS, ({}, {"runOnly": DEPENDS_ON_WIDTH}), strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        needed: int = page.evaluate("document.documentElement.scrollWidth")
        found += [f"needs {needed} of {width} px"] if needed > width else []
        found += (
            [f"says not what it is: {cell}" for cell in page.evaluate(BARE)] if width == WIDTHS[-1] else []
        )
        result: dict[str, Any] = page.evaluate(
            "rules => axe.run(document, {resultTypes: ['violations'], preload: false, ...rules})", options
        )
        assert result["passes"], "axe judged nothing"
        found += [
            f"{width}px {rule['id']}: {node['target']}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]
    if before is not None:
        page.set_viewport_size(before)
    assert found == [], f"{page.url}\n" + "\n".join(found)
