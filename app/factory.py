"""Builds the application out of its parts."""

from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

from app import wiring
from app.config import Settings
from app.infra.carriers import init_carrier
from app.infra.db import db, init_db
from app.infra.i18n import init_i18n
from app.infra.logs import init_logs
from app.infra.storage import init_storage
from app.web.access import init_access
from app.web.addresses import AddressedFlask
from app.web.compression import init_compression
from app.web.errors import init_errors
from app.web.front import init_front
from app.web.headers import init_headers
from app.web.language_switch import init_language_switch
from app.web.sizes import init_sizes

ROOT = Path(__file__).parent.parent
LONGEST_FORM = 4 * 1024 * 1024
"""How many bytes may be typed into a form: the text of a rule set, each of whose letters is sent as many."""


def create_app(settings: Settings) -> Flask:
    """Build the application for these settings."""
    app = AddressedFlask(
        "app",
        instance_path=str(settings.instance),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.config.from_mapping(
        NUSXA=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        MAX_CONTENT_LENGTH=settings.upload_limit,
        MAX_FORM_MEMORY_SIZE=LONGEST_FORM,
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=settings.session_hours * 3600,
    )
    settings.instance.mkdir(parents=True, exist_ok=True)
    init_logs(app)
    init_db(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)
    init_storage(app)
    init_carrier(app)
    init_i18n(app)
    init_sizes(app)
    init_language_switch(app)
    CSRFProtect(app)
    init_access(app)
    init_errors(app)
    init_headers(app)
    init_compression(app)
    init_front(app, static=str(ROOT / "static"))
    wiring.tie(app)
    return app
