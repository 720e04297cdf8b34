"""The scan finds what the plain definition finds, in the order of precedence, and knows whose page it is."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from functools import cache
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beritaclean.normalize import fold
from beritaclean.page import KEPT, Hit
from beritaclean.rules import words as words_module
from beritaclean.rules.compile import RuleSet, compile_tables
from beritaclean.rules.load import load_all
from beritaclean.rules.match import match_rule
from beritaclean.rules.model import ACTIONS, FORMS, Pack, Rule
from beritaclean.rules.regex import Pattern
from beritaclean.rules.syntax import RegexError
from tests.corpus import CORPUS, MISSING


@cache
def shipped() -> tuple[Pack, ...]:
    return tuple(load_all())


@cache
def shipped_rules() -> RuleSet:
    return RuleSet(compile_tables(shipped()))


@pytest.fixture(params=["automaton", "fast automaton", "plain"])
def search(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each way to seek words: as few pages, and many, do it, and as it is done without ahocorasick_rs."""
    if request.param == "plain":
        monkeypatch.setitem(sys.modules, "ahocorasick_rs", None)
    if request.param == "fast automaton":
        monkeypatch.setattr(words_module, "PATIENCE", 0)
    return str(request.param)


def split(page: str) -> tuple[str, list[str], str]:
    newline = "\r" if "\r" in page and "\n" not in page else "\n"
    folded = fold(page)
    return folded, [line.strip() for line in folded.split(newline)], newline


def scan(
    rules: RuleSet, page: str, publisher: str = "", runs: Callable[[str], bool] | None = None
) -> list[Hit]:
    return rules.scan(*split(page), publisher, runs).hits


class Definition:
    """What packs take by definition: every rule on every line, most exact form first, then their order.

    A line that is left out as a whole has no stretches for which the place does not matter.
    """

    def __init__(self, packs: tuple[Pack, ...]) -> None:
        ordered = sorted(packs, key=lambda pack: 0 if pack.user else 1 if pack.publisher else 2)
        self.rules = [(pack, rule) for pack in ordered for rule in pack.rules]
        self.known: dict[str, list[tuple[int, int, tuple[int, int]]]] = {}

    def takes(self, line: str) -> list[tuple[int, int, tuple[int, int]]]:
        """(rank of form, number of rule, span) for all rules that take a line."""
        if line not in self.known:
            found = ((number, rule) for number, (_, rule) in enumerate(self.rules) if match_rule(rule, line))
            self.known[line] = sorted(row for number, rule in found for row in by_form(number, rule, line))
        return self.known[line]

    def scan(self, page: str, publisher: str) -> list[Hit]:
        hits = []
        for at, line in enumerate(split(page)[1]):
            taken = []
            for _, number, span in self.takes(line):
                pack, rule = self.rules[number]
                if pack.shared or pack.publisher == publisher:
                    taken.append(Hit(at, *span, rule.kind, rule.id, rule.where, rule.does))
            gone = any(
                (hit.does, hit.where) == ("line", "anywhere") and hit.kind not in KEPT for hit in taken
            )
            hits += [hit for hit in taken if not (gone and (hit.does, hit.where) == ("stretch", "anywhere"))]
        return hits


def by_form(number: int, rule: Rule, line: str) -> list[tuple[int, int, tuple[int, int]]]:
    """The spans of a line that a rule takes, each with the most exact form that takes it."""
    ranks: dict[tuple[int, int], int] = {}
    bare = rule._replace(exact=(), prefix=(), suffix=(), contains=(), regex=())
    for rank, form in enumerate(FORMS):
        for span in match_rule(bare._replace(**{form: getattr(rule, form)}), line):
            ranks.setdefault(span, rank)
    assert set(ranks) == set(match_rule(rule, line))
    return [(rank, number, span) for span, rank in ranks.items()]


@cache
def shipped_definition() -> Definition:
    return Definition(shipped())


