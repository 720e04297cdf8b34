"""The examples of rules: what is wrong with them is found, and nothing is wrong with the shipped ones."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from beritaclean.errors import PackError
from beritaclean.normalize import fold
from beritaclean.page import DROPPED, METADATA, ElementRule
from beritaclean.rules.examples import (
    describe_named,
    describe_rule,
    explain_line,
    list_rules,
    new_pack,
    run_examples,
)
from beritaclean.rules.load import load_all, load_pack
from beritaclean.rules.match import match_rule
from beritaclean.rules.model import Pack, Rule


@cache
def shipped() -> tuple[Pack, ...]:
    return tuple(load_all())


SHIPPED_RULES = [rule for pack in shipped() for rule in pack.rules]

RULE = Rule(
    id="my/scroll-ad",
    why="Scroll prompt",
    kind="ad",
    exact=("scroll to continue",),
    prefix=("scroll ke bawah",),
    where="tail",
    max_words=5,
    sentence=False,
    seen="corpus",
    hits=("SCROLL TO CONTINUE",),
    misses=("Scroll terus, katanya.",),
    line=7,
)
GLUED = Rule(
    id="x/glued",
    why="",
    kind="ad",
    contains=("iklan",),
    does="stretch",
    hits=("a iklan b",),
    misses=("a",),
    line=1,
)
PACK = Pack("my", path="my.toml", rules=(RULE,))
OTHER = Pack("x", path="x.toml", publisher="x.com", rules=(GLUED,))


def pack_of(**fields: object) -> Pack:
    rule = {
        "id": "my/a",
        "why": "",
        "kind": "ad",
        "exact": ("a",),
        "hits": ("A",),
        "misses": ("b",),
        "line": 3,
    }
    return Pack("my", path="my.toml", rules=(Rule(**(rule | fields)),))  # type: ignore[arg-type]


def test_good_examples() -> None:
    """Of two patterns one fires in an example."""
    assert run_examples([PACK, OTHER]) == (
        [],
        "2 rules, 4 examples, 0 problems; 2 of 3 patterns fire in an example",
    )


@pytest.mark.parametrize(
    ("pack", "problems"),
    [
        (pack_of(hits=()), ['my.toml:3: rule "my/a": no example makes it fire (add hits)']),
        (pack_of(misses=()), ['my.toml:3: rule "my/a": no near-miss holds it back (add misses)']),
        (
            pack_of(hits=("A", "c", "d")),
            [f"my.toml:3: rule \"my/a\": leaves its hit '{line}'" for line in "cd"],
        ),
        (pack_of(misses=("b", "• A ")), ["my.toml:3: rule \"my/a\": takes its near-miss '• A '"]),
        (
            pack_of(max_words=1, exact=("a b",), hits=("a b",)),
            ["my.toml:3: rule \"my/a\": leaves its hit 'a b'"],
        ),
    ],
    ids=["no hits", "no misses", "leaves hits", "takes a miss", "guard against its own hit"],
)
def test_problems(pack: Pack, problems: list[str]) -> None:
    found, summary = run_examples([pack])

    assert found == problems
    assert f", {len(problems)} problems; " in summary


def test_shipped_examples() -> None:
    problems, _ = run_examples(shipped())

    assert problems == []


@pytest.mark.parametrize("pack", shipped(), ids=lambda pack: pack.name)
def test_shipped_pack_is_complete(pack: Pack) -> None:
    assert pack.name == Path(pack.path).stem
    assert pack.language in ("id", "ms")
    assert pack.publisher or pack.name in ("general", "malay")
    for rule in pack.rules:
        assert rule.why, rule.id
        assert rule.seen, rule.id
        assert rule.hits, rule.id
        assert rule.misses, rule.id
        assert rule.kind in DROPPED | METADATA, rule.id


def test_shipped_ids_are_unique() -> None:
    ids = [rule.id for rule in SHIPPED_RULES]

    assert sorted(set(ids)) == sorted(ids)


# --- rules that another pack makes idle

#: Rules of publishers all of whose hits a shared rule takes too, and why they stay.
IDLE = {
    "bisnis/machine-summary": "takes the note glued to other words too; general only when it stands alone",
    "cnbcindonesia/next-article": "labels as this site prints them; nothing of it is needed",
    "jpnn/google-news": "takes the invitation to other channels too; general only Google News",
    "rtm/share-icons": "the icons of this site alone; malay takes rows of all sorts",
    "tempo/comments-note": "takes the note however it goes on",
    "tribunnews/related-tagged": "takes tagged topics in the tail without a colon; general only with one",
}


def idle_rules(packs: tuple[Pack, ...]) -> dict[str, str]:
    """Rules of publishers that do nothing: each of their hits goes already, by one shared rule or another.

    Only shared rules that drop whole lines anywhere on the page are counted, and only publishers' rules
    that drop whole lines too: what opens a block or the footer does more.
    """
    shared = [
        rule
        for pack in packs
        if pack.shared
        for rule in pack.rules
        if rule.kind in DROPPED and rule.where == "anywhere" and rule.does == "line"
    ]
    idle = {}
    for pack in packs:
        for rule in pack.rules:
            if pack.shared or rule.does != "line" or rule.kind not in DROPPED:
                continue
            takers = [takes_line(shared, fold(hit).strip()) for hit in rule.hits]
            if takers and all(takers):
                idle[rule.id] = ", ".join(sorted(set(takers)))
    return idle


def takes_line(rules: list[Rule], line: str) -> str:
    """The id of the first rule that takes the line, or ""."""
    return next((rule.id for rule in rules if match_rule(rule, line)), "")


def test_idle_rules_are_found() -> None:
    general = Pack("general", rules=(Rule("general/a", "", "ad", prefix=("baca juga",)),))
    x = Pack(
        "x",
        publisher="x.com",
        rules=(
            Rule("x/idle", "", "promo", prefix=("baca juga:",), hits=("Baca juga: A", "baca juga: B")),
            Rule("x/half-idle", "", "promo", prefix=("baca",), hits=("Baca juga: A", "Baca: B")),
            Rule("x/block", "", "promo", prefix=("baca juga:",), hits=("Baca juga: A",), does="block"),
        ),
    )

    assert idle_rules((general, x)) == {"x/idle": "general/a"}


def test_no_shipped_rule_is_idle() -> None:
    """A rule that a shared one makes needless is noise for whoever reads the pack: remove it there."""
    assert {name: by for name, by in idle_rules(shipped()).items() if name not in IDLE} == {}


@pytest.mark.parametrize("pack", [pack for pack in shipped() if pack.elements], ids=lambda pack: pack.name)
def test_shipped_element_rules_say_where_they_were_seen(pack: Pack) -> None:
    assert pack.hosts
    assert "saved pages" in pack.seen


# --- what people are shown


def test_describe_named() -> None:
    assert describe_named([PACK, OTHER], "my/scroll-ad") == describe_rule(RULE, PACK)
    assert describe_named([PACK, OTHER], "x") == describe_rule(GLUED, OTHER)


def test_element_rules_are_listed_and_described() -> None:
    elements = (
        ElementRule(".iklan", "ad", "y/html-drop"),
        ElementRule("a.terkait", "promo", "y/html-drop"),
        ElementRule("div.isi", "", "y/html-article"),
    )
    pack = Pack("y", "y.toml", "y.com", elements=elements, seen="saved pages of 2024")

    assert list_rules(pack) == [
        "y/html-drop\tad\tanywhere\telement\t.iklan",
        "y/html-drop\tpromo\tanywhere\telement\ta.terkait",
        "y/html-article\tbody\tanywhere\telement\tdiv.isi",
    ]
    assert describe_named([PACK, pack], "y/html-drop") == (
        "y/html-drop: elements of saved pages of y.com\n"
        "  ad        .iklan\n"
        "  promo     a.terkait\n"
        "  in        y.toml (seen: saved pages of 2024)\n"
    )
    assert describe_named([pack], "y").count("\n\n") == 1


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("my/scrol-ad", 'rules: there is no rule or pack "my/scrol-ad" (did you mean "my/scroll-ad"?)'),
        ("zzzzzz", 'rules: there is no rule or pack "zzzzzz" (see: beritaclean rules list)'),
    ],
)
def test_describe_named_names_the_nearest(name: str, error: str) -> None:
    with pytest.raises(PackError) as caught:
        describe_named([PACK, OTHER], name)

    assert str(caught.value) == error


def test_describe_rule() -> None:
    assert describe_rule(RULE, PACK) == (
        "my/scroll-ad: Scroll prompt\n"
        "  kind      ad\n"
        "  where     tail\n"
        "  does      line\n"
        "  guard     at most 5 words\n"
        "  guard     not a line that ends like a sentence\n"
        "  exact     scroll to continue\n"
        "  prefix    scroll ke bawah\n"
        "  takes     SCROLL TO CONTINUE\n"
        "  leaves    Scroll terus, katanya.\n"
        "  in        my.toml:7 (seen: corpus)\n"
    )


def test_describe_rule_without_reason_or_guards() -> None:
    assert describe_rule(GLUED, OTHER) == (
        "x/glued: no reason given\n  kind      ad\n  where     anywhere\n  does      stretch\n"
        "  contains  iklan\n  takes     a iklan b\n  leaves    a\n  in        x.toml:1\n"
    )


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Harga beras naik", "no rule takes it, and none came near\n"),
        ("", "no rule takes it, and none came near\n"),
        ("  • SCROLL\u00a0TO CONTINUE", "takes     my/scroll-ad: ad, line, tail only\n"),
        ("Ada IKLAN, iklan", "takes     x/glued: ad, stretch, pages of x.com 'iklan', 'iklan'\n"),
        (
            "Scroll ke bawah untuk membaca berita lainnya",
            "declines  my/scroll-ad: the line has 7 words, more than 5\n",
        ),
        ("Scroll ke bawah!", "declines  my/scroll-ad: the line ends like a sentence\n"),
        ("Ia scroll ke bawah", 'declines  my/scroll-ad: the line does not start with "scroll ke bawah"\n'),
        ("Tulisan scroll to continue", 'declines  my/scroll-ad: the line is not "scroll to continue"\n'),
        (
            "scroll to continue iklan",
            "takes     x/glued: ad, stretch, pages of x.com 'iklan'\n"
            'declines  my/scroll-ad: the line is not "scroll to continue"\n',
        ),
    ],
)
def test_explain_line(line: str, shown: str) -> None:
    assert explain_line([PACK, OTHER], line) == shown


def test_explain_line_that_lacks_a_headline() -> None:
    baca = Rule("my/baca", "", "promo", prefix=("baca:",), does="headline")

    assert explain_line([Pack("my", rules=(baca,))], "Baca: doa itu tiga kali ya") == (
        "declines  my/baca: what follows the colon is no headline\n"
    )


@pytest.mark.parametrize(
    ("rule", "line", "shown"),
    [
        (
            Rule("my/a", "", "ad", suffix=("di sini",), sentence=True),
            "Baca di sini",
            "declines  my/a: the line does not end like a sentence\n",
        ),
        (
            Rule("my/a", "", "ad", suffix=("di sini",)),
            "Baca di sini saja",
            'declines  my/a: the line does not end with "di sini"\n',
        ),
    ],
)
def test_explain_line_that_comes_near(rule: Rule, line: str, shown: str) -> None:
    assert explain_line([Pack("my", rules=(rule,))], line) == shown


@pytest.mark.parametrize(
    ("name", "publisher"),
    [("kabarkita", "kabarkita.com"), ("ünïon", 'a"b\\c.com'), ("x", "x\x7f.com")],
)
def test_new_pack_is_good(name: str, publisher: str, tmp_path: Path) -> None:
    """It loads, keeps what was asked for, and passes its own examples."""
    path = tmp_path / "new.toml"
    path.write_text(new_pack(name, publisher), encoding="utf-8")

    pack = load_pack(path)
    problems, summary = run_examples([pack])

    assert tomllib.loads(path.read_text(encoding="utf-8"))["publisher"] == publisher
    assert (pack.name, problems) == (name, [])
    assert summary == "1 rules, 2 examples, 0 problems; 1 of 1 patterns fire in an example"
