"""What a user can do: short functions over a transaction."""
