"""Rules: loading them from packs, compiling them to one scan, and running their examples."""
