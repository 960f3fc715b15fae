"""The product's commands, run as processes of their own."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run_flask(environment: Mapping[str, str], *words: str) -> str:
    """Run a Flask command and return what it printed; a failure shows its output."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *words],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"flask {' '.join(words)} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout
