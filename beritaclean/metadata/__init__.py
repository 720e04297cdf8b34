"""Reads the facts beside an article off single lines: date, byline, dateline, credit, language.

Pure functions from text to facts, one kind of fact a module. They look at one line (or two) and
know nothing of the page: where on the page a line may stand is for `beritaclean.stages` to decide.
"""
