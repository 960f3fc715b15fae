"""Reads of reminders: what there is to tell, and what was sent."""
