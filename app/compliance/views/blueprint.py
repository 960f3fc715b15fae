"""The blueprint of compliance."""

from flask import Blueprint

blueprint = Blueprint("compliance", __name__)
