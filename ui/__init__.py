"""The window: shows and asks; it neither decides nor queries."""
