"""Reads of proposals of notices."""
