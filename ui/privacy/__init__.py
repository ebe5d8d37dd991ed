"""What a person may ask about her or his own data, who looked at it, and what this laptop carries."""
