"""Reads the text of a rule set, which is YAML or JSON, and finds everything that is wrong with it at once."""

from collections.abc import Mapping
from functools import lru_cache

from app.domain.errors import DomainError
from app.domain.law import Problem, RuleSet, RuleSetProblems, parse_rule_set
from app.law.findings import Checked, Finding
from app.law.plain_text import LONGEST_TEXT, Document, read_document


def check_text(text: str) -> Checked:
    """Read `text` as a rule set; never raises, whatever the text is."""
    if len(text.encode(errors="surrogatepass")) > LONGEST_TEXT:
        return _refused("law.text_too_long")
    try:
        document = read_document(text)
    except DomainError as error:
        return _refused_as(error)
    value = document.value if isinstance(document.value, dict) else {}
    found = list(document.problems)
    rule_set = None
    try:
        rule_set = parse_rule_set(value)
    except RuleSetProblems as error:
        found.extend(error.problems)
    findings = tuple(_finding(problem, document) for problem in found)
    return Checked(None if findings else rule_set, value, findings)


def check_bytes(content: bytes) -> Checked:
    """Read what a file holds as a rule set; never raises, whatever it is."""
    try:
        text = text_of_bytes(content)
    except DomainError as error:
        return _refused_as(error)
    return check_text(text)


@lru_cache(maxsize=8)
def read_rule_set(text: str) -> RuleSet:
    """The rule set written in `text`; what was read lately is not read again.

    Raises:
        DomainError: the text is not YAML or JSON, is not an object, or is longer than a mebibyte.
        RuleSetProblems: it is plain data, but not a rule set; names every place that is wrong.
    """
    checked = check_text(text)
    if checked.rule_set is not None:
        return checked.rule_set
    problems = tuple(finding.problem for finding in checked.findings)
    if checked.document is None:
        raise DomainError(problems[0].code, None, **problems[0].params)
    raise RuleSetProblems(problems)


def text_of_bytes(content: bytes) -> str:
    """The text that a file holds, so that its bytes can be made again from it.

    Raises:
        DomainError: `law.text_too_long`; `law.not_utf8`, the bytes are no text in UTF-8; `law.nul` with its
            line, a character that no text and no database holds.
    """
    if len(content) > LONGEST_TEXT:
        raise DomainError("law.text_too_long")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DomainError("law.not_utf8") from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise DomainError("law.nul", line=line, character="U+0000 (NUL)")
    return text


def _refused_as(error: DomainError) -> Checked:
    line = error.params.get("line", 0)
    return _refused(error.code, line if isinstance(line, int) else 0, error.params)


def _refused(code: str, line: int = 0, params: Mapping[str, object] | None = None) -> Checked:
    return Checked(None, None, (Finding(Problem("", code, params or {}), line, ""),))


def _finding(problem: Problem, document: Document) -> Finding:
    return Finding(problem, document.line_of(problem.path), document.unquoted.get(problem.path, ""))
