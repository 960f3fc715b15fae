"""Values of a model's columns as the driver takes them, for rows that do not go through a statement."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Table

Process = Callable[[Any], Any]


class _Remembered(dict[Any, Any]):
    """What a process makes of each value, found out once: in many rows few dates and moments differ."""

    def __init__(self, process: Process) -> None:
        super().__init__()
        self._process = process

    def __missing__(self, value: Any) -> Any:
        made = self[value] = self._process(value)
        return made


def _remembered_by_words(process: Process) -> Process:
    """The same for lists and mappings, which no dictionary takes as keys: as Python writes them they differ
    wherever their JSON does, and Python writes them in a seventh of the time."""
    made: dict[str, Any] = {}

    def find(value: Any) -> Any:
        words = repr(value)
        if words not in made:
            made[words] = process(value)
        return made[words]

    return find


def processes_of(table: Table, names: Sequence[str], dialect: Dialect) -> Mapping[int, Process]:
    """What turns values into those of the driver, by the places of the columns that need it."""
    found: dict[int, Process] = {}
    for place, name in enumerate(names):
        kind = table.c[name].type
        process = kind.dialect_impl(dialect).bind_processor(dialect)
        if process is not None:
            remembered = _Remembered(process).__getitem__ if kind.hashable else _remembered_by_words(process)
            found[place] = remembered
    return found


def processed(
    rows: Sequence[Sequence[object]], width: int, processes: Mapping[int, Process]
) -> list[tuple[object, ...]]:
    """The rows as the driver takes them. By columns, so that the loops are the interpreter's own."""
    columns = list(zip(*rows, strict=True))
    if len(columns) != width:
        raise ValueError(f"{width} columns are named, rows have {len(columns)} values")
    made = (
        map(processes[place], column) if place in processes else column
        for place, column in enumerate(columns)
    )
    return list(zip(*made, strict=True))
