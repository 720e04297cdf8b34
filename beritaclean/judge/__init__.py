"""Judges the cleaner on tagged pages: reads and writes them, counts, and says what decided what went wrong.

A tagged page is a page with a word before each line that says what a careful editor would make of it. The
format and the figures are those of the corpus that this program is measured on, so that figures of
anyone's own pages can be set beside the published ones.
"""
