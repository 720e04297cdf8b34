"""Fuzzing: bytes that nobody meant, through every door by which bytes come in."""
