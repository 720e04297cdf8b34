"""Reads packs: TOML files become `Pack` records, or a `PackError` that says where and what to do."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from beritaclean.errors import PackError, suggest
from beritaclean.normalize import fold
from beritaclean.page import DROPPED, METADATA, ElementRule
from beritaclean.rules import SHIPPED
from beritaclean.rules.match import compiled
from beritaclean.rules.model import ACTIONS, FORMS, PLACES, Pack, Rule
from beritaclean.rules.syntax import RegexError
from beritaclean.selectors import PLAIN, split_selectors

#: A shorter prefix or suffix would take lines nobody thought of.
SHORTEST_AFFIX = 3

#: What a pack may be called.
NAMED = "use letters, digits and - _ ."
_JOINTS = dict.fromkeys(map(ord, "-_."))

_PACK_LISTS = ("mastheads", "hosts", "recognise")
_RULE_KEYS: dict[str, str] = {
    **dict.fromkeys((*FORMS, "hits", "misses"), "a list of strings"),
    **dict.fromkeys(("id", "why", "kind", "where", "does", "seen"), "a string"),
    "max_words": "a whole number",
    "sentence": "true or false",
}
_PACK_KEYS: dict[str, str] = {
    **dict.fromkeys(_PACK_LISTS, "a list of strings"),
    **dict.fromkeys(("name", "publisher", "language"), "a string"),
    "html": "a table",
    "rule": "a list of tables",
}
_HTML_KEYS: dict[str, str] = {"article": "a list of strings", "drop": "a table", "seen": "a string"}
_DROP_KEYS: dict[str, str] = dict.fromkeys(sorted(DROPPED | METADATA), "a list of strings")


class _Place(NamedTuple):
    """Where in which file, and in which rule: what an error says first."""

    path: str
    line: int = 0
    rule: str = ""
    table: str = ""

    def refuse(self, problem: str, remedy: str) -> PackError:
        problem = f"{self.table} {problem}" if self.table else problem
        return PackError(self.path, problem, line=self.line, rule=self.rule, remedy=remedy)


def load_pack(path: Path, user: bool = False) -> Pack:
    """Return the pack in the TOML file at `path`.

    Raises `PackError` with the file, the line and the remedy for a file that cannot be read, TOML
    that cannot be parsed, an unknown key, a wrong type, a pattern that is empty, too short or outside
    what the engine supports, a selector that is not plain, and a rule without an id, a kind or a pattern.
    """
    try:
        # Some editors begin UTF-8 with a byte order mark, which TOML does not know.
        source = path.read_bytes().decode("utf-8-sig")
        data = tomllib.loads(source)
    except OSError as error:
        raise unreadable(path, error) from None
    except UnicodeDecodeError:
        raise PackError(str(path), "is not UTF-8", remedy="save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        problem, line = _split_toml_error(str(error))
        place = _Place(str(path), line)
        raise place.refuse(f"is not valid TOML: {problem}", "correct it there") from None
    return parse_pack(data, str(path), _rule_lines(source), user=user, stem=path.stem)


def unreadable(path: Path, error: OSError) -> PackError:
    """The error for a pack that cannot be read."""
    return PackError(str(path), f"cannot be read: {error.strerror}", remedy="give the path of a TOML file")


def _split_toml_error(message: str) -> tuple[str, int]:
    """The problem and the line (0: not told) in tomllib's "Expected '=' (at line 3, column 5)"."""
    problem, _, place = message.rpartition(" (at line ")
    number = place.partition(",")[0]
    return (problem, int(number)) if problem and number.isdecimal() else (message, 0)


