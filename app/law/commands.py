"""Commands about the law: adopt a rule set, seed the calendar."""

from datetime import date, datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from app.domain.actor import SYSTEM
from app.domain.errors import DomainError
from app.domain.law import RuleSetProblems
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import force_locale
from app.infra.settings import settings
from app.law.calendars.services import seed_calendar
from app.law.document_commands import LANGUAGE, apply, check, convert_file
from app.law.document_files import checked_file
from app.law.reading import text_of_bytes
from app.law.reference.commands import print_schema, write_reference
from app.law.refusals import Refused, lines_about
from app.law.services import adopt_rule_set
from app.web.messages import message_for

YEAR = click.IntRange(1900, 2200)

law = AppGroup("law", help="Rule sets and the calendar of working days.")
for command in (check, apply, convert_file, print_schema, write_reference):
    law.add_command(command)


@law.command("adopt")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from", "effective_from", type=click.DateTime(["%Y-%m-%d"]), help="First day in force.")
@click.option(
    "--to", "effective_to", type=click.DateTime(["%Y-%m-%d"]), help="Last day in force, if it is known."
)
@click.option("--accept-gap", is_flag=True, help="Days before or after it without any rule set are meant.")
@LANGUAGE
def adopt(
    file: Path,
    effective_from: datetime | None,
    effective_to: datetime | None,
    accept_gap: bool,
    language: str,
) -> None:
    """Put the rule set in FILE into force, from today if no day is given."""
    day = clock.today() if effective_from is None else effective_from.date()
    try:
        with transaction():
            adopted = adopt_rule_set(
                text=text_of_bytes(file.read_bytes()),
                effective_from=day,
                effective_to=effective_to.date() if effective_to else None,
                accept_gap=accept_gap,
                by=SYSTEM,
                at=clock.now(),
            )
    except RuleSetProblems as error:
        with force_locale(language):
            raise Refused("\n".join(lines_about(file, checked_file(file)))) from error
    except DomainError as error:
        raise refused_in(language, error) from error
    click.echo(f"{adopted.code} {adopted.version} is in force from {day}. SHA-256 {adopted.sha256}")


@law.command("seed-calendar")
@click.option("--first", "first_year", type=YEAR, help="First year; by default two years ago.")
@click.option("--last", "last_year", type=YEAR, help="Last year; by default next year.")
@click.option("--jurisdiction", help="Whose calendar, such as DE; by default this installation's own.")
@LANGUAGE
def seed(first_year: int | None, last_year: int | None, jurisdiction: str | None, language: str) -> None:
    """Store the holidays, moved days off and worked Saturdays that the `holidays` package knows."""
    this_year: int = clock.today().year
    first, last = first_year or this_year - 2, last_year or this_year + 1
    jurisdiction = (jurisdiction or settings().jurisdiction).upper()
    try:
        with transaction():
            seed_calendar(
                jurisdiction=jurisdiction, first_year=first, last_year=last, by=SYSTEM, at=clock.now()
            )
    except DomainError as error:
        raise refused_in(language, error) from error
    known = f"The calendar of {jurisdiction} is known from {date(first, 1, 1)} to {date(last, 12, 31)}"
    click.echo(f"{known}; nobody has reviewed the days that are new.")


def refused_in(language: str, error: DomainError) -> Refused:
    """The refusal of an act in a clear sentence of the language asked for."""
    with force_locale(language):
        return Refused(message_for(error))
