"""Turns rule sets in the older format `deposit-rules/1` into `deposit-rules/2`."""

from app.law.conversion.whole import convert

__all__ = ["convert"]
