"""The blueprint that all pages of attestations share."""

from flask import Blueprint

from app.attestations import messages as _messages  # noqa: F401 - refusals are said in words

blueprint = Blueprint("attestations", __name__, url_prefix="/attestations")
