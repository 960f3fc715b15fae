"""Addresses of the product, each worked out once: a page asks for dozens that never change."""

from typing import Any

from flask import Flask, has_request_context, request

LASTING = frozenset({"static", "accounts.choose_language"})
"""Endpoints whose values are few and ours: files of the product, its languages."""


class AddressedFlask(Flask):
    """Flask that remembers the addresses of `LASTING` endpoints and of all that are asked for without values.

    Building one takes as long as reading several rows of the database. What an address depends on besides is
    where the product is mounted, which is why that is part of what it is remembered by.
    """

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._addresses: dict[tuple[object, ...], str] = {}

    def url_for(self, endpoint: str, **values: Any) -> str:
        """Return the address of an endpoint, as `Flask.url_for` does."""
        given = [item for item in values.items() if item[1] is not None]
        if (given and endpoint not in LASTING) or endpoint.startswith(".") or not has_request_context():
            return super().url_for(endpoint, **values)
        key = (request.root_path, endpoint, *given)
        address = self._addresses.get(key)
        if address is None:
            address = self._addresses[key] = super().url_for(endpoint, **values)
        return address
