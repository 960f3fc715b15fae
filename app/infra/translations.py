"""The catalogues of messages: collected from code and pages, completed by people, checked and compiled.

English stands in the code itself, so it needs no catalogue. Uzbek (Latin) and Russian are kept as PO files.
Uzbek in Cyrillic is the Latin one transliterated when the catalogues are compiled: one text, two scripts.
"""

import re
from collections.abc import Iterator
from copy import copy
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from flask.cli import AppGroup

from app.domain.script import to_cyrillic
from app.infra.i18n import LANGUAGES, TRANSLATIONS

ROOT = TRANSLATIONS.parent.parent
WRITTEN = ("uz", "ru")
METHODS = [
    ("app/**.py", "python"),
    ("templates/documents/**", "ignore"),  # the papers' wording is legal text with versions of its own
    ("templates/**.html", "jinja2.ext:babel_extract"),
    ("templates/**.txt", "jinja2.ext:babel_extract"),
]
OPTIONS = {"templates/**.html": {"silent": "false"}, "templates/**.txt": {"silent": "false"}}
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
STEADY = datetime(2026, 1, 1, tzinfo=UTC)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{\w*\}")

translations = AppGroup("translations", help="Catalogues of messages.")


def collect() -> Catalog:
    """Return every message that the code and the pages show."""
    catalog = Catalog(domain="messages", charset="utf-8")
    found = extract_from_dir(ROOT, METHODS, OPTIONS, KEYWORDS, directory_filter=_is_ours)
    for file, line, message, comments, context in found:
        catalog.add(message, None, [(file, line)], auto_comments=comments, context=context)
    return catalog


def read_catalogue(language: str) -> Catalog:
    """Return the catalogue of a language that people write (`uz`, `ru`), empty if there is none yet."""
    path = _po(language)
    if not path.exists():
        return Catalog(
            locale=language,
            domain="messages",
            project="Nusxa",
            copyright_holder="the Nusxa contributors",
            header_comment=f"# Nusxa in {language}.",
            fuzzy=False,
        )
    with path.open("rb") as stream:
        return read_po(stream, locale=language, domain="messages")


def problems(language: str) -> Iterator[str]:
    """Say what is wrong with a catalogue: a message missing, doubtful, or with other placeholders."""
    catalogue = read_catalogue(language)
    for source in collect():
        if source.id == "":
            continue
        written = catalogue.get(source.id, source.context)
        name = source.id if isinstance(source.id, str) else source.id[0]
        if written is None or written.fuzzy or not all(_texts(written)):
            yield f"{language}: not translated: {name!r}"
        elif any(_placeholders(text) != _placeholders(name) for text in _texts(written)[-1:]):
            yield f"{language}: other placeholders: {name!r}"


def in_cyrillic(catalogue: Catalog) -> Catalog:
    """Return the Uzbek catalogue in Cyrillic."""
    result = Catalog(locale="uz_Cyrl", domain="messages")
    for message in catalogue:
        if message.id:
            texts = tuple(to_cyrillic(text) for text in _texts(message))
            result.add(message.id, texts if message.pluralizable else texts[0], context=message.context)
    return result


@translations.command()
def update() -> None:
    """Bring the catalogues into line with the code: new messages are added empty, old ones dropped."""
    source = collect()
    for language in WRITTEN:
        catalogue = read_catalogue(language)
        catalogue.update(source, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        path = _po(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            write_po(stream, _without_places(catalogue), width=120, sort_output=True, include_lineno=False)
        missing = sum(1 for _ in problems(language))
        click.echo(f"{path.relative_to(ROOT)}: {len(catalogue)} messages, {missing} to write")


@translations.command()
def check() -> None:
    """Fail when a language that is offered lacks a message."""
    found = [problem for language in WRITTEN for problem in problems(language)]
    for problem in found:
        click.echo(problem, err=True)
    if found:
        raise click.ClickException(f"{len(found)} messages to write; see app/translations/.")
    click.echo(f"Complete: {', '.join(language.code for language in LANGUAGES)}.")


@translations.command(name="compile")
def compile_catalogues() -> None:
    """Write the binary catalogues that the product reads."""
    written = {language: read_catalogue(language) for language in WRITTEN}
    for language, catalogue in {**written, "uz_Cyrl": in_cyrillic(written["uz"])}.items():
        path = _po(language).with_suffix(".mo")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            write_mo(stream, catalogue)


def _po(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def _is_ours(folder: str | Path) -> bool:
    return not Path(folder).name.startswith((".", "_"))


def _texts(message: Message) -> tuple[str, ...]:
    written = message.string or ""
    return (written,) if isinstance(written, str) else tuple(text or "" for text in written)


def _placeholders(text: str) -> set[str]:
    # A form for one thing may write the number as a word, so "%(num)s" may be left out; nothing else may.
    return {match.group(0) for match in PLACEHOLDER.finditer(text)} - {"%(num)s"}


def _without_places(catalogue: Catalog) -> Catalog:
    # Line numbers and the time of day would change the file with every edit of a page.
    result = copy(catalogue)
    for message in result:
        message.auto_comments = []
    result.creation_date = result.revision_date = STEADY
    return result
