"""Acts on reminders: wishes changed, digests planned."""
