"""`/healthz`: whether this installation is alive, for start scripts and watching machines."""

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from app.config import VERSION
from app.infra import clock, health
from app.web.access import open_to_all

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@open_to_all
def show() -> tuple[Response, int]:
    """Answer 200 while the database does, with or without a worker; 503 when it does not."""
    parts = health.state(at=clock.now())
    alive = parts["database"] == "ok"
    body = {"status": "ok" if alive else "down", **parts, "version": VERSION}
    return jsonify(body), 200 if alive else 503
