"""What was written to people: what waits, what left, what could not, what came back."""
