"""What element rules match on a saved page, and which of its lines that concerns."""

from __future__ import annotations

import time

import pytest
from selectolax.lexbor import LexborHTMLParser

from beritaclean.page import ElementRule
from beritaclean.readers.elements import choose_elements, find_elements, find_names
from beritaclean.readers.html import read_html

AD = ElementRule(".iklan", "ad", "my/html-drop")
BODY = ElementRule(".isi", "", "my/html-article")


def said(markup: str, *rules: ElementRule) -> list[tuple[str, str]]:
    """The lines of a page that are not blank, each with what rules say of it."""
    page = read_html(markup.encode(), rules=lambda host, names: rules)
    pairs = zip(page.lines(), page.hints, strict=True)
    return [(line, f"{hint.kind} {hint.rule}".strip()) for line, hint in pairs if line]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        pytest.param("<p>a</p>", [("a", "")], id="nothing matches"),
        pytest.param("<p>a <b class=iklan>b</b></p>", [("a b", "")], id="part of a line"),
        pytest.param("<b class=iklan>a</b> <b>b</b>", [("a b", "")], id="the first part of a line"),
        pytest.param("<b class=iklan>a</b>", [("a", "ad my/html-drop")], id="all of a line"),
        pytest.param(
            "<b class=iklan>a</b> <i class=iklan>b</i>", [("a b", "ad my/html-drop")], id="all, in two"
        ),
        pytest.param(
            "<div class=iklan><p>a<p>b</div><p>c",
            [("a", "ad my/html-drop"), ("b", "ad my/html-drop"), ("c", "")],
            id="lines of an element",
        ),
        pytest.param(
            "<div class=iklan>a<div class=iklan>b</div>c</div>d",
            [("a", "ad my/html-drop"), ("b", "ad my/html-drop"), ("c", "ad my/html-drop"), ("d", "")],
            id="one in another",
        ),
        pytest.param("<body class=iklan>a", [("a", "ad my/html-drop")], id="the body"),
        pytest.param(
            "<pre class=iklan>a\nb</pre>c",
            [("a", "ad my/html-drop"), ("b", "ad my/html-drop"), ("c", "")],
            id="line ends in text",
        ),
    ],
)
def test_what_goes(markup: str, lines: list[tuple[str, str]]) -> None:
    assert said(markup, AD) == lines


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        pytest.param("<p>a</p>", [("a", "my/html-article")], id="nothing matches"),
        pytest.param("<body class=isi>a", [("a", "")], id="the body"),
        pytest.param(
            "<h1>a</h1><div class=isi><p>b<p>c</div><p>d",
            [("a", "my/html-article"), ("b", ""), ("c", ""), ("d", "my/html-article")],
            id="above, inside and below",
        ),
        pytest.param("<p>a <b class=isi>b</b></p>", [("a b", "")], id="part of a line"),
        pytest.param(
            "<div class=isi><div class=isi>a</div>b</div>c",
            [("a", ""), ("b", ""), ("c", "my/html-article")],
            id="one in another",
        ),
        pytest.param(
            "<div class=isi>a<p class=iklan>b</div>", [("a", ""), ("b", "ad my/html-drop")], id="with an ad"
        ),
    ],
)
def test_article(markup: str, lines: list[tuple[str, str]]) -> None:
    assert said(markup, AD, BODY) == lines


def test_the_first_rule_decides() -> None:
    other = ElementRule("p.iklan", "promo", "my/other")

    assert said("<p class=iklan>a", other, AD) == [("a", "promo my/other")]


def test_rules_are_asked_for_the_host_and_get_the_names() -> None:
    asked = []
    markup = "<link rel=canonical href=https://www.kabar.com/1><p class='Isi Teks' id=Utama>a"

    read_html(markup.encode(), rules=lambda host, names: asked.append((host, names())) or ())

    assert asked == [("kabar.com", {"isi", "teks", "utama"})]


def test_names_of_nothing() -> None:
    assert find_names(LexborHTMLParser("<p class='' id>a")) == {""}


def test_one_of_many_rules_is_found() -> None:
    rules = [ElementRule(f"[data-x='{number}'] b", "ad", f"my/{number}") for number in range(3_000)]

    assert said("<p data-x=2718><b>a</b></p><b>b</b>", *rules) == [("a", "ad my/2718"), ("b", "")]


@pytest.mark.parametrize("selector", [".b .a .a .a", ".b > .a .a > .a .a", ".b + .a .a .a"])
def test_a_deep_page_takes_no_longer_with_more_steps(selector: str) -> None:
    """Lexbor alone takes 26 s for 400 levels; its steps cannot be counted, so the bound is wide."""
    tree = LexborHTMLParser("<div class=b></div>" + "<div class=a>" * 2_000 + "x")
    started = time.process_time()

    find_elements(tree, selector)

    assert time.process_time() - started < 2


def test_a_deep_page_is_matched() -> None:
    tree = LexborHTMLParser("<div class=b>" + "<div class=a>" * 500 + "x")

    assert len(find_elements(tree, ".b .a .a")) == 499
    assert len(choose_elements(tree, [ElementRule(".a .a", "ad", "x")])) == 499
