"""The blueprint of the desks: the home of each role, the release page, search."""

from flask import Blueprint

blueprint = Blueprint("desks", __name__)
