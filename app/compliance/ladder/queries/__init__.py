"""Reads of the ladder: what is due, what was called for and what became of it, standing orders."""
