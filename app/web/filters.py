"""Filters of lists as they stand in an address; one not understood is left out, and the page says so."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from flask import g, request

from app.domain.script import search_key

Value = TypeVar("Value")
LARGEST = 999_999_999
LONGEST_SHOWN = 40
LONGEST_SEARCH = 200
EARLIEST_YEAR, LATEST_YEAR = 1990, 2100


def filter_value(name: str, read: Callable[[str], Value]) -> Value | None:
    """Return what a filter asks for; None where it is not there, or `read` refuses it (`ValueError`)."""
    text = request.args.get(name, "").strip()
    try:
        return read(text) if text else None
    except ValueError:
        filters_left_out()[name] = text[:LONGEST_SHOWN]
        return None


def search_text() -> str:
    """Return what `q` searches for; empty where it holds only marks, which stand in no name and no number."""
    return (filter_value("q", _with_words) or "")[:LONGEST_SEARCH]


def _with_words(text: str) -> str:
    if not search_key(text[:LONGEST_SEARCH]):
        raise ValueError(text)
    return text


def one_of(known: Iterable[Value]) -> Callable[[str], Value]:
    """Return a reader of one of these values, written as it is."""

    def read(text: str) -> Value:
        found = next((value for value in known if value == text), None)
        if found is None:
            raise ValueError(text)
        return found

    return read


def number(text: str) -> int:
    """Read a number from 1. Raises `ValueError`."""
    if not (text.isascii() and text.isdigit()) or not 0 < int(text[:10]) <= LARGEST:
        raise ValueError(text)
    return int(text)


def month(text: str) -> date:
    """Read a month, written 2026-11, as its first day. Raises `ValueError`."""
    first = date.fromisoformat(f"{text}-01")
    if len(text) != len("2026-11") or not EARLIEST_YEAR <= first.year <= LATEST_YEAR:
        raise ValueError(text)
    return first


def filters_left_out() -> dict[str, str]:
    """The filters of this address that were not understood, by their names."""
    if "filters_left_out" not in g:
        g.filters_left_out = {}
    found: dict[str, str] = g.filters_left_out
    return found
