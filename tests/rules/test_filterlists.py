"""AdBlock lists: which of their rules are read, for whose pages, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from beritaclean.cleaner import Cleaner
from beritaclean.errors import PackError
from beritaclean.readers.html import read_html
from beritaclean.rules.filterlists import Count, FilterLists

NAMES = frozenset({"iklan", "kotak"})


@pytest.fixture
def make(tmp_path: Path) -> object:
    """A function that reads lists of those texts."""

    def read(*texts: str) -> FilterLists:
        paths = [tmp_path / f"list{number}.txt" for number in range(1, len(texts) + 1)]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        return FilterLists(paths)

    return read


def picked(lists: FilterLists, host: str = "news.kabar.com") -> list[tuple[str, str]]:
    return [(rule.selector, rule.rule) for rule in lists.pick(host, lambda: NAMES)]


@pytest.mark.parametrize(
    ("line", "selectors"),
    [
        pytest.param("##.iklan", [".iklan"], id="everywhere"),
        pytest.param("##.Iklan", [".Iklan"], id="case is Lexbor's to judge"),
        pytest.param("##.reklame", [], id="whose name is not on the page"),
        pytest.param("##div > .iklan p", ["div > .iklan p"], id="combinators"),
        pytest.param("##a[href^='//ads.']", ["a[href^='//ads.']"], id="no name"),
        pytest.param("##.iklan, #kotak", ["#kotak", ".iklan"], id="two selectors"),
        pytest.param("kabar.com##.reklame", [".reklame"], id="a domain of the host"),
        pytest.param("NEWS.kabar.com##.x", [".x"], id="the host"),
        pytest.param("a.com,kabar.com##.x", [".x"], id="one of several"),
        pytest.param("foto.kabar.com##.iklan", [], id="another host"),
        pytest.param("bar.com##.iklan", [], id="the end of a name is no domain"),
        pytest.param("~a.com##.iklan", [".iklan"], id="all but another"),
        pytest.param("~kabar.com##.iklan", [], id="all but this"),
        pytest.param("kabar.com,~news.kabar.com##.x", [], id="domain but this host"),
        pytest.param("##.iklan\nkabar.com#@#.iklan", [], id="exception for the domain"),
        pytest.param("##.iklan\na.com#@#.iklan", [".iklan"], id="exception for another"),
        pytest.param("kabar.com##.x\n#@#.x", [], id="exception for all"),
    ],
)
def test_rules(make, line: str, selectors: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert sorted(selector for selector, _ in picked(make(line))) == sorted(selectors)


@pytest.mark.parametrize(
    "line",
    [
        "||iklan.com^$third-party",
        "@@||kabar.com^$elemhide",
        "kabar.com##+js(set, a, true)",
        "kabar.com##^script:has-text(x)",
        "kabar.com#?#div:-abp-has(.iklan)",
        "kabar.com#$#.iklan { height: 0 }",
        "kabar.com#%#window.x = 1",
        "kabar.com##div:has(> .iklan)",
        "kabar.com##.iklan:style(height: 0)",
        "kabar.*##.iklan",
        "/kabar/##.iklan",
        "##",
        "<b>##.iklan",
        "!#if env_mobile\n##.iklan\n!#endif",
    ],
)
def test_other_rules_are_counted_and_skipped(make, line: str) -> None:  # type: ignore[no-untyped-def]
    lists = make("! a list\n" + line)

    assert lists.counts == (Count("list1.txt", 0, 1),)
    assert picked(lists) == []


@pytest.mark.parametrize("line", ["", " ", "! ##.iklan", "[Adblock Plus 2.0]", "# ##.iklan", "!#include x"])
def test_comments_are_not_counted(make, line: str) -> None:  # type: ignore[no-untyped-def]
    assert make(line).counts == (Count("list1.txt", 0, 0),)


def test_lists_are_one_and_ids_say_where_a_rule_stands(make) -> None:  # type: ignore[no-untyped-def]
    lists = make("! satu\n##.iklan\r\nkabar.com##.x\n", "\ufeff##.kotak\n#@#.x")

    assert picked(lists) == [(".iklan", "filter-list/list1.txt:2"), (".kotak", "filter-list/list2.txt:1")]
    assert lists.counts == (Count("list1.txt", 2, 0), Count("list2.txt", 2, 0))
    assert set(lists.rule_ids()) == {f"filter-list/list{name}" for name in ("1.txt:2", "1.txt:3", "2.txt:1")}


def test_no_names_are_asked_for_without_rules_for_all(make) -> None:  # type: ignore[no-untyped-def]
    assert make("a.com##.x").pick("", lambda: pytest.fail("asked")) == []


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"##.a\n##.b\xff\n", "list.txt:2: is not UTF-8 (save it as UTF-8)"),
        (b"\n<!DOCTYPE html>\n", "list.txt:2: is HTML, not a filter list (save the list itself)"),
        (None, "list.txt: cannot be read: No such file or directory (give the path of a filter list)"),
    ],
)
def test_what_is_no_list_is_refused(
    data: bytes | None, error: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if data is not None:
        Path("list.txt").write_bytes(data)

    with pytest.raises(PackError) as caught:
        FilterLists([Path("list.txt")])

    assert str(caught.value) == error


def test_fifty_thousand_rules_are_tried_few_at_a_time(tmp_path: Path) -> None:
    """What a page is asked is what its own names could match, not the list: that is counted here."""
    rules = [f"##.ad-{number}" for number in range(25_000)]
    rules += [f"situs{number}.com##.box-{number} > div" for number in range(25_000)]
    (tmp_path / "besar.txt").write_text("\n".join(rules))
    cleaner = Cleaner(filter_lists=[tmp_path / "besar.txt"])
    markup = "<p>Warga pulang.</p><p class='ad-20718'>Iklan</p>"

    assert len(cleaner.element_rules("situs7.com", lambda: frozenset({"ad-20718"}))) == 2
    document = cleaner.document(read_html(markup.encode(), rules=cleaner.element_rules))
    assert [(span.rule, span.text) for span in document.dropped] == [("filter-list/besar.txt:20719", "Iklan")]


def test_two_lists_of_one_name_are_refused(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "list.txt" for folder in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.write_text("##.iklan\n")

    with pytest.raises(PackError) as caught:
        FilterLists(paths)

    problem = "another list has this name, and ids are made of it (rename one)"
    assert str(caught.value) == f"{paths[1]}: {problem}"
