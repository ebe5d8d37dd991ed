"""What a laptop delivers to headquarters, and what became of it."""
