"""What a run found, as a table for people and as JSON for comparing runs."""

import json
import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.measure import Row, Spread

RESULTS = Path(__file__).parent / "results.json"
LIBRARIES = ("flask", "sqlalchemy", "psycopg", "weasyprint", "jinja2")
HEAD = ("case", "database", "tier", "product ms", "floor ms", "ratio", "over ms", "×10", "goal", "")
_LEFT = 2
"""So many columns hold words; the others hold figures."""


def machine() -> dict[str, object]:
    """Return what figures depend on; nothing that tells whose machine it is."""
    return {
        "cores": os.cpu_count(),
        "load_before": [round(load, 1) for load in os.getloadavg()],
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in LIBRARIES},
    }


def table(rows: Sequence[Row]) -> str:
    """Return the table, a line for each row, in Markdown."""
    cells = [HEAD, *(_cells(row, growth(row, rows)) for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(HEAD))]
    rule = tuple(
        "-" * width if place < _LEFT else "-" * (width - 1) + ":" for place, width in enumerate(widths)
    )
    return "\n".join(_line(line, widths) for line in (cells[0], rule, *cells[1:]))


def growth(row: Row, rows: Iterable[Row]) -> float | None:
    """Return how many times the product's own time grew from a data set a tenth as large."""
    for other in rows:
        same = (other.case, other.database) == (row.case, row.database)
        if same and other.tier and row.tier == other.tier * 10:
            return row.product.median / other.product.median
    return None


def save(rows: Sequence[Row], machine_facts: dict[str, object], at: datetime, path: Path = RESULTS) -> None:
    """Write everything that was measured."""
    measured = [{**_plain(row), "growth_x10": _short(growth(row, rows))} for row in rows]
    content = {"measured_at": at.isoformat(timespec="minutes"), "machine": machine_facts, "rows": measured}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _plain(row: Row) -> dict[str, object]:
    values = asdict(replace(row, goal=None))
    for side in ("product", "floor"):
        if values[side] is not None:
            values[side] = {name: _short(value) for name, value in values[side].items()}
    ratio, over = _short(row.ratio), _short(row.over)
    return {**values, "ratio": ratio, "over": over, "goal": str(row.goal) if row.goal else None}


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")


def _cells(row: Row, grown: float | None) -> tuple[str, ...]:
    verdict = {None: "", True: "met", False: "missed"}[row.met]
    return (
        row.case,
        row.database or "–",
        f"{row.tier:,}".replace(",", " ") if row.tier else "–",
        _spread(row.product),
        _spread(row.floor),
        _figure(row.ratio),
        _figure(row.over),
        _figure(grown),
        str(row.goal) if row.goal else "–",
        verdict,
    )


def _spread(spread: Spread | None) -> str:
    if spread is None:
        return "–"
    return f"{_figure(spread.median)} ({_figure(spread.least)}–{_figure(spread.most)})"


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    pairs = enumerate(zip(cells, widths, strict=True))
    return "| " + " | ".join(
        cell.ljust(width) if place < _LEFT else cell.rjust(width) for place, (cell, width) in pairs
    ) + " |"  # fmt: skip
