"""The blueprint of accession numbers, labels and copies."""

from flask import Blueprint

from app.deposits.accessions import messages as _messages  # noqa: F401 - refusals are said in words

blueprint = Blueprint("accessions", __name__)
