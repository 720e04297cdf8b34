"""Runs, shows and explains rules one by one, for the people who write them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from beritaclean.config import OptionError
from beritaclean.errors import PackError, suggest
from beritaclean.normalize import fold
from beritaclean.rules.load import NAMED, is_pack_name
from beritaclean.rules.match import match_raw, match_rule
from beritaclean.rules.model import FORMS, Pack, Rule

#: A pattern so long, somewhere in a line, means that its rule came near.
NEAR = 5
#: The kind of what the article's own element holds.
BODY = "body"
_VERBS = {"exact": "is not", "prefix": "does not start with", "suffix": "does not end with"}


def run_examples(packs: Iterable[Pack]) -> tuple[list[str], str]:
    """Run the examples of all rules; return what is wrong, a line each, and a summary.

    Wrong is: a hit that the rule leaves, a near-miss that it takes, a rule without a hit or without a
    near-miss (no example makes it fire, or none holds it back).
    """
    placed = [(pack, rule) for pack in packs for rule in pack.rules]
    problems = [problem for pack, rule in placed for problem in _wrong_examples(rule, pack.path)]
    examples = sum(len(rule.hits) + len(rule.misses) for _, rule in placed)
    fires = [fired for _, rule in placed for fired in _fires(rule)]
    summary = (
        f"{len(placed)} rules, {examples} examples, {len(problems)} problems; "
        f"{sum(fires)} of {len(fires)} patterns fire in an example"
    )
    return problems, summary


def _fires(rule: Rule) -> list[bool]:
    """For each pattern of a rule, whether it alone takes one of the hits."""
    lines = [fold(hit).strip() for hit in rule.hits]
    singles = [_only(rule, form, pattern) for form in FORMS for pattern in getattr(rule, form)]
    return [any(match_rule(single, line) for line in lines) for single in singles]


def _wrong_examples(rule: Rule, path: str) -> list[str]:
    where = f'{path}:{rule.line}: rule "{rule.id}"'
    wrong = []
    if not rule.hits:
        wrong.append(f"{where}: no example makes it fire (add hits)")
    if not rule.misses:
        wrong.append(f"{where}: no near-miss holds it back (add misses)")
    for hit in rule.hits:
        if not match_raw(rule, hit):
            wrong.append(f"{where}: leaves its hit {hit!r}")
    for miss in rule.misses:
        if match_raw(rule, miss):
            wrong.append(f"{where}: takes its near-miss {miss!r}")
    return wrong


def _only(rule: Rule, form: str, pattern: str) -> Rule:
    """The rule with one pattern alone."""
    exact, prefix, suffix, contains, regex = ((pattern,) if name == form else () for name in FORMS)
    return rule._replace(exact=exact, prefix=prefix, suffix=suffix, contains=contains, regex=regex)


def describe_named(packs: Sequence[Pack], name: str) -> str:
    """Return all of the rule of an id, or of a pack's; `PackError` names the nearest when there is none."""
    found = [
        describe_rule(rule, pack) for pack in packs for rule in pack.rules if name in (rule.id, pack.name)
    ]
    for pack in packs:
        ids = dict.fromkeys(element.rule for element in pack.elements)
        found.extend(_describe_elements(pack, rule) for rule in ids if name in (rule, pack.name))
    if not found:
        elements = {element.rule for pack in packs for element in pack.elements}
        known = [rule.id for pack in packs for rule in pack.rules] + [*sorted(elements)]
        remedy = suggest(name, known + [pack.name for pack in packs], "see: beritaclean rules list")
        raise PackError("rules", f'there is no rule or pack "{name}"', remedy=remedy)
    return "\n".join(found)


def list_rules(pack: Pack) -> list[str]:
    """Return a row for each rule of a pack: id, kind, place, action, reason (or selector), parted by tabs."""
    rows = [f"{rule.id}\t{rule.kind}\t{rule.where}\t{rule.does}\t{rule.why}" for rule in pack.rules]
    rows += [f"{rule}\t{kind or BODY}\tanywhere\telement\t{name}" for name, kind, rule in pack.elements]
    return rows


def _describe_elements(pack: Pack, rule: str) -> str:
    """Return all that a rule for elements says of itself, a fact a line."""
    facts = [f"{rule}: elements of saved pages of {pack.publisher}"]
    facts.extend(f"  {kind or BODY:9} {selector}" for selector, kind, owner in pack.elements if owner == rule)
    facts.append(f"  in        {pack.path}" + (f" (seen: {pack.seen})" if pack.seen else ""))
    return "\n".join(facts) + "\n"


