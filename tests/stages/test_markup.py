"""What the hints of a saved page say of its lines. Class names are what editors' systems use."""

from __future__ import annotations

import pytest

from beritaclean.cleaner import Cleaner
from beritaclean.page import Hint, Page
from beritaclean.sheet import Sheet
from beritaclean.stages.markup import mark_markup, settle_hinted, widget_kind

PROSE = "Harga beras di Pasar Kliwon naik dua ratus rupiah sejak awal pekan, kata seorang pedagang."


def mark(*lines: tuple[str, Hint]) -> Sheet:
    sheet = Sheet(Page("\n".join(text for text, _ in lines), hints=tuple(hint for _, hint in lines)))
    mark_markup(sheet)
    return sheet


@pytest.mark.parametrize(
    "hint",
    [
        pytest.param(Hint(), id="nothing known"),
        pytest.param(Hint(words="article-body story"), id="an article's element"),
        pytest.param(Hint(heading=1, links=1.0, words="related"), id="the headline"),
        pytest.param(Hint(links=0.4), id="a link in a sentence"),
        pytest.param(Hint(links=1.0, row=True), id="a linked row of a table"),
        pytest.param(Hint(region="header"), id="an article's header"),
    ],
)
def test_mark_markup_noop(hint: Hint) -> None:
    assert mark(("Wali Kota Resmikan Jembatan", hint), (PROSE, Hint())).kinds == {}


def test_plain_text_has_no_markup() -> None:
    sheet = Sheet(Page("Baca Juga\nWali Kota Resmikan Jembatan"))
    mark_markup(sheet)

    assert sheet.kinds == {}


@pytest.mark.parametrize(
    ("hint", "kind", "rule"),
    [
        (Hint(region="nav"), "nav", "markup/region"),
        (Hint(region="footer"), "footer", "markup/region"),
        (Hint(caption=True), "caption", "markup/caption"),
        (Hint(words="wp-caption-text"), "caption", "markup/caption"),
        (Hint(words="entry related-posts"), "promo", "markup/widget"),
        (Hint(words="newsletter-box"), "follow", "markup/widget"),
        (Hint(words="social-links"), "share", "markup/widget"),
        (Hint(words="post-tags"), "tags", "markup/widget"),
        (Hint(words="author-bio"), "other", "markup/widget"),
        (Hint(words="elementor-location-footer"), "footer", "markup/widget"),
        (Hint(words="elementor-post__excerpt"), "promo", "markup/widget"),
        (Hint(words="jnews_prev_next_container prevnext"), "promo", "markup/widget"),
        (Hint(links=1.0), "promo", "markup/link"),
    ],
)
def test_mark_markup(hint: Hint, kind: str, rule: str) -> None:
    sheet = mark(("Wali Kota Resmikan Jembatan", hint), (PROSE, Hint()))

    assert (sheet.kinds, sheet.rules) == ({0: kind}, {0: rule})


def test_a_name_on_most_of_the_prose_tells_nothing() -> None:
    story = Hint(words="page-with-newsletter story")

    assert mark((PROSE, story), (PROSE, story), ("Tanggapan Warga", story)).kinds == {}


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        pytest.param("ADVERTISEMENT", Hint(caption=True), id="a caption: a rule may know better"),
        pytest.param(PROSE, Hint(region="footer"), id="a paragraph: the page's data may vouch for it"),
        pytest.param("Beras", Hint(words="post-tags", kind="tags", rule="my/tags"), id="an element rule's"),
        pytest.param("Wali Kota Resmikan Jembatan", Hint(words="story"), id="nothing told"),
    ],
)
def test_settle_hinted_noop(text: str, hint: Hint) -> None:
    page = Page(f"{text}\n{PROSE}", hints=(hint, Hint()))
    sheet = Sheet(page)
    settle_hinted(sheet)

    assert (sheet.kinds, sheet.open) == ({}, [0, 1])


def test_rules_are_not_asked_about_what_the_markup_decides() -> None:
    page = Page(f"Baca juga\n{PROSE}\nADVERTISEMENT", hints=(Hint(region="nav"), Hint(), Hint(links=1.0)))
    sheet = Sheet(page)
    settle_hinted(sheet)

    assert sheet.rules == {0: "markup/region", 2: "markup/link"}
    assert sheet.open_lines() == ["", sheet.lines[1], ""]
    # What a person names is another matter: then it counts which of several decides.
    assert Cleaner(ignore=["markup/link"]).mark(page).rules[2] == "general/advertisement"
    assert "ADVERTISEMENT" not in Cleaner(select=["ad"]).document(page).text


@pytest.mark.parametrize("words", ["commentary", "stage", "vantage", "adab", "heading", "postage"])
def test_widget_kind_noop(words: str) -> None:
    assert widget_kind(words) == ("", "")
