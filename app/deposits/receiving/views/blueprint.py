"""The blueprint of the receiving desk."""

from flask import Blueprint

blueprint = Blueprint("receiving", __name__)