def describe_rule(rule: Rule, pack: Pack) -> str:
    """Return all that a rule says of itself, a fact a line."""
    facts = [
        f"{rule.id}: {rule.why or 'no reason given'}",
        f"  kind      {rule.kind}",
        f"  where     {rule.where}",
        f"  does      {rule.does}",
    ]
    if rule.max_words:
        facts.append(f"  guard     at most {rule.max_words} words")
    if rule.sentence is not None:
        facts.append(f"  guard     {'only' if rule.sentence else 'not'} a line that ends like a sentence")
    for form in FORMS:
        facts.extend(f"  {form:9} {pattern}" for pattern in getattr(rule, form))
    facts.extend(f"  takes     {hit}" for hit in rule.hits)
    facts.extend(f"  leaves    {miss}" for miss in rule.misses)
    facts.append(f"  in        {pack.path}:{rule.line}" + (f" (seen: {rule.seen})" if rule.seen else ""))
    return "\n".join(facts) + "\n"


def explain_line(packs: Iterable[Pack], line: str) -> str:
    """Return which rules take a line, and which looked at it and declined, with the reason."""
    folded = fold(line).strip()
    takes, declines = [], []
    for pack in packs:
        for rule in pack.rules:
            if spans := match_raw(rule, line):
                takes.append(f"takes     {rule.id}: {_what_it_takes(rule, pack, folded, spans)}")
            elif reason := _why_not(rule, folded):
                declines.append(f"declines  {rule.id}: {reason}")
    rows = takes + declines
    return "".join(f"{row}\n" for row in rows) if rows else "no rule takes it, and none came near\n"


def _what_it_takes(rule: Rule, pack: Pack, folded: str, spans: list[tuple[int, int]]) -> str:
    """What comes of a line that a rule takes: "ad, stretch, tail only, pages of detik.com 'iklan'"."""
    place = "" if rule.where == "anywhere" else f", {rule.where} only"
    whose = "" if pack.shared else f", pages of {pack.publisher}"
    parts = [] if spans == [(0, len(folded))] else [repr(folded[start:end]) for start, end in spans]
    return f"{rule.kind}, {rule.does}{place}{whose}" + (f" {', '.join(parts)}" if parts else "")


def _why_not(rule: Rule, folded: str) -> str:
    """Why a rule that knows words of a line leaves it; "" when it knows none."""
    if rule.does == "headline" and match_rule(rule, folded):
        return "what follows the colon is no headline"
    if match_rule(rule._replace(max_words=0, sentence=None), folded):
        words = folded.count(" ") + 1
        if rule.max_words and words > rule.max_words:
            return f"the line has {words} words, more than {rule.max_words}"
        return f"the line {'ends' if rule.sentence is False else 'does not end'} like a sentence"
    for form, verb in _VERBS.items():
        for pattern in getattr(rule, form):
            if len(pattern) >= NEAR and pattern in folded:
                return f'the line {verb} "{pattern}"'
    return ""


def new_pack(name: str, publisher: str) -> str:
    """Return a pack to begin with, in TOML, its fields explained by comments.

    Raises `OptionError` for a name that no pack may have.
    """
    if not is_pack_name(name):
        raise OptionError("NAME", f'"{name}" is no name of a pack', remedy=NAMED)
    name, publisher = _escape(name), _escape(publisher)
    rows = (
        (f'name = "{name}"', ""),
        (f'publisher = "{publisher}"', ""),
        ('language = "id"', "id or ms"),
        (f'mastheads = ["{publisher}"]', 'how its datelines name it: "Xyz.com, JAKARTA - ..."'),
        (f'hosts = ["{publisher}"]', ""),
        (f'recognise = ["copyright {publisher}"]', "words that only its pages hold"),
        ("", ""),
        ("[[rule]]", ""),
        ('id = "follow-channel"', "names what goes, not the pattern"),
        ('why = "Asks readers to follow the channel, under every article"', ""),
        ('kind = "follow"', "ad promo embed share nav tags follow footer other byline date"),
        (f'prefix = ["ikuti saluran {name}"]', "or exact, suffix, contains, regex; case does not matter"),
        ('where = "anywhere"', "or head, article, tail"),
        ('does = "line"', "or stretch, block (headlines under it too), footer"),
        ("max_words = 20", "leave longer lines alone"),
        (f'hits = ["Ikuti saluran {name} di WhatsApp"]', ""),
        ('misses = ["Warga diminta mengikuti saluran resmi pemerintah daerah."]', ""),
        ('seen = "its pages of this year"', "where the lines were seen"),
    )
    return "".join(f"{f'{code:<42}# {note}' if note else code}\n" for code, note in rows)


def _escape(text: str) -> str:
    """A text as it stands between the quotes of a TOML string."""
    return json.dumps(text, ensure_ascii=False)[1:-1].replace("\x7f", "\\u007f")