def parse_pack(data: dict[str, Any], path: str, lines: Sequence[int], *, user: bool, stem: str) -> Pack:
    """Return the pack that parsed TOML describes; `lines` are the lines its rules begin on."""
    place = _Place(path)
    _check_keys(data, _PACK_KEYS, place)
    name = data.get("name", stem)
    if not is_pack_name(name):
        raise place.refuse(f'"name" is "{name}"', NAMED)
    entries = data.get("rule", [])
    if len(lines) != len(entries):  # a [[rule]] inside a string, or a spelling nobody uses
        lines = [0] * len(entries)
    rules = [_parse_rule(entry, name, _Place(path, line)) for entry, line in zip(entries, lines, strict=True)]
    _check_twice(rules, path)
    return Pack(
        name=name,
        path=path,
        publisher=data.get("publisher", ""),
        language=data.get("language", ""),
        rules=tuple(rules),
        elements=_parse_html(data["html"], name, data.get("publisher", ""), path) if "html" in data else (),
        seen=data.get("html", {}).get("seen", ""),
        user=user,
        **{key: _parse_names(data.get(key, []), key, place) for key in _PACK_LISTS},
    )


def is_pack_name(name: str) -> bool:
    """Tell whether a pack may be called so: its rules are told to --ignore as NAME/ID, in lists with commas.

    >>> [name for name in ("kabar-baru.2", "../kabarbaru", "a,b", "..", "") if is_pack_name(name)]
    ['kabar-baru.2']
    """
    return name.translate(_JOINTS).isalnum()


def _check_twice(rules: Iterable[Rule], path: str) -> None:
    first: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in first:
            problem = f"stands twice (first in line {first[rule.id].line})"
            raise _Place(path, rule.line, rule.id).refuse(problem, "rename one")
        first[rule.id] = rule


def _parse_names(names: list[str], key: str, place: _Place) -> tuple[str, ...]:
    folded = tuple(fold(name).strip() for name in names)
    for name in folded:
        if not name:
            raise place.refuse(f'"{key}" holds an empty name', "remove it")
    return folded


def _parse_html(table: dict[str, Any], pack: str, publisher: str, path: str) -> tuple[ElementRule, ...]:
    """Return the rules of an `[html]` table: those for what goes before those for the article."""
    place = _Place(path, table="[html]")
    _check_keys(table, _HTML_KEYS, place)
    _check_keys(table.get("drop", {}), _DROP_KEYS, _Place(path, table="[html] drop"))
    if not publisher:
        raise place.refuse("is in a pack without a publisher", "say whose pages: publisher and hosts")
    drop = [
        ElementRule(selector, kind, f"{pack}/html-drop")
        for kind, texts in table.get("drop", {}).items()
        for selector in _parse_selectors(texts, f"drop.{kind}", place)
    ]
    article = [
        ElementRule(selector, "", f"{pack}/html-article")
        for selector in _parse_selectors(table.get("article", []), "article", place)
    ]
    return (*drop, *article)


def _parse_selectors(texts: list[str], key: str, place: _Place) -> list[str]:
    selectors: list[str] = []
    for text in texts:
        found = split_selectors(text)
        if not found:
            raise place.refuse(f'{key} "{text}" is no plain selector', f"use {PLAIN}")
        selectors.extend(found)
    return selectors


def _parse_rule(entry: Any, pack: str, place: _Place) -> Rule:
    if not isinstance(entry, dict):
        raise place.refuse("a rule is not a table", "begin it with [[rule]]")
    name = entry.get("id", "")
    place = place._replace(rule=name if isinstance(name, str) else "")
    _check_keys(entry, _RULE_KEYS, place)
    if not name or not all(part.isalnum() for part in name.split("-")):
        raise place.refuse("needs an id", 'such as id = "scroll-ad": letters and digits joined by -')
    where, does = entry.get("where", "anywhere"), entry.get("does", "line")
    _check_word(entry.get("kind", ""), "kind", sorted(DROPPED | METADATA), place)
    _check_word(where, "where", PLACES, place)
    _check_word(does, "does", ACTIONS, place)
    if entry.get("max_words", 0) < 0:
        raise place.refuse("max_words is negative", "leave it out for no bound")
    forms = {form: _parse_patterns(entry.get(form, []), form, place) for form in FORMS}
    if not any(forms.values()):
        raise place.refuse("has no pattern", f"give one of {', '.join(FORMS)}")
    return Rule(
        id=f"{pack}/{name}",
        why=entry.get("why", ""),
        kind=entry["kind"],
        where=where,
        does=does,
        max_words=entry.get("max_words", 0),
        sentence=entry.get("sentence"),
        seen=entry.get("seen", ""),
        hits=tuple(entry.get("hits", ())),
        misses=tuple(entry.get("misses", ())),
        line=place.line,
        **forms,
    )


