"""The pages of joining: for who applies, and for who vets."""

from app.joining.views import applying, sending_again, vetting
from app.joining.views.blueprint import blueprint

__all__ = ["applying", "blueprint", "sending_again", "vetting"]
