"""Addresses that are remembered are those that the router would give, wherever the product is mounted."""

import pytest
from flask import Flask, url_for


@pytest.mark.parametrize("mounted", ["", "/nusxa"])
def test_remembered_addresses_are_those_of_the_router(app: Flask, mounted: str) -> None:
    wanted: list[tuple[str, dict[str, str]]] = [
        ("desks.home", {}), ("static", {"filename": "css/print.css"}),
        ("accounts.choose_language", {"code": "ru"}), ("accounts.choose_language", {"code": "en"}),
    ]  # fmt: skip
    with app.test_request_context(environ_overrides={"SCRIPT_NAME": mounted}):
        for _again in range(2):
            for endpoint, values in wanted:
                assert url_for(endpoint, **values) == mounted + Flask.url_for(
                    app, endpoint, **values
                ).removeprefix(mounted)
                assert url_for(endpoint, **values).startswith(f"{mounted}/")


def test_what_differs_from_request_to_request_is_not_remembered(app: Flask) -> None:
    with app.test_request_context():
        assert url_for("obligations.index", q="a") != url_for("obligations.index", q="b")
        assert url_for("desks.home", _external=True).startswith("http")
        assert url_for("desks.home", _anchor="top").endswith("#top")
        assert not url_for("desks.home").startswith("http")
