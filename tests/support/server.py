"""The product as it is served: a real process on the loopback address, with the demonstration country."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import ROOT, run_flask
from tests.support.databases import Databases
from tests.support.templates import Template

PATIENCE = 60  # seconds


@dataclass(frozen=True)
class LiveServer:
    """A running product; `environment` is what its process was given."""

    url: str
    instance: Path
    environment: dict[str, str]

    @property
    def demonstration(self) -> dict[str, Any]:
        """What `instance/demo.json` says: `sign_in`, `accounts`, codes and an ISBN to try."""
        content: dict[str, Any] = json.loads((self.instance / "demo.json").read_text(encoding="utf-8"))
        return content

    def command(self, *words: str) -> str:
        """Run a command of the product beside it and return what it printed."""
        return run_flask(self.environment, *words)

    def credentials(self, role: str) -> tuple[str, str]:
        """Return e-mail and password of the first demonstration account with this role."""
        account = next(a for a in self.demonstration["accounts"] if a["role"] == role)
        return account["email"], account["password"]


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the server answers; fail with its log if it ends before or never does."""
    for _ in range(PATIENCE * 10):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def live_server(
    databases: Databases, demonstration: Template, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveServer]:
    """The product in demonstration mode, on a database of this process.

    It has no worker beside it: that would first make the papers of a year, on the cores that the tests need.
    """
    instance = tmp_path_factory.mktemp("live")
    port = free_port()
    environment = os.environ | {
        "NUSXA_MODE": "demonstration",
        "NUSXA_INSTANCE": str(instance),
        "DATABASE_URL": demonstration.copy(databases, instance),
        "SECRET_KEY": secrets.token_hex(32),
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }
    log = instance / "server.log"
    web = ["gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "8",
           "--no-control-socket", "wsgi:app"]  # fmt: skip
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *web], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    try:
        server = LiveServer(f"http://127.0.0.1:{port}", instance, environment)
        wait_until_ready(server.url, process, log)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)
