"""The entry point of web servers and of the `flask` command."""

import sys

from app.config import WrongSetting, load_settings
from app.factory import create_app

CANNOT_BOOT = 3
"""By this status gunicorn knows that another try is in vain."""

try:
    app = create_app(load_settings())
except WrongSetting as error:
    sys.stderr.write(f"nusxa: {error}\n")
    sys.exit(CANNOT_BOOT)