# --- against the definition: shipped packs


def disturb(line: str, chance: random.Random) -> str:
    """The line as a page might hold it: other case, spaces, bullets, words about it, invisible characters."""
    changes: list[Callable[[str], str]] = [
        str.upper,
        str.title,
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", "  \t"),
        lambda text: "\u200b".join((text[:2], text[2:])),
        lambda text: f"  {text} ",
        lambda text: f"• {text}",
        lambda text: f"- > {text}",
        lambda text: f"{text}.",
        lambda text: f"{text}:",
        lambda text: f"é {text}",
        lambda text: f"Kata dia {text} begitulah",
        lambda text: text.replace('"', "”"),
        lambda text: text[1:],
        lambda text: text[:-1],
        lambda text: text * 2,
        lambda text: f"{text}\r",
        lambda text: " ".join([text] * 5),
    ]
    for _ in range(chance.choice([0, 0, 1, 1, 2])):
        line = chance.choice(changes)(line)
    return line


@cache
def pieces() -> tuple[str, ...]:
    """Lines made of the packs' own words."""
    found = []
    for pack in shipped():
        found += [*pack.mastheads, *pack.recognise]
        for rule in pack.rules:
            found += [*rule.hits, *rule.misses, *rule.exact, *rule.prefix, *rule.suffix, *rule.contains]
    return tuple(found)


def test_examples_of_the_shipped_packs(search: str) -> None:
    """Of all hits and misses every third, on one page, for some publishers in turn."""
    rules = RuleSet(compile_tables(shipped()))
    lines = [example for pack in shipped() for rule in pack.rules for example in (*rule.hits, *rule.misses)]
    page = "\n".join(lines[::3])
    for publisher in ("none", "detik.com", "kompas.com", "liputan6.com"):
        assert scan(rules, page, publisher) == shipped_definition().scan(page, publisher)


@pytest.mark.parametrize("seed", range(4))
def test_pages_of_pieces(search: str, seed: int) -> None:
    chance = random.Random(seed)
    rules = RuleSet(compile_tables(shipped()))
    publishers = ["none", *sorted(rules.publishers)]
    for _ in range(4):
        lines = [disturb(chance.choice(pieces()), chance) for _ in range(40)] + ["", " "]
        chance.shuffle(lines)
        page = chance.choice(["\n", "\n", "\r\n", "\r"]).join(lines)
        publisher = chance.choice(publishers)
        assert scan(rules, page, publisher) == shipped_definition().scan(page, publisher)


@pytest.mark.skipif(not CORPUS.is_dir(), reason=MISSING)
def test_tagged_pages() -> None:
    """Real pages: every other, because the definition takes its time."""
    for path in sorted((CORPUS / "dev").glob("*.tagged"))[::2]:
        rows = path.read_text(encoding="utf-8").split("\n")
        page = "\n".join(row.partition("\t")[2].replace("⟦", "").replace("⟧", "") for row in rows)
        found = shipped_rules().scan(*split(page))
        assert found.hits == shipped_definition().scan(page, found.publisher), path.name


# --- against the definition: random rules

WORDS = st.sampled_from(["baca", "juga", "iklan", "aba", "é", "-", "•", "* ", ":", '"', ".", " ", "a", "1"])
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map("".join)
REGEXES = [
    "^baca.*$",
    "juga$",
    "[ab]+a",
    "^(iklan|baca) ?:?",
    r"\d",
    "a( a)*",
    "(iklan )?baca",
    "^.{0,3}aba",
    "é|juga$",
]


def folded(text: str, least: int) -> str:
    text = fold(text).strip()
    return text if len(text) >= least else "aba"


