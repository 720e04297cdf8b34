"""What a rule takes, said plainly: one rule, one line, no tables and no engine.

This is the definition. `rules.compile` must give the same answer faster; a differential test holds
the two together, and `rules why` and `rules test` ask this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from beritaclean.lines import announces_headline
from beritaclean.normalize import BULLETS, fold, is_sentence
from beritaclean.rules.model import FORMS, Rule
from beritaclean.rules.regex import Pattern

Span = tuple[int, int]

#: What sites put where they cut a headline short.
_CUT_OFF = ("...", "…")


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> Pattern:
    """The compiled form of a folded pattern, made once."""
    return Pattern(pattern)


def admits(line: str, max_words: int, sentence: bool | None) -> bool:
    """Tell whether a folded line is within a rule's guards; one that was cut off is no sentence."""
    if max_words and line.count(" ") >= max_words:
        return False
    return sentence is None or (is_sentence(line) and not line.endswith(_CUT_OFF)) is sentence


def find_exact(key: str, line: str, pattern: str, stretch: bool) -> Sequence[Span]:
    """The whole line, when it is the pattern; `key` is the line without its bullets."""
    return [(0, len(line))] if pattern in (key, line) else ()


def find_prefix(key: str, line: str, pattern: str, stretch: bool) -> Sequence[Span]:
    """The line that starts with the pattern, or (stretch) its start with the space after it."""
    for text in (key, line):
        if text.startswith(pattern):
            end = len(line) - len(text) + len(pattern)
            return [(0, end + (line[end : end + 1] == " ") if stretch else len(line))]
    return ()


def find_suffix(key: str, line: str, pattern: str, stretch: bool) -> Sequence[Span]:
    """The line that ends with the pattern, or (stretch) its end."""
    return [(len(line) - len(pattern) if stretch else 0, len(line))] if line.endswith(pattern) else ()


def find_contains(key: str, line: str, pattern: str, stretch: bool) -> Sequence[Span]:
    """The line that holds the pattern, or (stretch) each place where it does."""
    if not stretch:
        return [(0, len(line))] if pattern in line else ()
    spans = []
    at = line.find(pattern)
    while at >= 0:
        spans.append((at, at + len(pattern)))
        at = line.find(pattern, at + len(pattern))
    return spans


def find_regex(key: str, line: str, pattern: str, stretch: bool) -> Sequence[Span]:
    """The line in which the pattern is found, or (stretch) each match."""
    regex = compiled(pattern)
    if stretch:
        return list(regex.spans(line))
    return [(0, len(line))] if regex.matches(line) else ()


FINDERS = {
    "exact": find_exact,
    "prefix": find_prefix,
    "suffix": find_suffix,
    "contains": find_contains,
    "regex": find_regex,
}


def match_raw(rule: Rule, line: str) -> list[Span]:
    """Return the spans of a line's folded form that a rule takes, of a line as it stands on a page.

    The letters' case, which only a line as it stands has, tells a headline.
    """
    if rule.does == "headline" and not announces_headline(line):
        return []
    return match_rule(rule, fold(line).strip())


def match_rule(rule: Rule, line: str) -> list[Span]:
    """Return the spans of a folded, stripped line that a rule takes; none when it declines.

    A rule that does not mark stretches takes the whole line.
    """
    if not line or not admits(line, rule.max_words, rule.sentence):
        return []
    key = line.lstrip(BULLETS)
    stretch = rule.does == "stretch"
    found: list[Span] = []
    for form in FORMS:
        for pattern in getattr(rule, form):
            found.extend(FINDERS[form](key, line, pattern, stretch))
            if found and not stretch:
                return found[:1]
    return sorted(set(found))
