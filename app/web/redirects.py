"""Where a form may lead a person afterwards."""

from urllib.parse import urlsplit


def local_target(text: str | None, fallback: str = "/") -> str:
    """Return `text` if it is a path on this site, else `fallback`.

    Browsers read `//host`, `/\\host` and addresses with control characters as other sites.
    """
    if not text or not text.startswith("/") or text[1:2] in ("/", "\\"):
        return fallback
    if any(ord(character) < 33 or character == "\\" for character in text):
        return fallback
    parts = urlsplit(text)
    return fallback if parts.scheme or parts.netloc else text
