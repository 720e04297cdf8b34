"""The quality gate: figures on the tagged pages, never below the landed ones."""
