"""The queue at the door: who is expected, who has come."""
