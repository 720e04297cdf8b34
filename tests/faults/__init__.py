"""Faults: what the program does when the system around it fails."""
