"""Secrets that open something: they travel once, and only their hash is kept."""

import hashlib
import secrets


def new_secret() -> str:
    """Return 256 bits of chance in letters that fit into an address and a cookie."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """Return what is kept of a secret; so much chance needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
