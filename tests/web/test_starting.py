"""Starting the product: refusals in one sentence, the mode of the data, and parts that end by themselves."""

import http.server
import json
import os
import signal
import socket
import socketserver
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from flask import Flask

from app.config import Mode, WrongSetting, load_settings
from app.infra.jobs import wake
from tests.support.commands import ROOT

KEEP = 'say() { printf "%s\\n" "$*"; }; . scripts/serving.sh; keep_alive part "$@"'


def keep_alive(*command: str) -> subprocess.Popen[str]:
    """Keep a command running as `./nusxa run` does, with no pause between two starts."""
    return subprocess.Popen(
        ["/bin/sh", "-c", KEEP, "sh", *command],
        cwd=ROOT, env={**os.environ, "RESTART_PAUSE": "0"}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_a_part_that_always_ends_at_once_is_given_up() -> None:
    ended = keep_alive("sh", "-c", "exit 3")
    _, said = ended.communicate(timeout=30)
    assert ended.returncode == 1
    assert said.count("ended by itself and is started again") == 4
    assert "ended 5 times at once" in said


def test_a_killed_part_is_started_again_and_stops_when_told(tmp_path: Path) -> None:
    started = tmp_path / "started"
    kept = keep_alive("sh", "-c", f"echo $$ >>{started}; exec sleep 60")
    first = _pids(started, 1)[0]
    os.kill(first, signal.SIGKILL)
    second = _pids(started, 2)[1]
    kept.terminate()
    _, said = kept.communicate(timeout=30)
    assert kept.returncode == 0
    assert said.endswith("The part ended by itself and is started again.\n")
    with pytest.raises(ProcessLookupError):
        os.kill(second, 0)


def test_the_address_is_told_as_soon_as_the_server_answers(tmp_path: Path) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler) as server:
        server.timeout = 30
        told = announced(server.server_address[1], tmp_path, os.getpid())
        server.handle_request()
        said, _ = told.communicate(timeout=30)
    assert told.returncode == 0
    assert "Nusxa is ready: http://127.0.0.1:" in said


def test_nobody_waits_for_a_server_that_is_kept_alive_no_longer(tmp_path: Path) -> None:
    keeper = subprocess.Popen(["sleep", "60"])
    with socket.socket() as unanswered:
        unanswered.bind(("127.0.0.1", 0))
        waiting = announced(unanswered.getsockname()[1], tmp_path, keeper.pid)
        keeper.kill()
        keeper.wait()
        said, _ = waiting.communicate(timeout=30)
    assert (waiting.returncode, said) == (1, "")


def announced(port: int, instance: Path, keeper: int) -> subprocess.Popen[str]:
    """Wait for a server and tell its address, as `./nusxa run` does."""
    settings = {"HOST": "127.0.0.1", "PORT": str(port), "NUSXA_INSTANCE": str(instance)}
    return subprocess.Popen(
        [sys.executable, "scripts/announce.py", str(keeper)],
        cwd=ROOT, env={**os.environ, **settings}, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip


def _pids(path: Path, wanted: int) -> list[int]:
    """Wait until so many processes wrote their numbers."""

    def written() -> list[int]:
        return [int(pid) for pid in path.read_text().split()] if path.exists() else []

    _wait_until(lambda: len(written()) >= wanted)
    return written()


@pytest.mark.parametrize(
    ("words", "changed", "said"),
    [
        (("flask", "--app", "wsgi", "audit", "verify"), {"NUSXA_MODE": "prod"}, "NUSXA_MODE is 'prod'"),
        (("scripts.prepare",), {"NUSXA_MODE": "production", "SECRET_KEY": "short"}, "Set SECRET_KEY"),
    ],
)
def test_a_wrong_setting_is_one_sentence(
    words: tuple[str, ...], changed: Mapping[str, str], said: str, tmp_path: Path
) -> None:
    environment = {**os.environ, "NUSXA_INSTANCE": str(tmp_path), **changed}
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert done.stderr.startswith(f"nusxa: {said}")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_the_mode_of_the_data_holds_where_none_is_named(tmp_path: Path) -> None:
    place = {"NUSXA_INSTANCE": str(tmp_path)}
    assert load_settings(place).mode is Mode.DEVELOPMENT
    (tmp_path / "mode").write_text("demonstration\n")
    assert load_settings(place).mode is Mode.DEMONSTRATION
    assert load_settings(place | {"NUSXA_MODE": "development"}).mode is Mode.DEVELOPMENT
    (tmp_path / "mode").write_text("production\n")
    with pytest.raises(WrongSetting, match="set NUSXA_MODE"):
        load_settings(place)


def test_a_worker_looks_at_once_takes_what_wakes_it_and_ends_when_told(own_app: Flask) -> None:
    settings, client = own_app.config["NUSXA"], own_app.test_client()
    assert client.get("/healthz").json["worker"] == "silent"
    environment = os.environ | {
        "NUSXA_MODE": "test",
        "NUSXA_INSTANCE": str(settings.instance),
        "DATABASE_URL": settings.database_url,
    }
    worker = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "worker"], cwd=ROOT, env=environment
    )
    try:
        _wait_until(lambda: client.get("/healthz").json["worker"] == "ok")
        with own_app.app_context():
            wake("notices")
        _wait_until(lambda: own_app.extensions["nusxa_queue"].pending_count() == 0)
    finally:
        worker.terminate()
    assert worker.wait(timeout=30) == 0


def test_a_command_takes_files_from_where_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("title,isbn\nSinov,\n", encoding="utf-8")
    (tmp_path / "wsgi.py").write_text("raise SystemExit('This is not the product.')", encoding="utf-8")
    told = subprocess.run(
        [ROOT / "nusxa", "import", "preview", "list.csv"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, json.loads(told.stdout)["records"]["read"]) == (0, 1), told.stderr


def _wait_until(reached: Callable[[], bool]) -> None:
    for _ in range(600):
        if reached():
            return
        time.sleep(0.1)
    raise AssertionError("this was never reached")
