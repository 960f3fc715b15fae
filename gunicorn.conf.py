"""How the web server runs; it reads this file from the folder it is started in."""

import subprocess
import sys
from typing import Any

limit_request_line = 8190
"""The most that it can take; the application itself refuses long addresses, with a page of its own."""


def on_starting(_server: Any) -> None:
    """Try the application once before there are processes that would each fail on a wrong setting."""
    tried = subprocess.run([sys.executable, "-c", "import wsgi"], check=False)
    if tried.returncode:
        sys.exit(tried.returncode)
