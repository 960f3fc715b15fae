"""Keeping passwords as Argon2id hashes."""

from functools import cache

from argon2 import PasswordHasher, profiles
from argon2.exceptions import VerificationError
from flask import current_app


@cache
def _hasher(cheap: bool) -> PasswordHasher:
    if cheap:
        return PasswordHasher.from_parameters(profiles.CHEAPEST)
    # OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB of memory, two passes, one lane.
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _hash_of_nothing(cheap: bool) -> str:
    return _hasher(cheap).hash("a password that nobody has")


def _cheap() -> bool:
    return bool(current_app.config["NUSXA"].mode == "test")


def hash_password(password: str) -> str:
    """Return the hash to keep; takes tens of milliseconds on purpose."""
    return _hasher(_cheap()).hash(password)


def password_matches(kept: str | None, password: str) -> bool:
    """Whether `password` belongs to the hash; takes as long when there is no hash to compare with."""
    cheap = _cheap()
    try:
        _hasher(cheap).verify(kept or _hash_of_nothing(cheap), password)
    except VerificationError:
        return False
    return kept is not None
