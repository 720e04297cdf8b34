"""Loading a pack: what its fields become, and every error word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from beritaclean.errors import PackError
from beritaclean.page import ElementRule
from beritaclean.rules.load import fold_regex, load_all, load_named, load_pack, shipped_names
from beritaclean.rules.model import Rule

RULE = '[[rule]]\nid = "scroll-ad"\nkind = "ad"\n'
GOOD = RULE + 'exact = ["iklan"]\n'
KINDS = "ad, byline, date, duplicate, embed, follow, footer, nav, other, promo, share, tags"
RULE_KEYS = "exact, prefix, suffix, contains, regex, hits, misses, id, why, kind, where, does, seen"
RULE_KEYS += ", max_words, sentence"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def load(text: str | bytes) -> str:
    """The error for a pack `my.toml` of that text."""
    Path("my.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(PackError) as caught:
        load_pack(Path("my.toml"))
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            "a b",
            "my.toml:1: is not valid TOML: Expected '=' after a key in a key/value pair (correct it there)",
        ),
        (
            'name = "my"\n\nx = ',
            "my.toml: is not valid TOML: Invalid value (at end of document) (correct it there)",
        ),
        (b'name = "\xe9"', "my.toml: is not UTF-8 (save it as UTF-8)"),
        ('nam = "my"', 'my.toml: unknown key "nam" (did you mean "name"?)'),
        (
            "zzz = 1",
            'my.toml: unknown key "zzz" '
            "(use one of mastheads, hosts, recognise, name, publisher, language, html, rule)",
        ),
        ("name = 1", 'my.toml: "name" is not a string (make it a string)'),
        ('name = ""', 'my.toml: "name" is "" (use letters, digits and - _ .)'),
        ('name = "a/b"', 'my.toml: "name" is "a/b" (use letters, digits and - _ .)'),
        ('name = "a b"', 'my.toml: "name" is "a b" (use letters, digits and - _ .)'),
        ('name = "a,b"', 'my.toml: "name" is "a,b" (use letters, digits and - _ .)'),
        ('name = ".."', 'my.toml: "name" is ".." (use letters, digits and - _ .)'),
        ('hosts = "x.com"', 'my.toml: "hosts" is not a list of strings (make it a list of strings)'),
        ("hosts = [1]", 'my.toml: "hosts" is not a list of strings (make it a list of strings)'),
        ('mastheads = ["X", "  "]', 'my.toml: "mastheads" holds an empty name (remove it)'),
        ('recognise = ["\u200b"]', 'my.toml: "recognise" holds an empty name (remove it)'),
        ("html = 1", 'my.toml: "html" is not a table (make it a table)'),
        ("[html]", "my.toml: [html] is in a pack without a publisher (say whose pages: publisher and hosts)"),
        ('[rule]\nid = "a"', 'my.toml: "rule" is not a list of tables (make it a list of tables)'),
        ("rule = [1]", "my.toml: a rule is not a table (begin it with [[rule]])"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_pack_is_refused(text: str | bytes, error: str) -> None:
    assert load(text) == error


HTML = 'publisher = "my.com"\n[html]\n'
DROPPED = "ad, byline, date, duplicate, embed, follow, footer, nav, other, promo, share, tags"
PLAIN = "tags, .classes, #ids, [attributes], :not() of these, spaces, > and +"


@pytest.mark.parametrize(
    ("table", "error"),
    [
        ('artcle = [".a"]', 'my.toml: [html] unknown key "artcle" (did you mean "article"?)'),
        ('article = ".a"', 'my.toml: [html] "article" is not a list of strings (make it a list of strings)'),
        ('drop = [".a"]', 'my.toml: [html] "drop" is not a table (make it a table)'),
        ('drop.iklan = [".a"]', f'my.toml: [html] drop unknown key "iklan" (use one of {DROPPED})'),
        ('drop.title = [".a"]', f'my.toml: [html] drop unknown key "title" (use one of {DROPPED})'),
        (
            'drop.ad = ".a"',
            'my.toml: [html] drop "ad" is not a list of strings (make it a list of strings)',
        ),
        (
            'article = ["div:has(p)"]',
            f'my.toml: [html] article "div:has(p)" is no plain selector (use {PLAIN})',
        ),
        ('drop.ad = [""]', f'my.toml: [html] drop.ad "" is no plain selector (use {PLAIN})'),
    ],
)
@pytest.mark.usefixtures("folder")
def test_html_table_is_refused(table: str, error: str) -> None:
    assert load(HTML + table) == error


def test_html_table(folder: Path) -> None:
    table = (
        'article = ["div.isi, #isi > div"]\ndrop.promo = ["a.terkait"]\ndrop.ad = [".iklan"]\nseen = "2024"'
    )
    (folder / "my.toml").write_text(HTML + table)

    pack = load_pack(Path("my.toml"))

    assert (pack.elements, pack.seen) == (
        (
            ElementRule("a.terkait", "promo", "my/html-drop"),
            ElementRule(".iklan", "ad", "my/html-drop"),
            ElementRule("div.isi", "", "my/html-article"),
            ElementRule("#isi > div", "", "my/html-article"),
        ),
        "2024",
    )


@pytest.mark.parametrize(
    ("rule", "error"),
    [
        (GOOD + 'exct = ["x"]', 'rule "scroll-ad": unknown key "exct" (did you mean "exact"?)'),
        (GOOD + "zzz = 1", f'rule "scroll-ad": unknown key "zzz" (use one of {RULE_KEYS})'),
        (GOOD + "why = 1", 'rule "scroll-ad": "why" is not a string (make it a string)'),
        (
            RULE + 'exact = "x"',
            'rule "scroll-ad": "exact" is not a list of strings (make it a list of strings)',
        ),
        (
            RULE + "exact = [1]",
            'rule "scroll-ad": "exact" is not a list of strings (make it a list of strings)',
        ),
        (
            GOOD + "hits = [true]",
            'rule "scroll-ad": "hits" is not a list of strings (make it a list of strings)',
        ),
        (
            GOOD + "max_words = true",
            'rule "scroll-ad": "max_words" is not a whole number (make it a whole number)',
        ),
        (
            GOOD + 'max_words = "9"',
            'rule "scroll-ad": "max_words" is not a whole number (make it a whole number)',
        ),
        (GOOD + "max_words = -1", 'rule "scroll-ad": max_words is negative (leave it out for no bound)'),
        (
            GOOD + 'sentence = "no"',
            'rule "scroll-ad": "sentence" is not true or false (make it true or false)',
        ),
        (GOOD + "sentence = 0", 'rule "scroll-ad": "sentence" is not true or false (make it true or false)'),
        ("[[rule]]", 'needs an id (such as id = "scroll-ad": letters and digits joined by -)'),
        ("[[rule]]\nid = 1", '"id" is not a string (make it a string)'),
        (
            '[[rule]]\nid = "a b"',
            'rule "a b": needs an id (such as id = "scroll-ad": letters and digits joined by -)',
        ),
        ('[[rule]]\nid = "a"\nexact = ["x"]', f'rule "a": needs a kind (use one of {KINDS})'),
        ('[[rule]]\nid = "a"\nkind = "promotion"', 'rule "a": kind is "promotion" (did you mean "promo"?)'),
        ('[[rule]]\nid = "a"\nkind = "body"', f'rule "a": kind is "body" (use one of {KINDS})'),
        (GOOD + 'where = "tial"', 'rule "scroll-ad": where is "tial" (did you mean "tail"?)'),
        (GOOD + 'where = "x"', 'rule "scroll-ad": where is "x" (use one of anywhere, head, article, tail)'),
        (GOOD + 'does = "lines"', 'rule "scroll-ad": does is "lines" (did you mean "line"?)'),
        (
            GOOD + 'does = "x"',
            'rule "scroll-ad": does is "x" (use one of line, headline, stretch, block, footer)',
        ),
        (RULE, 'rule "scroll-ad": has no pattern (give one of exact, prefix, suffix, contains, regex)'),
        (
            RULE + "exact = []",
            'rule "scroll-ad": has no pattern (give one of exact, prefix, suffix, contains, regex)',
        ),
        (RULE + 'exact = [" "]', 'rule "scroll-ad": exact holds an empty pattern (remove it)'),
        (RULE + 'prefix = ["\u200b"]', 'rule "scroll-ad": prefix holds an empty pattern (remove it)'),
        (RULE + 'regex = [" "]', 'rule "scroll-ad": regex holds an empty pattern (remove it)'),
        (
            RULE + 'contains = ["a\\nb"]',
            "rule \"scroll-ad\": contains 'a\\nb' spans lines (write one pattern a line)",
        ),
        (
            RULE + 'prefix = ["Di"]',
            'rule "scroll-ad": prefix "di" is too short (use at least 3 characters, or exact)',
        ),
        (
            RULE + 'suffix = ["»"]',
            'rule "scroll-ad": suffix "»" is too short (use at least 3 characters, or exact)',
        ),
        (
            RULE + 'contains = [" di "]',
            'rule "scroll-ad": contains "di" is too short (use at least 3 characters, or exact)',
        ),
        (
            RULE + "regex = ['^baca (juga']",
            "rule \"scroll-ad\": regex '^baca (juga', character 7: missing ) "
            "(close the group, or escape ( as \\()",
        ),
        (
            RULE + "regex = ['\\bbaca']",
            "rule \"scroll-ad\": regex '\\\\bbaca', character 1: \\b is not supported "
            "(use ^, $, a space or a class such as [^a-z])",
        ),
        (
            GOOD + GOOD,
            'rule "my/scroll-ad": stands twice (first in line 2) (rename one)',
        ),
    ],
)
@pytest.mark.usefixtures("folder")
def test_rule_is_refused(rule: str, error: str) -> None:
    """The error names the file, the line the rule begins on, and the rule."""
    line = 2 + (4 if "twice" in error else 0)

    assert load(f'name = "my"\n{rule}\n') == f"my.toml:{line}: {error}"


@pytest.mark.usefixtures("folder")
def test_fields_of_an_error() -> None:
    Path("my.toml").write_text('name = "my"\n\n' + RULE + 'exct = ["x"]\n')

    with pytest.raises(PackError) as caught:
        load_pack(Path("my.toml"))

    error = caught.value
    assert (error.path, error.line, error.rule) == ("my.toml", 3, "scroll-ad")
    assert (error.problem, error.remedy) == ('unknown key "exct"', 'did you mean "exact"?')


@pytest.mark.usefixtures("folder")
def test_lines_are_left_out_where_they_cannot_be_told() -> None:
    """A [[rule]] inside a string must not shift the lines of the others."""
    text = "language = '''\n[[rule]]\n'''\n"

    assert load(text + GOOD + "zzz = 1\n").startswith('my.toml: rule "scroll-ad": unknown key "zzz"')


@pytest.mark.parametrize("header", ["[[rule]]", "  [[ rule ]]  # the ad", "[[rule]]\r"])
@pytest.mark.usefixtures("folder")
def test_line_of_a_rule_is_found(header: str) -> None:
    assert load(f'\n{header}\nid = "a"\nkind = "x"\n').startswith('my.toml:2: rule "a": kind is "x"')


def test_missing_file(folder: Path) -> None:
    with pytest.raises(PackError) as caught:
        load_pack(Path("no.toml"))

    assert (
        str(caught.value)
        == "no.toml: cannot be read: No such file or directory (give the path of a TOML file)"
    )


def test_folder(folder: Path) -> None:
    (folder / "packs").mkdir()

    with pytest.raises(PackError, match=r"^packs: cannot be read: .+ \(give the path of a TOML file\)$"):
        load_pack(Path("packs"))


def test_all_fields(folder: Path) -> None:
    """Patterns and names are folded; examples are left as they are; a byte order mark is no error."""
    Path("my.toml").write_text(
        '\ufeffname = "mine"\npublisher = "x.com"\nlanguage = "ms"\nmastheads = ["X.com"]\n'
        'hosts = ["x.com"]\n'
        'recognise = ["© X"]\n\n[[rule]]\nid = "ad-1"\nwhy = "w"\nkind = "promo"\n'
        'exact = ["Iklan\u00a0“A” "]\n'
        "prefix = ['Abc']\nsuffix = ['Abc']\ncontains = ['Abc']\nregex = ['^\\D A$']\nwhere = 'tail'\n"
        "does = 'stretch'\nmax_words = 9\nsentence = false\nseen = 'both'\nhits = ['A ']\nmisses = ['B']\n",
        encoding="utf-8",
    )

    pack = load_pack(Path("my.toml"), user=True)

    assert (pack.name, pack.path, pack.publisher, pack.language, pack.user) == (
        "mine",
        "my.toml",
        "x.com",
        "ms",
        True,
    )
    assert (pack.mastheads, pack.hosts, pack.recognise) == (("x.com",), ("x.com",), ("© x",))
    assert pack.rules == (
        Rule(
            id="mine/ad-1",
            why="w",
            kind="promo",
            exact=('iklan "a"',),
            prefix=("abc",),
            suffix=("abc",),
            contains=("abc",),
            regex=(r"^\D a$",),
            where="tail",
            does="stretch",
            max_words=9,
            sentence=False,
            seen="both",
            hits=("A ",),
            misses=("B",),
            line=8,
        ),
    )
    assert pack.rules[0].pack == "mine"


def test_name_is_the_file_stem(folder: Path) -> None:
    Path("my.toml").write_text(GOOD)

    pack = load_pack(Path("my.toml"))

    assert (pack.name, pack.rules[0].id, pack.shared, pack.user) == ("my", "my/scroll-ad", True, False)


@pytest.mark.parametrize(
    ("pattern", "folded"),
    [
        (r"^\D+ Kali$", r"^\D+ kali$"),  # \D is not \d: once folded, it matched the opposite
        (r"\W\S\w", r"\W\S\w"),
        (r"\\Dua", r"\\dua"),
        (r"“A”\.", '"a"\\.'),
        ("A\u00a0B\\", "a b\\"),
    ],
)
def test_fold_regex(pattern: str, folded: str) -> None:
    assert fold_regex(pattern) == folded


def test_load_all_puts_the_users_first(folder: Path) -> None:
    Path("my.toml").write_text(GOOD)

    packs = load_all([Path("my.toml")])

    assert [pack.name for pack in packs] == ["my", *shipped_names()]
    assert [pack.user for pack in packs[:2]] == [True, False]


def test_load_named(folder: Path) -> None:
    Path("my.toml").write_text(GOOD)

    assert [(pack.name, pack.user) for pack in load_named(["detik", "my.toml"])] == [
        ("detik", False),
        ("my", True),
    ]
    assert [pack.name for pack in load_named([])] == shipped_names()
