"""Where the pages of the simulator are put together."""

from flask import Blueprint

blueprint = Blueprint("simulation", __name__)
