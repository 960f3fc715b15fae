"""How a command refuses a file: a line for each place that is wrong, and what to do about it."""

from pathlib import Path

import click

from app.domain.law import RuleSetProblems
from app.law.findings import Checked, Finding
from app.law.plain_text import Document
from app.law.problems import advice


class Refused(click.ClickException):
    """What is wrong, a line for each place; the command ends with 1."""

    def show(self, file: object = None) -> None:
        """Write the lines as they are."""
        click.echo(self.message, err=True)


def lines_about(file: Path, checked: Checked) -> list[str]:
    """A line for everything that is wrong with a file."""
    return [_line(file, finding) for finding in checked.findings]


def _line(file: Path, finding: Finding) -> str:
    place = f"{finding.problem.path}: " if finding.problem.path else ""
    where = f"{file}:{finding.line}" if finding.line else f"{file}"
    return f"{where}: {place}{advice(finding)}"


def refused(file: Path, document: Document, error: RuleSetProblems) -> Refused:
    """The refusal of a file for these problems, each with its line."""
    findings = [
        Finding(problem, document.line_of(problem.path), document.unquoted.get(problem.path, ""))
        for problem in error.problems
    ]
    return Refused("\n".join(_line(file, finding) for finding in findings))
