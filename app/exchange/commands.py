"""Files of publications from the command line. No database."""

import json
from collections.abc import Callable
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from app.domain.errors import DomainError
from app.exchange.asking import asked_by
from app.exchange.reading.delimited import DELIMITERS
from app.exchange.reading.marc.texts import MARC8
from app.exchange.records import Format
from app.exchange.report import preview, refusal
from app.exchange.template_files import template_csv, template_xlsx
from app.exchange.values import Surroundings
from app.infra import clock
from app.infra.encodings import ENCODINGS
from app.infra.i18n import LANGUAGES, force_locale
from app.infra.settings import settings
from app.web.messages import message_for

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
REFUSED = 2
LANGUAGE = click.option(
    "--language",
    type=click.Choice([language.code for language in LANGUAGES]),
    default="en",
    show_default=True,
    help="The language of messages.",
)

exchange = AppGroup("import", help="Files of publications: CSV, XLSX, ONIX, MARC.")


@exchange.command("preview")
@click.argument("file", type=FILE)
@click.option("--format", "asked_format", type=click.Choice([each.value for each in Format]))
@click.option("--encoding", type=click.Choice([*ENCODINGS, MARC8]), help="By default found out.")
@click.option("--delimiter", help=f"What stands between cells: {' '.join(DELIMITERS.values())}.")
@click.option("--sheet", help="The sheet of a workbook; by default the first with headings.")
@click.option(
    "--mapping",
    help='"Heading=column,…" or JSON {"Heading": "column"}; "=text=column" gives one text for every record.',
)
@LANGUAGE
@with_appcontext
def preview_file(file: Path, language: str, **options: str | None) -> None:
    """Print as JSON what FILE holds and what is wrong with it; exit 2 if it is refused whole."""
    with force_locale(language):
        try:
            asked = asked_by(**options)
            report = preview(file, asked, Surroundings(clock.today(), settings().jurisdiction))
        except DomainError as error:
            click.echo(json.dumps(refusal(file, error), ensure_ascii=False, indent=2))
            click.echo(message_for(error), err=True)
            raise SystemExit(REFUSED) from error
        with report.problems:
            for part in report.parts():
                click.echo(part, nl=False)


@exchange.command("template")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@LANGUAGE
@with_appcontext
def write_template(target: Path, language: str) -> None:
    """Write a table with our headings and one example row to TARGET, a .csv or .xlsx file."""
    makers: dict[str, Callable[[], bytes]] = {".csv": template_csv, ".xlsx": template_xlsx}
    suffix = target.suffix.lower()
    if suffix not in makers:
        raise click.BadParameter("its name must end in .csv or .xlsx", param_hint="TARGET")
    with force_locale(language):
        target.write_bytes(makers[suffix]())
