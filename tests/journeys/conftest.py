"""The demonstration country, once for all journeys of a process, with real commits and forgery protection."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.factory import create_app
from tests.support.databases import Databases, release_connections, settings_for_tests
from tests.support.templates import Template


@pytest.fixture(scope="session")
def country(
    databases: Databases, demonstration: Template, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The application on the demonstration country; what one journey does, the next finds done."""
    instance: Path = tmp_path_factory.mktemp("country")
    built = create_app(settings_for_tests(demonstration.copy(databases, instance), instance))
    built.config.update(TESTING=True)
    yield built
    release_connections(built)
