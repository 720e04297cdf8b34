"""Reads packs: TOML files become `Pack` records, or a `PackError` that says where and what to do."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from beritaclean.errors import PackError
from beritaclean.normalize import fold
from beritaclean.page import DROPPED, METADATA
from beritaclean.rules.model import ACTIONS, FORMS, PLACES, Pack, Rule
from beritaclean.rules.regex import Pattern, RegexError

#: The packs that are shipped.
SHIPPED = Path(__file__).parent.parent / "packs"
#: A shorter prefix or suffix would take lines nobody thought of.
SHORTEST_AFFIX = 3

_LISTS = (*FORMS, "hits", "misses")
_RULE_KEYS = {
    **dict.fromkeys(_LISTS, list),
    **dict.fromkeys(("id", "why", "kind", "where", "does", "seen"), str),
    "max_words": int,
    "sentence": bool,
}
_PACK_LISTS = ("mastheads", "hosts", "recognise")
_PACK_KEYS = {
    **dict.fromkeys(_PACK_LISTS, list),
    **dict.fromkeys(("name", "publisher", "language"), str),
    "rule": list,
    "html": dict,
}


def load_pack(path: Path, user: bool = False) -> Pack:
    """Return the pack in the TOML file at `path`.

    Raises `PackError` with the file, the line and the remedy for a file that cannot be read, TOML
    that cannot be parsed, an unknown key, a wrong type, a pattern that is empty, too short or outside
    what the engine supports, and a rule without an id, a kind or a pattern.
    """
    name = str(path)
    try:
        source = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise PackError(name, f"cannot be read: {error.strerror}", remedy="give the path of a TOML file") from None
    except UnicodeDecodeError:
        raise PackError(name, "is not UTF-8", remedy="save it as UTF-8") from None
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise PackError(name, f"is not valid TOML: {error}", remedy="correct it there") from None
    return parse_pack(data, name, _rule_lines(source), user=user, stem=path.stem)


def parse_pack(data: dict[str, Any], path: str, lines: list[int], *, user: bool, stem: str) -> Pack:
    """Return the pack that parsed TOML describes; `lines` are the lines its rules begin on."""
    _check_keys(data, _PACK_KEYS, path, 0, "")
    name = data.get("name", stem)
    rules = []
    seen: dict[str, int] = {}
    for number, entry in enumerate(data.get("rule", [])):
        line = lines[number] if number < len(lines) else 0
        rule = _parse_rule(entry, name, path, line)
        if rule.id in seen:
            raise PackError(
                path, f"stands twice (first in line {seen[rule.id]})", line=line, rule=rule.id, remedy="rename one"
            )
        seen[rule.id] = line
        rules.append(rule)
    lists = {key: tuple(fold(item).strip() for item in data.get(key, [])) for key in _PACK_LISTS}
    return Pack(
        name=name,
        path=path,
        publisher=data.get("publisher", ""),
        language=data.get("language", ""),
        rules=tuple(rules),
        user=user,
        **lists,
    )


def _parse_rule(entry: Any, pack: str, path: str, line: int) -> Rule:
    if not isinstance(entry, dict):
        raise PackError(path, "a rule is not a table", line=line, remedy="begin it with [[rule]]")
    name = entry.get("id", "")

    def refuse(problem: str, remedy: str) -> PackError:
        return PackError(path, problem, line=line, rule=name if isinstance(name, str) else "", remedy=remedy)

    _check_keys(entry, _RULE_KEYS, path, line, name if isinstance(name, str) else "")
    if not name or not all(part.isalnum() for part in name.split("-")):
        raise refuse("needs an id", 'such as id = "scroll-ad": letters and digits joined by -')
    kind = entry.get("kind", "")
    _check_word(kind, "kind", sorted(DROPPED | METADATA), refuse)
    _check_word(entry.get("where", "anywhere"), "where", PLACES, refuse)
    _check_word(entry.get("does", "line"), "does", ACTIONS, refuse)
    if entry.get("max_words", 0) < 0:
        raise refuse("max_words is negative", "leave it out for no bound")
    forms: dict[str, tuple[str, ...]] = {}
    for form in FORMS:
        patterns = entry.get(form, [])
        folded = tuple(fold(p) if form == "regex" else fold(p).strip() for p in patterns)
        for pattern in folded:
            if not pattern.strip():
                raise refuse(f"{form} holds an empty pattern", "remove it")
            if form in ("prefix", "suffix", "contains") and len(pattern) < SHORTEST_AFFIX:
                raise refuse(
                    f'{form} "{pattern}" is too short',
                    f"use at least {SHORTEST_AFFIX} characters, or exact",
                )
            if form == "regex":
                try:
                    Pattern(pattern)
                except RegexError as error:
                    raise refuse(
                        f"regex {pattern!r}, character {error.place + 1}: {error.problem}", error.remedy
                    ) from None
        forms[form] = folded
    if not any(forms.values()):
        raise refuse("has no pattern", f"give one of {', '.join(FORMS)}")
    return Rule(
        id=f"{pack}/{name}",
        why=entry.get("why", ""),
        kind=kind,
        where=entry.get("where", "anywhere"),
        does=entry.get("does", "line"),
        max_words=entry.get("max_words", 0),
        sentence=entry.get("sentence"),
        seen=entry.get("seen", ""),
        hits=tuple(entry.get("hits", ())),
        misses=tuple(entry.get("misses", ())),
        line=line,
        **forms,
    )


def _check_word(word: str, key: str, known: Iterable[str], refuse: Any) -> None:
    if word not in (known := list(known)):
        close = get_close_matches(word, known, 1)
        hint = f'did you mean "{close[0]}"?' if close else f"use one of {', '.join(known)}"
        raise refuse(f'{key} is "{word}"' if word else f"needs a {key}", hint)


def _check_keys(table: dict[str, Any], known: dict[str, type], path: str, line: int, rule: str) -> None:
    for key, value in table.items():
        if key not in known:
            close = get_close_matches(key, known, 1)
            hint = f'did you mean "{close[0]}"?' if close else f"known are {', '.join(known)}"
            raise PackError(path, f'unknown key "{key}"', line=line, rule=rule, remedy=hint)
        right = isinstance(value, known[key]) and not (known[key] is int and isinstance(value, bool))
        if right and known[key] is list and key != "rule":
            right = all(isinstance(item, str) for item in value)
        if not right:
            wanted = {list: "a list of strings", str: "a string", int: "a whole number", bool: "true or false"}
            need = wanted.get(known[key], "a table")
            raise PackError(path, f'"{key}" is not {need}', line=line, rule=rule, remedy=f"make it {need}")


def _rule_lines(source: str) -> list[int]:
    """The numbers of the lines on which `[[rule]]` stands (tomllib does not tell)."""
    return [n for n, line in enumerate(source.splitlines(), 1) if line.split("#")[0].strip() == "[[rule]]"]


def shipped_names() -> list[str]:
    """The names of the shipped packs, sorted."""
    return sorted(path.stem for path in SHIPPED.glob("*.toml"))


def load_all(user: Iterable[Path] = ()) -> list[Pack]:
    """Return the user's packs, in the order given, and after them the shipped ones, by name."""
    packs = [load_pack(path, user=True) for path in user]
    return packs + [load_pack(SHIPPED / f"{name}.toml") for name in shipped_names()]


def load_named(names: Iterable[str]) -> list[Pack]:
    """Return packs by name (shipped) or by path (a file); all shipped ones when none is named."""
    names = list(names)
    if not names:
        return load_all()
    shipped = shipped_names()
    return [
        load_pack(SHIPPED / f"{name}.toml") if name in shipped else load_pack(Path(name), user=True) for name in names
    ]
