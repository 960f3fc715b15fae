"""An authority that signs in tests: the demonstration's own, in a folder, and settings that use it."""

from dataclasses import replace

import pytest
from flask import Flask

from app.config import Settings, SigningSettings
from app.infra import clock
from app.infra.signing.demonstration import PASSPHRASE, ROOT, SIGNER, found_authority


def sign_with_own_authority(app: Flask, monkeypatch: pytest.MonkeyPatch, **differing: object) -> Settings:
    """Let the application sign; `differing` values of its signing settings differ."""
    settings: Settings = app.config["NUSXA"]
    folder = settings.instance / "signing"
    found_authority(folder, at=clock.now())
    values: dict[str, object] = {
        "key": folder / SIGNER, "passphrase": PASSPHRASE, "roots": folder / ROOT, **differing
    }  # fmt: skip
    changed = replace(settings, signing=SigningSettings(**values))  # type: ignore[arg-type]  # by name
    monkeypatch.setitem(app.config, "NUSXA", changed)
    return changed
