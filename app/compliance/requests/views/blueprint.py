"""The blueprint of requests."""

from flask import Blueprint

blueprint = Blueprint("requests", __name__, url_prefix="/requests")
