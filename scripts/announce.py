"""Wait until the product answers, then print its address and how to sign in to the demonstration.

`announce.py PID` waits as long as what keeps the web server alive, the process with that number, does: on a
slow machine the first start takes minutes.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path


def wait(address: str, server: int) -> None:
    """Ask until the server answers.

    Raises:
        ProcessLookupError: nobody keeps it alive any more.
    """
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while True:
        try:
            direct.open(f"{address}/healthz", timeout=1).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            os.kill(server, 0)
            time.sleep(0.1)
        else:
            return


def announce(address: str, instance: Path) -> None:
    """Print where the product is and, in a demonstration, who may sign in."""
    print(f"\nNusxa is ready: {address}   (stop it with Ctrl+C)")
    guide = instance / "demo.json"
    if guide.exists() and os.environ["NUSXA_MODE"] == "demonstration":
        demonstration = json.loads(guide.read_text(encoding="utf-8"))
        print(f"Sign in: {address}{demonstration['sign_in']}")
        for account in demonstration["accounts"]:
            told = f"{account['role']:<14} {account['email']:<34} {account['password']:<16}"
            print(f"  {told} {account['organisation']}".rstrip())
    sys.stdout.flush()


if __name__ == "__main__":
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(os.environ["HOST"], os.environ["HOST"])
    place = f"http://{f'[{host}]' if ':' in host else host}:{os.environ['PORT']}"
    try:
        wait(place, int(sys.argv[1]))
    except ProcessLookupError:
        sys.exit(1)
    announce(place, Path(os.environ["NUSXA_INSTANCE"]))
