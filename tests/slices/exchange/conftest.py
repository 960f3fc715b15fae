"""Files are read in an application, for the words of every language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.infra.i18n import force_locale
from tests.slices.exchange.reading_files import Reading
from tests.slices.registration.conftest import clerk as clerk


@pytest.fixture
def reading(app: Flask, tmp_path: Path) -> Iterator[Reading]:
    """A folder to write files into and read them from, with messages in English."""
    with app.app_context(), force_locale("en"):
        yield Reading(tmp_path)
