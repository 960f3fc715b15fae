"""The blueprint of discrepancies."""

from flask import Blueprint

blueprint = Blueprint("discrepancies", __name__, url_prefix="/discrepancies")
