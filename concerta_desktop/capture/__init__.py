"""Text and files from outside, turned into a plan to look at. Touches no store."""
