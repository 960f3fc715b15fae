"""The blueprint of proposals of notices."""

from flask import Blueprint

blueprint = Blueprint("notice_proposals", __name__, url_prefix="/notice-proposals")
