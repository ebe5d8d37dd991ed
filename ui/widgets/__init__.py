"""The widget kit."""
