"""The blueprint of batches of notices."""

from flask import Blueprint

blueprint = Blueprint("notice_batches", __name__)
