"""Concerta: the portable office of a territorial-management specialist."""

__version__ = "0.1.0"
