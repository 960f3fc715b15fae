"""The texts of the older files in the languages that people are addressed in."""

import csv
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("titles.csv")
LANGUAGES = ("uz", "ru", "en")


@cache
def _table() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            row["text"]: {language: row[language] for language in LANGUAGES} for row in csv.DictReader(file)
        }


def translated(text: str) -> dict[str, str]:
    """The text in each language; where no translation is known the original stands in for it."""
    return dict(_table().get(text) or dict.fromkeys(LANGUAGES, text))
