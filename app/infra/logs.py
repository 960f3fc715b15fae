"""Logs: JSON lines on the standard error, one for each thing that happened."""

import logging
import sys

import structlog
from flask import Flask


def init_logs(app: Flask) -> None:
    """Write structured lines; the web server's own lines keep their form."""
    level = logging.WARNING if app.config["NUSXA"].mode == "test" else logging.INFO
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
