"""Marks what a saved page's own markup says of its lines: captions, links standing alone, widgets.

Plain text has no such hints, and this stage does nothing then. It reads the words of class and id names
that editors' systems everywhere use ("newsletter", "author-bio", "related"), never a site's own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter

from beritaclean.page import Hint
from beritaclean.sheet import Sheet

#: Parts of class and id names, and what a line inside such an element is. The first that fits decides.
_WIDGETS: tuple[tuple[str, str], ...] = (
    ("other", r"cookie|consent|gdpr|privacy-(?:modal|pref|content|box)"),
    ("other", r"print-only|d-print-block|screen-reader|sr-only|visually-hidden|bottom-of-article"),
    ("other", r"paywall|captcha|login|log-in|sign-?in"),
    ("follow", r"newsletter|sign-?up|subscri|email-?capture|follow-us|app-?download"),
    (
        "other",
        r"author-?(?:bio|box|bar|tooltip|info|area|card|desc|profile|about)|bio__|__bio|-bio\b|byline-bio|about-author",
    ),
    ("other", r"comment(?!ary)|disqus|reply|poll-|survey|disclaimer"),
    (
        "promo",
        r"related|more-on|moreon|recirc|read-?(?:more|next|also)|recommend|you-may|trending|most-(?:read|popular)|"
        r"popular|terkait|rekomendasi|baca-?juga|teaser|promo-(?:wrapper|content|title|desc)|taboola|outbrain|"
        r"post__excerpt|post-navigation|prev-?next|next-?prev",
    ),
    ("share", r"share|sharing|social-(?:links|icons|media|bar)"),
    ("tags", r"\btags?\b|tag-(?:list|links|cloud)|post-tags|topics?-list|article-tags"),
    ("nav", r"breadcrumb|pagination|pager|menu\b|navbar|skip-link"),
    ("footer", r"location-footer|site-footer|footer-(?:widget|wrapper|bottom|copyright)"),
    ("ad", r"advert|\bads?\b|ad-(?:slot|unit|container|wrapper)|sponsor"),
    ("caption", r"caption|image-credit|photo-credit|img-desc|media__desc|photo-[\w-]*description"),
)
#: Names that no article bears, however much of a page they stand on: a consent dialogue, captions.
_CERTAIN = re.compile(r"cookie|consent|gdpr|privacy|caption|image-credit|photo-credit")
#: What a name tells that tells nothing.
_NOTHING = (len(_WIDGETS), "", "")
#: A line of which so much is link text is a link, not a sentence with one.
LINKED = 0.9
#: What stands in a figure and is shorter than this is its caption.
CAPTION = 600
#: A link standing alone is shorter than this.
LINK_LENGTH = 200


#: A name that stands on so much of the page's paragraphs is the page's own, and tells nothing.
COMMON = 0.3


def settle_hinted(sheet: Sheet) -> None:
    """Mark the lines that markup alone decides, before any rule is asked, and close them: seven in ten.

    Captions stay open, for rules find advertisements among them; so do paragraphs, which the page's own
    data may vouch for, and what element rules take.
    """
    hints = sheet.page.hints
    if not hints:
        return
    paragraphs = sheet.paragraphs()
    spared = set(paragraphs)  # there may be as many as lines: a list would be searched for each
    for line, kind, rule in _judge(sheet, paragraphs):
        if kind != "caption" and line not in spared and not hints[line].kind:
            sheet.kinds[line], sheet.rules[line] = kind, rule
    sheet.open = [line for line in sheet.open if line not in sheet.kinds]


def mark_markup(sheet: Sheet) -> None:
    """Mark lines by their hints; leave the headline alone."""
    if sheet.page.hints:
        for line, kind, rule in _judge(sheet, sheet.paragraphs()):
            sheet.mark(line, kind, rule)


def _judge(sheet: Sheet, paragraphs: list[int]) -> list[tuple[int, str, str]]:
    """What the hints say of open lines that are not marked: the line, its kind, and what tells."""
    hints, lines, kinds = sheet.page.hints, sheet.lines, sheet.kinds
    common = _common_names(sheet, paragraphs)
    found: list[tuple[int, str, str]] = []
    for line in sheet.open:
        hint = hints[line]
        if line in kinds or hint.heading == 1:
            continue
        kind, name = widget_kind(hint.words)
        if name in common:
            kind = ""
        region = hint.region
        if kind == "caption" or hint.caption or (region == "figure" and _is_pictured(lines[line], hint)):
            found.append((line, "caption", "markup/caption"))
        elif region in ("nav", "footer"):
            found.append((line, region, "markup/region"))
        elif kind:
            found.append((line, kind, "markup/widget"))
        elif hint.links >= LINKED and len(lines[line]) < LINK_LENGTH and not hint.row:
            found.append((line, "promo", "markup/link"))
    return found


def _is_pictured(text: str, hint: Hint) -> bool:
    """Tell whether a line in a figure is of the picture: a tweet's is not, nor is what is too long."""
    return len(text) < CAPTION and "tweet" not in hint.words


def _common_names(sheet: Sheet, paragraphs: list[int]) -> set[str]:
    """The names on so much of the page's prose that they are no widget's."""
    size: dict[str, int] = {}
    for line in paragraphs:
        _, name = widget_kind(sheet.page.hints[line].words)
        size[name] = size.get(name, 0) + len(sheet.lines[line])
    enough = COMMON * sum(size.values())
    return {name for name, chars in size.items() if chars >= enough and not _CERTAIN.match(name)}


@lru_cache(maxsize=4096)
def widget_kind(words: str) -> tuple[str, str]:
    """Return what an element of these class and id names holds, and by which name; "" if none tells.

    >>> widget_kind("story article-body"), widget_kind("page entry-content author-bio-box")
    (('', ''), ('other', 'author-bio'))
    """
    _, kind, name = min(map(_name_kind, words.split()), key=itemgetter(0), default=_NOTHING)
    return kind, name


@lru_cache(maxsize=16384)
def _name_kind(word: str) -> tuple[int, str, str]:
    """What one class or id name tells: its rank, the lowest counts; the kind, and by which part.

    A page has ten times as many sets of names as names.
    """
    for rank, (kind, pattern) in enumerate(_patterns()):
        if found := pattern.search(word):
            return rank, kind, found.group()
    return _NOTHING


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"(?<![a-z])(?:{pattern})")) for kind, pattern in _WIDGETS)
