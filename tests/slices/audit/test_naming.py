"""The record of acts in words."""

import re
from pathlib import Path

from flask import Flask

from app.audit.naming import KINDS, act_name, facts_in_words
from app.audit.sentences import SENTENCES
from app.infra.i18n import force_locale
from tests.architecture.project import ROOT

PUBLISHED = re.compile(r'(?:Event|_tell)\(\s*"([a-z_]+\.[a-z_]+)"')
CONCERNED = re.compile(r'Subject\("([a-z_]+)"')


def found(pattern: re.Pattern[str]) -> set[str]:
    """Return what a pattern finds in the source of the product."""
    sources = (path.read_text(encoding="utf-8") for path in Path(ROOT / "app").rglob("*.py"))
    return {name for source in sources for name in pattern.findall(source)}


def test_every_act_and_everything_it_concerns_has_words(app: Flask) -> None:
    names = found(PUBLISHED)
    assert len(names) > 25
    assert names - SENTENCES.keys() == set()
    assert found(CONCERNED) - KINDS.keys() == set()


def test_facts_are_shown_in_the_reader_s_language(app: Flask) -> None:
    facts = {"copies": 1200, "reason": None, "specimen": True, "cure_on": "2026-12-07", "obligations": [1, 2]}
    with app.test_request_context(), force_locale("en"):
        assert facts_in_words(facts) == (
            "copies: 1,200; reason: —; specimen: yes; put right by: 07.12.2026; obligations: 1, 2"
        )
        assert facts_in_words({"lines": [{"copies": 1, "obligation": None}]}) == (
            "lines: (copies: 1; obligation: —)"
        )
        money = {"amount": "20000.50", "currency": "UZS", "prices": [4_500_050, 10_000]}
        assert facts_in_words(money) == (
            "amount: 20,000.50; currency: UZS; prices of one copy: 45,000.50, 100"
        )
        assert act_name("receipt.confirmed") == "Receipt … made"
