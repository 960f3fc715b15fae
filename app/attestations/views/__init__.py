"""Pages of attestations."""

from app.attestations.views import kept, making
from app.attestations.views.blueprint import blueprint

__all__ = ["blueprint", "kept", "making"]
