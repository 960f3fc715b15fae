"""Commands for lawyers: check a document, try it on facts, convert one of the older format. No database."""

import json
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.domain.errors import DomainError
from app.domain.law import RuleSetProblems
from app.infra import clock
from app.infra.i18n import LANGUAGES, force_locale, gettext
from app.law.conversion import convert
from app.law.document_files import calendar_in, checked_file, document_in, object_of, rule_set_in
from app.law.facts_file import read_example
from app.law.reading import check_text
from app.law.refusals import Refused, lines_about, refused
from app.law.trial import try_out
from app.law.trial_days import calendar_around
from app.law.writing import write_document
from app.web.messages import message_for

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LANGUAGE = click.option(
    "--language",
    type=click.Choice([language.code for language in LANGUAGES]),
    default="en",
    show_default=True,
    help="The language in which errors are told.",
)


@click.command("check")
@click.argument("files", type=FILE, nargs=-1, required=True)
@LANGUAGE
@with_appcontext
def check(files: tuple[Path, ...], language: str) -> None:
    """Check that each of FILES is a whole rule set; exit 1 and name every error with its place if not."""
    wrong = False
    with force_locale(language):
        for file in files:
            checked = checked_file(file)
            for line in lines_about(file, checked):
                click.echo(line, err=True)
            wrong |= checked.rule_set is None
            if checked.rule_set is not None:
                found = checked.rule_set
                click.echo(f"{file}: {found.id} {found.version}, {len(found.rules)} rules")
    if wrong:
        raise SystemExit(1)


@click.command("apply")
@click.argument("file", type=FILE)
@click.option("--facts", "facts_file", type=FILE, required=True, help="A JSON file; see docs/facts.md.")
@click.option(
    "--calendar", "calendar_file", type=FILE, help="A file with the days of a country; see docs/facts.md."
)
@LANGUAGE
@with_appcontext
def apply(file: Path, facts_file: Path, calendar_file: Path | None, language: str) -> None:
    """Print as JSON what the rule set in FILE says of the facts in a file."""
    with force_locale(language):
        rule_set = rule_set_in(file)
        facts = document_in(facts_file)
        try:
            example = read_example(object_of(facts), today=clock.today())
        except RuleSetProblems as error:
            raise refused(facts_file, facts, error) from error
        try:
            if calendar_file is None:
                calendar = calendar_around(rule_set, example)
            else:
                calendar = calendar_in(calendar_file, rule_set)
            answer = try_out(rule_set, example, calendar)
        except DomainError as error:
            raise Refused(message_for(error)) from error
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


@click.command("convert")
@click.argument("file", type=FILE)
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="Where to write.")
@LANGUAGE
@with_appcontext
def convert_file(file: Path, target: Path | None, language: str) -> None:
    """Turn the rule set in FILE, of the format deposit-rules/1, into deposit-rules/2.

    What is still wrong with the outcome is told; the command then ends with 1.
    """
    with force_locale(language):
        try:
            text = write_document(convert(object_of(document_in(file))))
        except DomainError as error:
            raise Refused(f"{file}: {message_for(error)}") from error
        except (KeyError, TypeError, AttributeError) as error:
            unlike = DomainError("law.not_the_older_format")
            raise Refused(f"{file}: {message_for(unlike)}") from error
        if target is None:
            click.echo(text, nl=False)
        else:
            _write(target, text)
        wrong = lines_about(target or file, check_text(text))
    if wrong:
        raise Refused("\n".join(wrong))


def _write(target: Path, text: str) -> None:
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        told = gettext(
            "%(file)s cannot be written: %(reason)s. Choose a folder that exists and that you may write to.",
            file=target,
            reason=error.strerror,
        )
        raise Refused(told) from error
