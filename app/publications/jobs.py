"""Folds search keys anew where names have changed; killed at any moment, it goes on with what is left."""

from app.infra.db import transaction
from app.organisations.services import fold_outdated_names
from app.publications.services import fold_some_keys

AT_ONCE = 500


def fold_outdated_keys() -> int:
    """Fold every outdated key, those of organisations first; return how many were."""
    with transaction():
        folded = fold_outdated_names()
    while True:
        with transaction():
            some = fold_some_keys(AT_ONCE)
        if not some:
            return folded
        folded += some
