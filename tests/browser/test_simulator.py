"""The tables of a simulation in a real browser: no heading breaks inside a word, nothing leaves its card."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.crawling import complaints_of, sign_in
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

BROKEN_WORDS = """() => {
  const broken = [];
  for (const head of document.querySelectorAll('.nx-table--figures > thead th')) {
    const text = head.firstChild;
    if (!text || text.nodeType !== Node.TEXT_NODE) continue;
    for (const word of text.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (range.getClientRects().length > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""
OUT_OF_CARD = """() => {
  const out = [];
  for (const cell of document.querySelectorAll('.nx-table--figures > tbody > tr > *')) {
    const row = cell.parentElement;
    const style = getComputedStyle(row);
    const edge = row.getBoundingClientRect().right - parseFloat(style.paddingRight);
    const range = document.createRange();
    range.selectNodeContents(cell);
    if (range.getBoundingClientRect().right > edge + 1) out.push(cell.textContent);
  }
  return out;
}"""


@pytest.mark.parametrize("language", ["ru", "uz", "uz_Cyrl", "en"])
def test_heads_keep_their_words_and_figures_their_cards(
    page: Page, live_server: LiveServer, axe: Callable[[Page], None], language: str
) -> None:
    sign_in(page, live_server, "regulator")
    page.goto(f"/language/{language}")
    page.goto("/simulations/1")
    assert page.locator(".nx-table--figures").count() >= 5
    assert page.evaluate(BROKEN_WORDS) == []
    assert complaints_of(page, axe) == []
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate(OUT_OF_CARD) == []
