"""Copies of the data: made while one works, and restored."""
