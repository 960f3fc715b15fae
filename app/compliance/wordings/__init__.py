"""Texts of the notice: edited, laid before a colleague, put into force from a day on, kept for ever."""
