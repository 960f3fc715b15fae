"""What the architecture tests look at: the files of the project, and what is written in them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
GENERATED = ("migrations/versions/",)
THIRD_PARTY = ("static/vendor/", "static/fonts/", "tests/look/vendor/")


def files(*patterns: str) -> list[Path]:
    """Return the project's own files that match: committed ones, and new ones that are not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    own = (ROOT / name for name in listed if not name.startswith(THIRD_PARTY))
    return sorted(path for path in set(own) if path.is_file())


def name(path: Path) -> str:
    """Return a file's path inside the project."""
    return path.relative_to(ROOT).as_posix()


def python_files(*folders: str) -> list[Path]:
    """Return the Python files under these folders, or all, without the migrations' generated ones."""
    patterns = [f"{folder}/*.py" for folder in folders] or ["*.py"]
    return [path for path in files(*patterns) if not name(path).startswith(GENERATED)]


def lines(path: Path) -> int:
    """Return the number of lines of a text file."""
    return len(path.read_text(encoding="utf-8").splitlines())


@dataclass(frozen=True)
class Function:
    """A function as written: where, and how many lines with its decorators."""

    place: str
    length: int


def functions(path: Path) -> Iterator[Function]:
    """Yield every function and method of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield Function(f"{name(path)}:{node.lineno} {node.name}", (node.end_lineno or first) - first + 1)