@st.composite
def rules_of(draw: st.DrawFn) -> Rule:
    regexes = draw(st.lists(st.sampled_from(REGEXES), max_size=2))
    return Rule(
        id="my/x",
        why="",
        kind=draw(st.sampled_from(["ad", "promo"])),
        exact=tuple(folded(text, 1) for text in draw(st.lists(TEXTS, max_size=2))),
        prefix=tuple(folded(text, 3) for text in draw(st.lists(TEXTS, max_size=2))),
        suffix=tuple(folded(text, 3) for text in draw(st.lists(TEXTS, max_size=1))),
        contains=tuple(folded(text, 3) for text in draw(st.lists(TEXTS, max_size=2))),
        regex=tuple(pattern for pattern in regexes if usable(pattern)),
        does=draw(st.sampled_from(ACTIONS)),
        max_words=draw(st.sampled_from([0, 0, 1, 3])),
        sentence=draw(st.sampled_from([None, None, True, False])),
    )


def usable(pattern: str) -> bool:
    try:
        Pattern(pattern)
    except RegexError:
        return False
    return True


def name_rules(packs: list[Pack]) -> tuple[Pack, ...]:
    """The packs with an id of its own for each rule."""
    numbers = count()
    return tuple(
        pack._replace(rules=tuple(rule._replace(id=f"my/{next(numbers)}") for rule in pack.rules))
        for pack in packs
    )


PACKS = st.lists(
    st.fixed_dictionaries(
        {
            "publisher": st.sampled_from(["", "", "x.com", "y.com"]),
            "rules": st.lists(rules_of(), max_size=4).map(tuple),
            "user": st.booleans(),
        }
    ).map(lambda fields: Pack("my", **fields)),
    min_size=1,
    max_size=3,
).map(name_rules)
PAGES = st.lists(st.lists(TEXTS, max_size=4).map("".join), max_size=6).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda newline: newline.join(lines))
)


