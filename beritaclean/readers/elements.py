"""Finds the elements of a page that rules speak of, so that the layout can say so of their lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from beritaclean.page import ElementRule
from beritaclean.selectors import split_chains

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

#: So many rules are tried one by one; of more, those that match are sought first.
_FEW = 8


def choose_elements(tree: LexborHTMLParser, rules: Sequence[ElementRule]) -> dict[int, ElementRule]:
    """Return the elements that rules speak of, by Lexbor's id; of several rules the first decides."""
    chosen: dict[int, ElementRule] = {}
    for rule in _find_matching(tree, rules):
        for node in find_elements(tree, rule.selector):
            chosen.setdefault(node.mem_id, rule)
    return chosen


def find_names(tree: LexborHTMLParser) -> frozenset[str]:
    """Return the class and id names on a page, in lower case."""
    names: set[str] = set()
    for node in tree.css("[class],[id]"):
        attributes = node.attributes
        names.update((attributes.get("class") or "").lower().split())
        names.add((attributes.get("id") or "").lower())
    return frozenset(names)


def _find_matching(tree: LexborHTMLParser, rules: Sequence[ElementRule]) -> Sequence[ElementRule]:
    """Leave out rules that match nothing, by halves: a thousand at a time cost little more than one."""
    if len(rules) <= _FEW:
        return rules
    last = ",".join(split_chains(rule.selector)[-1].text for rule in rules)
    if tree.css_first(last) is None:
        return ()
    half = len(rules) // 2
    return [*_find_matching(tree, rules[:half]), *_find_matching(tree, rules[half:])]


def find_elements(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """Return the elements that a plain selector matches, in time linear in the page."""
    first, *rest = split_chains(selector)
    nodes = tree.css(first.text)
    for text, levels in rest:
        if not nodes:
            break
        nodes = _find_below({node.mem_id for node in nodes}, tree.css(text), levels)
    return nodes


def _find_below(above: set[int], nodes: list[LexborNode], levels: int) -> list[LexborNode]:
    """Return those of some nodes that stand, from so many levels up, inside one of the elements above."""
    known: dict[int, bool] = {}  # whether an element is one of those above, or inside one
    found: list[LexborNode] = []
    for node in nodes:
        outer: LexborNode | None = node.parent
        for _ in range(levels):
            outer = outer.parent if outer is not None else None
        path: list[int] = []
        inside = False
        while outer is not None:
            name = outer.mem_id
            if name in known:
                inside = known[name]
                break
            path.append(name)
            if name in above:
                inside = True
                break
            outer = outer.parent
        known.update(dict.fromkeys(path, inside))
        if inside:
            found.append(node)
    return found
