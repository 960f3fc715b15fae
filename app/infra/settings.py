"""The settings of the running application, for code that must not know the web framework."""

from flask import current_app

from app.config import Settings


def settings() -> Settings:
    """Return the settings that the application was started with."""
    found: Settings = current_app.config["NUSXA"]
    return found
