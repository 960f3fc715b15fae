"""The page of a rule set says everything that the set says."""

from pathlib import Path

import pytest
from flask import Flask

from app.infra.i18n import force_locale
from app.law.provisions import rule_lines
from app.law.reading import read_rule_set
from app.law.surroundings import surroundings
from tests.slices.law.test_countries import COUNTRIES, KEPT, rule_set_of

LANGUAGES = ("uz", "uz_Cyrl", "ru", "en")
ASKED = ("In writing;", "Electronically;", "Once for all to come;", "Before publication")
FIRST = "The text does not say whether the first day counts."
FREE = "The text does not say whether free days count."
LAST = "The text does not say whether a free last day moves."
OPEN, LESS_OPEN = f"{FIRST} {FREE} {LAST}", f"{FIRST} {LAST}"
NO_TIME = "within a time that the text does not say"


def told(country: str, rule: str) -> dict[str, str]:
    rules = rule_set_of(country)
    return {line["label"]: line["value"] for line in rule_lines(rules, rules.rules[rule])}


@pytest.fixture
def english(app: Flask) -> object:
    with app.test_request_context(), force_locale("en"):
        yield


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("country", "rule", "label", "value"),
    [
        ("ru", "ru-books-ru", "How many", "16 copies in total"),
        ("no", "no-publisher", "How many", "at most 5 copies; the library says how many"),
        ("ee", "ee-print", "How many", "4 copies in total, and 4 copies more where no file is given"),
        ("kg", "kg-chamber", "Who hands the copies over", "Printing house"),
        ("gb", "gb-print-others", "How the library asks", " ".join(ASKED)),
        ("fr", "fr-web", "How often it is collected", "at least 1 time each year"),
        ("fr", "fr-publisher", "What may be given instead", "A file, if the library asks"),
        ("tr", "tr-print", "By when", f"within 15 days from: An event that the text does not name. {OPEN}"),
        ("au", "au-online", "By when", f"{NO_TIME} from: Requested by the library. {LESS_OPEN}"),
    ],
)  # fmt: skip
def test_what_a_rule_says_is_told(country: str, rule: str, label: str, value: str) -> None:
    assert told(country, rule)[label].replace("\u00a0", " ") == value


@pytest.mark.usefixtures("english")
def test_what_stands_around_the_rules_is_told() -> None:
    parts = {anchor: lines for _title, anchor, lines in surroundings(rule_set_of("gb"))}
    assert "The cost of making good" in parts["sanctions"][1]["value"]
    assert parts["formalities"][0]["value"] == "The library must give one"
    totals = {anchor: lines for _title, anchor, lines in surroundings(rule_set_of("pl"))}["totals"]
    assert [line["label"] for line in totals] == ["2", "17"]
    fines = {anchor: lines for _title, anchor, lines in surroundings(rule_set_of("ru"))}["sanctions"]
    assert "from 200 to 500 RUB" in fines[0]["value"].replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("country", COUNTRIES)
def test_every_set_can_be_read_in_every_language(app: Flask, country: str, language: str) -> None:
    rules = read_rule_set(Path(KEPT / f"{country}.yaml").read_text("utf-8"))
    with app.test_request_context(), force_locale(language):
        lines = [line for rule in rules.rules.values() for line in rule_lines(rules, rule)]
        lines += [line for _title, _anchor, found in surroundings(rules) for line in found]
    assert all(line["label"] and line["value"] for line in lines)
