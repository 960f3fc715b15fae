"""The budgets of docs/architecture.md."""

import re
import statistics
from pathlib import Path

from tests.architecture.project import files, functions, lines, name, python_files

SUPPRESSION = re.compile(
    r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no cover)\b[^#]*(?P<reason>.*)", re.IGNORECASE
)
DASHED_REASON = re.compile(r"\s-\s\S|\s{2,}#\s\S|#\s+\S+.*#\s\S")


def over(paths: list[Path], budget: int) -> list[str]:
    return [f"{name(path)}: {lines(path)} lines (budget {budget})" for path in paths if lines(path) > budget]


def application_files() -> list[Path]:
    return [path for path in python_files() if not name(path).startswith("tests/")]


def test_a_file_has_at_most_300_lines() -> None:
    paths = application_files()
    assert len(paths) > 20
    assert over(paths, 300) == []


def test_the_middle_file_has_at_most_80_lines() -> None:
    written = [size for path in python_files("app") if (size := lines(path)) > 0]
    assert statistics.median(written) <= 80


def test_a_test_module_has_at_most_400_lines() -> None:
    assert over(python_files("tests"), 400) == []


def test_a_template_has_at_most_150_lines() -> None:
    assert over(files("templates/*"), 150) == []


def test_a_command_script_has_at_most_300_lines() -> None:
    assert over(files("nusxa", "scripts/*"), 300) == []


def test_a_function_has_at_most_45_lines_and_nearly_all_at_most_30() -> None:
    found = [function for path in application_files() for function in functions(path)]
    assert [f"{f.place}: {f.length} lines (budget 45)" for f in found if f.length > 45] == []
    long = sorted((f for f in found if f.length > 30), key=lambda f: -f.length)
    assert len(long) <= len(found) * 0.05, "\n".join(f"{f.place}: {f.length}" for f in long)


def test_suppressions_are_rare_and_give_a_reason() -> None:
    suppressions, total = [], 0
    for path in python_files():
        text = path.read_text(encoding="utf-8").splitlines()
        total += len(text)
        suppressions += [
            (f"{name(path)}:{i}", line) for i, line in enumerate(text, 1) if SUPPRESSION.search(line)
        ]
    own = [(place, line) for place, line in suppressions if "test_budgets.py" not in place]
    assert [place for place, line in own if not DASHED_REASON.search(line)] == []
    assert len(own) <= max(1, total // 1000), "\n".join(place for place, _ in own)
