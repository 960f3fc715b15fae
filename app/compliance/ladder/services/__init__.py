"""Acts of the ladder: calling for a step, giving and revoking a standing order."""
