"""Linear time, proven by counting what runs."""
