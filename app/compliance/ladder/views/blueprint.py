"""The blueprint of the ladder."""

from flask import Blueprint

blueprint = Blueprint("ladder", __name__)
