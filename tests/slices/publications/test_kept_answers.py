"""Answers kept before identifiers named their schemes: brought over, and back."""

import importlib.util
from pathlib import Path
from types import ModuleType

from app.domain.registration import GivenIdentifier, RegistrationAnswers

FILE = next((Path(__file__).parents[3] / "migrations" / "versions").glob("*_kinds.py"))
ISBN = {"digits": "9789943725133", "printed": "978-9943-7251-3-3", "reason": "x"}


def migration() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kinds_migration", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_isbns_become_identifiers_and_again_isbns() -> None:
    brought = migration().with_schemes({"title": "Kitob", "isbns": [dict(ISBN)]})
    answers = RegistrationAnswers.from_json(brought)
    assert answers.identifiers == (GivenIdentifier("isbn", "9789943725133", "978-9943-7251-3-3", "x"),)
    brought["identifiers"].append({"scheme": "doi", "value": "10.1/x", "printed": "10.1/x", "reason": ""})
    assert migration().with_isbns_alone(brought) == {"title": "Kitob", "isbns": [ISBN]}
