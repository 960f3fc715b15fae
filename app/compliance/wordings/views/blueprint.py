"""The blueprint of the texts of the notice."""

from flask import Blueprint

blueprint = Blueprint("wordings", __name__, url_prefix="/notice-texts")
