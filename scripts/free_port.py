"""`free_port.py HOST PORT` ends with 1 and a reason if the product may not listen there."""

import socket
import sys


def refusal(host: str, port: str) -> str:
    """Return why one cannot listen there, or nothing."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT is {port!r}; it must be a number from 1 to 65535."
    try:
        address = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(address[0], socket.SOCK_STREAM) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address[4])
    except OSError as error:
        return f"Nusxa cannot listen on {host} port {port}: {error.strerror}."
    return ""


if __name__ == "__main__":
    reason = refusal(*sys.argv[1:3])
    if reason:
        sys.exit(f"nusxa: {reason}")