def _parse_patterns(patterns: list[str], form: str, place: _Place) -> tuple[str, ...]:
    folded = tuple(fold_regex(pattern) if form == "regex" else fold(pattern).strip() for pattern in patterns)
    for pattern in folded:
        if not pattern.strip():
            raise place.refuse(f"{form} holds an empty pattern", "remove it")
        if "\n" in pattern or "\r" in pattern:
            raise place.refuse(f"{form} {pattern!r} spans lines", "write one pattern a line")
        if form in ("prefix", "suffix", "contains") and len(pattern) < SHORTEST_AFFIX:
            raise place.refuse(
                f'{form} "{pattern}" is too short', f"use at least {SHORTEST_AFFIX} characters, or exact"
            )
        if form == "regex":
            _check_regex(pattern, place)
    return folded


def _check_regex(pattern: str, place: _Place) -> None:
    try:
        compiled(pattern)
    except RegexError as error:
        problem = f"regex {pattern!r}, character {error.place + 1}: {error.problem}"
        raise place.refuse(problem, error.remedy) from None


def fold_regex(pattern: str) -> str:
    r"""Fold a pattern, but for what follows a backslash: \D is not \d.

    >>> print(fold_regex(r"^\D+ Kali \\D“”$"))
    ^\D+ kali \\d""$
    """
    pieces, at = [], 0
    while (escape := pattern.find("\\", at)) >= 0:
        pieces += [fold(pattern[at:escape]), pattern[escape : escape + 2]]
        at = escape + 2
    pieces.append(fold(pattern[at:]))
    return "".join(pieces)


def _check_word(word: str, key: str, known: Sequence[str], place: _Place) -> None:
    if word not in known:
        problem = f'{key} is "{word}"' if word else f"needs a {key}"
        raise place.refuse(problem, suggest(word, known))


def _check_keys(table: dict[str, Any], known: dict[str, str], place: _Place) -> None:
    for key, value in table.items():
        if key not in known:
            raise place.refuse(f'unknown key "{key}"', suggest(key, known))
        if not _is(known[key], value):
            raise place.refuse(f'"{key}" is not {known[key]}', f"make it {known[key]}")


def _is(need: str, value: Any) -> bool:
    match need:
        case "a list of strings":
            return isinstance(value, list) and all(isinstance(item, str) for item in value)
        case "a list of tables":
            return isinstance(value, list)
        case "a table":
            return isinstance(value, dict)
        case "a whole number":
            return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, {"a string": str, "true or false": bool}[need])


def _rule_lines(source: str) -> list[int]:
    """The numbers of the lines on which `[[rule]]` stands (tomllib does not tell)."""
    lines = (line.partition("#")[0].replace(" ", "").strip() for line in source.split("\n"))
    return [number for number, line in enumerate(lines, 1) if line == "[[rule]]"]


def shipped_names() -> list[str]:
    """The names of the shipped packs, sorted."""
    return sorted(path.stem for path in Path(SHIPPED).glob("*.toml"))


def load_all(user: Iterable[Path] = ()) -> list[Pack]:
    """Return the user's packs, in the order given, and after them the shipped ones, by name."""
    packs = [load_pack(path, user=True) for path in user]
    return packs + [load_pack(Path(SHIPPED, f"{name}.toml")) for name in shipped_names()]


def load_named(names: Iterable[str]) -> list[Pack]:
    """Return packs by name (shipped) or by path (a file); all shipped ones when none is named."""
    names = list(names)
    if not names:
        return load_all()
    shipped = shipped_names()
    return [
        load_pack(Path(SHIPPED, f"{name}.toml")) if name in shipped else load_pack(Path(name), user=True)
        for name in names
    ]
