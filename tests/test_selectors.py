"""Which selectors are plain, and that Lexbor takes every one of them in the same sense."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from beritaclean.readers.elements import find_elements
from beritaclean.selectors import LONGEST, needed_name, split_chains, split_selectors

PLAIN = [
    "p",
    "*",
    ".iklan",
    "#iklan-atas",
    "._x",
    ".--x",
    ".-iklan",
    ".tayangan_é",
    "div.a.b#c[d]",
    "[data-ad]",
    "[a=b]",
    "[ a ^= 'b' i ]",
    '[a*="x > y, .z"]',
    "[a~=b][a|=b][a$=b]",
    "a:not(.b)",
    "a:not(.b, [c='d']):first-child",
    ":empty",
    "div > p + p",
    "div>p",
    "div  p\ta",
]
OTHER = [
    "",
    " ",
    ".",
    "#",
    "..a",
    ".1a",
    ".-1a",
    "-",
    "a b >",
    "> a",
    "a > > b",
    ".a,",
    ",.a",
    ".a,,.b",
    "a ~ b",
    "p:nth-child(2)",
    "div:has(p)",
    ":not()",
    ":not(:not(a))",
    ":hover",
    "a::before",
    "a|b",
    "[a",
    "[a=",
    "[a='b]",
    '[a="\\""]',
    "[a='\ud800']",
    "[a='b\nc']",
    ".a\\:b",
    ".a{color:red}",
    "/* a */",
    ".a:remove()",
    ".a:contains('iklan')",
    "+js(aopr, x)",
    "^script:has-text(x)",
    ":lexbor-contains('x')",
    "p." + "a" * LONGEST,
    "a" + ":not(" * 300 + "b" + ")" * 300,
    "a[href\x1e='x']",
    "p\x0bb",
    "p\xa0>\xa0b",
]
PAGE = """
<div class="a b" id=c d=e><p class=a>satu<p class="b c">dua <a class=a href="x > y, .z">tiga</a></div>
<div><div class=b><div><p class=c>empat</div></div></div><span class=a><span class=b></span></span>
"""
NAMES = st.sampled_from(["a", "b", "c", "d"])
COMPOUNDS = st.one_of(
    st.sampled_from(["p", "div", "*", "span", "a"]),
    NAMES.map(".{}".format),
    NAMES.map("#{}".format),
    NAMES.map("[{}]".format),
    NAMES.map("div:not(.{})".format),
    st.sampled_from(["p:first-child", "[href*='.z']", "span:empty", "p:not(.a, .c)", "div.a.b"]),
)
JOINTS = st.sampled_from([" ", " > ", ">", " + ", "+", "  "])


@st.composite
def selectors(draw: st.DrawFn) -> str:
    pieces = [draw(COMPOUNDS)]
    for _ in range(draw(st.integers(0, 3))):
        pieces += [draw(JOINTS), draw(COMPOUNDS)]
    return "".join(pieces)


@pytest.mark.parametrize("selector", PLAIN)
def test_plain(selector: str) -> None:
    assert split_selectors(selector) == (selector,)
    assert LexborHTMLParser(PAGE).css(selector) is not None


@pytest.mark.parametrize("selector", [pytest.param(selector, id=selector[:20]) for selector in OTHER])
def test_not_plain(selector: str) -> None:
    assert split_selectors(selector) == ()


def test_list() -> None:
    assert split_selectors(" .a , p[b='c,d'],x:not(a, b) ") == (".a", "p[b='c,d']", "x:not(a, b)")


@pytest.mark.parametrize(
    ("selector", "name"),
    [
        (".Iklan", "iklan"),
        ("div", ""),
        ("[class='a']", ""),
        (":not(.a)", ""),
        ("#a .b:not(.c)", "b"),
        (".b a[href='.x']", "b"),
    ],
)
def test_needed_name(selector: str, name: str) -> None:
    assert needed_name(selector) == name


@settings(max_examples=300, deadline=None)
@given(selectors())
def test_chains_find_what_lexbor_finds(selector: str) -> None:
    tree = LexborHTMLParser(PAGE)
    wanted = sorted({node.mem_id for node in tree.css(selector)})

    assert split_selectors(selector) == (selector,)
    assert sorted({node.mem_id for node in find_elements(tree, selector)}) == wanted


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab.#[]='\"> +~,:()not*-\\1é"), max_size=12))
def test_lexbor_takes_whatever_is_plain(text: str) -> None:
    for selector in split_selectors(text):
        tree = LexborHTMLParser(PAGE)
        for chain in split_chains(selector):
            tree.css(chain.text)
