"""Uzbek in its scripts: conversion both ways, and one key for search."""

from app.domain.script.cyrillic import to_cyrillic
from app.domain.script.latin import to_latin
from app.domain.script.look_alikes import as_seen, with_plain_hyphens
from app.domain.script.names import person_name
from app.domain.script.search import search_key
from app.domain.script.written import in_other_letters

__all__ = [
    "as_seen",
    "in_other_letters",
    "person_name",
    "search_key",
    "to_cyrillic",
    "to_latin",
    "with_plain_hyphens",
]