@pytest.mark.parametrize("plain", [False, True], ids=["automaton", "plain"])
@settings(deadline=None, derandomize=True, max_examples=150)
@given(packs=PACKS, page=PAGES, publisher=st.sampled_from(["none", "x.com"]))
def test_random_rules(plain: bool, packs: tuple[Pack, ...], page: str, publisher: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if plain:
            patch.setitem(sys.modules, "ahocorasick_rs", None)
        ruleset = RuleSet(compile_tables(packs))

        assert scan(ruleset, page, publisher) == Definition(packs).scan(page, publisher)


# --- single facts


def rule(name: str, does: str = "line", **forms: tuple[str, ...]) -> Rule:
    pack = name.partition("/")[0]
    return Rule(id=name if pack != name else f"my/{name}", why="", kind="ad", does=does, **forms)  # type: ignore[arg-type]


def names(packs: list[Pack], page: str, publisher: str = "") -> list[str]:
    return [hit.rule for hit in scan(RuleSet(compile_tables(packs)), page, publisher)]


def test_bulleted_and_bare_pattern_both_count() -> None:
    """`- iklan` is one rule's line as it stands and another's without its bullet."""
    packs = [Pack("my", rules=(rule("bare", exact=("iklan",)), rule("bulleted", exact=("- iklan",))))]

    assert names(packs, "- Iklan") == ["my/bare", "my/bulleted"]


def test_a_rule_takes_a_line_once() -> None:
    """However many of its patterns take the line."""
    packs = [
        Pack(
            "my", rules=(rule("a", exact=("iklan",), prefix=("ikl",), contains=("kla",), regex=("^iklan$",)),)
        )
    ]

    assert names(packs, "iklan") == ["my/a"]


def test_exact_form_decides_before_the_order_of_the_packs() -> None:
    forms = {
        "exact": ("iklan",),
        "prefix": ("ikl",),
        "suffix": ("lan",),
        "contains": ("kla",),
        "regex": ("^i.*$",),
    }
    packs = [Pack("my", rules=tuple(rule(form, **{form: forms[form]}) for form in reversed(FORMS)))]

    assert names(packs, "iklan") == [f"my/{form}" for form in FORMS]


def test_users_rules_come_before_publishers_before_shared_ones() -> None:
    packs = [
        Pack("general", rules=(rule("general/a", exact=("iklan",)),)),
        Pack("x", publisher="x.com", rules=(rule("x/a", exact=("iklan",)),)),
        Pack("mine", rules=(rule("mine/a", exact=("iklan",)),), user=True),
    ]

    assert names(packs, "iklan", "x.com") == ["mine/a", "x/a", "general/a"]
    assert names(packs, "iklan") == ["mine/a", "general/a"]


def test_users_packs_keep_their_order_whoever_publishes() -> None:
    packs = [
        Pack("my", rules=(rule("a/one", exact=("iklan",)),), user=True),
        Pack("my", publisher="x.com", rules=(rule("b/two", exact=("iklan",)),), user=True),
    ]

    assert names(packs, "iklan") == ["a/one", "b/two"]


def test_users_pack_of_a_publisher_always_runs() -> None:
    packs = [Pack("x", publisher="x.com", rules=(rule("x/a", exact=("iklan",)),), user=True)]

    assert names(packs, "iklan", "none") == ["x/a"]


def test_runs_chooses_rules() -> None:
    ruleset = RuleSet(
        compile_tables([Pack("my", rules=(rule("a", exact=("iklan",)), rule("b", exact=("iklan",))))])
    )

    assert [hit.rule for hit in scan(ruleset, "iklan", runs=lambda name: name != "my/a")] == ["my/b"]


def test_regex_without_any_announcement_is_tried_on_every_line() -> None:
    packs = [Pack("my", rules=(rule("a", regex=("^[^ ]{3}$",)),))]

    assert names(packs, "abc\nabcd\n\ndef") == ["my/a", "my/a"]


def test_no_rules_at_all() -> None:
    assert RuleSet(compile_tables([])).scan("a\n", ["a", ""], "\n") == ([], "", False)


def test_facts_of_a_rule_set() -> None:
    packs = [
        Pack(
            "x", publisher="x.com", mastheads=("x",), hosts=("www.x.co.id", "y.com"), recognise=("milik x",)
        ),
        Pack("y", publisher="y.com", mastheads=("y.com",), rules=(rule("y/a", exact=("a",)),)),
        Pack("my", rules=(rule("b", exact=("b",)),), mastheads=("z",)),
    ]
    ruleset = RuleSet(compile_tables(packs))

    assert ruleset.mastheads == {"x", "y.com", "z"}
    assert ruleset.publishers == {"x.com", "y.com"}
    assert ruleset.hosts == {"x.com": "x.com", "x.co.id": "x.com", "y.com": "y.com"}
    assert ruleset.rule_ids == {"y/a", "my/b"}


# --- whose page

OUTLETS = (
    Pack("x", publisher="x.com", mastheads=("x.com", "kabar x"), recognise=("hak cipta kabar x",)),
    Pack("antara", publisher="antaranews.com", mastheads=("antara",), recognise=("pewarta antara:",)),
    Pack("bernama", publisher="bernama.com", mastheads=("bernama",)),
    Pack("my", mastheads=("kabar kita",), user=True),
)
REST = " menteri meninjau pasar induk dan berbicara dengan para pedagang beras di sana, Senin."


@pytest.mark.parametrize(
    ("page", "publisher"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("Harga beras naik\nkata x.com", "", id="masthead in a short line"),
        pytest.param(f"Jakarta - Pertemuan antara{REST}", "", id="antara is an ordinary word"),
        pytest.param(f"Ketegangan antara Iran-Israel,{REST}", "", id="and a dash may follow further on"),
        pytest.param(
            f"Seorang warga bernama Budi - begitu ia dipanggil -{REST}", "", id="bernama is one too"
        ),
        pytest.param(f"Dariantara -{REST}", "", id="part of a word"),
        pytest.param(f"antaranews -{REST}", "", id="part of a longer name"),
        pytest.param(f"{REST} x.com - begitu", "", id="too far inside"),
        pytest.param(f"Jakarta, kabar kita -{REST}", "", id="name of a pack without a publisher"),
        pytest.param(f"x.com, Jakarta -{REST}", "x.com", id="domain and city"),
        pytest.param(f"Jakarta,x.com-{REST}", "x.com", id="glued"),
        pytest.param(f"Jakarta, Kabar X --{REST}", "x.com", id="name and dash"),
        pytest.param(f"Kabar X, Jakarta –{REST}", "x.com", id="name, city and dash"),
        pytest.param(f"Kabar X.co. Jakarta -{REST}", "x.com", id="name, end cut off, city and dash"),
        pytest.param(f"JAKARTA (ANTARA) -{REST}", "antaranews.com", id="in brackets"),
        pytest.param(
            f"KUALA LUMPUR, 5 Mei (Bernama) --{REST}", "bernama.com", id="in brackets, after a date"
        ),
        pytest.param(
            f"x.com -{REST}\nJakarta (ANTARA) -{REST}", "x.com", id="first paragraph with one tells"
        ),
        pytest.param(
            f"{REST * 2}\nJakarta (ANTARA) -{REST}", "antaranews.com", id="not the first paragraph of all"
        ),
        pytest.param("Hak Cipta Kabar X", "x.com", id="phrase"),
        pytest.param(
            f"x.com -{REST}\nPewarta Antara: A\nPewarta Antara: B", "antaranews.com", id="more votes"
        ),
        pytest.param(f"x.com -{REST}\nPewarta Antara: A", "x.com", id="masthead counts more than one phrase"),
        pytest.param("Pewarta Antara: A\nHak cipta Kabar X", "antaranews.com", id="of equals the first"),
    ],
)
def test_recognises(search: str, page: str, publisher: str) -> None:
    assert RuleSet(compile_tables(OUTLETS)).scan(*split(page)).publisher == publisher


@pytest.mark.parametrize(
    ("page", "contested"),
    [
        pytest.param(f"x.com -{REST}", False, id="one name"),
        pytest.param(f"x.com -{REST}\nKata x.com, Pewarta Budi", False, id="one publisher, named twice"),
        pytest.param(f"x.com -{REST}\nPertemuan antara{REST}", False, id="antara is an ordinary word"),
        pytest.param(f"x.com -{REST}\nDikutip Antara", False, id="quoted in a short line"),
        pytest.param(f"x.com -{REST}\nJakarta (ANTARA) -{REST}", True, id="two datelines"),
        pytest.param(f"x.com -{REST}\nPewarta Antara: A", True, id="a dateline and a phrase"),
        pytest.param(f"x.com, antara Jakarta dan Bogor -{REST}", True, id="both in one dateline"),
    ],
)
def test_a_page_is_contested_when_another_name_would_count(page: str, contested: bool) -> None:
    ruleset = RuleSet(compile_tables(OUTLETS))

    assert ruleset.scan(*split(page)).contested is contested
    assert not ruleset.scan(*split(page), "x.com").contested


def test_publisher_that_is_named_is_taken_at_its_word() -> None:
    ruleset = RuleSet(compile_tables(OUTLETS))

    assert ruleset.scan(*split("Hak Cipta Kabar X"), "y.com").publisher == "y.com"
    assert ruleset.scan(*split("Hak Cipta Kabar X"), "none").publisher == ""


def test_one_page_one_answer() -> None:
    """What was scanned before makes no difference, nor does the change to the fast automaton."""
    page = "\n".join(pieces()[:200])
    first = RuleSet(compile_tables(shipped())).scan(*split(page))
    ruleset = RuleSet(compile_tables(shipped()))
    for _ in range(words_module.PATIENCE // len(page) + 2):
        list(ruleset._words.find(page, "\n"))

    assert ruleset._words._read == -1
    assert ruleset.scan(*split(page)) == first
