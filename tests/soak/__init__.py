"""The soak: very many pages through one process."""
