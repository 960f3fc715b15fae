"""The fixed sentences of documents on paper, in one language.

The sentences are data beside the templates (`templates/documents/wording/<document>.<language>.json`),
because they are bound to the version of the document and not to the interface. `[…]` in a sentence must not
break over a line; `{…}` takes a value. All wording awaits a lawyer, see docs/decisions/0003-documents.md.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from app.infra.money import amount_text

DOCUMENTS = Path(__file__).resolve().parent.parent.parent / "templates" / "documents"
_UNBROKEN = re.compile(r"\[([^\]]*)\]")
_VALUE = re.compile(r"\{([a-z_]+)\}")
Texts = Mapping[str, str]
"""Texts by their keys; `listed.one` is the form of `listed` for one."""


class Wording:
    """Sentences of one document in one language; a missing sentence or value raises `KeyError`.

    `edited` are texts that stand in place of the built-in ones.
    """

    def __init__(self, document: str, language: str, edited: Texts | None = None) -> None:
        built_in = _sentences(document, language)
        self._sentences = _with_texts(built_in, edited) if edited else built_in
        self._locale = Locale.parse(language)
        self._plural = self._locale.plural_form
        self.tag: str = self._sentences["tag"]

    def __call__(self, key: str, **values: object) -> Markup:
        """Return a sentence with its values, escaped, its unbreakable parts marked."""
        return _filled(self._sentences[key], values)

    def plain(self, key: str, **values: object) -> str:
        """Return a sentence for a title or description, where no marks can stand."""
        return str(self(key, **values).striptags())

    def count(self, key: str, number: int, **values: object) -> Markup:
        """Return the form of a sentence that fits `number`, which fills `{n}`."""
        forms: dict[str, str] = self._sentences[key]
        form = forms.get(self._plural(number)) or forms.get("other") or forms["many"]
        return _filled(form, {"n": number, **values})

    def number(self, value: float, *, signed: bool = False) -> str:
        """Write a number with its thousands apart; `signed` puts a plus before a gain."""
        written = format_decimal(abs(value), locale=self._locale)
        sign = "–" if value < 0 else "+" if value > 0 and signed else ""
        return f"{sign}{written}"

    def money(self, hundredths: int, currency: str) -> Markup:
        """Write an amount of a currency; its hundredths only where it has some."""
        amount = amount_text(hundredths, self._locale)
        return _filled("[{amount} {currency}]", {"amount": amount, "currency": currency})

    def named(self, key: str, name: str) -> str:
        """Return one of several named words, such as the day of the week `5`."""
        return str(self._sentences[key][name])

    def listed(self, key: str, items: Sequence[object]) -> Markup:
        """Join items as `5.1, 5.2 and 5.3 …` with the sentences `<key>_one` and `<key>_many`."""
        *head, last = map(str, items)
        return self(f"{key}_many", head=", ".join(head), last=last) if head else self(f"{key}_one", last=last)

    def date(self, form: str, day: date) -> Markup:
        """Write a date in words: `long`, `by` (the last day, included), `on`, `day` (without the year)."""
        month, stem = (self._sentences[name][day.month - 1] for name in ("months", "stems"))
        return self(f"date_{form}", year=day.year, day=day.day, month=month, stem=stem)

    def abbreviations(self, texts: Sequence[str]) -> str:
        """Explain the abbreviations that occur in the texts: `AKM – axborot-kutubxona markazi`."""
        words = {word for text in texts for word in re.findall(r"\w+", text)}
        known: dict[str, str] = self._sentences["abbreviations"]
        return ", ".join(f"{short} – {meaning}" for short, meaning in known.items() if short in words)


def short_date(day: date) -> str:
    """Write `20.11.2026`, the form of tables in every language."""
    return f"{day:%d.%m.%Y}"


def figures(number: str) -> str:
    """Write a tax number in threes: `999 000 117`, with spaces that do not break."""
    return "\u00a0".join(number[place : place + 3] for place in range(0, len(number), 3))


@cache
def _sentences(document: str, language: str) -> dict[str, Any]:
    return {**_file("shared", language), **_file(document, language)}


def _file(document: str, language: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(
        (DOCUMENTS / "wording" / f"{document}.{language}.json").read_text("utf-8")
    )
    return read


def built_in_texts(document: str, language: str) -> dict[str, str]:
    """Return the texts of a document, forms for numbers and other named words one by one."""
    return {
        f"{key}.{form}" if form else key: text
        for key, said in _sentences(document, language).items()
        for form, text in (said.items() if isinstance(said, dict) else [("", said)])
        if isinstance(text, str)
    }


def _with_texts(sentences: Mapping[str, Any], edited: Texts) -> dict[str, Any]:
    """Sentences with edited texts in place of the built-in ones."""
    replaced = dict(sentences)
    for name, text in edited.items():
        key, _dot, form = name.partition(".")
        replaced[key] = {**replaced[key], form: text} if form else text
    return replaced


def _filled(sentence: str, values: Mapping[str, object]) -> Markup:
    """Put values in their places, and do nothing else: a sentence may have been written by anybody."""
    marked = _UNBROKEN.sub(r'<span class="nb">\1</span>', str(escape(sentence)))
    filled = _VALUE.sub(lambda found: str(escape(values[found[1]])), marked)
    return Markup(filled)  # noqa: S704 - the sentence and its values are escaped above
